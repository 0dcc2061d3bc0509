"""Pages from templates: every value escaped, every link of a kind that does no harm."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sync.messages import Wording
from sync.ports import ReseauError

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.responses import Response

    from sync.usecases.people import Person

FOLDER = Path(__file__).parent
ASSETS = FOLDER / "assets"
SCRIPTS = ("htmx.min.js", "hx-sse.min.js")
"""Fetched by `make assets`; not there in every copy of the program, and nothing depends on them."""
STAY = ' data-hx-boost="true" data-hx-target="#content" data-hx-select="#content" data-hx-swap="outerHTML show:none"'
"""The attributes of a form whose answer takes the place of what the page shows, without loading it anew."""
_WEB = frozenset(("http", "https"))


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["stay"] = Markup(STAY)  # noqa: S704  our own attributes, nothing of anybody's in them
    return made


def render(
    words: Wording, template: str, *, here: str, title: str, status: int = 200, **values: object
) -> Response:
    """Return a page. `here` is the entry of the menu it belongs to."""
    from starlette.responses import HTMLResponse

    values = {"step": "", "undone": False, "htmx": has_htmx()} | values
    return HTMLResponse(
        _templates().get_template(template).render(t=words, here=here, title=title, **values), status
    )


def has_htmx() -> bool:
    """Tell whether this copy of the program holds the scripts of others."""
    return all((ASSETS / name).is_file() for name in SCRIPTS)


def htmx() -> bytes:
    """Return htmx and its extension as one script.

    As two, the first one starts in a task of its own: on a busy computer it was done before the second had come (one
    page in seven), and nobody listened to the server.
    """
    return b"\n".join((ASSETS / name).read_bytes() for name in SCRIPTS)


def message(words: Wording, text: str, back: str, status: int) -> Response:
    """Return a page that says what is wrong and leads on to `back`."""
    return render(
        words, "message.html", here="", title=words("site.wrong"), text=text, back=back, status=status
    )


def error(words: Wording, told: ReseauError, back: str) -> Response:
    """Return the page of an error."""
    key = told.code if "." in told.code else f"problem.{told.code}"
    return message(words, words(key, **told.values), back, 409)


def links(person: Person) -> list[tuple[str, str]]:
    """Return the ways that still reach somebody as (kind, address); only `mailto`, `tel`, `http` and `https`."""
    emails, phones = person.reaching("emails"), person.reaching("phones")
    found = [("mail", "mailto:" + quote(email.address, safe="@")) for email in emails[:1]]
    found += [("call", "tel:" + quote(phone.number, safe="+")) for phone in phones[:1] if phone.number]
    for service in person.card.online_services:
        if _is_web(service.uri):
            found.append(("profile", service.uri))
            break
    return found


def _is_web(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in _WEB and bool(parts.netloc)
