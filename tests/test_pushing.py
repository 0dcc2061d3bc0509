"""A feed in a calendar of the user's account: real servers, what is done on a telephone, kills at every request."""

import re
import time
from contextlib import closing

import pytest

from adapters.caldav import CalDavCalendar
from adapters.calendar.single import read_event
from adapters.calendar.writing import write_event
from adapters.dav.client import Client, Login
from sync.config.place import find
from sync.config.settings import Settings
from sync.messages import Wording
from sync.ports import PreconditionFailed
from sync.store import Store, outlets
from sync.store.outlets import Outlet
from sync.usecases import publishing, pushing
from tests import dav_server
from tests.inprocess import reseau
from tests.test_publishing import CARDS, TABLE, events

NOW = "2026-11-22T09:00:00+01:00"


@pytest.fixture(
    scope="module",
    params=[
        "radicale",
        "xandikos",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("davical", "cyrus")),
    ],
)
def server(request, tmp_path_factory):
    if request.param in ("davical", "cyrus"):
        one = dav_server.shared(request.param, calendars=request.param == "cyrus")
        if one is None:
            pytest.skip(f"{request.param.upper()} DOES NOT START HERE: pushing did not run against it")
        if request.param == "cyrus":
            one.path, one.calendars = "/", f"/dav/calendars/user/{one.user}/"
        yield one
        one.stop()
        return
    if not dav_server.installed(request.param):
        pytest.skip(f"{request.param.upper()} IS NOT INSTALLED: pushing did not run against it")
    one = getattr(dav_server, request.param)(tmp_path_factory.mktemp(request.param))
    yield one
    one.stop()


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (tmp_path / "suivi.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "carnet.vcf").write_text(CARDS, encoding="utf-8")
    reseau(place, "import", tmp_path / "suivi.csv", tmp_path / "carnet.vcf")
    return place


class Account:
    """The user's account: what `feed publish` does to it, and what a telephone does."""

    def __init__(self, server, home):
        self.server, self.home = server, home
        self.secret = {"RESEAU_SECRET_127_0_0_1": server.password}
        # Each test starts without the calendar of the one before.
        self.remove(f"{self.calendars}reseau-touchpoints/")

    def remove(self, path):
        """Take a whole calendar away. Cyrus 3.6.1 cannot twice within one second: it files it away by the second."""
        if self.server.ask("DELETE", path)[0] == 500:
            time.sleep(1.1)
            self.server.ask("DELETE", path)

    @property
    def calendars(self):
        return self.server.calendars or self.server.home

    def publish(self, *more, check=0):
        words = more or ("touchpoints",)
        return reseau(self.home, "feed", "publish", *words, "--json", check=check, **self.secret).json[
            "outlets"
        ][0]

    def first(self, *more):
        return self.publish("touchpoints", self.server.url, "--user", self.server.user, *more)

    def calendar(self, place):
        return closing(CalDavCalendar(Client(place, Login(self.server.user, self.server.password)), place))

    def listed(self, place):
        """Return {uid: (href, etag, text)} of everything in the calendar."""
        with self.calendar(place) as target:
            found = list(target.fetch(target.list()))
        return {read_event(text, "UTC").uid: (href, etag, text.decode()) for href, etag, text in found}

    def edit(self, place, uid, change):
        href, etag, text = self.listed(place)[uid]
        with self.calendar(place) as target:
            target.put(href, change(text).encode(), etag)

    def delete(self, place, uid):
        href, etag, _ = self.listed(place)[uid]
        with self.calendar(place) as target:
            target.delete(href, etag)


@pytest.fixture
def account(server, home):
    return Account(server, home)


def planned(home):
    return events(reseau(home, "feed", "-o", "-").out)


def test_a_calendar_of_its_own_says_what_the_feed_says_and_a_second_run_writes_nothing(account, home):
    first = account.first()
    there = account.listed(first["place"])
    assert {e["UID"]: (e["SUMMARY"], e["DTSTART"]) for e in planned(home)} == {
        uid: (
            re.search(r"SUMMARY:(.*?)\r?\n", text.replace("\r\n ", "").replace("\n ", ""))[1],
            re.search(r"DTSTART;VALUE=DATE:(\d+)", text)[1],
        )
        for uid, (_, _, text) in there.items()
    }
    assert first["created"] == len(there)
    again = account.publish()
    assert (again["created"], again["updated"], again["deleted"], again["requests"]) == (0, 0, 0, 1)
    assert account.listed(first["place"]) == there


def test_what_is_done_on_the_telephone_is_read_back(account, home):
    place = account.first()["place"]
    zoe = next(e for e in planned(home) if "Zoé" in e["SUMMARY"])
    ali = next(e for e in planned(home) if "Ali" in e["SUMMARY"])
    paul = next(e for e in planned(home) if "Paul" in e["SUMMARY"])
    account.delete(place, zoe["UID"])
    account.edit(place, ali["UID"], lambda text: text.replace("SUMMARY:", "SUMMARY:✓ "))
    day = paul["DTSTART"]
    # A telephone moves the end with the start; a server may refuse an event that ends before it begins.
    moved = str(int(day) + 1), "20261210"
    account.edit(
        place,
        paul["UID"],
        lambda text: text.replace(f"DATE:{day}", "DATE:20261209").replace(
            f"DATE:{moved[0]}", f"DATE:{moved[1]}"
        ),
    )
    told = account.publish()
    assert told["answers"] == {"done": 1, "snooze": 1, "skip": 1}
    now = {e["UID"]: e for e in planned(home)}
    assert zoe["UID"] not in now
    assert ali["UID"] not in now
    assert now[paul["UID"]]["DTSTART"] == "20261209"
    assert set(account.listed(place)) == set(now)
    commands = [one["command"] for one in reseau(home, "history", "--json").json["journal"]]
    assert {"skip Zoé Delaunay", "done Ali Fabre", "snooze Paul Birthday"} <= set(commands)
    assert account.publish()["answers"] == {"done": 0, "snooze": 0, "skip": 0}


def test_a_note_of_the_user_stays_until_there_is_something_new_to_say(account, home):
    place = account.first()["place"]
    zoe = next(e for e in planned(home) if "Zoé" in e["SUMMARY"])
    account.edit(place, zoe["UID"], lambda text: text.replace("END:VEVENT", "LOCATION:Café\r\nEND:VEVENT"))
    told = account.publish()
    assert (told["updated"], told["answers"]) == (0, {"done": 0, "snooze": 0, "skip": 0})
    assert "LOCATION:Café" in account.listed(place)[zoe["UID"]][2]
    reseau(home, "snooze", "delaunay", "2026-12-07")
    assert account.publish()["updated"] >= 1
    assert "20261207" in account.listed(place)[zoe["UID"]][2]


def test_events_that_are_not_ours_are_never_touched(account, home):
    place = account.first()["place"]
    other = write_event(publishing.Event("mine@phone", "2026-11-23", "Dentist", "2026-11-01T00:00:00Z"))
    with account.calendar(place) as target:
        target.put("mine.ics", other)
    before = account.listed(place)["mine@phone"]
    reseau(home, "done", "delaunay")
    assert account.publish()["deleted"] >= 1
    assert account.listed(place)["mine@phone"] == before


def test_many_deletions_wait_for_a_word(account, home):
    place = account.first()["place"]
    # Somebody else's event may lie there, where a server does not let a calendar be deleted.
    uids = [uid for uid in account.listed(place) if uid.endswith("@reseau")]
    for uid in uids:
        account.delete(place, uid)
    told = account.publish(check=3)
    assert (told["guard"], told["deletions"]) == ("deletions", len(uids))
    assert {e["UID"] for e in planned(home)} == set(uids)
    told = account.publish("touchpoints", "--confirm-deletions", str(len(uids)))
    # One event asks for an archive: deleted, it stays away, and is nobody's touchpoint.
    assert told["answers"]["skip"] == len(uids) - 1
    assert account.listed(place).keys().isdisjoint(uids)


def test_a_calendar_that_is_gone_is_said_and_nothing_else_happens(account, home):
    place = account.first()["place"]
    account.remove(place.split("/", 3)[3].join(("/", "")))
    told = account.publish(check=3)
    assert told["error"]["code"] == "outlet.calendar-missing"
    assert planned(home)


def test_a_calendar_taken_up_again_is_adopted(account, home):
    first = account.first()
    reseau(home, "feed", "publish", "touchpoints", "--stop")
    again = account.first()
    assert (again["place"], again["created"], again["answers"]["snooze"]) == (first["place"], 0, 0)
    assert account.publish()["requests"] == 1


def test_a_trial_writes_nothing_there(account, home):
    place = account.first()["place"]
    before = account.listed(place)
    reseau(home, "snooze", "delaunay", "2026-12-07")
    assert account.publish("touchpoints", "--dry-run")["updated"] >= 1
    assert account.listed(place) == before


def test_a_copy_put_back_is_not_taken_for_the_users_hand(account, home):
    account.first()
    reseau(home, "backup")
    reseau(home, "snooze", "delaunay", "2026-12-07")
    assert account.publish()["updated"] >= 1
    reseau(home, "restore", "--yes")
    told = account.publish()
    assert told["answers"] == {"done": 0, "snooze": 0, "skip": 0}
    assert told["updated"] >= 1
    assert account.publish()["requests"] == 1


# --- kills ------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    pass


class Memory:
    """A calendar in memory that dies before or after its n-th write."""

    requests = 0

    def __init__(self):
        self.events, self.count, self.die, self.writes = {}, 0, None, 0

    def list(self):
        return {href: etag for href, (etag, _) in self.events.items()}

    def fetch(self, hrefs):
        return ((href, *self.events[href]) for href in hrefs if href in self.events)

    def put(self, href, content, etag=""):
        name = href.rpartition("/")[2]
        with self.mortal():
            if self.events.get(f"/c/{name}", ("", b""))[0] != etag:
                raise PreconditionFailed("outlet.changed-meanwhile", place=href)
            self.count += 1
            self.events[f"/c/{name}"] = (f'"{self.count}"', content)
        return f"/c/{name}", self.events[f"/c/{name}"][0]

    def delete(self, href, etag):
        with self.mortal():
            if href in self.events and self.events[href][0] != etag:
                raise PreconditionFailed("outlet.changed-meanwhile", place=href)
            self.events.pop(href, None)

    def close(self):
        pass

    def mortal(self):
        from contextlib import contextmanager

        @contextmanager
        def context():
            self.writes += 1
            if self.die == (self.writes, "before"):
                raise Killed
            yield
            if self.die == (self.writes, "after"):
                raise Killed

        return context()


def pushed(home, target):
    place = find(
        {"RESEAU_NOW": NOW, "RESEAU_TZ": "Europe/Paris", "RESEAU_REGION": "FR", "RESEAU_HOME": str(home)}
    )
    form = pushing.Format(write_event, lambda content: read_event(content, "Europe/Paris"))
    words, options = Wording("en"), Settings(home)
    with Store.open(home) as store:
        outlet = outlets.put(store, Outlet("memory:", "caldav", "touchpoints"))
        return pushing.push(
            store,
            place,
            options,
            outlet,
            target,
            lambda: publishing.feed(store, place, options, words),
            form,
        )


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", range(1, 6))
def test_a_kill_at_any_write_is_never_taken_for_the_users_hand(home, nth, when):
    target = Memory()
    target.die = (nth, when)
    with pytest.raises(Killed):
        pushed(home, target)
    target.die = None
    assert pushed(home, target).answers == []
    whole = {read_event(text, "UTC").uid for _, text in target.events.values()}
    assert whole == {event["UID"] for event in planned(home)}
    # And once more while events move and leave.
    reseau(home, "snooze", "delaunay", "2026-12-07")
    reseau(home, "done", "fabre")
    target.writes, target.die = 0, (nth % 2 + 1, when)
    with pytest.raises(Killed):
        pushed(home, target)
    target.die = None
    assert pushed(home, target).answers == []
    target.writes = 0
    assert pushed(home, target).answers == []
    assert target.writes == 0
    standing = {one.uid: one.start for _, text in target.events.values() for one in [read_event(text, "UTC")]}
    assert standing == {
        event["UID"]: f"{event['DTSTART'][:4]}-{event['DTSTART'][4:6]}-{event['DTSTART'][6:]}"
        for event in planned(home)
    }
