"""Coverage-guided fuzzing of each reader (`tests/fuzz.py`), where atheris can be had.

Every run of the tests tries the same few hundred inputs, so that what fails is what was changed; at length, a minute of
others each time.
"""

import subprocess
import sys

import pytest

from tests.conftest import ROOT, SAMPLES, SHARED

LOCK = str(ROOT / "requirements-fuzz.lock")
SHORT, LONG = ("-seed=1", "-runs=500"), ("-max_total_time=60",)
SEEDS = {
    "vcard": (["vcard/**/*.vcf"], ["vcard/**/*.vcf"]),
    "calendar": (["calendar/**/*.ics"], ["ics/**/*.ics"]),
    "table": (["table/**/*.csv"], []),
    "linkedin": (["linkedin/**/*.csv"], []),
    "archive": (["linkedin/**/*.csv"], []),
    "dav": ([], []),
}
ANSWER = b"""<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/a.vcf</d:href><d:propstat><d:prop>
<d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"""


@pytest.fixture(scope="module")
def atheris(tmp_path_factory):
    """A folder with atheris; no dependency, for it has no build for every computer that runs the tests."""
    place = tmp_path_factory.mktemp("atheris")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--require-hashes",
            "--target",
            str(place),
            "-r",
            LOCK,
        ],
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode:
        pytest.skip("ATHERIS CANNOT BE HAD HERE: nothing was fuzzed")
    return place


@pytest.mark.parametrize("name", SEEDS)
def test_a_moment_of_any_bytes_gives_problems_or_a_refusal_in_words(name, atheris, tmp_path):
    fuzzed(name, atheris, tmp_path, SHORT, most=40)


@pytest.mark.long
@pytest.mark.parametrize("name", SEEDS)
def test_any_bytes_give_problems_or_a_refusal_in_words(name, atheris, tmp_path):
    fuzzed(name, atheris, tmp_path, LONG, most=1_000)


def fuzzed(name, atheris, tmp_path, much, most):
    """Fuzz one reader so much, from at most so many seeds."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    ours, shared = SEEDS[name]
    found = [place for pattern in ours for place in sorted(SAMPLES.glob(pattern))]
    found += [place for pattern in shared for place in sorted((SHARED / "corpora").glob(pattern))[:200]]
    for number, place in enumerate(found[:most]):
        if place.stat().st_size <= 20_000:
            (corpus / str(number)).write_bytes(place.read_bytes())
    (corpus / "answer").write_bytes(ANSWER)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz", name, *much, "-timeout=20"),
            *("-rss_limit_mb=2048", "-max_len=20000", f"-artifact_prefix={tmp_path}/", str(corpus)),
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{atheris}:{ROOT}", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "DONE" in done.stderr
