"""Composition: settings, store and adapters are put together here, and only here.

files       readers and writers            books       address books, both ways
calendars   feeds and where they go        paper       campaigns as labels, tables, drafts
leaving     nothing of a home is left

A room is entered when something of it is asked for: a sync loads no calendar, a feed no address book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.app.books import (
        agree_in_browser,
        books_at,
        card_format,
        cards_in_books,
        editable_cards,
        join_cards,
        open_book,
        opened,
        pull_books,
        secrets_of,
        sync_book,
        sync_mirror,
        undo,
    )
    from sync.app.calendars import (
        Published,
        calendar,
        feed,
        feed_bytes,
        host_of,
        outlet_at,
        publish,
        publish_all,
    )
    from sync.app.files import context_of, convert, import_dropped, people_as, read, readers
    from sync.app.leaving import erase, traces
    from sync.app.paper import MERGE_COLUMNS, SHEET, draft_name, drafts, filled, labels, mailto, merge_table
else:
    _ROOMS = {
        "books": "agree_in_browser books_at card_format cards_in_books editable_cards join_cards open_book opened pull_books "
        "secrets_of sync_book sync_mirror undo",
        "calendars": "Published calendar feed feed_bytes host_of outlet_at publish publish_all",
        "files": "context_of convert import_dropped people_as read readers",
        "leaving": "erase traces",
        "paper": "MERGE_COLUMNS SHEET draft_name drafts filled labels mailto merge_table",
    }
    _ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}

    def __getattr__(name: str) -> object:
        """Return what one of the rooms offers under this name."""
        if name not in _ROOM_OF:
            raise AttributeError(name)
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
        return found


__all__ = [
    "MERGE_COLUMNS",
    "SHEET",
    "Published",
    "agree_in_browser",
    "books_at",
    "calendar",
    "card_format",
    "cards_in_books",
    "context_of",
    "convert",
    "draft_name",
    "drafts",
    "editable_cards",
    "erase",
    "feed",
    "feed_bytes",
    "filled",
    "host_of",
    "import_dropped",
    "join_cards",
    "labels",
    "mailto",
    "merge_table",
    "open_book",
    "opened",
    "outlet_at",
    "people_as",
    "publish",
    "publish_all",
    "pull_books",
    "read",
    "readers",
    "secrets_of",
    "sync_book",
    "sync_mirror",
    "traces",
    "undo",
]
