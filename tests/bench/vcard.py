"""Cards into the model, against vobject merely reading them and a bare loop that splits their lines."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Job, compare

FIRST = ["Anne", "Hervé", "Zoë", "Jean-François", "Łukasz", "Inês", "Jürgen", "Amélie", "Paul", "伟", "Ольга"]
LAST = [
    "Dupont",
    "Lefèvre",
    "Müller",
    "García",
    "Østergaard",
    "Nguyễn",
    "Martin",
    "Petit",
    "Çelik",
    "田中",
    "Иванов",
]
COMPANIES = [
    "Société Essai d'Études",
    "ACME\\, Inc.",
    "Müller & Söhne",
    "Cabinet Lefèvre\\; Associés",
    "Kappa Conseil",
]

_LOOP = """
import sys
count = 0
for card in open(sys.argv[1], "rb").read().split(b"END:VCARD\\r\\n"):
    found = []
    for line in card.split(b"\\r\\n"):
        head, colon, value = line.partition(b":")
        if colon:
            found.append((head, value))
    count += len(found)
print(count)
"""
_VOBJECT = """
import sys
import vobject
for card in open(sys.argv[1], encoding="utf-8", newline="").read().split("END:VCARD\\r\\n"):
    if card:
        vobject.readOne(card + "END:VCARD\\r\\n", allowQP=True)
"""
_MODEL = """
import sys
from datetime import UTC, datetime
from adapters.archive import open_source
from adapters.vcard import READER
from sync.ports import Context
source = open_source(sys.argv[1])
context = Context(datetime.now(UTC), region="FR")
print(sum(1 for _ in READER.read(source, READER.identify(source), context)))
"""


def cards(count: int, seed: int = 1) -> bytes:
    """Return invented cards in the styles of Apple, Google, Android and 4.0, 12 properties each on average."""
    r = random.Random(seed)
    return b"".join(_card(r, number) for number in range(count))


def _card(r: random.Random, number: int) -> bytes:
    given, family, company = r.choice(FIRST), r.choice(LAST), r.choice(COMPANIES)
    phone = "+33 6 39 98 " + " ".join(f"{r.randrange(100):02}" for _ in range(2))
    email, uid = f"p{number}@example.com", f"{r.getrandbits(128):032x}"
    birth = f"19{r.randint(40, 99)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
    style = r.random()
    start = ["BEGIN:VCARD", f"VERSION:{'4.0' if style > 0.9 else '3.0' if style < 0.7 else '2.1'}"]
    if style < 0.45:
        rest = [
            f"N:{family};{given};;;",
            f"FN:{given} {family}",
            f"ORG:{company};",
            f"EMAIL;type=INTERNET;type=WORK;type=pref:{email}",
            f"TEL;type=CELL;type=VOICE;type=pref:{phone}",
            f"item1.URL;type=pref:https\\://www.example.com/{uid[:8]}",
            "item1.X-ABLabel:_$!<HomePage>!$_",
            "item2.ADR;type=WORK:;;12 rue des Lilas;Lyon;;69001;France",
            "item2.X-ABADR:fr",
            f"BDAY:{birth}",
            f"UID:{uid}",
            f"X-ABUID:{uid}:ABPerson",
        ]
    elif style < 0.7:
        rest = [
            f"N:{family};{given};;;",
            f"FN:{given} {family}",
            f"ORG:{company}",
            f"EMAIL;TYPE=INTERNET;TYPE=WORK:{email}",
            f"TEL;TYPE=CELL:{phone}",
            f"BDAY:{birth}",
            "CATEGORIES:myContacts,clients",
            "NOTE:Rencontré au salon\\, à rappeler\\; voir",
        ]
    elif style < 0.9:
        coded = ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
        rest = [
            f"N{coded}{_quoted(family)};{_quoted(given)};;;",
            f"FN{coded}{_quoted(f'{given} {family}')}",
            f"TEL;CELL:{phone}",
            f"EMAIL;WORK:{email}",
            f"NOTE{coded}{_quoted('Ligne 1 ')}=\r\n{_quoted('et la suite')}",
        ]
    else:
        rest = [
            f"UID:urn:uuid:{uid}",
            f"FN:{given} {family}",
            f"N:{family};{given};;;",
            f'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:{phone.replace(" ", "-")}',
            f"EMAIL;TYPE=work:{email}",
            f"BDAY:{birth.replace('-', '')}",
        ]
    return "\r\n".join([*start, *rest, "END:VCARD", ""]).encode()


def _quoted(text: str) -> str:
    return "".join(
        c if c.isalnum() and c.isascii() else "".join(f"={b:02X}" for b in c.encode()) for c in text
    )


def main() -> bool:
    """Print the ratios; return whether the goals are met."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "10000.vcf", Path(folder) / "60000.vcf"
        few.write_bytes(cards(10_000))
        many.write_bytes(cards(60_000))
        env = {"PYTHONPATH": str(Path(__file__).parents[2])}
        loop, model, other = (
            Job(name, [[sys.executable, "-c", code, few]], env)
            for name, code in (("bare loop", _LOOP), ("into the model", _MODEL), ("vobject reads", _VOBJECT))
        )
        compare([loop, model, other], times=3)
        large = Job("60,000 cards", [[sys.executable, "-c", _MODEL, many]], env)
        large.run()
    per_loop = sorted(a / b for a, b in zip(model.cpu, loop.cpu, strict=True))[1]
    per_other = sorted(a / b for a, b in zip(other.cpu, model.cpu, strict=True))[1]
    print(
        f"model / loop {per_loop:.1f} (goal 8, at most 15); vobject / model {per_other:.1f} (goal 10, at least 5)"
    )
    print(f"60,000 cards: {large.cpu[0]:.1f} s, peak {large.peak_mb[0]:.0f} MB (at most 100)")
    return per_loop <= 15 and per_other >= 5 and large.peak_mb[0] < 100
