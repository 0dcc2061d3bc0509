"""A second process that does half of the work: the result is that of one process, also when the second one fails."""

import os

import pytest

from sync.usecases import elsewhere, flat
from sync.usecases.elsewhere import Elsewhere, both
from tests.inprocess import reseau
from tests.test_flat import TABLE

HERE = os.getpid()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process on this system")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    """Say that there are two cores, whatever this machine has."""
    monkeypatch.setattr(elsewhere, "can_help", lambda: True)


def halves(peer):
    """Return the numbers to nine, of which each process counts its half, and which of them were counted here."""
    if peer is None:
        return list(range(10)), list(range(10))
    mine = list(range(peer.rank, 10, 2))
    theirs = peer.exchange(mine)
    return sorted(mine + theirs), mine


def test_each_of_two_processes_does_its_half_and_has_the_whole():
    assert both(halves) == (list(range(10)), [0, 2, 4, 6, 8])


def test_a_half_too_large_for_a_pipe_is_exchanged():
    mine, theirs = both(
        lambda peer: (bytes([65 + peer.rank]) * 10**6, peer.exchange(bytes([65 + peer.rank]) * 10**6))
    )
    assert mine == b"A" * 10**6
    assert theirs == b"B" * 10**6


def test_several_exchanges_follow_each_other():
    def work(peer):
        return [peer.exchange((peer.rank, number)) for number in range(3)]

    assert both(work) == [(1, 0), (1, 1), (1, 2)]


@pytest.mark.parametrize("before", [True, False])
def test_what_the_second_process_cannot_do_is_done_here(before):
    def work(peer):
        if before and os.getpid() != HERE:
            raise MemoryError
        if peer is not None:
            peer.exchange("a hand")
        if os.getpid() != HERE:
            os._exit(9)
        if peer is not None:
            peer.exchange("another hand")
        return halves(None)

    assert both(work) == (list(range(10)), list(range(10)))


def test_without_room_for_a_copy_all_is_done_here(monkeypatch):
    def full():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", full)
    assert both(halves) == (list(range(10)), list(range(10)))
    table = flat.Table(lambda: iter(TABLE.splitlines(keepends=True)))
    assert flat.people(table, two=True) == flat.people(table)


def test_what_neither_can_do_is_an_error_here():
    with pytest.raises(ZeroDivisionError):
        both(lambda peer: 1 // 0)


@pytest.mark.parametrize("lost", ["nothing", "at once", "after the first step", "before the last step"])
def test_a_table_read_by_two_is_the_table_read_by_one(lost, monkeypatch):
    table = flat.Table(lambda: iter(TABLE.splitlines(keepends=True)))
    alone = flat.people(table)
    step = {"at once": ("forms", 0), "after the first step": ("rows", 0), "before the last step": ("rows", 1)}
    if lost in step:
        what, after = step[lost]
        place = flat.Table if what == "forms" else flat.Share
        told = getattr(place, what)

        def lost_elsewhere(*arguments):
            for number, one in enumerate(told(*arguments)):
                if os.getpid() != HERE and number == after:
                    os._exit(9)
                yield one
            if os.getpid() != HERE:
                os._exit(9)

        monkeypatch.setattr(place, what, lost_elsewhere)
    assert flat.people(table, two=True) == alone
    assert list(alone) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("row", [1, 2])
def test_a_row_that_is_wrong_is_told_whoever_reads_it(row, tmp_path, monkeypatch):
    monkeypatch.setattr("sync.cli.tool._LONG", 0)
    rows = ["record_id,full_name", "a,A B", "b,C D"]
    rows[row] = ",E F"
    (tmp_path / "flat.csv").write_text("\n".join(rows), encoding="utf-8")
    told = reseau(tmp_path / "home", "tool", "link", tmp_path / "flat.csv", "-o", tmp_path / "o.csv", check=2)
    assert f"Row {row}" in told.err


def test_nobody_is_left_behind():
    with Elsewhere(lambda: flat.Share([])) as share:
        process = share._second._process
        assert share.seen()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
