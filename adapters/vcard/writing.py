"""`sync.model.Card` -> a fresh vCard 3.0 (RFC 2426) or 4.0 (RFC 6350, RFC 9554), as UTF-8 with CR LF.

What a card kept of its source (`params`, `extra`) is written with it, in the words of the version. A value
that was kept as written is used only where it still reads as the part it belongs to: an edited field wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from adapters.vcard import lines, parts, reading, values
from adapters.vcard.folding import content_line
from adapters.vcard.values import escape, escape_uri
from sync.entries import Params
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    Media,
    Name,
    OnlineService,
    Organization,
    Phone,
    Property,
    Title,
)

VERSIONS = ("3.0", "4.0")
Default = tuple[str, Params, str]
"""Name, parameters and value that a part is written with when nothing else is known of it."""

# Single texts (RFC 2426): a comma that stands bare there is text, and other programs cut at it.
_TEXTS = frozenset({"FN", "LABEL", "MAILER", "NAME", "NOTE", "SORT-STRING"})
_SINGLE_FIELDS = frozenset({"name", "uid", "kind", "pronouns"})
_FEATURE_WORDS = {feature: word for word, feature in parts.FEATURES.items()}
_CONTEXT_WORDS = {context: word for word, context in parts.CONTEXTS.items()}
_NAMES_3 = {
    "KIND": "X-ADDRESSBOOKSERVER-KIND",
    "MEMBER": "X-ADDRESSBOOKSERVER-MEMBER",
    "SOCIALPROFILE": "X-SOCIALPROFILE",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One property to be written, and the part of the card it tells: field name and value."""

    name: str
    value: str
    params: Params = ()
    group: str = ""
    field: str = ""
    part: Any = None


def write(cards: Iterable[Card], version: str = "3.0") -> bytes:
    """Return the cards one after the other; nothing for no card."""
    return b"".join(write_card(card, version) for card in cards)


def write_card(card: Card, version: str = "3.0") -> bytes:
    """Return one fresh card. FN and, in 3.0, N are always there: from ORG or another value if there is no name."""
    found = [b"BEGIN:VCARD\r\nVERSION:", version.encode(), b"\r\n"]
    found += [content_line(p.name, p.params, p.value, p.group) for p in properties(card, version)]
    found.append(b"END:VCARD\r\n")
    return b"".join(found)


def properties(card: Card, version: str) -> list[Written]:
    """Return the properties of a card in the order they are written."""
    writer = _Writer(card, version)
    return list(writer.all())


def property_writer(version: str) -> Callable[[Property], Written]:
    """Return the function that puts a property without a name in the model into the words of `version`."""
    return _Writer(Card(), version).kept_property


class _Writer:
    """Turns one card into properties of one version."""

    def __init__(self, card: Card, version: str) -> None:
        self.card = card
        self.version = version
        self.kept = [p for p in card.extra if ("of" not in dict(p.params) or self.agrees(p))]
        self.sections: tuple[tuple[str, tuple[Any, ...], Callable[[Any], Default]], ...] = (
            ("organizations", card.organizations, self.organization),
            ("titles", card.titles, self.title),
            ("emails", card.emails, self.email),
            ("phones", card.phones, self.phone),
            ("addresses", card.addresses, self.address),
            ("online_services", card.online_services, self.service),
            ("anniversaries", card.anniversaries, self.anniversary),
            ("media", card.media, self.media),
        )
        self.groups = {p.group.lower() for p in card.extra}
        for _, found, _ in self.sections:
            self.groups |= {value.lower() for part in found for name, value in part.params if name == "group"}
        self.labelled: set[tuple[str, str]] = set()

    def all(self) -> Iterator[Written]:
        card = self.card
        yield from self.identity()
        for field, found, make in self.sections:
            for part in found:
                yield from self.part(field, part, make(part))
        yield from self.texts()
        for prop in self.kept:
            if dict(prop.params).get("of") not in _SINGLE_FIELDS:
                yield self.kept_property(prop)
        if card.updated:
            yield Written("REV", card.updated, field="updated")

    # --- who it is ---

    def identity(self) -> Iterator[Written]:
        card = self.card
        kept = {
            (p.name.upper(), of): self.kept_property(p)
            for p in self.kept
            if (of := dict(p.params).get("of")) in _SINGLE_FIELDS
        }
        yield from kept.values()
        if card.uid and ("UID", "uid") not in kept:
            yield Written("UID", escape_uri(card.uid), field="uid")
        if ("FN", "name") not in kept:
            yield Written("FN", escape(_display_name(card)), field="name")
        if ("N", "name") not in kept:
            found = reading.name_parts(card.name)
            if found or self.version == "3.0":
                yield Written("N", structured(found, 5), field="name")
        if ("KIND", "kind") not in kept and card.kind != "individual":
            if self.version == "4.0":
                yield Written("KIND", escape(card.kind), field="kind")
            elif card.kind == "group":
                yield Written("X-ADDRESSBOOKSERVER-KIND", "group", field="kind")
            elif card.kind == "org" and not any(p.name.upper() == "X-ABSHOWAS" for p in card.extra):
                yield Written("X-ABShowAs", "COMPANY", field="kind")
        if card.pronouns and ("PRONOUNS", "pronouns") not in kept:
            yield Written("PRONOUNS", escape(card.pronouns), field="pronouns")

    def texts(self) -> Iterator[Written]:
        """Yield what is a list of plain texts in the model: what no kept property says is written here."""
        card = self.card
        for name, field, texts in (
            ("NICKNAME", "nicknames", card.nicknames),
            ("CATEGORIES", "keywords", card.keywords),
        ):
            left = self.not_kept(field, texts)
            if left:
                yield Written(name, ",".join(escape(text) for text in left), field=field)
        for note in self.not_kept("notes", card.notes):
            yield Written("NOTE", escape(note), field="notes", part=note)

    def not_kept(self, field: str, texts: tuple[str, ...]) -> list[str]:
        left = list(texts)
        for prop in self.kept:
            if ("of", field) in prop.params:
                for text in _texts(prop):
                    if text in left:
                        left.remove(text)
        return left

    def agrees(self, prop: Property) -> bool:
        """Tell whether a property kept beside a field still says what the field says."""
        card, field = self.card, dict(prop.params)["of"]
        match field:
            case "name" if prop.name.upper() == "FN":
                return values.unescape(prop.value).strip() == card.name.raw
            case "name":
                return _same_name(card.name, prop.value)
            case "kind":
                return prop.value.lower() == card.kind
            case "uid" | "pronouns":
                return values.unescape(prop.value).strip() == str(getattr(card, field))
        return all(text in getattr(card, field) for text in _texts(prop))

    # --- parts: (name, parameters, value) as written by default ---

    def email(self, part: Email) -> Default:
        return "EMAIL", self.types(part.contexts, (), part), escape(part.address)

    def phone(self, part: Phone) -> Default:
        return "TEL", self.types(part.contexts, part.features, part), escape(part.raw or part.number)

    def address(self, part: Address) -> Default:
        found = (
            part.po_box,
            part.extended,
            part.street,
            part.locality,
            part.region,
            part.postcode,
            part.country,
        )
        params = self.types(part.contexts, (), part)
        if not any(found):
            found = ("", "", part.full, "", "", "", "")
        elif (
            part.full
            and part.full != parts.address_text(*found)
            and not any(n == "LABEL" for n, _ in part.params)
        ):
            params = (*params, ("LABEL", part.full))
        return "ADR", params, structured(list(found), 7)

    def organization(self, part: Organization) -> Default:
        return "ORG", _told(part.params), structured([part.name, *part.units], 1)

    def title(self, part: Title) -> Default:
        return "ROLE" if part.kind == "role" else "TITLE", _told(part.params), escape(part.name)

    def service(self, part: OnlineService) -> Default:
        params = self.types(part.contexts, (), part)
        name = parts.social_name(part.service, self.version)
        if name != "URL" and not any(n in ("SERVICE-TYPE", "TYPE") for n, _ in _told(part.params)):
            kind, user = ("SERVICE-TYPE", "USERNAME") if self.version == "4.0" else ("TYPE", "X-USER")
            params = (*params, (kind, part.service))
            if part.user and not any(n == user for n, _ in params):
                params = (*params, (user, part.user))
        return name, params, escape_uri(part.uri or part.user)

    def anniversary(self, part: Anniversary) -> Default:
        name = parts.anniversary_name(part.kind, self.version)
        params = _told(part.params)
        if self.version != "4.0" and part.date.startswith("--"):
            params = (*params, ("X-APPLE-OMIT-YEAR", "1604"))
        return name, params, parts.standard_day(part.date, self.version)

    def media(self, part: Media) -> Default:
        params, uri = _told(part.params), part.uri
        start, comma, body = uri.partition(";base64,")
        if not comma or start[:5].lower() != "data:":
            params = (*params, ("MEDIATYPE", part.media_type)) if part.media_type else params
            return (
                part.kind.upper(),
                (("VALUE", "uri"), *params) if self.version != "4.0" else params,
                escape_uri(uri),
            )
        if self.version == "4.0":
            return part.kind.upper(), params, uri
        if part.media_type and not any(n == "TYPE" for n, _ in params):
            params = (*params, ("MEDIATYPE", part.media_type))
        return part.kind.upper(), (("ENCODING", "b"), *params), body

    # --- what all parts share ---

    def part(self, field: str, part: Any, default: Default) -> Iterator[Written]:
        """Yield a part: as its source wrote it where that still says the same, else by default; then its label."""
        name, params, value = default
        own = {n: v for n, v in part.params if n.islower()}
        group, label = own.get("group", ""), getattr(part, "label", "")
        if label and not group:
            group = self.free_group()
        if "name" in own or "value" in own:
            spelled = self.as_written(field, part, own, default, label)
            if spelled:
                name, params, value = spelled
        yield Written(name, value, params, group, field, part)
        written = own.get("label", "")
        if written[4:-4] != label or not written.startswith(parts.BUILT_IN[0]):
            written = label
        if written and (group.lower(), written) not in self.labelled:
            self.labelled.add((group.lower(), written))
            yield Written("X-ABLabel", escape(written), (), group, field, part)
        if "abadr" in own and group and (group.lower(), "abadr") not in self.labelled:
            self.labelled.add((group.lower(), "abadr"))
            yield Written("X-ABADR", escape(own["abadr"]), (), group, field, part)

    def as_written(
        self, field: str, part: Any, own: dict[str, str], default: Default, label: str
    ) -> Default | None:
        """Return name and value as the source wrote them, if they still read as this part."""
        name = self.spelled(own.get("name", default[0]))
        value = own.get("value", default[2])
        params = default[1]
        if field == "anniversaries":
            if self.version == "4.0" and name.upper() in ("BDAY", "ANNIVERSARY", "DEATHDATE"):
                value = _basic(value)
            if not value.startswith("1604"):
                params = tuple(p for p in params if p[0] != "X-APPLE-OMIT-YEAR")
        if field == "online_services" and "name" in own:
            params = self.types(part.contexts, (), part)
        again = self.reread(field, name, params, value, own, label)
        if again is None or replace(again, params=()) != replace(part, params=()):
            return None
        return name, params, value

    def reread(
        self, field: str, name: str, params: Params, value: str, own: dict[str, str], label: str
    ) -> Any | None:
        """Return the part that a property would be read as, None if it would be none of `field`."""
        head = lines.Head(name.upper(), name, "g" if label or "abadr" in own else "", params)
        draft = parts.Draft(self.version)
        if label:
            draft.labels["g"] = own.get("label", label)
        if "abadr" in own:
            draft.formats["g"] = own["abadr"]
        plan = parts.plan_of(head)
        plan.handle(draft, head, plan, value)
        found = getattr(draft, "services" if field == "online_services" else field)
        return found[0] if found else None

    def types(self, contexts: tuple[str, ...], features: tuple[str, ...], part: Any) -> Params:
        """Return TYPE and PREF for what the fields say, without what a kept word or Apple's label says already."""
        told = _told(part.params)
        words = {v.lower() for n, v in told if n == "TYPE"}
        label = dict(part.params).get("label", "")[4:-4]
        said = {parts.LOOSE_FEATURES.get(word) for word in words}
        said |= {parts.LABEL_CONTEXTS.get(label), parts.LABEL_FEATURES.get(label)}
        found = [("TYPE", _CONTEXT_WORDS.get(c, c)) for c in contexts if c not in said]
        found += [("TYPE", _FEATURE_WORDS.get(f, f)) for f in features if f not in said]
        found += [p for p in told if p[0] == "TYPE"]
        if part.pref == 1 and self.version != "4.0":
            found.append(("TYPE", "pref"))
        elif part.pref:
            found.append(("PREF", str(part.pref)))
        return (*found, *(p for p in told if p[0] != "TYPE"))

    def kept_property(self, prop: Property) -> Written:
        """Return a property without a name in the model, in the words of the version."""
        name, value = self.spelled(prop.name), prop.value
        params = tuple(p for p in prop.params if not p[0].islower())
        upper = name.upper()
        if upper == "GEO":
            value = _geo(value, self.version)
        elif upper == "N":
            value += ";" * (4 - len(values.split(value, ";")) + 1)
        elif upper in _TEXTS:
            value = escape(values.unescape(value))
        if ("ENCODING", "b") in params and self.version == "4.0":
            params = (*(p for p in params if p[0] != "ENCODING"), ("VALUE", "uri"))
            value = "data:application/octet-stream;base64," + value
        if upper == "AGENT" and self.version == "4.0":
            name, params = "RELATED", (("TYPE", "agent"), ("VALUE", "text"), *params)
        return Written(name, value, params, prop.group, "extra", prop)

    def spelled(self, name: str) -> str:
        """Return the name a property has in this version."""
        upper = name.upper()
        if self.version != "4.0":
            return _NAMES_3.get(upper, name)
        return next((new for new, old in _NAMES_3.items() if old == upper and new != "SOCIALPROFILE"), name)

    def free_group(self) -> str:
        number = 1
        while f"item{number}" in self.groups:
            number += 1
        self.groups.add(f"item{number}")
        return f"item{number}"


def structured(found: list[str], length: int) -> str:
    """Return a structured value with at least `length` parts."""
    padded = found + [""] * (length - len(found))
    return ";".join(escape(part) for part in padded)


def _told(params: Params) -> Params:
    """Return the parameters of the property among those of a part."""
    return tuple(p for p in params if not p[0].islower())


def _texts(prop: Property) -> list[str]:
    if prop.name.upper() in ("NICKNAME", "CATEGORIES"):
        return values.items(prop.value)
    return [values.unescape(prop.value).strip()]


def _same_name(name: Name, value: str) -> bool:
    """Tell whether an N as written still reads as this name."""
    again = reading.name_of(name.raw, values.components(value))
    return replace(again, raw="", full="") == replace(name, raw="", full="")


def _display_name(card: Card) -> str:
    """Return what FN says: the name, else what a person would call the card by."""
    places: tuple[Callable[[], str], ...] = (
        lambda: card.name.full or card.name.raw,
        lambda: card.organizations[0].name or " ".join(card.organizations[0].units),
        lambda: card.nicknames[0],
        lambda: card.emails[0].address,
        lambda: card.phones[0].raw or card.phones[0].number,
        lambda: card.online_services[0].user or card.online_services[0].uri,
    )
    for place in places:
        try:
            if text := place():
                return text
        except IndexError:
            continue
    return ""


def _basic(value: str) -> str:
    """Return a date or date-time in the basic format that 4.0 asks for (RFC 6350 §4.3)."""
    day, mark, time = value.partition("T")
    start = "--" if day.startswith("--") else ""
    return start + day.replace("-", "") + mark + time.replace(":", "")


def _geo(value: str, version: str) -> str:
    """Return a position in the words of the version: `geo:1,2` or `1;2`."""
    bare = value[4:] if value[:4].lower() == "geo:" else value
    if version == "4.0":
        return "geo:" + bare.replace("\\", "").replace(";", ",")
    return bare.replace("\\", "").replace(",", ";") if bare.count(",") == 1 else bare
