"""Bad days made up as an outsider would: random faults, servers that lie, rename and rewrite, and cards that vanish.

The same for a mirror, and for two books at `--push all`; the judge of each is that of its own file.
"""

import random
import time

import pytest

from tests import dav_server
from tests.test_faults import FAULTS, World
from tests.test_faults_all import Both

MORE = (
    "cut-head", "yes", "307", "303", "nowhere", "bad-place", "other-etag", "weak", "named-silently", "silent", "deaf",
    "mixed-up", "slow", "redirect", "loop", "xml-bomb",
)  # fmt: skip

ODD = ("stale", "twice", "doubled", "absolute", "one-off", "interim")
"""What caches, proxies and servers do that is no mistake of anybody, or nearly."""
OLD_DAYS = 60


@pytest.fixture(scope="module", params=dav_server.ONE)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(params=[World, Both], ids=["mirror", "all"])
def world(server, tmp_path, request, monkeypatch):
    monkeypatch.setattr("adapters.dav.client.WHOLE_S", 2.0)
    wait = time.sleep
    monkeypatch.setattr("time.sleep", lambda seconds: wait(min(seconds, 0.05)))
    one = request.param(server, tmp_path)
    yield one
    one.proxy.close()


def long_but(short, every):
    """Return `every`, of which all but `short` are for long runs."""
    return [one if one in short else pytest.param(one, marks=pytest.mark.long) for one in every]


@pytest.mark.parametrize("seed", long_but((13, 32, 60), range(OLD_DAYS + 30)))
def test_random_faults(world, seed, monkeypatch):
    """13: a new card that was refused, then stored without being seen. 32: a report that left a new card out.

    Every second day the book is taken for a large one, whose report of changes is asked for again in place of a listing.
    """
    if seed % 2 == 0:
        monkeypatch.setattr("adapters.carddav.book.FEW", -1)
    rng, drawn = random.Random(seed), FAULTS + MORE + (ODD if seed >= OLD_DAYS else ())
    world.edit()
    world.proxy.rules = lambda *_: rng.choice(drawn) if rng.random() < 0.3 else "pass"
    world.sync(None)
    world.sync(None)
    world.settle()
    world.judge()


@pytest.mark.parametrize("seed", long_but((30,), range(60)))
def test_worse_days(world, seed, monkeypatch):
    """Few faults, and often, at the first contact already. 30: half a card that came with the right length."""
    if seed % 2:
        monkeypatch.setattr("adapters.carddav.book.FEW", -1)
    rng = random.Random(1000 + seed)
    drawn, rate = rng.sample(FAULTS + MORE + ODD, 6), rng.choice((0.2, 0.5, 0.8))
    world.proxy.rules = lambda *_: rng.choice(drawn) if rng.random() < rate else "pass"
    if rng.random() < 0.5:
        world.sync(None)
    world.edit()
    for _ in range(rng.randint(1, 4)):
        world.sync(None)
    world.settle()
    # What was refused three times is offered once a day, or on the user's word.
    world.sync(0, "--retry")
    world.settle()
    world.judge()


@pytest.mark.parametrize("method", long_but(("PUT",), ("PUT", "PROPFIND", "REPORT", "GET", "DELETE")))
@pytest.mark.parametrize(
    "fault", long_but(("cut-head", "yes", "307", "303", "bad-place", "twice"), MORE + ODD)
)
def test_a_fault_at_one_request(world, method, fault):
    world.go_through(fault, method)


SORTS = (
    "rewrite", "weak", "other-etag", "no-etag", "named", "named-silently", "silent", "deaf", "307", "403", "429 retry",
    "half-list", *ODD,
)  # fmt: skip


@pytest.mark.parametrize("fault", long_but(("rewrite", "named"), SORTS))
@pytest.mark.parametrize("method", long_but(("PUT",), ("PUT", "REPORT", "any")))
def test_a_server_that_is_always_so(world, method, fault):
    """Where it never lets anything through, peace comes when it is as others are again."""
    world.proxy.rules = lambda _, asked, path: fault if method in (asked, "any") else "pass"
    world.edit()
    world.sync(None)
    world.sync(None)
    world.settle()
    world.judge()
