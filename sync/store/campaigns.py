"""Campaigns and their recipients as facts; a recipient hangs on a record, and goes with it in a merge or a split."""

from __future__ import annotations

from collections.abc import Iterable

from sync.store.facts import Store
from sync.store.kept import Ref
from sync.touchpoints.campaigns import Campaign, Recipient


def load(store: Store) -> list[Campaign]:
    """Return all campaigns, the oldest first."""
    rows = store.db.execute("SELECT id, name, kind, form, first_day, last_day FROM campaign ORDER BY id")
    return [Campaign(*row) for row in rows]


def put(store: Store, name: str, kind: str, form: str, first: str, last: str) -> Campaign:
    """Keep a new campaign and return it with its number, which was never that of another."""
    number = 1 + max(
        store.db.execute("SELECT coalesce(max(id), 0) FROM campaign").fetchone()[0],
        store.db.execute(
            "SELECT coalesce(max(series), 0) FROM touchpoint WHERE kind = 'campaign'"
        ).fetchone()[0],
    )
    store.db.execute(
        "INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?)", (number, name, kind, form, first, last)
    )
    return Campaign(number, name, kind, form, first, last)


def remove(store: Store, campaign: Campaign) -> None:
    """Take a campaign back, with its recipients."""
    store.db.execute("DELETE FROM recipient WHERE campaign = ?", (campaign.id,))
    store.db.execute("DELETE FROM campaign WHERE id = ?", (campaign.id,))


def recipients(store: Store) -> list[Recipient]:
    """Return all recipients in the order of their batches; `person` is who the record belongs to now.

    Two records of one person are one recipient.
    """
    rows = store.db.execute(
        "SELECT campaign, membership.person, min(on_day), max(replied_on), max(returned_on) FROM recipient "
        "JOIN membership USING (source, key) GROUP BY campaign, membership.person "
        "ORDER BY campaign, min(on_day), min(recipient.id)"
    )
    return [Recipient(*row) for row in rows]


def add(store: Store, campaign: Campaign, turns: Iterable[tuple[Ref, str]]) -> None:
    """Add people, each by a record, with the day of their batch."""
    store.db.executemany(
        "INSERT OR IGNORE INTO recipient (campaign, source, key, on_day) VALUES (?, ?, ?, ?)",
        [(campaign.id, *ref, day) for ref, day in turns],
    )


def leave(store: Store, campaign: Campaign, refs: Iterable[Ref]) -> None:
    """Take a person out, by all their records."""
    store.db.executemany(
        "DELETE FROM recipient WHERE campaign = ? AND source = ? AND key = ?",
        [(campaign.id, *ref) for ref in refs],
    )


def note(store: Store, campaign: Campaign, refs: Iterable[Ref], what: str, day: str) -> None:
    """Note the day a recipient `replied` or their mail was `returned`."""
    column = {"replied": "replied_on", "returned": "returned_on"}[what]
    store.db.executemany(
        f"UPDATE recipient SET {column} = ? WHERE campaign = ? AND source = ? AND key = ?",
        [(day, campaign.id, *ref) for ref in refs],
    )
