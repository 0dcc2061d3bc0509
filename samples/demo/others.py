"""Camille's address book, calendar and Excel table."""

from __future__ import annotations

import io
import unicodedata
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import cast
from people import ME, NAMESPACE, NOW, Lot, Network, Person, domain

PARIS = ZoneInfo("Europe/Paris")
FRANCE = {"London": "United Kingdom", "Stuttgart": "Deutschland"}


def folded(lines: list[str]) -> bytes:
    """Return content lines folded at 75 octets, never inside a letter (RFC 6350 §3.2, RFC 5545 §3.1)."""
    out = []
    for line in lines:
        piece, size = "", 0
        for c in line:
            width = len(c.encode())
            if size + width > 75:
                out.append(piece)
                piece, size = " ", 1
            piece, size = piece + c, size + width
        out.append(piece)
    return ("\r\n".join(out) + "\r\n").encode()


def escaped(text: str) -> str:
    """Return a text value (RFC 6350 §3.4)."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def identity(*parts: str) -> str:
    """Return a UUID that is always the same for the same parts."""
    return str(uuid.uuid5(NAMESPACE, "|".join(parts)))


# The address book


def book(network: Network) -> bytes:
    """Return carnet.vcf: what an iPhone, Gmail and a Nextcloud put together over ten years."""
    lot, cards = Lot(5), []
    for p in [p for p in network.people if p.book]:
        given = p.nickname or p.given
        if p.initials:
            given = p.initials
        # What nobody has corrected: the company of years ago.
        old = lot.chance(0.12) and p.tier == "active"
        shown = replace(p, company=lot.pick(list(cast.COMPANIES)) if old else p.company, job="" if lot.chance(0.5) else p.job)
        maker = (apple, apple, google, nextcloud)[0 if p.tier == "close" else lot.number(0, 3)]
        uid = identity("card", p.id)
        cards.append(maker(lot, shown, given, uid))
        network.is_same("vcard", uid.upper() if maker is apple else uid, p)
    # Twice in the same book: the telephone and the mail program each made a card.
    for p in [p for p in network.of("close") if p.given in ("Karim", "Béatrice", "Guillaume")]:
        uid = identity("again", p.id)
        cards.append(google(lot, replace(p, mobile="", birthday="", street=""), p.given, uid))
        network.is_same("vcard", uid, p)
    for n, name in enumerate(cast.COMPANY_CARDS):
        uid = identity("company", name).upper()
        mail = "contact@maison-orvalle.example" if name == "Maison Orvalle" else ""
        cards.append([
            "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iOS 18.5//EN", "N:;;;;", f"FN:{escaped(name)}", f"ORG:{escaped(name)};",
            *([f"EMAIL;type=INTERNET;type=WORK;type=pref:{mail}"] if mail else []), f"TEL;type=WORK;type=VOICE;type=pref:+33 1 99 00 88 {10 + n}", "X-ABShowAs:COMPANY", f"UID:{uid}", "END:VCARD",
        ])
        network.truth["vcard", uid] = f"c{n + 1:02}"
    cards.sort(key=lambda card: unicodedata.normalize("NFKD", next(line for line in card if line.startswith("FN")).split(":", 1)[1]).casefold())
    return b"".join(folded(card) for card in cards)


def _home(p: Person) -> str:
    return f";;{escaped(p.street)};{p.city};;{cast.POSTCODES.get(p.city, '75011')};{FRANCE.get(p.city, 'France')}"


def apple(lot: Lot, p: Person, given: str, uid: str) -> list[str]:
    """Return the lines of a card as an iPhone exports it."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iOS 18.5//EN", f"N:{escaped(p.surname)};{escaped(given)};;;", f"FN:{escaped(f'{given} {p.surname}')}"]
    if p.nickname:
        lines.append(f"NICKNAME:{p.nickname}")
    if p.company:
        lines.append(f"ORG:{escaped(p.company)};")
    if p.job:
        lines.append(f"TITLE:{escaped(p.job)}")
    mails = [p.shared] if p.shared else [m for m in (p.mail, p.private) if m and (m != p.private or lot.chance(0.6))] or [p.private]
    for n, mail in enumerate(mails):
        kind = "HOME" if mail == p.private else "WORK"
        lines.append(f"EMAIL;type=INTERNET;type={kind}{';type=pref' if n == 0 else ''}:{mail}")
    if p.mobile:
        lines.append(f"TEL;type=CELL;type=VOICE;type=pref:{p.mobile}")
    if p.office:
        lines.append(f"TEL;type=WORK;type=VOICE:{p.office}")
    if p.landline:
        lines.append(f"TEL;type=HOME;type=VOICE:{p.landline}")
    if p.street:
        lines += [f"item1.ADR;type=HOME;type=pref:{_home(p)}", "item1.X-ABADR:fr"]
    if p.note:
        lines.append(f"NOTE:{escaped(p.note)}")
    if p.tier in ("close", "active") and p.linkedin and lot.chance(0.3):
        lines.append(f"X-SOCIALPROFILE;type=linkedin;x-user={p.slug}:https://www.linkedin.com/in/{p.slug}")
    if p.birthday:
        lines.append(f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{p.birthday[2:]}" if p.birthday.startswith("--") else f"BDAY:{p.birthday}")
    return [*lines, f"UID:{uid.upper()}", f"REV:{_rev(lot)}", "END:VCARD"]


def google(lot: Lot, p: Person, given: str, uid: str) -> list[str]:
    """Return the lines of a card as Google Contacts exports it."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped(f'{given} {p.surname}')}", f"N:{escaped(p.surname)};{escaped(given)};;;"]
    lines.append(f"EMAIL;TYPE=INTERNET;TYPE=WORK:{p.shared or p.mail}" if p.shared or p.mail else f"EMAIL;TYPE=INTERNET;TYPE=HOME:{p.private}")
    if p.mobile:
        national = p.mobile.replace("+33 ", "0") if lot.chance(0.5) else p.mobile
        lines.append(f"TEL;TYPE=CELL:{national}")
    if p.landline:
        lines.append(f"TEL;TYPE=HOME:{p.landline}")
    if p.street:
        lines.append(f"ADR;TYPE=HOME:{_home(p)}")
    if p.company:
        lines += [f"item1.ORG:{escaped(p.company)}", *([f"item2.TITLE:{escaped(p.job)}"] if p.job else []), f"URL:http\\://www.{domain(p.company)}"]
    if p.birthday:
        lines.append(f"BDAY:{p.birthday.replace('--', '--').replace('-', '') if not p.birthday.startswith('--') else p.birthday}")
    return [*lines, f"UID:{uid}", "CATEGORIES:myContacts", "END:VCARD"]


def nextcloud(lot: Lot, p: Person, given: str, uid: str) -> list[str]:
    """Return the lines of a 4.0 card as Nextcloud keeps it."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Sabre//Sabre VObject 4.5.6//EN", f"UID:{uid}", f"FN:{escaped(f'{given} {p.surname}')}", f"N:{escaped(p.surname)};{escaped(given)};;;"]
    if p.company:
        lines += [f"ORG:{escaped(p.company)}", *([f"TITLE:{escaped(p.job)}"] if p.job else [])]
    lines.append(f"EMAIL;TYPE=WORK;PREF=1:{p.shared or p.mail}" if p.shared or p.mail else f"EMAIL;TYPE=HOME:{p.private}")
    if p.mobile:
        lines.append(f'TEL;VALUE=uri;TYPE="cell,voice":tel:{p.mobile.replace(" ", "-")}')
    if p.landline:
        lines.append(f'TEL;TYPE="home,voice":{p.landline}')
    if p.street:
        lines.append(f"ADR;TYPE=HOME:{_home(p)}")
    if p.birthday:
        lines.append(f"BDAY:{p.birthday.replace('-', '') if not p.birthday.startswith('--') else '--' + p.birthday[2:].replace('-', '')}")
    return [*lines, "CATEGORIES:Pro", f"REV:{_rev(lot).replace('-', '').replace(':', '')}", "END:VCARD"]


def _rev(lot: Lot) -> str:
    return f"{NOW - timedelta(days=lot.number(200, 3000), minutes=lot.number(0, 1400)):%Y-%m-%dT%H:%M:%SZ}"


# The calendar

HEAD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 15.6//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Camille
X-WR-TIMEZONE:Europe/Paris
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
DTSTART:19810329T020000
TZNAME:CEST
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
DTSTART:19961027T030000
TZNAME:CET
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE""".split("\n")
ROOM = 'ATTENDEE;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED;CN="Salle Vendôme (8)":mailto:salle-vendome@ressources.rousseau-conseil.example'
BEGIN = datetime(2024, 11, 22, tzinfo=PARIS)
HOLIDAYS = [("Vacances de Noël", "20241223", "20250103"), ("Congés d'été", "20250802", "20250825"), ("Toussaint", "20251101", "20251102"), ("Vacances de Noël", "20251222", "20260103"),
            ("Pont de l'Ascension", "20260514", "20260518"), ("Congés d'été", "20260801", "20260824"), ("Armistice", "20261111", "20261112"), ("Déplacement à Lyon", "20261203", "20261205"), ("Vacances de Noël", "20261221", "20270104")]


class Diary:
    """Collects events; knows who was told to come and under which name."""

    def __init__(self, network: Network) -> None:
        self.network, self.lot, self.events = network, Lot(77), []

    def attendee(self, p: Person, status: str = "ACCEPTED", name: str | None = None, *, crowd: bool = False) -> str:
        """Return the line for one guest, and note the truth of the key it makes; a crowd makes no keys."""
        mail = p.shared or p.mail or p.private
        if name is None:
            style = self.lot.random()
            name = p.full if style < 0.8 or p.shared else mail if style < 0.88 else f"{p.surname.upper()} {p.given}" if style < 0.95 else ""
        if not crowd:
            self.network.is_same("calendar", f"{mail}|{name}", p)
        shown = f';CN="{name}"' if any(c in name for c in ",;:@") else f";CN={name}" if name else ""
        return f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status}{shown}:mailto:{mail}"

    def add(self, key: str, start: datetime, minutes: int, summary: str, guests: list[str], *more: str, mine: str = "ACCEPTED", status: str = "CONFIRMED") -> None:
        """Add an event in Paris time; Camille is the organizer."""
        local = start.astimezone(PARIS).replace(minute=start.minute // 30 * 30, second=0, microsecond=0)
        end = local + timedelta(minutes=minutes)
        written = min(start.astimezone(UTC) - timedelta(days=self.lot.number(3, 20)), NOW - timedelta(days=2))
        self.events.append((local, [
            "BEGIN:VEVENT", f"UID:{identity('event', key).upper()}", f"DTSTAMP:{written:%Y%m%dT%H%M00Z}", f"DTSTART;TZID=Europe/Paris:{local:%Y%m%dT%H%M%S}", f"DTEND;TZID=Europe/Paris:{end:%Y%m%dT%H%M%S}",
            f"SUMMARY:{escaped(summary)}", *([f"ORGANIZER;CN=Camille Rousseau:mailto:{ME}", f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=CHAIR;PARTSTAT={mine};CN=Camille Rousseau:mailto:{ME}", *guests] if guests else []),
            *more, "SEQUENCE:0", f"STATUS:{status}", "TRANSP:OPAQUE", "END:VEVENT",
        ]))


def agenda(network: Network) -> bytes:
    """Return agenda.ics: November 2024 to the appointments of the coming weeks."""
    diary = Diary(network)
    lot = diary.lot
    close, active = network.of("close"), [p for p in network.of("active") if p.agenda]
    for at, p in sorted(network.meetings, key=lambda m: (m[0], m[1].id)):
        title = lot.pick(cast.MEETINGS).format(g=p.given, n=p.full, i=p.surname[0], c=p.company or p.city)
        place = lot.pick(cast.PLACES).format(k=f"{lot.number(4096, 65535):x}")
        more = [f"LOCATION:{escaped(place)}"] if place else []
        guests = [diary.attendee(p)]
        if lot.chance(0.08):
            guests.append(diary.attendee(lot.pick(close)) if p not in close else ROOM)
        if place == "Nos bureaux":
            guests.append(ROOM)
        hour = 12 if title.startswith(("Déj", "Déjeuner")) else lot.pick([9, 10, 11, 14, 15, 16, 17])
        diary.add(f"{p.id}-{at:%Y%m%d}", at.astimezone(PARIS).replace(hour=hour, minute=lot.pick([0, 30])), 90 if hour == 12 else lot.pick([30, 45, 60]), title, sorted(set(guests)), *more)
    for p in [p for p in close if p.weekly]:
        first = datetime(2025, 1, 7 if "TU" in p.weekly else 6, 9, 0, tzinfo=PARIS)
        series, guests = f"weekly-{p.id}", [diary.attendee(p, name=p.full)]
        skipped = "EXDATE;TZID=Europe/Paris:" + ("20260804T090000" if "TU" in p.weekly else "20260803T090000")
        diary.add(series, first, 30, f"Point {p.given} / Camille", guests, f"RRULE:{p.weekly}", skipped)
        moved = datetime(2026, 10, 6 if "TU" in p.weekly else 5, 17, 0, tzinfo=PARIS)
        diary.add(series, moved, 30, f"Point {p.given} / Camille (décalé)", guests, f"RECURRENCE-ID;TZID=Europe/Paris:{moved:%Y%m%d}T090000")
    for key, when, title, count in (("webinaire", datetime(2025, 3, 13, 14, tzinfo=PARIS), "Webinaire : la facture électronique", 22), ("club", datetime(2025, 10, 2, 18, tzinfo=PARIS), "Rencontres des DAF de transition", 31), ("voeux", datetime(2026, 1, 22, 18, 30, tzinfo=PARIS), "Soirée de vœux", 26)):
        known = lot.some(active, 6)
        crowd = [f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Invité {n + 1}:mailto:invite{n + 1:02}@{key}.example" for n in range(count - 6)]
        diary.add(key, when, 120, title, [*(diary.attendee(p, crowd=True) for p in known), *crowd], "LOCATION:Maison des Lavandières\\, Paris")
    some = [p for p in active if not p.waiting]
    diary.add("cancelled-1", datetime(2026, 6, 11, 12, 30, tzinfo=PARIS), 90, f"Annulé : Déjeuner {some[3].full}", [diary.attendee(some[3])], status="CANCELLED")
    diary.add("cancelled-2", datetime(2026, 9, 24, 10, 0, tzinfo=PARIS), 60, "Annulé : Point budget", [diary.attendee(some[5]), diary.attendee(close[9])], status="CANCELLED")
    diary.add("declined-me", datetime(2026, 7, 2, 18, 0, tzinfo=PARIS), 60, "Cocktail de la Fondation", [diary.attendee(some[7])], mine="DECLINED")
    diary.add("declined-them", datetime(2026, 10, 15, 9, 0, tzinfo=PARIS), 45, f"Café {some[8].given}", [diary.attendee(some[8], "DECLINED")])
    lyon = next(p for p in close if p.given == "Isabel")
    diary.add("lyon-lunch", datetime(2026, 12, 3, 12, 30, tzinfo=PARIS), 90, "Déjeuner Isabel Carvalho (Lyon)", [diary.attendee(lyon, name=lyon.full)], "LOCATION:Brasserie du Quai-Neuf\\, Lyon")
    for n, (p, when) in enumerate(((close[5], datetime(2026, 11, 26, 12, 30, tzinfo=PARIS)), (some[2], datetime(2026, 12, 1, 9, 0, tzinfo=PARIS)), (some[10], datetime(2026, 12, 9, 16, 0, tzinfo=PARIS)), (close[9], datetime(2026, 12, 15, 12, 30, tzinfo=PARIS)))):
        diary.add(f"next-{n}", when, 60, f"{'Déjeuner' if when.hour == 12 else 'Point'} {p.full}", [diary.attendee(p, "NEEDS-ACTION" if n == 2 else "ACCEPTED", p.full)])
    for n, (title, month, dom) in enumerate((("Dentiste", 2, 17), ("Bloc : facturation", 4, 3), ("Train 7 h 28 Paris – Lyon", 12, 3))):
        diary.add(f"alone-{n}", datetime(2026, month, dom, 7 + n, 30, tzinfo=PARIS), 60, title, [])
    for n, (title, start, end) in enumerate(HOLIDAYS):
        at = datetime.strptime(start, "%Y%m%d").replace(tzinfo=PARIS)
        place = ["LOCATION:Lyon"] if "Lyon" in title else []
        diary.events.append((at, ["BEGIN:VEVENT", f"UID:{identity('day', str(n)).upper()}", f"DTSTAMP:{min(at, NOW - timedelta(days=2)):%Y%m%d}T080000Z", f"DTSTART;VALUE=DATE:{start}", f"DTEND;VALUE=DATE:{end}", f"SUMMARY:{title}", *place, "TRANSP:TRANSPARENT", "END:VEVENT"]))
    diary.events.sort(key=lambda event: (event[0], event[1][1]))
    return folded([*HEAD, *(line for _, lines in diary.events for line in lines), "END:VCALENDAR"])


# The table


def table(network: Network) -> bytes:
    """Return suivi.xlsx: the good old Excel table, with what Excel does to numbers and dates."""
    import xlsxwriter

    lot, out = Lot(31), io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"author": "Camille Rousseau", "created": datetime(2019, 2, 4, 9, 0)})  # noqa: DTZ001
    page = workbook.add_worksheet("Suivi")
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "dd/mm/yyyy"})
    page.write(0, 0, "Suivi réseau Camille – mis à jour le 18/11/2026", bold)
    for column, heading in enumerate(("Nom", "Prénom", "Société", "Fonction", "Tél.", "Mail", "Dernier contact", "Fréquence", "Notes perso")):
        page.write(2, column, heading, bold)
    last = {}
    for m in network.messages:
        # She notes what she did; those who wait for an answer are not in her table yet.
        if m["mine"] or not m["person"].waiting:
            last[m["person"].id] = max(m["at"], last.get(m["person"].id, m["at"]))
    for at, p in network.meetings:
        last[p.id] = max(at, last.get(p.id, at))
    hobbies = ["fait de la voile", "deux enfants, l'aînée en prépa", "aime les polars", "marathon de Nantes", "prépare son livre", "n'aime pas le téléphone", "ex-Hestrial comme moi", "chante dans un chœur", "rencontré au club des DAF", "a lancé un potager en entreprise", "ne mange pas de viande", "apprend le portugais", "jury de mon mémoire", "", ""]
    monthly, often, yearly = ["tous les mois", "mensuel"], ["tous les 3 mois", "trimestriel", "tous les 4 mois", ""], ["1 fois par an", "", "tous les 6 mois"]
    row = 2
    for p in [p for p in network.people if p.sheet]:
        row += 1
        surname = p.surname.upper() if lot.chance(0.3) else p.surname
        page.write_row(row, 0, [surname, p.initials or p.given, p.company, "" if lot.chance(0.4) else p.job])
        if p.mobile.startswith("+33") and lot.chance(0.7):
            # A cell of digits is a number to Excel, and a number has no leading zero.
            page.write(row, 4, int(p.mobile.replace("+33", "").replace(" ", "")))
        page.write(row, 5, p.shared or (p.mail if p.mail and lot.chance(0.7) else p.private))
        when = last.get(p.id, NOW - timedelta(days=p.gap)).date() - timedelta(days=lot.number(0, 1))
        if lot.chance(0.6):
            page.write_datetime(row, 6, datetime(when.year, when.month, when.day), day)  # noqa: DTZ001
        elif lot.chance(0.85):
            page.write(row, 6, f"{when:%d/%m/%Y}")
        rhythm = monthly if p.gap < 30 else ["tous les 2 mois"]
        if p.tier != "close":
            rhythm = often if p.tier == "active" else yearly if p.gap < 400 else [""]
        page.write(row, 7, lot.pick(rhythm))
        page.write(row, 8, p.note or lot.pick(hobbies))
        network.is_same("table", f"suivi.xlsx#Suivi:{row - 2}", p)
    workbook.close()
    return out.getvalue()
