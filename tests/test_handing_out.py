"""`export csv --changed`: what Outlook or Google has not seen yet, and nothing twice."""

import csv
import io

from tests.inprocess import reseau

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def export(home, layout):
    done = reseau(home, "export", "csv", "--layout", layout, "--changed")
    return list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))


def connections(home, folder, *rows):
    place = folder / "Connections.csv"
    place.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    reseau(home, "import", place)


def test_only_what_changed_since_the_last_file_is_given_out(tmp_path):
    home = tmp_path / "home"
    zoe = "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Acme,Directrice,02 Mar 2024"
    abe = "Abe,Nobody,https://www.linkedin.com/in/abe-nobody,abe@example.org,Other,Chief,03 Mar 2024"
    connections(home, tmp_path, zoe, abe)
    assert sorted(row["First Name"] for row in export(home, "outlook")) == ["Abe", "Zoe"]
    assert export(home, "outlook") == []
    connections(home, tmp_path, zoe.replace("Acme", "Newer"), abe)
    assert [(row["First Name"], row["Company"]) for row in export(home, "outlook")] == [("Zoe", "Newer")]
    assert len(export(home, "google")) == 2


def test_who_is_known_from_a_table_alone_is_not_given_back_at_first(tmp_path):
    home, place = tmp_path / "home", tmp_path / "outlook.csv"
    place.write_text("First Name,Last Name,E-mail Address\nOtto,Own,otto@example.org\n", encoding="utf-8")
    reseau(home, "import", place)
    assert export(home, "outlook") == []
    reseau(home, "edit", "Otto Own", "--phone", "+33639980001")
    assert [row["First Name"] for row in export(home, "outlook")] == ["Otto"]


def test_the_file_imported_again_doubles_nobody(tmp_path):
    home = tmp_path / "home"
    connections(
        home,
        tmp_path,
        "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Acme,Boss,02 Mar 2024",
    )
    reseau(home, "export", "csv", "--layout", "google", "--changed", "-o", tmp_path / "google.csv")
    reseau(home, "import", tmp_path / "google.csv")
    assert len(reseau(home, "people", "--json").json["people"]) == 1
