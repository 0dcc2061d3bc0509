"""What all tests share: the samples, the Hypothesis profiles, a home of their own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("developer", max_examples=25, **_COMMON)
settings.register_profile("ci", max_examples=60, derandomize=True, **_COMMON)
settings.register_profile("long", max_examples=2000, **_COMMON)
LONG = bool(os.environ.get("RESEAU_LONG"))
_PROFILE = "long" if LONG else "ci" if os.environ.get("CI") else "developer"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", _PROFILE))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Long tests run in `make test-long`, and every property there with thousands of examples; tests that need shared
    material are skipped without it.
    """
    for item in items:
        if LONG and getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker("long")
        if item.get_closest_marker("long") and not LONG:
            item.add_marker(pytest.mark.skip(reason="long: runs in `make test-long`"))
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the shared test material is not beside this checkout"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home of its own, a fixed clock and installation id."""
    place = tmp_path / "home"
    monkeypatch.setenv("RESEAU_HOME", str(place))
    monkeypatch.setenv("RESEAU_NOW", "2026-11-22T09:00:00+01:00")
    monkeypatch.setenv("RESEAU_INSTALLATION", "00000000-0000-4000-8000-000000000001")
    monkeypatch.setenv("RESEAU_TZ", "Europe/Paris")
    monkeypatch.setenv("RESEAU_REGION", "FR")
    monkeypatch.setenv("RESEAU_LANG", "en")
    return place
