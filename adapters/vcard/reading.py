"""Properties of a card -> `sync.model.Card`. Nothing is dropped: what has no name in the model goes to `extra`.

RFC 6350 §6, RFC 2426 §3, vCard 2.1 §2.2; RFC 9555 for the names of the model; RFC 9554 (SOCIALPROFILE), RFC 4770
(IMPP); and what Apple, Google, Android, Outlook, Evolution, Thunderbird and Nextcloud write beside them.
A parameter is consumed where a field says the same; all others stay with the value (`sync.model.Params`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from adapters.vcard import values
from adapters.vcard.lines import Content, Head, Line, base64_text
from adapters.vcard.parts import Draft, plan_of
from adapters.vcard.values import unescape
from sync.model import Card, Media, Name, Property
from sync.normalize import names
from sync.normalize.name_words import CREDENTIALS, GENERATIONS, TITLES, letters
from sync.normalize.text import tidy

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "wave": "audio/wav",
    "wav": "audio/wav",
    "basic": "audio/basic",
    "mp3": "audio/mpeg",
    "pgp": "application/pgp-keys",
    "x509": "application/pkix-cert",
}
_GROUPED = frozenset({"X-ABLABEL", "X-ABADR"})


def card(content: Content, raw: bytes = b"", region: str = "") -> Card:
    """Return the card that `content`, read from `raw`, describes. `region` tells the country of bare phones."""
    draft = Draft(content.version, region)
    if content.plain is not None:
        read_pairs(draft, content.plain, grouped=content.grouped)
    else:
        read_lines(draft, content.lines, raw)
    return finished(draft)


def read_pairs(draft: Draft, pairs: list[tuple[Head, str]], *, grouped: bool) -> None:
    """Give each property to the part of the model it belongs to; Apple's lines about a group come first and last."""
    beside: list[tuple[Head, str]] = []
    if grouped:
        beside = [pair for pair in pairs if pair[0].group and pair[0].name in _GROUPED]
        for head, value in beside:
            kept = draft.labels if head.name == "X-ABLABEL" else draft.formats
            kept.setdefault(head.group.lower(), unescape(value).strip())
    for head, value in pairs:
        plan = head.plan
        if plan is None:
            plan = head.plan = plan_of(head)
        if value and not value.isspace() and not plan.handle(draft, head, plan, value):
            draft.extra.append(Property(head.spelling, value.strip(), head.params, head.group))
    for head, value in beside:
        mark = (head.name, head.group.lower())
        if mark in draft.used:
            draft.used.discard(mark)
        else:
            draft.extra.append(Property(head.spelling, value.strip(), head.params, head.group))


def read_lines(draft: Draft, lines: list[Line], raw: bytes) -> None:
    """Do the same for lines, of which some may hold base64 that lies in `raw`."""
    for line in lines:
        if line.head.encoding == "B":
            _binary(draft, line, raw)
    pairs = [(line.head, line.value) for line in lines if line.head.encoding != "B"]
    read_pairs(draft, pairs, grouped=True)


def finished(draft: Draft) -> Card:
    """Return the card once all its lines are read: its name needs FN, N and ORG together."""
    name, is_company = _name(draft)
    return Card(
        kind=draft.kind or ("org" if is_company else "individual"),
        uid=draft.uid,
        name=name,
        nicknames=tuple(draft.nicknames),
        pronouns=draft.pronouns,
        emails=tuple(draft.emails),
        phones=tuple(draft.phones),
        organizations=tuple(draft.organizations),
        titles=tuple(draft.titles),
        online_services=tuple(draft.services),
        addresses=tuple(draft.addresses),
        anniversaries=tuple(draft.anniversaries),
        keywords=tuple(draft.keywords),
        notes=tuple(draft.notes),
        updated=draft.updated,
        media=tuple(draft.media),
        extra=tuple(draft.extra),
    )


def _name(draft: Draft) -> tuple[Name, bool]:
    """Return the name, and whether it is that of a company; FN and N are kept in `extra` if it was cleaned."""
    parts, full = draft.parts, draft.full
    if full and not any(parts[:2]) and any(o.name.casefold() == full.casefold() for o in draft.organizations):
        name, is_company = Name(full=tidy(full), raw=full), True
    else:
        name, is_company = name_of(full, parts), False
    if full and name.full != full and not draft.full_kept:
        draft.extra.append(Property("FN", values.escape(full), (("of", "name"),)))
    if parts and not draft.parts_kept and parts != [name.surname, name.given] and name_parts(name) != parts:
        draft.extra.append(Property("N", draft.parts_value, (("of", "name"),)))
    return name, is_company


def name_of(full: str, parts: list[str]) -> Name:
    """Return the cleaned name for FN and the parts of N; the parts are right where they say anything."""
    family, given, given2, title, suffix = (*parts[:5], "", "", "", "", "")[:5]
    written = full
    if "\n" in full:
        full = _first_line(full)
    if not family and not given:
        return replace(names.person(full), raw=written) if full else Name()
    if family and given and ("," in family or "," in given):
        family, given = _several(family), _several(given)
    name = names.person(full, given=given, surname=family)
    if name.full == full and not (given2 or title or suffix):
        return name if full == written else replace(name, raw=written)
    whole = names.person(full) if full and name.full != full else name
    generation, credentials = _suffixes(suffix)
    return Name(
        full=whole.full or name.full,
        given=name.given,
        surname=name.surname,
        given2=tidy(given2.replace(",", " ")) or name.given2,
        title=tidy(title.replace(",", " ")) or name.title or whole.title,
        generation=generation or name.generation,
        credentials=credentials or name.credentials or whole.credentials,
        raw=written or name.raw,
    )


def _first_line(full: str) -> str:
    """Return a name without lines that fell into it from a broken card; a word alone is no whole name."""
    first = full.split("\n", 1)[0]
    return first if " " in first.strip() else full.replace("\n", " ")


_NO_NAME = CREDENTIALS | GENERATIONS | TITLES
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _several(text: str) -> str:
    """Return several names in one part of N (`Van, der`, `Jean,Paul`) as one; degrees and remarks stay behind the comma."""
    first, *rest = [part.strip() for part in text.split(",")]
    if all(
        _NAME_WORD.fullmatch(part) and letters(part) not in _NO_NAME and not part.isupper() for part in rest
    ):
        return " ".join((first, *rest))
    return text


_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "junior", "senior", "fils", "père"})


def _suffixes(text: str) -> tuple[str, tuple[str, ...]]:
    """Tell the generation (Jr., III) in the suffixes of a name from the degrees."""
    if not text:
        return "", ()
    found = [part for part in (tidy(part) for part in text.split(",")) if part]
    generation = next((part for part in found if part.lower() in _GENERATIONS), "")
    return generation, tuple(part for part in found if part != generation)


def name_parts(name: Name) -> list[str]:
    """Return the parts that N is written with, the empty ones at the end left out."""
    suffix = ",".join(filter(None, (name.generation, *name.credentials)))
    parts = [name.surname, name.given, name.given2, name.title, suffix]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _binary(draft: Draft, line: Line, raw: bytes) -> None:
    """Keep a base64 value: as media, or as it is where the property has no name in the model."""
    head = line.head
    text = base64_text(raw, line.body)
    if not text:
        return
    if head.name not in ("PHOTO", "LOGO", "SOUND", "KEY"):
        draft.extra.append(Property(head.spelling, text, (*head.params, ("ENCODING", "b")), head.group))
        return
    kinds = [MEDIA_TYPES.get(v.lower().rpartition("/")[2], "") for n, v in head.params if n == "TYPE"]
    told = [v for n, v in head.params if n == "MEDIATYPE"]
    media_type = next(filter(None, told + kinds), "")
    params = tuple((n, v) for n, v in head.params if n not in ("VALUE", "MEDIATYPE"))
    if head.group:
        params += (("group", head.group),)
    draft.media.append(Media(head.name.lower(), f"data:{media_type};base64,{text}", media_type, params))
