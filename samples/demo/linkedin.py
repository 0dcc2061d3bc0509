"""The two LinkedIn exports, in the layout that LinkedIn gives in 2026."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote
from zoneinfo import ZoneInfo

import cast
from people import EXPORTS, MY_MAILS, NOW, OWNER, Lot, Network, Person


def sheet(header: str, rows, end: str = "\n") -> bytes:
    """Return a CSV as LinkedIn writes it: UTF-8 without BOM, minimal quotes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue().encode()


def packed(members: dict[str, bytes], when: datetime) -> bytes:
    """Return a zip archive with fixed times, members in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, when.timetuple()[:6])
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()




PACIFIC = ZoneInfo("America/Los_Angeles")
PREAMBLE = (
    b'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see email addresses for connections who have '
    b"allowed their connections to see or download their email address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    b'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"
SKILLS = ["Contrôle de gestion", "Conduite du changement", "Finance d'entreprise", "Trésorerie", "Coaching", "ERP"]
CLOSED = [datetime(2013, 5, 2), datetime(2016, 2, 11), datetime(2018, 9, 23), datetime(2021, 1, 15)]


def day(at: datetime) -> str:
    """`05 Nov 2023`, in English whatever the machine's language."""
    return f"{at.day:02} {ENGLISH_MONTHS[at.month - 1]} {at.year}"


def pacific(at: datetime) -> str:
    """`9/5/24, 1:05 PM`, on the clock of LinkedIn's home."""
    there = at.astimezone(PACIFIC)
    return f"{there.month}/{there.day}/{there:%y}, {there.hour % 12 or 12}:{there:%M} {'AM' if there.hour < 12 else 'PM'}"


def utc(at: datetime) -> str:
    """`2024-05-02 18:03:11 UTC`."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def archives(network: Network) -> dict[str, bytes]:
    """Return both archives by file name."""
    made = {}
    for export, at in EXPORTS.items():
        made[f"Complete_LinkedInDataExport_{at:%m-%d-%Y}.zip"] = packed(members(network, export, at), at)
    return made


def members(network: Network, export: str, at: datetime) -> dict[str, bytes]:
    """Return the files of the export made `at`."""
    lot = Lot(41)
    linked = [p for p in network.people if p.linkedin and p.tier != "stranger" and p.connected <= at]
    if export == "november":
        linked = [p for p in linked if p.gone != "left"]
    for p in linked:
        if not (p.gone and export == "november"):
            network.is_same("linkedin", p.key, p)
    return {
        "Connections.csv": PREAMBLE + connections(linked, export),
        "messages.csv": messages(network, export, at),
        "Invitations.csv": invitations(network, linked, export, at),
        "Profile.csv": sheet(
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers",
            [["Camille", "Rousseau", "", "", "Jun 14", "Consultante en transformation financière | DAF à temps partagé", "J'aide les dirigeants à y voir clair.", "Conseil aux entreprises", "75011", "Paris, Île-de-France, France", "", "[COMPANY:https://rousseau-conseil.example]", ""]],
        ),
        "Email Addresses.csv": sheet(
            "Email Address,Confirmed,Primary,Updated On",
            [[mail, "Yes", "Yes" if n == 0 else "No", pacific(datetime(2016 + 3 * n, 9, 5, 20, 5, tzinfo=UTC))] for n, mail in enumerate(MY_MAILS)],
        ),
        "PhoneNumbers.csv": sheet("Extension,Number,Type", [["", "+33 6 39 98 00 01", "Mobile"], ["", "", ""]]),
        "Positions.csv": sheet(
            "Company Name,Title,Description,Location,Started On,Finished On",
            [["Rousseau Conseil", "Fondatrice", "Transformation financière, DAF à temps partagé", "Paris", "Jan 2019", ""],
             ["Hestrial", "Responsable contrôle de gestion", "", "Paris", "Sep 2012", "Dec 2018"],
             ["Banque Lurienne", "Auditrice interne", "", "Paris", "2007", "Aug 2012"]],
        ),
        "Education.csv": sheet("School Name,Start Date,End Date,Notes,Degree Name,Activities", [["École de commerce de Sylvémont", "2002", "2006", "", "Master finance", "Chorale"]]),
        "Skills.csv": sheet("Name", [[s] for s in SKILLS]),
        "Languages.csv": sheet("Name,Proficiency", [["Français", "Native or bilingual proficiency"], ["Anglais", "Full professional proficiency"]]),
        **endorsements(network, linked, export, at),
        **recommendations(network, at),
        "Contacts.csv": contacts(network),
        "Company Follows.csv": sheet(
            "Organization,Followed On",
            [[c, f"{when:%a} {ENGLISH_MONTHS[when.month - 1]} {when:%d %H:%M:%S} UTC {when.year}"] for c in lot.some(list(cast.COMPANIES), 9) for when in [NOW - timedelta(days=lot.number(250, 3000))]],
        ),
        "Member_Follows.csv": sheet("Date,Status,FullName", [["2024-01-02 03:04:05", "Active", "Odette Grandclos"], ["2022-11-21 18:20:11", "Unfollow", "Armand Pellerinot"]]),
        "Events.csv": sheet("Event Name,Event Time,Status,External Url", [["Rencontres des DAF de transition", "Mar 14, 2026 09:00 AM - Mar 14, 2026 05:00 PM", "APPROVED", ""]]),
        "Registration.csv": sheet("Registered At,Registration Ip,Subscription Types", [["3/2/11, 6:41 AM", "192.0.2.17", ""]]),
        "Shares_7000001.csv": sheet(
            "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
            [["2026-03-03 08:12:40", "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000001", "La clôture en cinq jours, c'est possible.", "", "", "MEMBER_NETWORK"]], end="\r\n",
        ),
        "Reactions_7000001.csv": sheet("Date,Type,Link", [["2026-02-01 19:01:02", "LIKE", "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000002"]], end="\r\n"),
        "LearningCoachMessages.csv": b"No conversations found",
        "Ad_Targeting.csv": sheet("Member Age,Buyer Groups,Company Names", [["35-54", "", "Rousseau Conseil"]]),
        "Jobs/Job Seeker Preferences.csv": sheet("Locations,Industries,Company Employee Count", [["Paris", "", ""]]),
    }


def connections(linked: list[Person], export: str) -> bytes:
    """Return Connections.csv: newest first, the slug percent-encoded, almost no mail addresses."""
    rows = []
    for p in linked:
        if p.gone == "closed" and export == "november":
            rows.append((p.connected, ["", "", "", "", "", "", day(p.connected)]))
            continue
        first, last, company, job = p.on_linkedin(export)
        rows.append((p.connected, [first, last, "https://www.linkedin.com/in/" + quote(p.slug), p.private if p.li_mail else "", company, job, day(p.connected)]))
    rows += [(at.replace(tzinfo=UTC), ["", "", "", "", "", "", day(at)]) for at in CLOSED]
    rows.sort(key=lambda row: row[0], reverse=True)
    return sheet("First Name,Last Name,URL,Email Address,Company,Position,Connected On", [row for _, row in rows])


def conversation(*ids: str) -> str:
    """Return a conversation id of LinkedIn's form."""
    return "2-" + sha256("|".join(ids).encode()).hexdigest()[:32] + "=="


def messages(network: Network, export: str, at: datetime) -> bytes:
    """Return messages.csv: newest first, slugs in raw letters."""
    rows = []
    for m in network.messages:
        if m["at"] > at:
            continue
        p: Person = m["person"]
        first, last, _, _ = p.on_linkedin(export)
        them = (f"{first.strip()} {last.strip()}", p.url)
        if p.gone == "closed" and export == "november":
            them = ("LinkedIn Member", "")
        sender, recipient = (OWNER, them) if m["mine"] else (them, OWNER)
        rows.append((m["at"], [conversation(p.id), "", *sender, *recipient, utc(m["at"]), "", m["text"], "INBOX", "", "No"]))
    rows += [row for row in _others(network) if row[0] <= at]
    rows.sort(key=lambda row: row[0], reverse=True)
    drafts = [["", "", *OWNER, "", "", utc(datetime(2026, 4, 9, 20, 14, 2, tzinfo=UTC)), "", "Bonjour Hélène,  cela fait trop longtemps", "", "", "Yes"]]
    return sheet(MESSAGES, [row for _, row in rows] + drafts)


def _others(network: Network) -> list[tuple[datetime, list[str]]]:
    """A group talk, sponsored mail, spam, and someone whose account was closed long ago."""
    made = []
    sonia, paul, bea = (next(p for p in network.people if p.full == name) for name in ("Sonia Kerbrat", "Paul Ravier", "Béatrice Montclar"))
    start = datetime(2026, 2, 3, 10, 2, 11, tzinfo=UTC)
    for n, (who, text) in enumerate(((None, "Et si nous montions un club des DAF de transition ?"), (sonia, "Oui !  Je peux recevoir chez nous."), (bea, "Partante, mais pas avant mars."), (paul, "Je m'occupe du lieu."))):
        everyone = [OWNER, *((p.full, p.url) for p in (sonia, paul, bea))]
        sender = OWNER if who is None else (who.full, who.url)
        to = [one for one in everyone if one != sender]
        at = start + timedelta(minutes=17 * n)
        made.append((at, [conversation("club"), "Club des DAF", *sender, ",".join(n for n, _ in to), ",".join(u for _, u in to), utc(at), "", text, "INBOX", "", "No"]))
    for n, (name, body) in enumerate(cast.SPONSORED * 3):
        at = datetime(2024, 1, 15, 9, 30, tzinfo=UTC) + timedelta(days=71 * n, minutes=13 * n)
        made.append((at, [conversation("ad", str(n)), "", name, "", *OWNER, utc(at), "", body, "ARCHIVE" if n % 8 else "INBOX", "", "No"]))
    strangers = network.of("stranger")
    for n, p in enumerate(strangers[:3]):
        at = datetime(2026, 1, 20, 7, 11, 4, tzinfo=UTC) + timedelta(days=80 * n)
        made.append((at, [conversation(p.id), "", p.full, p.url, *OWNER, utc(at), "", "Dear friend, I have an investment opportunity for you.", "SPAM", "", "No"]))
    for p, text in zip(strangers[3:5], ("Bonjour Camille,  votre profil m'a interpellée pour une mission de six mois à Lyon.  Seriez-vous à l'écoute ?", "Hi Camille,  we are looking for an interim CFO in Paris.  May I call you?"), strict=True):
        at = datetime(2026, 9, 17, 13, 5, 40, tzinfo=UTC) + timedelta(days=9 * (p.sex == "f"))
        made.append((at, [conversation(p.id), "", p.full, p.url, *OWNER, utc(at), "", text, "INBOX", "", "No"]))
        network.is_same("linkedin", p.key, p)
    at = datetime(2017, 3, 8, 16, 45, 9, tzinfo=UTC)
    made.append((at, [conversation("closed"), "", "LinkedIn Member", "", *OWNER, utc(at), "", "Merci pour votre accueil hier.", "INBOX", "", "No"]))
    return made


def invitations(network: Network, linked: list[Person], export: str, at: datetime) -> bytes:
    """Return Invitations.csv: the last years only, on the Pacific clock, the newest first."""
    lot, rows = Lot(7), []
    for p in linked:
        late, mine, note = lot.number(0, 9), lot.chance(0.6), lot.chance(0.3)
        if p.connected < NOW - timedelta(days=900) or (p.gone and export == "november"):
            continue
        first, last, _, _ = p.on_linkedin(export)
        sent = p.connected - timedelta(days=late, hours=lot.number(0, 5))
        text = f"Bonjour {p.given if mine else 'Camille'}, ravi{'e' if mine or p.sex == 'f' else ''} de notre rencontre. Restons en contact !" if note else ""
        them = f"{first.strip()} {last.strip()}"
        rows.append((sent, [OWNER[0], them, pacific(sent), text, "OUTGOING", OWNER[1], p.url] if mine else [them, OWNER[0], pacific(sent), text, "INCOMING", p.url, OWNER[1]]))
    for n, p in enumerate(network.of("stranger")[5:]):
        sent = datetime(2026, 3, 2, 4, 40, tzinfo=UTC) + timedelta(days=58 * n)
        if sent <= at:
            network.is_same("linkedin", p.key, p)
            rows.append((sent, [OWNER[0], p.full, pacific(sent), "", "OUTGOING", OWNER[1], p.url] if n % 2 else [p.full, OWNER[0], pacific(sent), "", "INCOMING", p.url, OWNER[1]]))
    rows.sort(key=lambda row: row[0], reverse=True)
    return sheet("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl", [row for _, row in rows])


def endorsements(network: Network, linked: list[Person], export: str, at: datetime) -> dict[str, bytes]:
    """Return the endorsements received and given; profile addresses have no scheme here."""
    lot, made = Lot(19), {}
    friends = [p for p in linked if p.tier in ("close", "active", "dormant") and not p.gone]
    for name, who, count in (("Received", "Endorser", 34), ("Given", "Endorsee", 22)):
        rows = []
        for p in lot.some(friends, count):
            when = max(p.connected, NOW - timedelta(days=2600)) + timedelta(days=lot.number(3, 60), minutes=lot.number(0, 900))
            first, last, _, _ = p.on_linkedin(export)
            if when <= at:
                rows.append((when, [f"{when:%Y/%m/%d %H:%M:%S} UTC", lot.pick(SKILLS), first, last, f"www.linkedin.com/in/{p.slug}", "ACCEPTED" if lot.chance(0.95) else "PENDING"]))
        rows.sort(key=lambda row: row[0], reverse=True)
        made[f"Endorsement_{name}_Info.csv"] = sheet(f"Endorsement Date,Skill Name,{who} First Name,{who} Last Name,{who} Public Url,Endorsement Status", [row for _, row in rows])
    return made


def recommendations(network: Network, at: datetime) -> dict[str, bytes]:
    """Return the recommendations, which carry a name and a company, no address."""
    texts = {"received": "Camille a remis nos clôtures d'aplomb en six mois, avec calme et méthode.", "given": "J'ai beaucoup appris à ses côtés : exigence, droiture et bonne humeur."}
    made = {}
    for way in ("received", "given"):
        rows = []
        for p in network.people:
            if p.recommends == way or (way == "received" and p.full in ("Sonia Kerbrat", "Guillaume Terrasse")):
                when = NOW - timedelta(days=p.gap + 200, hours=3)
                there = when.astimezone(PACIFIC)
                if when <= at:
                    rows.append([p.given, p.surname, p.company, p.job, texts[way], f"{there:%m/%d/%y, %I:%M %p}", "VISIBLE"])
                    network.is_same("linkedin", f"name:{p.full}", p)
        made[f"Recommendations_{way.capitalize()}.csv"] = sheet("First Name,Last Name,Company,Job Title,Text,Creation Date,Status", rows)
    return made


def contacts(network: Network) -> bytes:
    """Return Contacts.csv: a telephone book sent to LinkedIn years ago, half of it without names."""
    lot, rows = Lot(23), []
    for p in [p for p in network.people if p.book and p.tier in ("close", "active", "elsewhere") and not p.shared][::4]:
        named = lot.chance(0.6)
        mail = p.private if lot.chance(0.6) or not p.mail else p.mail
        first, last = (p.given, p.surname) if named else ("", "")
        rows.append(["GOOGLE_CONTACTS", first, last, "", "", mail, p.mobile if lot.chance(0.4) else "", "9/5/16, 1:05 PM", "", "", "", p.full if named else "", "", "", "", ""])
        network.is_same("linkedin", f"{mail}|{p.full if named else ''}", p)
    return sheet("Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles", rows)
