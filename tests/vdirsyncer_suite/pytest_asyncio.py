"""The little of the plug-in `pytest-asyncio` that vdirsyncer's suite uses: fixtures and tests that are coroutines."""

import asyncio
import functools
import inspect

import pytest


def fixture(function):
    """Return a fixture that gives what a coroutine returns."""

    @functools.wraps(function)
    def run(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))

    return pytest.fixture(run)


def pytest_configure(config):
    """Make the mark known that the suite gives its coroutines."""
    config.addinivalue_line("markers", "asyncio: a test that is a coroutine")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
