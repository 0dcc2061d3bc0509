"""Which file of an export this is: recognised by the names in its header, in any order, of any year.

Names are compared without case, blanks and marks (`First Name`, `FirstName` and `first_name` are one);
columns nobody knows are tolerated. Layouts from 2016 to 2026 differ in their columns only, so one set of
names that must be there tells each kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sync.normalize.remembered import remembered

# A header in another language has never been seen in a real export; reading it is a courtesy.
_COURTESY = {
    "prenom": "firstname",
    "nom": "lastname",
    "nomdefamille": "lastname",
    "adresseemail": "emailaddress",
    "adressemail": "emailaddress",
    "email": "emailaddress",
    "courriel": "emailaddress",
    "entreprise": "company",
    "societe": "company",
    "poste": "position",
    "fonction": "position",
    "connectele": "connectedon",
    "dateconnexion": "connectedon",
    "datedeconnexion": "connectedon",
    "relationdepuis": "connectedon",
    "nombre": "firstname",
    "apellidos": "lastname",
    "empresa": "company",
    "cargo": "position",
    "conectadoel": "connectedon",
    "vorname": "firstname",
    "nachname": "lastname",
    "firma": "company",
    "profileurl": "url",
    "linkedinurl": "url",
    "urlduprofil": "url",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file: each of `needs` must be in the header, as one of its alternatives."""

    kind: str
    needs: tuple[frozenset[str], ...]
    name: str = ""

    def fits(self, names: frozenset[str], base: str) -> bool:
        """Tell whether a header with these names, in a file called `base`, is of this kind."""
        if self.name and not re.search(self.name, base):
            return False
        return all(not need.isdisjoint(names) for need in self.needs)


def _layout(kind: str, needs: str, name: str = "") -> Layout:
    return Layout(kind, tuple(frozenset(need.split("|")) for need in needs.split()), name)


# An export of LinkedIn's knows no telephones and numbers no columns: where no profile is named, one of these
# tells another network's list, or an address book's that also says since when people know each other.
_ELSEWHERE = re.compile(
    r"(?:email|phone|website|address|organi[sz]ation)\d+\w+|organi[sz]ationname|namesuffix|givenname|.*phone.*"
    r"|tel(?:efono?|ephone)?|portable|mobile|gsm|handy"
)


def _from_elsewhere(names: frozenset[str]) -> bool:
    return "url" not in names and any(_ELSEWHERE.fullmatch(name) for name in names)


# The first that fits wins, so the richer header stands before the poorer one.
LAYOUTS = (
    _layout("connections", "connectedon firstname|lastname|url|fullname|name"),
    _layout("connections", "firstname lastname company position emailaddress|url", r"^connections"),
    _layout("messages", "conversationid from date"),
    _layout("messages", "from to date subject|content folder|direction"),
    _layout("invitations", "from to sentat direction"),
    _layout("endorsements", "endorsementdate skillname endorserfirstname|endorserlastname"),
    _layout("endorsements", "endorsementdate skillname endorseefirstname|endorseelastname"),
    _layout("recommendations", "firstname lastname jobtitle text creationdate"),
    _layout("contacts", "firstname lastname instantmessagehandles bookmarkedat|createdat|profiles"),
    _layout("contacts", "source firstname lastname emails phonenumbers"),
    _layout("profile", "firstname lastname headline summary|industry|geolocation"),
    _layout("email", "emailaddress confirmed primary"),
    _layout("phone", "number extension type|iswhatsappnumber"),
    _layout("position", "companyname title startedon"),
    _layout("volunteering", "companyname role cause|startedon"),
    _layout("education", "schoolname degreename"),
    _layout("company-follow", "organization followedon"),
    _layout("member-follow", "date status fullname"),
    _layout("event", "eventname eventtime"),
    _layout(
        "registration", "registeredat|registrationdate subscriptiontypes|registrationip|registrationipaddress"
    ),
    _layout("share", "date sharelink sharecommentary|sharedurl|visibility"),
    _layout("comment", "date link message", r"comment"),
    _layout("vote", "date link optiontext"),
    _layout("reaction", "date type link", r"reaction"),
    _layout("verification", "verificationtype organizationname|verifieddate"),
    _layout("certification", "name authority licensenumber|startedon"),
    _layout("language", "name proficiency"),
    _layout("honor", "title issuedon", r"honors?"),
    _layout("publication", "name publishedon publisher|description|url"),
    _layout("patent", "title patentnumber|filingdate|issueddate|applicationnumber", r"patent"),
    _layout("project", "title description startedon|url", r"project"),
    _layout("course", "name number", r"course"),
    _layout("organization", "name startedon position|description", r"organi[sz]ation"),
    _layout("skill", "name|skillname", r"^skills"),
)

# Messages of LinkedIn's coach and guides have the header of messages between people.
_NOT_PEOPLE = re.compile(r"(?:coach|guide|role[ _-]?play).*messages?|coachmessages", re.IGNORECASE)

# Files of the archive that tell nothing of people; only in company of a known file are they LinkedIn's.
_OTHER = re.compile(
    r"^(ad[ _]targeting|ads[ _]clicked|logins?|search[ _]?queries|security[ _]challenges|account[ _]status[ _]history"
    r"|inferences[ _]about[ _]you|learning.*|rich[ _]media|receipts.*|saved[ _].*|job[ _].*|jobs?|hashtag[ _]follows"
    r"|private[ _]identity[ _]asset|profile[ _]summary|publications?|patents?|test[ _]scores?|causes.*|providers.*"
    r"|services.*|lan[ _]ads.*|member[ _]follows|group.*|media|videos?|articles?|premium.*|connected[ _]apps"
    r"|causes[ _]you[ _]care[ _]about|email[ _]log|feed.*|talent.*|trusted[ _].*|device.*|instant[ _]reposts"
    r"|skills?|languages?|courses?|projects?|honors?|organizations?|certifications?|volunteering|recommendations.*"
    r"|.*coach.*messages?|guide[ _]messages|.*role[ _]play.*)(?:[ _]\d+)?(?: \(\d+\))?\.(?:csv|html|txt|json)$",
    re.IGNORECASE,
)


@remembered(4096)
def column(heading: str) -> str:
    """Return the name under which a heading is compared.

    >>> column("E-mail  Address"), column("Connected On"), column("Prénom")
    ('emailaddress', 'connectedon', 'firstname')
    """
    folded = unicodedata.normalize("NFKD", heading).casefold()
    name = "".join(c for c in folded if c.isalnum())
    return _COURTESY.get(name, name)


def base_name(path: str) -> str:
    """Return the file name in lower case, without folders."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].lower()


def not_people(path: str) -> bool:
    """Tell whether a file with the header of messages.csv holds no people's messages, by its name."""
    return bool(_NOT_PEOPLE.search(base_name(path)))


def other_file(path: str) -> bool:
    """Tell whether the name is that of an archive file without people in it."""
    return bool(_OTHER.match(base_name(path)))


def layout_of(headings: list[str], path: str, *, forced: bool = False) -> str:
    """Return the kind of a file with this header row; empty if it is none of LinkedIn's.

    With `forced` a list of names and companies or addresses passes for Connections.csv.
    """
    names = frozenset(column(heading) for heading in headings) - {""}
    if len(names) < 2 and not names & {"name", "skillname"}:
        return ""
    base = base_name(path)
    for layout in LAYOUTS:
        if layout.fits(names, base):
            return "" if layout.kind == "connections" and _from_elsewhere(names) else layout.kind
    if (
        forced
        and names & {"firstname", "lastname", "fullname"}
        and names & {"company", "url", "emailaddress"}
    ):
        return "connections"
    return ""
