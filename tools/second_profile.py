"""Make a second profile of invented people for `../shared/bench/linkage/generate.py`: other names, rates, words.

    pip install names-dataset==3.3.1      (Apache-2.0)
    python tools/second_profile.py PUBLIC_PROFILE.json FOLDER

A table of weights that is trained on one profile alone learns its accidents. Writes `profile_alt.json` and
`names_alt.json.gz` into FOLDER; names in other scripts and nicknames are those of the public profile.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any

COUNTRIES = ("BE", "NL", "GB", "PL", "TR", "CH", "SE", "MX", "TN", "FR", "DE")
SYLLABLES = "ka lo mi ver tan sol pra ne xi bor dal fen gri hu jor kel lum mar nor ost".split()
WORDS: dict[str, Any] = {
    "c": """Bouw Advies Handel Transport Groep Diensten Verzekeringen Architecten Insurance Health Energy
    Recruitment Bank Foods Logistiek Media Legal Trading Invest Techniek""".split(),
    "legal": {
        "FR": ["SAS", "SA"],
        "DE": ["GmbH"],
        "GB": ["Ltd", "Limited", "PLC"],
        "NL": ["B.V.", "N.V."],
        "BE": ["SPRL", "NV", "SA"],
        "PL": ["Sp. z o.o."],
        "*": ["AB", "Ltd", "SA"],
    },
    "titles": ["Zaakvoerder", "Managing Director", "Bestuurder", "Software Developer", "Account Executive",
               "Consultant", "Head of Sales", "Marketing Manager", "Verkoopleider", "Operations Manager",
               "HR Manager", "CFO", "Finance Director", "Gérant", "Ingénieur", "Jurist", "Boekhouder", "Notaris",
               "Recruiter", "Data Engineer", "Product Owner", "Student", "Owner", "Kierownik", "Müdür",
               "Projektledare"],
    "pseudo": """kat zon maan rood blauw fiets gek tiger happy rocky luna mops snoopy kikker ster""".split(),
    "services": """Loodgieter Tandarts Garage Taxi School Bakker Apotheek Dokter Kapper Restaurant Bank
    Notaris""".split(),
}  # fmt: skip
RATES: dict[str, Any] = {
    "name": "alt",
    "names": "names_alt.json.gz",
    "home": "BE",
    "home_pool": "BE",
    "cultures": {
        "BE": 0.3, "NL": 0.14, "GB": 0.14, "FR": 0.12, "DE": 0.06, "PL": 0.05, "TR": 0.04, "CH": 0.03,
        "SE": 0.03, "MX": 0.02, "TN": 0.02, "AR": 0.02, "ZH": 0.02, "JA": 0.005, "KO": 0.01,
    },
    "compound_given": {"BE": 0.03, "FR": 0.05, "MX": 0.12},
    "double_family": {"MX": 0.5, "BE": 0.01},
    "middle": {"GB": 0.2},
    "maiden": 0.35,
    "has_nick": 0.5,
    "webmail": [
        ["gmail.com", "telenet.be", "skynet.be", "hotmail.be", "wp.pl", "live.nl", "ziggo.nl", "outlook.be",
         "mynet.com", "bluewin.ch", "proximus.be"],
        [40, 12, 9, 9, 5, 5, 5, 5, 3, 3, 4],
    ],
    "shared_local": ["onthaal", "receptie", "welkom", "info", "verkoop", "biuro", "desk"],
    "companies_per_record": 0.13,
    "family_rate": 0.045,
    "namesake_rate": 0.016,
    "service_rate": 0.035,
    "zipf": {"s": 1.0, "given_q": 7, "family_q": 35},
}  # fmt: skip
BOOK = {"deaccent": 0.3, "company": 0.36, "phone": 0.7, "email": 0.58, "typo": 0.035}
LINKEDIN = {"email": 0.05, "degree": 0.11}


def ranked(names: dict[str, Any], country: str, count: int, gender: str = "") -> list[str]:
    """Return the most common names of a country, in Latin letters, the first first."""
    found = sorted(
        (about["rank"][country], name)
        for name, about in names.items()
        if about["rank"].get(country)
        and (not gender or (about["gender"] and about["gender"].get(gender, 0) > 0.6))
    )
    plain = (name for _, name in found if len(name) > 1 and ord(name[0]) < 0x250)
    kept = [name for name in plain if name.translate({32: "", 45: "", 39: ""}).isalpha()]
    return kept[:count]


def main(public: Path, folder: Path) -> None:
    """Write both files."""
    from names_dataset import NameDataset

    data = NameDataset()
    profile = json.loads(public.read_text(encoding="utf-8"))
    with gzip.open(public.parent / profile["names"], "rt", encoding="utf-8") as file:
        names = json.load(file)
    names["latin"] = {
        country: {
            "M": ranked(data.first_names, country, 1300, "M"),
            "F": ranked(data.first_names, country, 1300, "F"),
            "L": ranked(data.last_names, country, 10000),
        }
        for country in COUNTRIES
    }
    draw = random.Random(5)  # noqa: S311
    names["words"].update(WORDS)
    names["words"]["a"] = [(draw.choice(SYLLABLES) + draw.choice(SYLLABLES)).capitalize() for _ in range(45)]
    names["words"]["b"] = [draw.choice(SYLLABLES) + draw.choice(["x", "r", "n", "s", ""]) for _ in range(25)]
    with gzip.open(folder / RATES["names"], "wt", encoding="utf-8") as file:
        json.dump(names, file)
    profile.update(RATES)
    profile["book"].update(BOOK)
    profile["linkedin"].update(LINKEDIN)
    (folder / "profile_alt.json").write_text(json.dumps(profile), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
