"""The people of the demo and what happened between them and Camille, all drawn from one seed."""

from __future__ import annotations

import random
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import cast

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EXPORTS = {"may": datetime(2026, 5, 20, 6, 30, tzinfo=UTC), "november": datetime(2026, 11, 18, 6, 30, tzinfo=UTC)}
PACIFIC, PARIS = ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Paris")
OWNER = ("Camille Rousseau", "https://www.linkedin.com/in/camille-rousseau-conseil")
ME = "camille.rousseau@example.com"
MY_MAILS = (ME, "camille@rousseau-conseil.example", "c.rousseau@hestrial.example")
NAMESPACE = uuid.UUID("5f0c7e0a-0000-4000-8000-00000000de70")


class Lot(random.Random):
    """Draws by `random()` alone, whose sequence Python promises to keep for a seed."""

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self.random() < share

    def some(self, items, count: int) -> list:
        """Return `count` of the items, in their order."""
        marked = sorted(sorted(range(len(items)), key=lambda _: self.random())[:count])
        return [items[i] for i in marked]


def ascii_of(text: str) -> str:
    """Return the letters of a mail address or slug: no accents, lower case, hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D")) if not unicodedata.combining(c))
    return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in plain.lower()).split())


def domain(company: str) -> str:
    """Return the mail domain of a company."""
    return "-".join(ascii_of(w) for w in company.split() if w not in cast.TRADE) + ".example"


@dataclass
class Person:
    """One invented person, and where she or he is found."""

    id: str
    given: str
    surname: str
    sex: str = "m"
    culture: str = "fr"
    company: str = ""
    job: str = ""
    city: str = "Paris"
    tier: str = "quiet"
    gap: int = 0
    slug: str = ""
    connected: datetime | None = None
    li_first: str = ""
    li_last: str = ""
    li_mail: bool = False
    mail: str = ""
    private: str = ""
    mobile: str = ""
    office: str = ""
    landline: str = ""
    street: str = ""
    birthday: str = ""
    home: str = ""
    nickname: str = ""
    initials: str = ""
    shared: str = ""
    note: str = ""
    weekly: str = ""
    waiting: bool = False
    recommends: str = ""
    family: bool = False
    move_note: bool = False
    linkedin: bool = True
    book: bool = False
    agenda: bool = False
    sheet: bool = False
    move: tuple[str, str] = ()
    retitle: str = ""
    retire: str = ""
    marries: str = ""
    gone: str = ""
    new: bool = False
    names: set = field(default_factory=set)

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def key(self) -> str:
        return f"in/{unicodedata.normalize('NFC', self.slug).lower()}"

    @property
    def url(self) -> str:
        """The profile as messages write it: raw letters."""
        return f"https://www.linkedin.com/in/{self.slug}"

    def on_linkedin(self, export: str) -> tuple[str, str, str, str]:
        """Return first name, last name, company and position as the export of that day shows them."""
        first, last = self.li_first or self.given, self.li_last or self.surname
        company, job = self.company, self.job
        if export == "november":
            last = self.marries or last
            company, job = self.move or (company, job)
            job = self.retitle or job
            if self.retire:
                company, job = "", self.retire
        return first, last, company, job


DRAWN = {"active": 38, "network": 85, "quiet": 90, "stranger": 9, "elsewhere": 30}


class Network:
    """Everybody, drawn from one seed; then what happened between them and Camille.

    `drawn` says how many of each tier join those whose story is written in `cast`.
    """

    def __init__(self, seed: int, drawn: dict[str, int] = DRAWN) -> None:
        self.lot = Lot(seed)
        self.people: list[Person] = []
        self._phones: dict[str, int] = {}
        self._taken: set[str] = set()
        self.truth: dict[tuple[str, str], str] = {}
        for tier, rows in (("close", cast.CLOSE), ("active", cast.ACTIVE), ("dormant", cast.DORMANT), ("quiet", cast.QUIET), ("elsewhere", cast.ELSEWHERE)):
            for row in rows:
                self._add(tier, **row)
        for tier, count in drawn.items():
            for _ in range(count):
                self._add(tier)
        self._renew()
        self._decorate()
        self._scatter()
        self.messages = self._messages()

    def _add(self, tier: str, **told) -> None:
        lot = self.lot
        culture = told.get("culture") or ("fr" if "given" in told else lot.pick(cast.CULTURES))
        sex = told.get("sex") or lot.pick("mf")
        men, women, surnames = cast.NAMES[culture]
        tries = 0
        while "given" not in told:
            given, surname, tries = lot.pick(men if sex == "m" else women), lot.pick(surnames), tries + 1
            # A network of thousands has homonyms.
            if f"{given} {surname}" not in self._taken or tries > 20:
                told |= {"given": given, "surname": surname}
        self._taken.add(f"{told['given']} {told['surname']}")
        p = Person(id=f"p{len(self.people) + 1:03}", tier=tier, sex=sex, culture=culture, **{k: v for k, v in told.items() if k not in ("sex", "culture")})
        if "company" not in told:
            p.company = lot.pick(self.companies_for(p))
            sector, p.city = cast.COMPANIES[p.company]
            ladder = cast.JOBS[sector]
            p.job = ladder[max(lot.number(0, len(ladder) - 1), lot.number(0, len(ladder) - 1) if tier != "active" else 0)][sex == "f"]
            if culture == "en" and lot.chance(0.8):
                p.job = lot.pick(cast.ENGLISH_JOBS)
            if culture == "de" and lot.chance(0.6):
                p.company, p.job, p.city = "Wintzelbach Maschinenbau GmbH", lot.pick(cast.GERMAN_JOBS), "Stuttgart"
        if tier == "elsewhere":
            p.linkedin = False
        p.gap = p.gap or {"active": lot.number(15, 320), "network": lot.number(200, 1000), "quiet": lot.number(500, 2500)}.get(tier, lot.number(30, 500))
        if not p.slug:
            accented = culture == "fr" and not p.given.isascii() and lot.chance(0.6)
            base = "-".join((p.given + " " + p.surname).lower().replace("'", "-").split()) if accented else ascii_of(p.full)
            p.slug = base if lot.chance(0.35) and base not in self._taken else f"{base}-{lot.number(0x10000, 0xFFFFFFF):x}"
        self._taken.add(p.slug)
        years = 11 if tier != "close" else 9
        low = max(p.gap + 40, 220)
        p.connected = NOW - timedelta(days=lot.number(low, max(low + 200, 365 * years)), hours=lot.number(0, 14), minutes=lot.number(0, 59))
        if p.company:
            p.mail = f"{ascii_of(p.given)}.{ascii_of(p.surname)}@{domain(p.company)}"
        p.private = f"{ascii_of(p.given)}{lot.pick(['.', '_', ''])}{ascii_of(p.surname)}{lot.pick(['', '', str(lot.number(60, 99))])}@{lot.pick(['example.com', 'example.org', 'example.net'])}"
        p.mail, p.private = self._untaken(p.mail), self._untaken(p.private)
        p.mobile = self._phone("mobile", culture)
        if lot.chance(0.4):
            p.office = self._phone("office", culture)
        if p.home:
            p.landline = {"lefevre": "+33 1 99 00 41 12", "morel": "+33 1 99 00 17 59"}[p.home]
        if not p.birthday and lot.chance(0.35):
            p.birthday = f"{lot.number(1955, 1996)}-{lot.number(1, 12):02}-{lot.number(1, 28):02}"
            if lot.chance(0.4):
                p.birthday = "-" + p.birthday[4:]
            # The days around now belong to those whose story is told.
            p.birthday = p.birthday.replace("-11-2", "-10-2").replace("-12-0", "-09-0")
        if p.home or lot.chance(0.4):
            p.street = {"lefevre": "8 rue des Tilleuls", "morel": "31 impasse des Lavandières"}.get(p.home) or f"{lot.number(1, 140)} {lot.pick(cast.STREETS)}"
        self.people.append(p)

    def _untaken(self, mail: str) -> str:
        """Return the address, with a number if a homonym has it already."""
        box, _, host = mail.partition("@")
        found, n = mail, 1
        while mail and found in self._taken:
            found, n = f"{box}{n + 1}@{host}", n + 1
        self._taken.add(found)
        return found

    def _phone(self, kind: str, culture: str) -> str:
        n = self._phones[kind] = self._phones.get(kind, 1017) + 37
        if n > 370_000:
            return ""  # the range kept for fiction is used up
        if culture == "en":
            return f"+44 7700 900{n % 1000:03}"
        if culture == "de":
            return f"+49 171 39200{n % 100:02}"
        start = "+33 6 39 98" if kind == "mobile" else "+33 1 99 00"
        return f"{start} {n // 100 % 100:02} {n % 100:02}"

    def of(self, *tiers: str) -> list[Person]:
        return [p for p in self.people if p.tier in tiers]

    def _renew(self) -> None:
        """Half a year on LinkedIn: 25 move, 15 get a new title, 2 retire, 1 marries, 6 vanish, 20 are new."""
        lot = self.lot
        new = [p for p in self.of("network", "quiet") if not p.retire and p.given not in ("Thomas", "Mohamed")]
        for p, days in zip(lot.some(new, 20), [6, 11, 17, 21, 24, 29, 33, 41, 55, 61, 70, 82, 90, 101, 119, 128, 140, 151, 163, 175], strict=True):
            p.new, p.tier, p.gap = True, "network", days
            p.connected = NOW - timedelta(days=days, hours=lot.number(0, 9), minutes=lot.number(0, 59))
        settled = [p for p in self.people if p.linkedin and p.tier != "stranger" and not (p.new or p.move or p.retire or p.marries)]
        plain = [p for p in settled if p.tier != "close" and p.given not in ("Thomas", "Mohamed", "Jean")]
        movers = lot.some(plain, 25 - sum(bool(p.move) for p in self.people))
        for p in movers:
            sector = cast.COMPANIES[p.company][0]
            there = lot.pick([c for c in self.companies_for(p) if c != p.company and (cast.COMPANIES[c][0] == sector or lot.chance(0.2))] or ["Lumérance"])
            ladder = [pair[p.sex == "f"] for pair in cast.JOBS[cast.COMPANIES[there][0]]]
            p.move = (there, p.job if lot.chance(0.3) else lot.pick(ladder))
        rest = [p for p in plain if p not in movers]
        retitled = lot.some(rest, 15)
        for p in retitled:
            ladder = [pair[p.sex == "f"] for pair in cast.JOBS[cast.COMPANIES[p.company][0]]]
            p.retitle = lot.pick([job for job in ladder if job != p.job] or ["Conseil indépendant"])
        far = [p for p in rest if p not in retitled and p.tier in ("network", "quiet")]
        for p, how in zip(lot.some(far, 6), ["left", "closed", "left", "left", "closed", "left"], strict=True):
            p.gone = how

    def _decorate(self) -> None:
        plain = [p for p in self.of("network", "quiet", "active") if p.linkedin and p.culture == "fr" and p.given.isascii() and p.surname.isascii() and not p.slug.startswith(("thomas-martin", "jean-morel"))]
        for p, change in zip(self.lot.some(plain, len(cast.DECORATIONS)), cast.DECORATIONS, strict=True):
            p.li_first, p.li_last = change(p.given, p.surname)
        for p in self.lot.some([p for p in self.of("close", "active", "network", "quiet") if not p.gone], 7):
            p.li_mail = True
        for p in self.lot.some(self.of("quiet"), 7):
            if not (p.move or p.retitle or p.retire):
                p.company, p.job, p.mail = ("", p.job, "") if self.lot.chance(0.5) else (p.company, "", p.mail)

    def _scatter(self) -> None:
        """Say who is in the address book, in the calendar and in the table."""
        lot = self.lot
        for p in self.people:
            if p.tier == "stranger":
                continue
            share = {"close": (1, 1, 0.8), "active": (0.62, 0.55, 0.45), "dormant": (0.5, 0, 0.4), "network": (0.1, 0.06, 0.1), "quiet": (0.03, 0, 0.04), "elsewhere": (0.8, 0.5, 0.25)}[p.tier]
            p.book = p.book or bool(p.home or p.shared or p.family) or lot.chance(share[0])
            p.agenda = not p.family and (p.agenda or lot.chance(share[1]))
            p.sheet = not p.family and (bool(p.note) or lot.chance(share[2]))
            if not p.linkedin and not (p.agenda or p.sheet):
                p.book = True

    def companies_for(self, p: Person) -> list[str]:
        """Return where `p` may work: abroad only for those who come from there."""
        abroad = {"London": "en", "Stuttgart": "de"}
        return [c for c, (_, city) in cast.COMPANIES.items() if abroad.get(city, p.culture) == p.culture]

    def is_same(self, source: str, key: str, person: Person) -> None:
        """Note the truth: the record `key` of `source` is `person`."""
        assert self.truth.setdefault((source, key), person.id) == person.id, (source, key)

    # What was said

    def contacts(self, p: Person) -> list[datetime]:
        """Return the moments of contact with `p`, the last one `gap` days ago, in a rhythm that fits the tier."""
        if p.tier == "stranger":
            return []
        step = {"close": 55, "active": 130, "dormant": 120, "network": 700, "quiet": 2000, "elsewhere": 240}[p.tier]
        if p.tier == "quiet" and self.lot.chance(0.7):
            return []
        most = {"close": 32, "active": 15, "dormant": 20, "elsewhere": 8, "network": 2}.get(p.tier, 1)
        at, found = NOW - timedelta(days=p.gap), []
        while at > p.connected and len(found) < most:
            day = at.replace(hour=self.lot.number(7, 18), minute=self.lot.number(0, 59), second=self.lot.number(0, 59))
            if day.weekday() > 4:
                day -= timedelta(days=2)
            found.append(day)
            at -= timedelta(days=step * (0.5 + self.lot.random()))
        return found[::-1]

    def _messages(self) -> list[dict]:
        """Return all messages, oldest first; meetings are kept in `self.meetings`."""
        self.meetings: list[tuple[datetime, Person]] = []
        found: list[dict] = []
        for p in self.people:
            moments = self.contacts(p)
            for n, moment in enumerate(moments):
                last = n == len(moments) - 1
                recent = moment > NOW - timedelta(days=730)
                if p.agenda and recent and not p.waiting and (p.tier in ("close", "elsewhere") or self.lot.chance(0.55)):
                    self.meetings.append((moment, p))
                elif p.linkedin:
                    found += self.exchange(p, moment, last)
            if p.linkedin and p.tier in ("network", "quiet", "active") and not p.new and self.lot.chance(0.28):
                at = NOW - timedelta(days=self.lot.number(60, 900), minutes=self.lot.number(0, 700))
                if at > p.connected:
                    text = self.lot.pick(cast.CANNED["en" if p.culture in ("en", "de") else "fr"])
                    found.append({"person": p, "at": at, "mine": self.lot.chance(0.6), "text": text})
        return sorted(found, key=lambda m: m["at"])

    def exchange(self, p: Person, moment: datetime, last: bool) -> list[dict]:
        turns = self.lot.number(1, 3) if p.tier != "network" else self.lot.number(1, 2)
        mine = self.lot.chance(0.55)
        if last:
            # The last word is Camille's, except with those who wait for an answer.
            mine = (turns % 2 == 1) != p.waiting
        made = []
        for turn in range(turns):
            at = moment - timedelta(hours=(turns - 1 - turn) * self.lot.number(2, 20), minutes=self.lot.number(0, 50))
            made.append({"person": p, "at": at, "mine": mine, "text": self._text(p, at, mine)})
            mine = not mine
        return made

    def _text(self, p: Person, at: datetime, mine: bool) -> str:
        lot, tongue = self.lot, "en" if p.culture in ("en", "de") else "fr"
        hello, news, ask, bye = (lot.pick(part) for part in cast.TALK[tongue])
        places = {"p": p.given if mine else "Camille", "t": lot.pick(cast.TOPICS[tongue]), "c": lot.pick(list(cast.COMPANIES)),
                  "d": lot.pick(cast.DAYS[tongue]).format(m=cast.MONTHS[tongue][at.month % 12])}
        hello = hello.replace("Cher(e)", "Cher" if mine and p.sex == "m" else "Chère")
        text = "  ".join(part.format(**places) for part in (hello, news, ask, bye) if part)
        return text.replace(" de le ", " du ").replace(" de les ", " des ") if tongue == "fr" else text
