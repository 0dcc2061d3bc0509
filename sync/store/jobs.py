"""Recurring jobs in the store: when each last ran and how it went. Housekeeping, outside the journal."""

from __future__ import annotations

from dataclasses import dataclass

from sync.store.facts import Store


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job stands. `failures` counts those in a row; `message` is a code of the last one, with its words."""

    name: str
    last_start: str = ""
    last_success: str = ""
    failures: int = 0
    message: str = ""


def jobs(store: Store) -> list[JobState]:
    """Return all jobs that ever ran."""
    return [
        JobState(row["name"], row["last_start"], row["last_success"], row["failures"], row["message"])
        for row in store.db.execute("SELECT * FROM job ORDER BY name")
    ]


def job(store: Store, name: str) -> JobState:
    """Return one job; a fresh state if it never ran."""
    return next((state for state in jobs(store) if state.name == name), JobState(name))


def put(store: Store, state: JobState) -> None:
    """Keep the state of a job."""
    store.db.execute(
        "INSERT OR REPLACE INTO job (name, last_start, last_success, failures, message) VALUES (?, ?, ?, ?, ?)",
        (state.name, state.last_start, state.last_success, state.failures, state.message),
    )
