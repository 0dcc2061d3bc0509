"""The XML of WebDAV: request bodies, and answers read with a parser that expands and fetches nothing.

RFC 4918 §13 (multistatus), RFC 6352 §8 (CardDAV), RFC 4791 §7 (CalDAV), RFC 6578 (sync-collection),
RFC 5397 (principal).
A body that is cut short or damaged is refused whole: half a listing would look like deletions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sync.ports import NetworkError

DAV = "{DAV:}"
CARD = "{urn:ietf:params:xml:ns:carddav}"
CAL = "{urn:ietf:params:xml:ns:caldav}"
_PREFIXES = {
    "DAV:": "D",
    "urn:ietf:params:xml:ns:carddav": "C",
    "urn:ietf:params:xml:ns:caldav": "L",
    "http://calendarserver.org/ns/": "S",
}
_OPEN = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in _PREFIXES.items())
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

MOST_SHORT = 16
"""The properties of one resource close fewer elements than this."""
ETAG = DAV + "getetag"
KIND = DAV + "getcontenttype"
NAME = DAV + "displayname"
TYPE = DAV + "resourcetype"
TOKEN = DAV + "sync-token"
PRINCIPAL = DAV + "current-user-principal"
PRIVILEGES = DAV + "current-user-privilege-set"
CTAG = "{http://calendarserver.org/ns/}getctag"


class Row(NamedTuple):
    """One response of a multistatus: `status` is that of the whole resource, 0 when it has properties."""

    href: str
    status: int = 0
    props: Mapping[str, Any] = MappingProxyType({})

    def text(self, name: str) -> str:
        """Return a property's text, trimmed; empty if the server has none."""
        found = self.props.get(name)
        return (found.text or "").strip() if found is not None else ""

    def hrefs(self, name: str) -> list[str]:
        """Return the addresses inside a property."""
        found = self.props.get(name)
        if found is None:
            return []
        return [(e.text or "").strip() for e in found.iter(DAV + "href") if (e.text or "").strip()]

    def has(self, name: str, *tags: str) -> bool:
        """Tell whether a property holds one of the elements `tags`."""
        found = self.props.get(name)
        return found is not None and any(next(found.iter(tag), None) is not None for tag in tags)


class Multistatus(NamedTuple):
    """All rows of an answer, and the sync token of a sync-collection report."""

    rows: tuple[Row, ...]
    sync_token: str = ""


def propfind(names: Iterable[str]) -> bytes:
    """Return the body of a PROPFIND for `names`."""
    return f"{_HEAD}<D:propfind {_OPEN}><D:prop>{_props(names)}</D:prop></D:propfind>".encode()


def sync_collection(token: str) -> bytes:
    """Return the body of a sync-collection report; it never asks for a limit.

    Servers were seen to cut the answer to a limit and to hand out the final token all the same.
    """
    return (
        f"{_HEAD}<D:sync-collection {_OPEN}><D:sync-token>{escape(token)}</D:sync-token>"
        f"<D:sync-level>1</D:sync-level><D:prop>{_props([ETAG, KIND])}</D:prop></D:sync-collection>"
    ).encode()


def multiget(report: str, data: str, hrefs: Iterable[str]) -> bytes:
    """Return the body of a multiget: `report` and `data` are its names (RFC 6352 §8.7, RFC 4791 §7.9)."""
    wanted = "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
    tag = _tag(report)
    return f"{_HEAD}<{tag} {_OPEN}><D:prop>{_props([ETAG, data])}</D:prop>{wanted}</{tag}>".encode()


def parse(body: bytes, host: str) -> Multistatus:
    """Read a multistatus. Raises `NetworkError` when it is anything else, or not whole."""
    root = _root(body, host)
    if root.tag != DAV + "multistatus":
        raise NetworkError("server.answer-not-dav", host=host)
    rows = []
    for response in root.iterchildren(DAV + "response"):
        href = (response.findtext(DAV + "href") or "").strip()
        props: dict[str, Any] = {}
        for propstat in response.iterchildren(DAV + "propstat"):
            if _status(propstat) in (0, 200):
                for prop in propstat.iterchildren(DAV + "prop"):
                    props.update((e.tag, e) for e in prop.iterchildren() if isinstance(e.tag, str))
        status = _status(response) if response.find(DAV + "status") is not None else 0
        # Several hrefs with one status is the other form of a response (RFC 4918 §14.24).
        others = [(e.text or "").strip() for e in response.iterchildren(DAV + "href")][1:]
        rows += [Row(name, status, props) for name in (href, *others)]
    return Multistatus(tuple(rows), (root.findtext(DAV + "sync-token") or "").strip())


def stands_in(body: bytes, name: str, text: str) -> bool:
    """Tell whether a short answer about one resource says just `text` of property `name`, as a look at its bytes shows.

    False says nothing: then it has to be parsed. What parses loads longer than such an answer takes.
    """
    said = f"{name.rpartition('}')[2]}>{escape(text)}</".encode()
    is_plain = (
        body.rstrip().endswith(b"multistatus>") and body.count(b"</") < MOST_SHORT and b"<!" not in body
    )
    return bool(text) and is_plain and body.count(b"<" + said) + body.count(b":" + said) == 1


def error_condition(body: bytes) -> str:
    """Return the local name of the first element of a DAV:error body (`valid-sync-token`), else empty."""
    try:
        root = _root(body, "")
    except NetworkError:
        return ""
    if root.tag != DAV + "error":
        return ""
    return next((str(e.tag).rpartition("}")[2] for e in root.iterchildren() if isinstance(e.tag, str)), "")


def escape(text: str) -> str:
    """Return a text as it stands in XML. (Those of `html` and `xml.sax` load more than a whole answer takes.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _props(names: Iterable[str]) -> str:
    return "".join(f"<{_tag(name)}/>" for name in names)


def _tag(name: str) -> str:
    space, _, local = name[1:].partition("}")
    return f"{_PREFIXES[space]}:{local}"


def _status(element: Any) -> int:
    words = (element.findtext(DAV + "status") or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0


def _root(body: bytes, host: str) -> Any:
    from lxml import etree

    # Without huge_tree libxml2 bounds depth, text nodes and the growth of entities. A card above 10 MB is
    # refused by that, too; it is then fetched by itself, where it is no XML.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    is_page = b"<html" in body[:4096].lower()
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NetworkError(
            "server.answer-html" if is_page else "server.answer-not-whole", host=host
        ) from error
    if is_page and str(root.tag).rpartition("}")[2].lower() == "html":
        raise NetworkError("server.answer-html", host=host)
    if root.getroottree().docinfo.internalDTD is not None:
        raise NetworkError("server.answer-hostile", host=host)
    return root
