"""What each property means: one function a property, which puts its value into a draft of the card.

A function returns whether the model took the value; if not, it is kept as it was read. Names of parts are
those of RFC 9553; what the fields of a part do not say goes to its `params` (`sync.model.Params`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.vcard import values
from adapters.vcard.lines import Head, clean_base64
from adapters.vcard.values import unescape
from sync.entries import Params
from sync.model import (
    Address,
    Anniversary,
    Email,
    Media,
    OnlineService,
    Organization,
    Phone,
    Property,
    Title,
)
from sync.normalize import emails, phones, profiles

FEATURES = {
    "cell": "mobile",
    "voice": "voice",
    "fax": "fax",
    "pager": "pager",
    "text": "text",
    "textphone": "textphone",
    "video": "video",
    "main-number": "main-number",
}
# Words of single programs: the feature they mean is read, the word itself stays with the value.
LOOSE_FEATURES = {
    "main": "main-number",
    "mobile": "mobile",
    "iphone": "mobile",
    "pcs": "mobile",
    "msg": "text",
}
CONTEXTS = {"home": "private", "work": "work"}
CHAT = {
    "X-AIM": "AIM",
    "X-ICQ": "ICQ",
    "X-JABBER": "Jabber",
    "X-MSN": "MSN",
    "X-YAHOO": "Yahoo",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-QQ": "QQ",
    "X-GTALK": "Google Talk",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GROUPWISE": "GroupWise",
    "X-TWITTER": "Twitter",
    "X-MATRIX": "Matrix",
    "X-TELEGRAM": "Telegram",
}
SERVICES = {
    name.lower(): name
    for name in (
        "LinkedIn",
        "Twitter",
        "Facebook",
        "Mastodon",
        "Instagram",
        "GitHub",
        "XING",
        "YouTube",
        "Bluesky",
    )
}
BUILT_IN = ("_$!<", ">!$_")
LABEL_CONTEXTS = {"Home": "private", "Work": "work", "HomeFAX": "private", "WorkFAX": "work"}
LABEL_FEATURES = {"Mobile": "mobile", "HomeFAX": "fax", "WorkFAX": "fax", "OtherFAX": "fax", "Pager": "pager"}
_PLAIN_EMAIL = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_DROPPED = frozenset({"VERSION", "PRODID", "PROFILE", "BEGIN", "END"})
_TYPED = frozenset({"TEL", "EMAIL", "ADR", "URL", "IMPP", "SOCIALPROFILE", "X-SOCIALPROFILE", *CHAT})


@dataclass(slots=True)
class Plan:
    """What a head says, worked out once: the function of its property and its parameters as fields."""

    handle: Handler
    contexts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    pref: int = 0
    params: Params = ()


@dataclass(slots=True)
class Draft:
    """A card while it is read. `labels` and `formats` hold Apple's X-ABLabel and X-ABADR by group."""

    version: str
    region: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    kind: str = ""
    uid: str = ""
    full: str = ""
    parts: list[str] = field(default_factory=list)
    parts_value: str = ""
    full_kept: bool = False
    parts_kept: bool = False
    kind_told: bool = False
    pronouns: str = ""
    updated: str = ""
    nicknames: list[str] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    services: list[OnlineService] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    anniversaries: list[Anniversary] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    extra: list[Property] = field(default_factory=list)

    def label(self, head: Head, params: Params) -> tuple[str, Params]:
        """Return the user's word for a value, and its parameters with what that word does not say."""
        group = head.group.lower()
        written = self.labels.get(group) if group else None
        if not written:
            return "", params
        self.used.add(("X-ABLABEL", group))
        if written.startswith(BUILT_IN[0]) and written.endswith(BUILT_IN[1]):
            return written[4:-4], (*params, ("label", written))
        return written, params

    def keep(self, field_name: str, head: Head, value: str, name: str = "") -> bool:
        """Keep a property beside the field it tells, for what the field does not say; returns True."""
        params = (*head.params, ("of", field_name))
        self.extra.append(Property(name or head.spelling, value.strip(), params, head.group))
        return True

    def labelled(self, head: Head, plan: Plan, params: Params) -> tuple[str, tuple[str, ...], Params]:
        """Return label, contexts and parameters: Apple's own words Home and Work are contexts, too."""
        label, params = self.label(head, params)
        context = LABEL_CONTEXTS.get(label) if params and params[-1][0] == "label" else None
        if context and context not in plan.contexts:
            return label, (*plan.contexts, context), params
        return label, plan.contexts, params

    def structured(self, value: str) -> str:
        """Return a structured value in which commas that are text are escaped: in vCard 2.1 all are."""
        if self.version == "2.1" and "," in value:
            return "\\,".join(values.split(value, ","))
        return value


Handler = Callable[[Draft, Head, Plan, str], bool]


def plan_of(head: Head) -> Plan:
    """Work out what a head says."""
    handle = _HANDLERS.get(head.name, _unknown)
    group: Params = (("group", head.group),) if head.group else ()
    if head.name not in _TYPED:
        return Plan(handle, params=tuple(p for p in head.params if p[0] != "VALUE") + group)
    contexts: list[str] = []
    features: list[str] = []
    left: list[tuple[str, str]] = []
    pref = 0
    for name, value in head.params:
        word = value.lower() if name == "TYPE" else ""
        if word in CONTEXTS:
            contexts.append(CONTEXTS[word])
        elif word == "pref":
            pref = pref or 1
        elif name == "PREF" and value.isdecimal() and 1 <= int(value) <= 100:
            pref = int(value)
        elif head.name == "TEL" and word in FEATURES:
            features.append(FEATURES[word])
        elif (head.name == "EMAIL" and word == "internet") or name == "VALUE":
            continue
        else:
            if head.name == "TEL" and word in LOOSE_FEATURES:
                features.append(LOOSE_FEATURES[word])
            left.append((name, value))
    return Plan(handle, tuple(dict.fromkeys(contexts)), tuple(dict.fromkeys(features)), pref, (*left, *group))


def _unknown(_draft: Draft, head: Head, _plan: Plan, _value: str) -> bool:
    return head.name in _DROPPED


def _beside(_draft: Draft, head: Head, _plan: Plan, _value: str) -> bool:
    """Leave Apple's lines about a group to the reader, which knows the whole group."""
    return head.group != ""


# --- who it is ---


def _full_name(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    text = unescape(value).strip()
    if draft.full or not text:
        return not text
    draft.full = text
    if plan.params:
        draft.full_kept = True
        draft.keep("name", head, value)
    return True


def _name_parts(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    value = draft.structured(value)
    parts = values.components(value)
    if not parts:
        return True
    if draft.parts:
        draft.extra.append(Property(head.spelling, value.strip(), head.params, head.group))
        return True
    draft.parts, draft.parts_value = parts, value.strip()
    if plan.params or values.has_bare_comma(value):
        draft.parts_kept = True
        draft.keep("name", head, value)
    return True


def _kind(draft: Draft, head: Head, _plan: Plan, value: str) -> bool:
    if draft.kind_told:
        return False
    draft.kind, draft.kind_told = value.strip().lower(), True
    return draft.keep("kind", head, value, "KIND")


def _member(draft: Draft, head: Head, _plan: Plan, value: str) -> bool:
    draft.extra.append(Property("MEMBER", value.strip(), head.params, head.group))
    return True


def _show_as(draft: Draft, _head: Head, _plan: Plan, value: str) -> bool:
    if value.strip().upper() == "COMPANY":
        draft.kind = draft.kind or "org"
    return False


def _uid(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    if draft.uid:
        return False
    draft.uid = unescape(value).strip()
    return not plan.params or draft.keep("uid", head, value)


def _revision(draft: Draft, _head: Head, _plan: Plan, value: str) -> bool:
    draft.updated = draft.updated or value.strip()
    return True


def _pronouns(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    if draft.pronouns:
        return False
    draft.pronouns = unescape(value).strip()
    return not plan.params or draft.keep("pronouns", head, value)


def _nicknames(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    found, known = values.items(value), bool(draft.nicknames)
    draft.nicknames += found
    return not found or not (known or plan.params) or draft.keep("nicknames", head, value)


def _keywords(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    if draft.version == "2.1" and "," not in value:
        value = ",".join(values.split(value, ";"))
    found, known = values.items(value), bool(draft.keywords)
    draft.keywords += found
    return not found or not (known or plan.params) or draft.keep("keywords", head, value)


def _note(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    text = unescape(value).strip()
    if not text:
        return True
    draft.notes.append(text)
    return not plan.params or draft.keep("notes", head, value)


# --- how to reach them ---


def _email(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    params, label = plan.params, ""
    address = value
    if not _PLAIN_EMAIL.fullmatch(value):
        text = unescape(value).strip()
        address = emails.address(text)
        if not address:
            return False
        if address != text:
            params = (*params, ("value", values.escape(text)))
    contexts = plan.contexts
    if head.group:
        label, contexts, params = draft.labelled(head, plan, params)
    draft.emails.append(Email(address, contexts, label, plan.pref, params))
    return True


def _phone(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    params, label = plan.params, ""
    raw = unescape(value).strip()
    if raw[:4].lower() == "tel:":
        raw = raw[4:]
    number = phones.number(raw, draft.region)
    if not number:
        return False
    features, contexts = plan.features, plan.contexts
    if head.group:
        label, contexts, params = draft.labelled(head, plan, params)
        feature = LABEL_FEATURES.get(label) if params[-1:] == (("label", f"_$!<{label}>!$_"),) else None
        if feature and feature not in features:
            features = (*features, feature)
    draft.phones.append(Phone(number, raw, features, contexts, label, plan.pref, params))
    return True


def _address(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    value = draft.structured(value)
    found = values.components(value)
    if not found:
        return True
    params, label, full, code = plan.params, "", "", ""
    if len(found) > 7 or values.has_bare_comma(value):
        params = (*params, ("value", value.strip()))
    po_box, extended, street, locality, region, postcode, country = (*found, "", "", "", "", "", "")[:7]
    if head.params:
        code = dict(head.params).get("CC", "")
        texts = [text for name, text in head.params if name == "LABEL"]
        if len(texts) == 1:
            full = unescape(texts[0])
            # Its line breaks are written in two ways (RFC 6350 §6.3.1, RFC 6868): the one that was found is kept.
            if full == texts[0]:
                params = tuple(p for p in params if p[0] != "LABEL")
        elif texts:
            # Quotes inside the quotes, escaped in a way no standard knows: read past them, keep them as they are.
            full = unescape(", ".join(text.strip("\\") for text in texts if text.strip("\\")))
    contexts = plan.contexts
    if head.group:
        label, contexts, params = draft.labelled(head, plan, params)
        group = head.group.lower()
        if group in draft.formats:
            draft.used.add(("X-ABADR", group))
            params = (*params, ("abadr", draft.formats[group]))
            code = code or draft.formats[group]
    draft.addresses.append(
        Address(
            full or address_text(po_box, extended, street, locality, region, postcode, country),
            street,
            extended,
            po_box,
            locality,
            region,
            postcode,
            country,
            code.upper() if len(code) == 2 and code.isalpha() else "",
            contexts,
            label,
            plan.pref,
            params,
        )
    )
    return True


def address_text(
    po_box: str, extended: str, street: str, locality: str, region: str, postcode: str, country: str
) -> str:
    """Return an address on several lines, where the card brings no text of its own."""
    town = f"{postcode} {locality}".strip()
    return "\n".join(line for line in (extended, street, po_box, town, region, country) if line)


# --- what they do ---


def _organization(draft: Draft, _head: Head, plan: Plan, value: str) -> bool:
    value = draft.structured(value)
    found = values.components(value)
    if not found:
        return True
    params = plan.params
    if values.has_bare_comma(value):
        params = (*params, ("value", value.strip()))
    draft.organizations.append(Organization(found[0], tuple(found[1:]), params))
    return True


def _title(draft: Draft, _head: Head, plan: Plan, value: str) -> bool:
    if text := unescape(value).strip():
        draft.titles.append(Title(text, "title", plan.params))
    return True


def _role(draft: Draft, _head: Head, plan: Plan, value: str) -> bool:
    if text := unescape(value).strip():
        draft.titles.append(Title(text, "role", plan.params))
    return True


# --- pages, profiles, chat ---


def social_name(service: str, version: str) -> str:
    """Return the property a service is written with when nothing else is known of it."""
    if service in ("", "LinkedIn"):
        return "URL"
    return "SOCIALPROFILE" if version == "4.0" else "X-SOCIALPROFILE"


def _service(
    draft: Draft, head: Head, plan: Plan, service: str, uri: str, user: str, written: str = ""
) -> bool:
    """Add a service; `uri` is as written, and a LinkedIn profile is given its one address and key."""
    params, label = plan.params, ""
    key = profiles.key(uri) if "linkedin" in uri.lower() else ""
    if not key and service == "LinkedIn" and (user or uri):
        key = profiles.key("in/" + (user or uri).rpartition("/")[2].rpartition(":")[2].removeprefix("in/"))
    written = written or uri
    if key:
        service, uri, user = "LinkedIn", profiles.uri(key), key
    if written != (uri or user):
        params = (*params, ("value", values.escape_uri(written)))
    if head.name != social_name(service, draft.version):
        params = (*params, ("name", head.spelling))
    contexts = plan.contexts
    if head.group:
        label, contexts, params = draft.labelled(head, plan, params)
    draft.services.append(OnlineService(service, uri, user, contexts, label, plan.pref, params))
    return True


def _link(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    uri = unescape(value).strip()
    return _service(draft, head, plan, "", uri, "") if uri else True


def _profile(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    uri = unescape(value).strip()
    service = user = ""
    for name, word in head.params:
        if name == "SERVICE-TYPE" or (name == "TYPE" and word.lower() not in ("home", "work", "pref")):
            service = service or SERVICES.get(word.lower(), word)
        elif name in ("USERNAME", "X-USER", "X-USERID", "X-USERNAME"):
            user = user or word
    if uri[:8].lower() == "x-apple:":
        user = user or uri[8:]
    return _service(draft, head, plan, service, uri, user) if uri else True


def _chat_uri(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    uri = unescape(value).strip()
    if not uri:
        return True
    scheme, colon, user = uri.partition(":")
    service = next((v for n, v in head.params if n in ("X-SERVICE-TYPE", "SERVICE-TYPE")), "")
    user = user if colon and scheme.isalnum() and "/" not in user else ""
    return _service(draft, head, plan, service or (scheme.upper() if colon else ""), uri, user)


def _chat_name(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    text = unescape(value).strip()
    # What another program wrapped onto further lines is kept, but belongs to no name.
    user = text.partition("\n")[0].strip()
    return _service(draft, head, plan, CHAT[head.name], "", user, text) if user else True


# --- days ---


def standard_day(iso: str, version: str) -> str:
    """Return how a day is written by default: 4.0 without hyphens (RFC 6350 §4.3.1), before with them.

    Before 4.0 a day without year takes 1604, which Apple and Google understand.
    """
    if version == "4.0":
        return "--" + iso[2:].replace("-", "") if iso.startswith("--") else iso.replace("-", "")
    return "1604" + iso[1:] if iso.startswith("--") else iso


def _add_day(draft: Draft, head: Head, plan: Plan, value: str, kind: str) -> bool:
    text = unescape(value).strip()
    iso = values.day(text)
    if not iso:
        return False
    params = tuple(p for p in plan.params if p[0] != "X-APPLE-OMIT-YEAR")
    label, label_params = draft.label(head, ()) if head.group else ("", ())
    if head.name == "X-ABDATE" and label == "Anniversary":
        kind = "wedding"
    if text != standard_day(iso, draft.version):
        params = (*params, ("value", values.escape(text)))
    if head.name != anniversary_name(kind, draft.version):
        params = (*params, ("name", head.spelling))
    draft.anniversaries.append(Anniversary(kind, iso, label, (*params, *label_params)))
    return True


def _birthday(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    return _add_day(draft, head, plan, value, "birth")


def _wedding(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    return _add_day(draft, head, plan, value, "wedding")


def _death(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    return _add_day(draft, head, plan, value, "death")


def _labelled_day(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    return _add_day(draft, head, plan, value, "")


def anniversary_name(kind: str, version: str) -> str:
    """Return the property a day is written with when nothing else is known of it."""
    if kind == "wedding":
        return "ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY"
    return {"birth": "BDAY", "death": "DEATHDATE"}.get(kind, "X-ABDATE")


# --- pictures that are not base64 lines ---


_DATA_URI = re.compile(r"data:([^,]*?);base64,", re.IGNORECASE)


def _media(draft: Draft, head: Head, plan: Plan, value: str) -> bool:
    text = unescape(value).strip() if len(value) < 10_000 else value.strip()
    media_type = next((v for n, v in head.params if n == "MEDIATYPE"), "")
    start = _DATA_URI.match(text.replace("base64\\,", "base64,", 1) if "\\" in text[:80] else text)
    if start:
        body = text[text.index(",") + 1 :]
        media_type = start[1] or media_type
        text = f"data:{media_type};base64,{clean_base64(body)}"
    elif " " in text or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
        return False
    params = tuple(p for p in plan.params if p[0] != "MEDIATYPE")
    draft.media.append(Media(head.name.lower(), text, media_type, params))
    return True


_HANDLERS: dict[str, Handler] = {
    "X-ABLABEL": _beside,
    "X-ABADR": _beside,
    "FN": _full_name,
    "N": _name_parts,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ADDRESSBOOKSERVER-MEMBER": _member,
    "X-ABSHOWAS": _show_as,
    "UID": _uid,
    "REV": _revision,
    "PRONOUNS": _pronouns,
    "NICKNAME": _nicknames,
    "CATEGORIES": _keywords,
    "NOTE": _note,
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "ORG": _organization,
    "TITLE": _title,
    "ROLE": _role,
    "URL": _link,
    "SOCIALPROFILE": _profile,
    "X-SOCIALPROFILE": _profile,
    "IMPP": _chat_uri,
    **dict.fromkeys(CHAT, _chat_name),
    "BDAY": _birthday,
    "ANNIVERSARY": _wedding,
    "X-ANNIVERSARY": _wedding,
    "X-EVOLUTION-ANNIVERSARY": _wedding,
    "X-MS-ANNIVERSARY": _wedding,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _wedding,
    "DEATHDATE": _death,
    "X-ABDATE": _labelled_day,
    "PHOTO": _media,
    "LOGO": _media,
    "SOUND": _media,
    "KEY": _media,
}
