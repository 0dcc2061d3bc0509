"""What an archive tells of its owner: jobs, schools, follows, events, skills, activity without its text."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.linkedin import dates
from adapters.linkedin.people import SOURCE
from adapters.linkedin.rows import Sheet
from sync.model import Fact, Problem
from sync.normalize.text import tidy
from sync.ports import Item

# kind -> column -> name of the value. Texts people wrote (comments, summaries, descriptions) are left out.
_COLUMNS: dict[str, dict[str, str]] = {
    "profile": {
        "firstname": "given",
        "lastname": "surname",
        "maidenname": "maiden",
        "headline": "headline",
        "industry": "industry",
        "geolocation": "location",
        "zipcode": "postcode",
        "birthdate": "birth*",
        "websites": "websites",
        "twitterhandles": "twitter",
    },
    "email": {"emailaddress": "address", "confirmed": "confirmed", "primary": "primary"},
    "phone": {"number": "number", "extension": "extension", "type": "type", "iswhatsappnumber": "whatsapp"},
    "position": {
        "companyname": "company",
        "title": "title",
        "location": "location",
        "startedon": "start*",
        "finishedon": "end*",
    },
    "volunteering": {
        "companyname": "company",
        "role": "title",
        "cause": "cause",
        "startedon": "start*",
        "finishedon": "end*",
    },
    "education": {"schoolname": "school", "degreename": "degree", "startdate": "start*", "enddate": "end*"},
    "company-follow": {"organization": "company", "followedon": "at*"},
    "member-follow": {"fullname": "name", "status": "status", "date": "at*"},
    "event": {"eventname": "name", "eventtime": "time", "status": "status", "externalurl": "url"},
    "registration": {"registeredat": "at*", "registrationdate": "at*"},
    "share": {"date": "at*", "sharelink": "link", "visibility": "visibility"},
    "comment": {"date": "at*", "link": "link"},
    "reaction": {"date": "at*", "type": "type", "link": "link"},
    "vote": {"date": "at*", "link": "link"},
    "verification": {
        "verificationtype": "type",
        "organizationname": "organization",
        "verifieddate": "at*",
        "expirydate": "end*",
    },
    "certification": {
        "name": "name",
        "authority": "authority",
        "startedon": "start*",
        "finishedon": "end*",
        "url": "url",
    },
    "language": {"name": "name", "proficiency": "proficiency"},
    "honor": {"title": "name", "issuedon": "at*"},
    "publication": {"name": "name", "publishedon": "at*", "publisher": "publisher", "url": "url"},
    "patent": {"title": "name", "issueddate": "at*", "filingdate": "filed*"},
    "project": {"title": "name", "startedon": "start*", "finishedon": "end*", "url": "url"},
    "course": {"name": "name", "number": "number"},
    "organization": {"name": "name", "position": "title", "startedon": "start*", "finishedon": "end*"},
    "skill": {"name": "name", "skillname": "name"},
}

KINDS = frozenset(_COLUMNS)


class Facts:
    """Rows of one of the files about the owner; dates become ISO where they can be read."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._places = tuple(
            (value.rstrip("*"), value.endswith("*"), sheet.columns[name])
            for name, value in _COLUMNS[sheet.kind].items()
            if name in sheet.columns
        )

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield the fact of one row."""
        values = []
        for name, dated, place in self._places:
            text = tidy(cells[place])
            if dated and text:
                text = dates.stamp(text) or dates.partial(text) or text
            if text:
                values.append((name, text))
        if values:
            yield Fact(SOURCE, self._sheet.kind, self._sheet.file, number, tuple(values))
        else:
            yield Problem(self._sheet.file, number, "empty")
