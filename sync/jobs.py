"""What recurs while `reseau serve` runs: the drop folder is imported, books are pulled, plan and feed renewed.

`schedule` looks around every few seconds; whether a job is due is decided from when it last ran, which the
store keeps. So a job that was missed while the computer slept runs once at the next look, and a restart
runs nothing too early. A job that fails waits twice as long each time, up to some hours. One job at a time.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sync.config.place import Place
from sync.ports import ReseauError
from sync.store import Store
from sync.store import jobs as kept
from sync.store.jobs import JobState

LOOK_S = 5
LONGEST = timedelta(hours=4)
BOOKS_EVERY = timedelta(minutes=15)
PLAN_EVERY = timedelta(hours=1)
PUBLISH_EVERY = timedelta(minutes=15)
DROP_EVERY = timedelta(seconds=LOOK_S)
# What browsers and sync programs call a file that is still coming.
_UNFINISHED = (".part", ".crdownload", ".download", ".opdownload", ".partial", ".tmp", ".filepart")


class Stopped(BaseException):
    """The user wants the program to end; whatever is half done is rolled back."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that recurs. `work` returns a code of `sync/messages/serve.py`; empty: nothing worth noting."""

    name: str
    every: timedelta
    work: Callable[[Store, Place], str]


def is_due(job: Job, state: JobState, now: datetime) -> bool:
    """Tell whether a job is to run at `now`, an aware time."""
    if not state.last_start:
        return True
    since = now - datetime.fromisoformat(state.last_start)
    wait = (
        job.every
        if not state.failures
        else min(max(job.every, timedelta(seconds=30)) * 2**state.failures, LONGEST)
    )
    # A clock that was put back must not stop a job for as long.
    return since >= wait or since < timedelta(0)


def run_due(store: Store, jobs: list[Job], place: Callable[[], Place], stop: threading.Event) -> list[str]:
    """Run what is due, one after the other, and return the names of what ran. An error costs its job only."""
    ran = []
    for job in jobs:
        now, state = place(), kept.job(store, job.name)
        if stop.is_set() or not is_due(job, state, now.now):
            continue
        begun = replace(state, last_start=now.at)
        try:
            message = job.work(store, now)
        except ReseauError as error:
            kept.put(store, replace(begun, failures=min(state.failures + 1, 20), message=error.code))
        except Exception as error:  # noqa: BLE001 - a job that breaks must not end the others
            kept.put(
                store, replace(begun, failures=min(state.failures + 1, 20), message=type(error).__name__)
            )
        else:
            # Looking at the drop folder every few seconds is not worth a write each time.
            if message or state.failures or job.every > DROP_EVERY:
                kept.put(store, replace(begun, last_success=now.at, failures=0, message=message or "job-ok"))
        ran.append(job.name)
    return ran


@dataclass
class Loop:
    """Looks around every few seconds until it is stopped. `open_store` gives the store of the home."""

    jobs: list[Job]
    place: Callable[[], Place]
    open_store: Callable[[], Store]
    look_s: float = LOOK_S
    stop: threading.Event = field(default_factory=threading.Event)
    _working_in: int = 0

    def run(self) -> None:
        """Run until `end` is called. The first look comes after a while: a page that is opened at once goes first."""
        import schedule

        looks = schedule.Scheduler()
        looks.every(max(1, round(self.look_s))).seconds.do(self.look)
        try:
            while not self.stop.wait(min(self.look_s, 0.5)):
                looks.run_pending()
        except Stopped:
            pass
        finally:
            looks.clear()

    def look(self) -> list[str]:
        """Run what is due now."""
        self._working_in = threading.get_ident()
        try:
            with self.open_store() as store:
                return run_due(store, self.jobs, self.place, self.stop)
        except ReseauError:
            # The home is busy or its disk is away; there is another look in a moment.
            return []
        finally:
            self._working_in = 0

    def end(self) -> None:
        """Stop; called from a signal handler in the thread that runs the loop, a job is left at once."""
        self.stop.set()
        if self._working_in == threading.get_ident():
            raise Stopped


# --- the drop folder ------------------------------------------------------------------------------------------


@dataclass
class DropFolder:
    """A folder whose new files are imported once they have stopped growing.

    What was imported is remembered with its size and time, over restarts, too; files stay where they are.
    """

    take: Callable[[Store, Place, list[str]], str]
    folder: Callable[[], str]
    _seen: dict[str, str] = field(default_factory=dict)

    def look(self, store: Store, place: Place) -> str:
        """Import what has come to rest since the last look. Raises `ReseauError` if the folder is not there."""
        told = self.folder()
        if not told:
            return ""
        folder = Path(told).expanduser()
        try:
            now = dict(_files(folder))
        except OSError as error:
            raise ReseauError("serve.drop-missing", place=told) from error
        with _remembered(store, folder) as done:
            for name in set(done) - set(now):
                del done[name]
            # The same size and time at two looks: nobody is writing any more.
            ready = [
                name for name, mark in now.items() if done.get(name) != mark and self._seen.get(name) == mark
            ]
            self._seen = now
            if not ready:
                return ""
            message = self.take(store, place, [str(folder / name) for name in sorted(ready)])
            done.update({name: now[name] for name in ready})
        return message


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and mark of every finished-looking file in a folder, and of folders (an unpacked export)."""
    for entry in folder.iterdir():
        if (
            entry.name.startswith((".", "~$"))
            or entry.name.lower().endswith(_UNFINISHED)
            or entry.is_symlink()
        ):
            continue
        if entry.is_dir():
            inside = [file for file in sorted(entry.rglob("*"))[:2000] if file.is_file()]
            if any(file.name.lower().endswith(_UNFINISHED) for file in inside):
                continue
            marks = [_mark(file) for file in inside]
            if marks:
                yield entry.name, json.dumps([len(marks), hash_of(marks)])
        elif entry.is_file() and entry.stat().st_size:
            yield entry.name, _mark(entry)


def hash_of(marks: list[str]) -> str:
    """Return a short name of many marks."""
    import hashlib

    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


def _mark(file: Path) -> str:
    found = file.stat()
    return f"{found.st_size}-{found.st_mtime_ns}"


@contextmanager
def _remembered(store: Store, folder: Path) -> Iterator[dict[str, str]]:
    """Give what was imported from a folder, by name, and keep what it has become."""
    name = f"drop:{folder.absolute()}"
    before = store.meta(name)
    done: dict[str, str] = json.loads(before) if before else {}
    yield done
    after = json.dumps(done, ensure_ascii=False, sort_keys=True)
    if after != (before or "{}"):
        store.set_meta(name, after)
