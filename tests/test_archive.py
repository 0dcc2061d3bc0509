"""Archives are opened safely: bombs and tricks cost themselves only, the rest is read."""

import io
import os
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.archive import from_bytes, open_source
from sync.ports import Unreadable


def pack(place, members):
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return str(place)


def codes(source):
    return {problem.file: problem.code for problem in source.problems}


def test_members_are_listed_in_the_order_of_the_archive_and_read_by_name(tmp_path):
    source = open_source(pack(tmp_path / "a.zip", [("b.csv", "1"), ("top/a.csv", "2")]))
    assert [(member.name, member.read()) for member in source.members] == [
        ("b.csv", b"1"),
        ("top/a.csv", b"2"),
    ]


def test_twins_of_macos_and_desktop_files_are_not_members(tmp_path):
    names = ["top/a.csv", "__MACOSX/top/._a.csv", "top/._a.csv", "top/.DS_Store", "Thumbs.db"]
    source = open_source(pack(tmp_path / "a.zip", [(name, "x") for name in names]))
    assert [member.name for member in source.members] == ["top/a.csv"]
    assert not source.problems


@pytest.mark.parametrize(
    "name", ["../evil.csv", "top/../../evil.csv", "/etc/evil.csv", "C:evil.csv", "top\\..\\evil.csv"]
)
def test_a_name_that_points_outside_is_refused_and_its_neighbour_read(tmp_path, name):
    source = open_source(pack(tmp_path / "a.zip", [(name, "x"), ("good.csv", "y")]))
    assert [member.name for member in source.members] == ["good.csv"]
    assert set(codes(source).values()) == {"archive-path"}


def test_a_bomb_is_refused_by_its_declared_size(tmp_path):
    source = open_source(pack(tmp_path / "a.zip", [("bomb.csv", b"\0" * (64 * 1024**2)), ("good.csv", "y")]))
    assert codes(source) == {"bomb.csv": "archive-bomb"}
    assert [member.name for member in source.members] == ["good.csv"]


def test_a_bomb_in_many_small_pieces_is_refused_and_its_neighbour_read(tmp_path):
    pieces = [(f"{number}.csv", b"0" * (5 * 1024**2)) for number in range(21)]
    source = open_source(pack(tmp_path / "a.zip", [*pieces, ("good.csv", "y")]))
    assert [member.name for member in source.members] == ["good.csv"]
    assert set(codes(source).values()) == {"archive-bomb"}
    # Some few are no harm.
    few = open_source(pack(tmp_path / "b.zip", pieces[:3]))
    assert len(few.members) == 3
    assert not few.problems


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unfolds(tmp_path):
    place = tmp_path / "a.zip"
    pack(place, [("bomb.csv", b"\0" * (64 * 1024**2))])
    data = bytearray(place.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = struct.pack("<I", 1000)
    place.write_bytes(data)
    source = open_source(str(place))
    for member in source.members:
        with pytest.raises(Unreadable):
            member.read()


def test_a_link_inside_an_archive_is_not_followed(tmp_path):
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        info = zipfile.ZipInfo("link.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert codes(open_source(str(place))) == {"link.csv": "link-refused"}


def test_a_link_in_a_folder_is_not_followed(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("x")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "good.csv").write_text("y")
    source = open_source(str(folder))
    assert [member.name for member in source.members] == ["good.csv"]
    assert codes(source) == {"link.csv": "link-refused"}


def test_an_archive_inside_an_archive_is_not_opened(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "x")
    source = open_source(pack(tmp_path / "a.zip", [("inner.zip", inner.getvalue()), ("good.csv", "y")]))
    assert codes(source) == {"inner.zip": "archive-nested"}


def test_the_second_of_two_members_with_one_name_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = pack(tmp_path / "a.zip", [("a.csv", "first"), ("a.csv", "second")])
    source = open_source(path)
    assert codes(source) == {"a.csv": "archive-double-name"}
    assert len(source.members) == 1


def test_an_encrypted_member_is_refused(tmp_path):
    place = tmp_path / "a.zip"
    pack(place, [("a.csv", "x"), ("b.csv", "y")])
    data = bytearray(place.read_bytes())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    place.write_bytes(data)
    assert codes(open_source(str(place))) == {"a.csv": "archive-encrypted"}


def overlapping(count):
    """Return an archive whose central directory names one member many times, each by a name of its own."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00000.csv", b"a," * 4_000_000)
        archive.writestr("good.csv", "y")
    data = whole.getvalue()
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    end = data.rindex(b"PK\x05\x06")
    entry, good = data[first:second], data[second:end]
    directory = b"".join(entry.replace(b"00000.csv", f"{n:05}.csv".encode()) for n in range(count)) + good
    tail = bytearray(data[end:])
    tail[8:16] = struct.pack("<HHI", count + 1, count + 1, len(directory))
    return data[:first] + directory + bytes(tail)


def test_members_that_share_their_bytes_are_refused_and_their_neighbour_read(tmp_path):
    place = tmp_path / "a.zip"
    place.write_bytes(overlapping(200))
    source = open_source(str(place))
    assert [member.name for member in source.members] == ["good.csv"]
    assert source.members[0].read() == b"y"
    assert set(codes(source).values()) == {"archive-bomb"}
    assert len(source.problems) == 200


def test_an_archive_with_very_many_entries_is_refused_in_a_moment_and_in_words(tmp_path):
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for number in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.csv"), b"")
    began = time.process_time()
    with pytest.raises(Unreadable) as told:
        open_source(str(place))
    assert time.process_time() - began < 10
    assert told.value.code == "archive-too-many"
    assert told.value.values["count"] == 60_000


def test_a_directory_of_millions_of_entries_is_not_read(tmp_path, monkeypatch):
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for number in range(70_000):
            archive.writestr(zipfile.ZipInfo(f"{number:0100}.csv"), b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unreadable) as told:
        open_source(str(place))
    assert told.value.code == "archive-too-many"
    assert told.value.values["count"] == 70_000


def test_a_count_of_entries_that_lies_allocates_nothing(tmp_path):
    place = tmp_path / "a.zip"
    pack(place, [("a.csv", "x")])
    data = bytearray(place.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = b"\xff\xff\xff\xff"
    place.write_bytes(data)
    # Python trusts what it finds in the directory, not how much is said to be there.
    assert [member.read() for member in open_source(str(place)).members] == [b"x"]


@pytest.mark.parametrize(
    ("place", "lie", "code"),
    [
        pytest.param(10, (99).to_bytes(2, "little"), "archive-packed", id="packed in an unknown way"),
        pytest.param(24, (3).to_bytes(4, "little"), "archive-broken", id="shorter by its own word"),
        pytest.param(16, b"\1\2\3\4", "archive-broken", id="another checksum"),
    ],
)
def test_a_member_that_cannot_be_read_is_told_with_the_reason(tmp_path, place, lie, code):
    """It is not one that has nothing to do with people: it may be the very file that was meant."""
    archive = tmp_path / "a.zip"
    pack(archive, [("Connections.csv", "First Name,Last Name\nA,B\n"), ("b.csv", "x")])
    data = bytearray(archive.read_bytes())
    begin = data.index(b"PK\x01\x02") + place
    data[begin : begin + len(lie)] = lie
    if place == 10:
        data[8:10] = lie
    archive.write_bytes(data)
    source = open_source(str(archive))
    assert [member.name for member in source.members] == ["b.csv"]
    assert [(one.file, one.code) for one in source.problems] == [("Connections.csv", code)]


def test_an_archive_of_encrypted_members_alone_says_so(tmp_path):
    place = tmp_path / "a.zip"
    pack(place, [("a.csv", "x")])
    data = bytearray(place.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    place.write_bytes(data)
    with pytest.raises(Unreadable) as told:
        open_source(str(place))
    assert told.value.code == "archive-encrypted"


@pytest.mark.parametrize("name", ["inner.csv", "inner.vcf", "inner"])
def test_an_archive_under_another_name_inside_an_archive_is_not_opened(tmp_path, name):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "x")
    source = open_source(pack(tmp_path / "a.zip", [(name, inner.getvalue()), ("good.csv", "y")]))
    assert codes(source) == {name: "archive-nested"}


def test_files_with_names_that_are_no_text_are_read_and_named_all_the_same(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    place = os.fsencode(folder) + b"/caf\xe9.csv"
    try:
        with open(place, "wb") as out:  # noqa: PTH123
            out.write(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    for path in (folder, f"{folder}/caf\ufffd.csv"):
        [member] = open_source(str(path)).members
        assert (member.name, member.read()) == ("caf\ufffd.csv", b"x")


def test_a_file_in_a_folder_that_may_not_be_read_costs_itself_alone(tmp_path, monkeypatch):
    folder = tmp_path / "drop"
    folder.mkdir()
    for name in ("locked.csv", "open.csv"):
        (folder / name).write_text("x")
    known = Path.open

    def locked(self, *mode, **more):
        if self.name == "locked.csv":
            raise PermissionError(13, "no")
        return known(self, *mode, **more)

    monkeypatch.setattr(Path, "open", locked)
    source = open_source(str(folder))
    assert [member.name for member in source.members] == ["open.csv"]
    assert codes(source) == {"locked.csv": "file-unreadable"}


def test_a_workbook_is_one_file_although_it_is_a_zip(tmp_path):
    path = pack(tmp_path / "t.xlsx", [("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")])
    assert [member.name for member in open_source(path).members] == ["t.xlsx"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Rar!\x1a\x07\x00rest", "archive-unknown-kind"),
        (b"7z\xbc\xaf\x27\x1crest", "archive-unknown-kind"),
        (b"PK\x03\x04 this is no archive", "archive-broken"),
    ],
    ids=["rar", "7z", "cut zip"],
)
def test_what_cannot_be_opened_says_why(tmp_path, content, code):
    place = tmp_path / "x.zip"
    place.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        open_source(str(place))
    assert caught.value.code == code


def test_a_missing_path_and_a_device_say_why(tmp_path):
    with pytest.raises(Unreadable) as caught:
        open_source(str(tmp_path / "no"))
    assert caught.value.code == "file-missing"
    with pytest.raises(Unreadable) as caught:
        open_source(os.devnull)
    assert caught.value.code == "file-no-regular"


@example(b"\0" * 5, 157)  # a member whose name is empty
@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_mutation_of_an_archive_gives_members_or_a_clear_refusal(tmp_path_factory, noise, at):
    place = tmp_path_factory.mktemp("z") / "a.zip"
    pack(place, [("a.csv", "First Name,Last Name\nA,B\n" * 20), ("b.vcf", "BEGIN:VCARD\nEND:VCARD\n")])
    data = place.read_bytes()
    place.write_bytes(data[:at] + noise + data[at + len(noise) :])
    try:
        source = open_source(str(place))
        for member in source.members:
            member.head()
            try:
                member.read()
            except Unreadable:
                continue
    except Unreadable:
        return


def test_bytes_in_memory_are_a_source_too():
    (member,) = from_bytes("card.vcf", b"BEGIN:VCARD").members
    assert (member.name, member.size, member.read(), member.head()) == (
        "card.vcf",
        11,
        b"BEGIN:VCARD",
        b"BEGIN:VCARD",
    )
