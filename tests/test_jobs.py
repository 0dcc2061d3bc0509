"""Recurring jobs: when they run, what they do when something fails, and the watched folder."""

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest

from sync import jobs
from sync.config.place import Place
from sync.jobs import DropFolder, Job, Loop, Stopped, is_due, run_due
from sync.ports import NetworkError, ReseauError
from sync.store import Store
from sync.store import jobs as kept
from sync.store.jobs import JobState

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """A clock that a test moves; calling it gives the place of now."""

    def __init__(self, home):
        self.now, self.home = NOW, home

    def __call__(self):
        return Place(self.home, self.now, "Europe/Paris", "FR", "en")

    def later(self, by):
        self.now += by


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path / "home")


@pytest.fixture
def store(clock):
    with Store.open(clock.home) as one:
        yield one


class Work:
    """A job's work that counts and may fail."""

    def __init__(self, *answers):
        self.answers, self.done = list(answers), 0

    def __call__(self, store, place, paths=()):
        self.done += 1
        answer = self.answers.pop(0) if self.answers else "job-ok"
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(store, clock, *found):
    return run_due(store, list(found), clock, threading.Event())


def at(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("state", "after", "due"),
    [
        (JobState("x"), timedelta(0), True),
        (JobState("x", at(NOW)), HOUR - timedelta(seconds=1), False),
        (JobState("x", at(NOW)), HOUR, True),
        (JobState("x", at(NOW), failures=1), HOUR, False),
        (JobState("x", at(NOW), failures=1), 2 * HOUR, True),
        (JobState("x", at(NOW), failures=9), 4 * HOUR, True),
        (JobState("x", at(NOW)), timedelta(days=-3), True),
    ],
    ids=[
        "never-ran",
        "too-early",
        "due",
        "failed-once",
        "waits-twice-as-long",
        "waits-four-hours-at-most",
        "clock-put-back",
    ],
)
def test_when_a_job_is_due(state, after, due):
    assert is_due(Job("x", HOUR, Work()), state, NOW + after) is due


def test_a_job_runs_at_its_pace_and_the_store_knows_when(store, clock):
    work = Work()
    job = Job("books", HOUR, work)
    for _ in range(5):
        run(store, clock, job)
        clock.later(timedelta(minutes=20))
    assert work.done == 2
    assert kept.job(store, "books") == JobState("books", at(NOW + HOUR), at(NOW + HOUR), 0, "job-ok")


def test_a_restart_runs_nothing_too_early(store, clock):
    work = Work()
    run(store, clock, Job("books", HOUR, work))
    clock.later(timedelta(minutes=5))
    with Store.open(clock.home) as again:
        assert run(again, clock, Job("books", HOUR, work)) == []


def test_what_was_missed_in_a_long_sleep_runs_once(store, clock):
    work = Work()
    run(store, clock, Job("books", HOUR, work))
    clock.later(timedelta(days=3))
    run(store, clock, Job("books", HOUR, work))
    run(store, clock, Job("books", HOUR, work))
    assert work.done == 2


def test_a_job_that_fails_waits_longer_each_time_and_says_why(store, clock):
    error = NetworkError("server.unreachable", host="dav.example.org")
    work = Work(error, error, error)
    job = Job("books", HOUR, work)
    tries = []
    for minutes in range(0, 24 * 60, 10):
        before = work.done
        run(store, clock, job)
        if work.done > before:
            tries.append(minutes // 60)
        clock.later(timedelta(minutes=10))
    assert tries[:5] == [0, 2, 6, 10, 11]
    assert kept.job(store, "books").failures == 0


def test_the_message_of_a_failure_is_kept_as_a_code_and_holds_nothing_private(store, clock):
    run(
        store,
        clock,
        Job("a", HOUR, Work(ValueError("zoe@example.org"))),
        Job("b", HOUR, Work(NetworkError("server.busy", host="x"))),
    )
    assert [(one.name, one.failures, one.message) for one in kept.jobs(store)] == [
        ("a", 1, "ValueError"),
        ("b", 1, "server.busy"),
    ]


def test_one_job_that_breaks_costs_no_other(store, clock):
    good = Work()
    assert run(store, clock, Job("a", HOUR, Work(RuntimeError())), Job("b", HOUR, good)) == ["a", "b"]
    assert good.done == 1


def test_nothing_starts_once_the_end_was_asked_for(store, clock):
    stop = threading.Event()
    second = Work()

    def first(store, place):
        stop.set()
        return "job-ok"

    assert run_due(store, [Job("a", HOUR, first), Job("b", HOUR, second)], clock, stop) == ["a"]
    assert second.done == 0


def test_a_quiet_look_at_the_folder_writes_nothing(store, clock):
    job = Job("drop", jobs.DROP_EVERY, Work(*[""] * 9))
    for _ in range(3):
        run(store, clock, job)
        clock.later(timedelta(minutes=1))
    assert kept.jobs(store) == []


# --- the loop ---------------------------------------------------------------------------------------------


def test_the_loop_looks_at_once_and_ends_when_told(clock):
    looked = threading.Event()

    def work(store, place):
        looked.set()
        return "job-ok"

    loop = Loop([Job("a", HOUR, work)], clock, lambda: Store.open(clock.home), look_s=1)
    thread = threading.Thread(target=loop.run)
    thread.start()
    assert looked.wait(10)
    loop.end()
    thread.join(10)
    assert not thread.is_alive()


def test_the_loop_looks_again(clock):
    looks = []

    def work(store, place):
        looks.append(clock.now)
        clock.later(HOUR)
        if len(looks) == 2:
            loop.stop.set()
        return "job-ok"

    loop = Loop([Job("a", HOUR, work)], clock, lambda: Store.open(clock.home), look_s=1)
    loop.run()
    assert looks == [NOW, NOW + HOUR]


def test_an_end_in_the_middle_of_a_job_leaves_nothing_half_done(clock):
    def work(store, place):
        with store.change("half", place.at):
            store.set_attribute(("user", "a"), "tier", "close", place.at)
            loop.end()
        return "job-ok"

    loop = Loop([Job("a", HOUR, work)], clock, lambda: Store.open(clock.home))
    loop.run()
    assert loop.stop.is_set()
    with Store.open(clock.home) as store:
        assert store.attributes() == {}
        assert kept.jobs(store) == []


def test_a_home_that_is_busy_is_looked_at_again_later(clock):
    def busy():
        raise ReseauError("error.home-busy", place="x")

    assert Loop([Job("a", HOUR, Work())], clock, busy).look() == []


def test_the_end_is_no_ordinary_error_that_a_job_could_swallow():
    assert not issubclass(Stopped, Exception)


# --- the drop folder --------------------------------------------------------------------------------------


class Dropped:
    """A drop folder and what was taken from it."""

    def __init__(self, folder):
        self.folder, self.taken = folder, []
        folder.mkdir()
        self.new()

    def new(self):
        """A fresh start of the program."""
        self.drop = DropFolder(self.take, lambda: str(self.folder))

    def take(self, store, place, paths):
        self.taken += [os.path.relpath(path, self.folder) for path in paths]
        return "job-imported"


@pytest.fixture
def dropped(tmp_path):
    return Dropped(tmp_path / "drop")


def looks(dropped, store, clock, count=2):
    return [dropped.drop.look(store, clock()) for _ in range(count)]


def test_a_file_is_imported_once_it_has_come_to_rest(dropped, store, clock):
    place = dropped.folder / "contacts.vcf"
    place.write_text("BEGIN")
    assert looks(dropped, store, clock, 1) == [""]
    place.write_text("BEGIN:VCARD")
    assert looks(dropped, store, clock, 1) == [""]
    assert looks(dropped, store, clock, 3) == ["job-imported", "", ""]
    assert dropped.taken == ["contacts.vcf"]
    assert place.exists()


def test_what_was_imported_is_remembered_over_a_restart_and_a_newer_one_is_taken(dropped, store, clock):
    place = dropped.folder / "contacts.vcf"
    place.write_text("one")
    looks(dropped, store, clock)
    dropped.new()
    looks(dropped, store, clock, 3)
    assert dropped.taken == ["contacts.vcf"]
    place.write_text("one and two")
    looks(dropped, store, clock, 3)
    assert dropped.taken == ["contacts.vcf"] * 2


def test_a_file_that_left_and_came_back_is_taken_again(dropped, store, clock):
    place = dropped.folder / "contacts.vcf"
    place.write_text("one")
    looks(dropped, store, clock)
    content, found = place.read_text(), place.stat()
    place.unlink()
    looks(dropped, store, clock)
    place.write_text(content)
    os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns))
    looks(dropped, store, clock)
    assert len(dropped.taken) == 2


@pytest.mark.parametrize(
    "name",
    [
        "a.zip.part",
        "a.zip.crdownload",
        "Unconfirmed 1.crdownload",
        "a.download",
        ".hidden.vcf",
        "~$table.xlsx",
        "a.vcf.tmp",
    ],
)
def test_what_is_still_coming_is_left_alone(dropped, store, clock, name):
    (dropped.folder / name).write_text("x")
    assert looks(dropped, store, clock, 3) == ["", "", ""]


def test_an_empty_file_is_left_alone(dropped, store, clock):
    (dropped.folder / "a.vcf").touch()
    assert looks(dropped, store, clock, 3) == ["", "", ""]


def test_an_unpacked_export_is_taken_as_one(dropped, store, clock):
    export = dropped.folder / "Complete_LinkedInDataExport"
    export.mkdir()
    (export / "Connections.csv").write_text("First Name")
    (export / "messages.csv.crdownload").write_text("x")
    assert looks(dropped, store, clock, 3) == ["", "", ""]
    (export / "messages.csv.crdownload").rename(export / "messages.csv")
    assert looks(dropped, store, clock, 3) == ["", "job-imported", ""]
    assert dropped.taken == ["Complete_LinkedInDataExport"]


def test_an_import_that_fails_is_tried_again(dropped, store, clock):
    (dropped.folder / "a.vcf").write_text("x")
    take, dropped.drop.take = dropped.drop.take, Work(ReseauError("error.home-busy", place="x"))
    dropped.drop.look(store, clock())
    with pytest.raises(ReseauError):
        dropped.drop.look(store, clock())
    dropped.drop.take = take
    assert dropped.drop.look(store, clock()) == "job-imported"


def test_a_folder_that_is_not_there_is_said_and_none_is_fine(store, clock, tmp_path):
    with pytest.raises(ReseauError):
        DropFolder(Work(), lambda: str(tmp_path / "missing")).look(store, clock())
    assert DropFolder(Work(), lambda: "").look(store, clock()) == ""
