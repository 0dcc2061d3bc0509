"""Work that takes longer than a page may: done aside, while the page tells how far it is (server-sent events)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from sync.ports import ReseauError
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.messages import Wording
    from sync.web.site import Site

PATIENCE_S = 1.0
"""What takes no longer is answered at once."""
TOLD_EVERY_S, TOLD_FOR_S = 0.3, 600.0
REMEMBERED = 20


@dataclass
class Work:
    """One piece of work: how many entries of which file are read, whether all are, and the answer once it is `ready`."""

    rows: dict[str, int] = field(default_factory=dict)
    all_read: bool = False
    ready: threading.Event = field(default_factory=threading.Event)
    answer: Response | None = None

    def note(self, file: str, rows: int) -> None:
        """Note how far a file is read."""
        self.rows[file.rsplit("/", 1)[-1]] = rows

    def told(self, words: Wording) -> list[str]:
        """Return a line a file."""
        lines = [words("site.rows-read", file=file, n=rows) for file, rows in dict(self.rows).items()]
        return [*lines, words("site.linking")] if self.all_read else lines


def done_aside(site: Site, name: str, job: Callable[[Work], Response]) -> Response:
    """Do a job in a thread of its own; return its answer if it comes soon, else the way to a page that waits for it."""
    from starlette.responses import RedirectResponse

    work = Work()
    for old in list(site.works)[:-REMEMBERED]:
        site.works.pop(old, None)
    site.works[name] = work

    def run() -> None:
        try:
            work.answer = job(work)
        except ReseauError as error:
            work.answer = view.error(site.words, error, "/import")
        except Exception:  # noqa: BLE001  the page says it; what went wrong may hold a name and stays inside
            work.answer = view.message(site.words, site.words("site.try-again"), "/import", 503)
        finally:
            work.ready.set()

    threading.Thread(target=run, name="aside", daemon=True).start()
    if work.ready.wait(PATIENCE_S) and work.answer is not None:
        return work.answer
    return RedirectResponse(f"/import/{name}", 303)


def wait(site: Site, request: Request, form: FormData) -> Response:
    """Show the answer of work, or how far it is: with a script as it goes on, without one at every reload."""
    del form
    words, name = site.words, request.path_params["id"]
    work = site.works.get(name)
    if work is None:
        return view.message(words, words("site.gone"), "/import", 404)
    if work.ready.is_set() and work.answer is not None:
        return work.answer
    return view.render(
        words, "reading.html", here="/import", title=words("site.reading"), id=name, told=work.told(words)
    )


def events(site: Site, request: Request, form: FormData) -> Response:
    """Tell how far work is, as server-sent events: the lines as markup, and `done` at the end."""
    from starlette.responses import StreamingResponse

    del form
    work = site.works.get(request.path_params["id"])
    if work is None:
        return view.message(site.words, site.words("site.gone"), "/import", 404)
    return StreamingResponse(_told(work, site.words), media_type="text/event-stream")


def _item(line: str) -> str:
    """Return a line as markup of one line: what breaks lines would end the event."""
    return f"<li>{escape(' '.join(line.split()))}</li>"


def _told(work: Work, words: Wording) -> Iterator[str]:
    until = time.monotonic() + TOLD_FOR_S
    before: list[str] | None = None
    while not work.ready.wait(TOLD_EVERY_S) and time.monotonic() < until:
        now = work.told(words)
        # A comment keeps the line open, and shows the server when nobody listens any more.
        yield f"data: {''.join(map(_item, now))}\n\n" if now != before else ": \n\n"
        before = now
    yield "event: done\ndata: \n\n"
