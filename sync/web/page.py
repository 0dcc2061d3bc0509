"""Where things stand, as a plain page: server-rendered, readable without scripts, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sync.messages import Wording
from sync.store.jobs import JobState
from sync.usecases.serving import Standing


def standing(words: Wording, now: Standing, addresses: dict[str, list[str]], zone: str = "UTC") -> str:
    """Return where things stand as a page of its own."""
    return document(words, "reseau", standing_body(words, now, addresses, zone))


def standing_body(words: Wording, now: Standing, addresses: dict[str, list[str]], zone: str = "UTC") -> str:
    """Return the markup. `addresses` holds the feed addresses this server may still show, by feed."""
    parts = [
        _p(words("importing.people", n=now.people, linked=now.linked)),
        *([_p(words("findings.questions", n=now.questions))] if now.questions else []),
        _h2(words("serve.calendar")),
        *_calendars(words, now, addresses, zone),
        _h2(words("serve.books")),
        _list(now.books) if now.books else _p(words("book.none")),
        _h2(words("serve.jobs")),
        _list(
            words(f"serve.job-{job.name}") + words("serve.colon") + _went(words, job, zone)
            for job in now.jobs
        ),
    ]
    return "".join(parts)


def closed(words: Wording) -> str:
    """Return the page for somebody who comes without a link."""
    return document(words, "reseau", _p(words("serve.closed")))


def document(words: Wording, title: str, body: str) -> str:
    """Return a whole page; `body` is markup."""
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css"></head>\n'
        f"<body><main>\n<h1>{escape(title)}</h1>\n{body}</main></body></html>\n"
    )


def _went(words: Wording, job: JobState, zone: str) -> str:
    """Say how a job went last, and when."""
    if job.failures:
        return words("serve.job-failed", code=job.message, at=moment(words, job.last_start, zone))
    told = words(f"serve.{job.message}")
    return words("serve.job-went", what=told, at=moment(words, job.last_success, zone))


def moment(words: Wording, at: str, zone: str) -> str:
    """Return an instant as the user's clock shows it."""
    local = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return f"{words.day(local.date().isoformat(), year=False)}, {local:%H:%M}"


def _calendars(words: Wording, now: Standing, addresses: dict[str, list[str]], zone: str) -> Iterable[str]:
    for name, urls in addresses.items():
        yield _p(words("serve.address-once", name=name))
        yield "<ul>" + "".join(f"<li><code>{escape(url)}</code></li>" for url in urls) + "</ul>\n"
    for feed in now.feeds:
        if feed.has_token and feed.name not in addresses:
            yield _p(words("serve.address-hidden", name=feed.name))
        if feed.fetched_at:
            at = moment(words, feed.fetched_at, zone)
            yield _p(words("serve.fetched", name=feed.name, at=at, by=feed.fetched_by or "?"))


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"


def _h2(text: str) -> str:
    return f"<h2>{escape(text)}</h2>\n"


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>\n"
