"""Campaigns on paper and as drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.normalize.text import latin

if TYPE_CHECKING:
    from sync.usecases import campaigns


MERGE_COLUMNS = (
    "title",
    "given",
    "surname",
    "company",
    "line1",
    "line2",
    "line3",
    "line4",
    "line5",
    "line6",
    "email",
    "profile",
)
"""Columns of the table for a mail merge; `campaign.column-<name>` words them."""
SHEET = "L7160"


def labels(state: campaigns.State, place: Place, *, sheet: str, skip: int) -> tuple[bytes, int]:
    """Return the labels of those of a campaign whom a card still has to reach by post, as PDF, and how many."""
    from adapters import labels as paper

    told = [letter for letter in _letters(state, place) if letter[1]]
    return paper.write_pdf([lines for _, lines in told], sheet, place.now, skip=skip), len(told)


def merge_table(
    state: campaigns.State, place: Place, headings: tuple[str, ...], kind: str
) -> tuple[bytes, int]:
    """Return the table for a mail merge: everybody to whom a campaign still goes; `kind` is csv or xlsx."""
    from adapters.table.merging import write_rows

    rows = []
    for member, lines in _letters(state, place):
        card = member.person.card
        rows.append(
            (
                card.name.title,
                card.name.given,
                card.name.surname,
                card.organizations[0].name if card.organizations else "",
                *(list(lines) + [""] * 6)[:6],
                member.email,
                next((s.uri for s in card.online_services if s.user.startswith("in/")), ""),
            )
        )
    return write_rows(headings, rows, kind), len(rows)


def drafts(state: campaigns.State, subject: str, text: str) -> Iterator[tuple[campaigns.Member, bytes]]:
    """Yield a draft of an e-mail for each member who has an address; `[given]`, `[name]`, `[company]` are filled in."""
    from adapters.letters import draft

    for member in state.members:
        if member.state == "due" and member.email:
            told = filled(text, member), filled(subject, member)
            yield member, draft(member.person.name, member.email, told[1], told[0])


def draft_name(number: int, member: campaigns.Member) -> str:
    """Return the name of the file of a draft: `001-zoe-delaunay.eml`."""
    plain = "".join(c if c.isalnum() else "-" for c in latin(member.person.name).lower())
    return f"{number:03}-{'-'.join(filter(None, plain.split('-')))[:40] or 'person'}.eml"


def mailto(member: campaigns.Member, subject: str, text: str) -> str:
    """Return a link that opens a message to a member of a campaign; empty without an address."""
    from adapters.letters import mailto as link

    if not member.email:
        return ""
    return link(member.email, filled(subject, member), filled(text, member))


def filled(text: str, member: campaigns.Member) -> str:
    """Return a text with the names of a member in their places; other brackets stay as they are."""
    card = member.person.card
    values = {
        "[given]": card.name.given or member.person.name,
        "[name]": member.person.name,
        "[company]": card.organizations[0].name if card.organizations else "",
    }
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _letters(state: campaigns.State, place: Place) -> list[tuple[campaigns.Member, list[str]]]:
    from adapters import labels as paper

    found = []
    for member in state.members:
        if member.state == "due":
            card = member.person.card
            company = card.organizations[0].name if card.organizations else ""
            home = place.region or "FR"
            address = member.address
            found.append(
                (
                    member,
                    paper.lines(member.person.name, address, company=company, home=home) if address else [],
                )
            )
    return found
