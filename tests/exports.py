"""LinkedIn exports of an invented network over time, with the truth of what changed: seeded, of any size.

    network = Exports(seed, 500)
    network.step("2026-05-20")    # lets half a year pass: people come, leave, move …
    network.csv(excel=True)       # Connections.csv as it is now, as hands and programs leave it
    network.truth                 # {(kind, key)} of the last step, the key being the one of today

What is noise and no change: another order, capitals, legal forms, branches, accents, acronyms, shortened
titles, feminine forms, credentials, hidden surnames, empty cells, a file that Excel saved.
"""

import csv
import io
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

GIVEN = """Anne Marie Julie Sophie Claire Élodie Camille Nathalie Hélène Zoé Chloé Léa Sarah Fatima Ingrid Giulia Carmen
Heike Emma Laura Jean Pierre Paul François Thomas Nicolas Étienne Jérôme Loïc Youssef Karim Mehdi Hans Jürgen Marco
José Álvaro David Michael James Robert William Antoine Olivier Benoît Stéphane Raphaël Frédéric Cédric""".split()
ROOTS = """Mart Lefèv Dub Mor Laur Sim Mich Garc Roux Vinc Fourn Gir Bonn Dup Lamb Font Rouss Muell Morin Nicol
Henr Mathi Gauth Mass Marchand Duv Denis Lem Noel Mey Dufou Blanch Brun Giraud Jol Riv Luc Brunet Gaill Barb Arn""".split()
ENDS = "in re ois el ent on eau ier ard et ac ez ini mann berg son ski oux aud elle igny court ville".split()
FIRMS = """Lumérance Calvane Brévane Corvélia Pelagrine Ulvane Tessalie Kermadis Roquelune Zéphyrane Hestrial
Fidorance Trémontelle Jorandel Pralange Altramarine Mornevelt Wintzelbach Orphéance Lurienne Xandrelle""".split()
TRADES = (
    "Conseil Industries Logistique Assurances Énergie Santé Logiciels Patrimoine Capital Transports".split()
)
POSTS = [
    "Directeur commercial", "Directrice financière", "Responsable marketing", "Chef de projet", "Chargée de mission",
    "Ingénieur d'études", "Consultant senior", "Head of Sales", "Product Manager", "Software Engineer",
    "HR Business Partner", "Contrôleur de gestion", "Auditeur interne", "Data Scientist", "Acheteuse industrielle",
    "Directeur d'usine", "Avocate associée", "VP Marketing", "Chief of Staff", "Juriste d'entreprise",
]  # fmt: skip
RETIRED = [
    "Retraité", "Retraitée", "Jeune retraité", "En retraite", "À la retraite", "Retired", "Pensionné", "Ex-DAF, retraité",
    "Former CEO (retired)", "Im Ruhestand", "Rentner", "Jubilado", "Jubilada", "In pensione", "Pensionata",
]  # fmt: skip
TRAPS = ["Conseiller retraite", "Retirement Planner", "Directeur retraite et prévoyance", "Head of Pensions"]
OTHER_SPELLINGS = {
    "Chef de projet": "Chef de Projet H/F", "Consultant senior": "Consultant Sr.", "Head of Sales": "HEAD OF SALES",
    "Directrice financière": "Directeur financier", "VP Marketing": "Vice President, Marketing",
    "Responsable marketing": "Resp. marketing", "Software Engineer": "software engineer",
    "HR Business Partner": "Human Resources Business Partner", "Ingénieur d'études": "Ingenieur d'etudes",
}  # fmt: skip
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class Someone:
    slug: str
    given: str
    surname: str
    company: str
    title: str
    on: str
    email: str = ""
    former: tuple[str, ...] = ()


@dataclass
class Exports:
    """A network and its exports."""

    seed: int
    size: int
    today: str = "2025-11-20"
    people: list[Someone] = field(default_factory=list)
    truth: set[tuple[str, str]] = field(default_factory=set)
    away: list[Someone] = field(default_factory=list)

    def __post_init__(self):
        self.pick = random.Random(self.seed)
        self.people = [self.someone("2012-01-01", self.today) for _ in range(self.size)]

    def firm(self):
        return f"{self.pick.choice(FIRMS)} {self.pick.choice(TRADES)}"

    def surname(self):
        one = self.pick.choice(ROOTS) + self.pick.choice(ENDS)
        return (
            f"{one}-{self.pick.choice(ROOTS)}{self.pick.choice(ENDS)}" if self.pick.random() < 0.04 else one
        )

    def someone(self, first, last):
        pick = self.pick
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        on = (start + timedelta(days=pick.randrange((end - start).days + 1))).isoformat()
        given, surname = pick.choice(GIVEN), self.surname()
        slug = f"{given}-{surname}-{pick.randrange(16**6):06x}".lower()
        email = f"{given}.{surname}.{pick.randrange(999)}@example.org".lower() if pick.random() < 0.04 else ""
        return Someone(slug, given, surname, self.firm(), pick.choice(POSTS), on, email)

    def step(self, day):
        """Let the time until `day` pass."""
        pick, self.truth = self.pick, set()
        stayed, back = [], [one for one in self.away if pick.random() < 0.3]
        self.away = [one for one in self.away if one not in back]
        for one in self.people:
            kinds, after = self.fate(one)
            if after is None:
                self.away.append(one)
                kinds, after = ["vanished"], one
            else:
                stayed.append(after)
            self.truth |= {(kind, f"in/{after.slug}") for kind in kinds}
        for one in back:
            stayed.append(one)
            self.truth.add(("back", f"in/{one.slug}"))
        first = (date.fromisoformat(self.today) + timedelta(days=1)).isoformat()
        fresh = [self.someone(first, day) for _ in range(max(2, self.size // 14))]
        # Homonyms among the new: they bear the name of somebody who is there, or has just left.
        for n, namesake in enumerate(pick.sample([*self.people], min(5, len(self.people)))):
            fresh[n] = replace(fresh[n], given=namesake.given, surname=namesake.surname)
        self.truth |= {("new", f"in/{one.slug}") for one in fresh}
        self.people, self.today = stayed + fresh, day
        pick.shuffle(self.people)

    def fate(self, one):
        pick, draw = self.pick, self.pick.random()
        if draw < 0.04:
            return [], None
        if draw < 0.16:
            company = self.firm()
            while company.split()[0] == one.company.split()[0]:
                company = self.firm()
            return ["moved"], replace(one, company=company, title=pick.choice(POSTS))
        if draw < 0.18:
            # To a subsidiary: part of a name is not the name.
            return ["moved"], replace(
                one, company=f"{one.company} {pick.choice(['Cardif', 'Régions', 'Lab'])}"
            )
        if draw < 0.24:
            title = pick.choice([post for post in (*POSTS, *TRAPS) if post != one.title])
            return ["retitled"], replace(one, title=title)
        if draw < 0.28:
            if pick.random() < 0.2:
                return ["retired"], replace(one, title=f"Ex-{one.title}")
            cell = pick.choice(RETIRED)
            if pick.random() < 0.2:
                return ["retired"], replace(one, company=cell, title="")
            return ["retired"], replace(one, title=cell)
        if draw < 0.31:
            new = self.surname()
            return ["renamed"], replace(
                one, surname=pick.choice([new, f"{one.surname}-{new}", f"{one.surname} {new}"])
            )
        if draw < 0.34:
            slug = pick.choice(
                [f"{one.given}{one.surname}".lower(), f"{one.given[0]}-{pick.randrange(10**6)}".lower()]
            )
            after = replace(one, slug=f"{slug}{pick.randrange(10**5)}")
            married = pick.random()
            if married < 0.3:
                return ["renamed"], replace(after, surname=self.surname())
            if married < 0.5:
                return ["renamed", "moved"], replace(
                    after, company=f"Ailleurs {self.pick.choice(TRADES)}", title="DG"
                )
            return ["renamed"], after
        return [], one

    # as a file ----------------------------------------------------------------------------------------

    def csv(self, *, excel=False, noise=True, people=None):
        """Return Connections.csv of today as bytes."""
        out = io.StringIO()
        comma = ";" if excel else ","
        write = csv.writer(out, delimiter=comma, lineterminator="\r\n")
        if not excel:
            out.write(
                'Notes:\r\n"When exporting your connection data, you may notice that some are missing."\r\n\r\n'
            )
        write.writerow(
            ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
        )
        for one in self.people if people is None else people:
            shown = self.noisy(one) if noise else one
            year, month, day = one.on.split("-")
            on = f"{day}/{month}/{year}" if excel else f"{day} {MONTHS[int(month) - 1]} {year}"
            uri = f"https://www.linkedin.com/in/{one.slug}"
            write.writerow([shown.given, shown.surname, uri, one.email, shown.company, shown.title, on])
        text = out.getvalue()
        return text.encode("cp1252", "replace") if excel else text.encode()

    def noisy(self, one):
        """Return someone as another hand would write them today: nothing of it is a change."""
        pick = self.pick
        if pick.random() < 0.1:
            one = replace(one, given=one.given.upper(), surname=one.surname.upper())
        elif pick.random() < 0.03:
            one = replace(one, surname=f"{one.surname}, MBA")
        elif pick.random() < 0.02:
            one = replace(one, surname=f"{one.surname[0]}.")
        if one.company and one.title not in RETIRED:
            company = pick.choice(
                [
                    *[one.company] * 6, f"{one.company} SA", f"{one.company} S.A.S.", f"{one.company} GmbH",
                    one.company.upper(), f"Groupe {one.company}", f"{one.company} France", f"{one.company} International",
                    one.company.replace("é", "e"),
                ]
            )  # fmt: skip
            one = replace(one, company=company)
        if pick.random() < 0.15:
            one = replace(one, title=OTHER_SPELLINGS.get(one.title, one.title))
        return one


def judged(found, truth, kinds=("new", "vanished", "moved", "retitled", "renamed", "retired", "back")):
    """Return {kind: (precision, recall, wrong, missed)} of what was found, as pairs (kind, key)."""
    told = {}
    for kind in kinds:
        said, right = ({one for one in many if one[0] == kind} for many in (found, truth))
        hits = len(said & right)
        told[kind] = (
            hits / len(said) if said else 1.0,
            hits / len(right) if right else 1.0,
            sorted(said - right)[:5],
            sorted(right - said)[:5],
        )
    return told
