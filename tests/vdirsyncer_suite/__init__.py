"""What lets vdirsyncer's own tests of a storage run against our CardDAV adapter; see `tests/test_vdirsyncer_suite.py`.

These files are copied beside the tests of vdirsyncer, whose package is called `tests`, too.

storage         our adapter as a storage of vdirsyncer
server          the fixtures in which a server is given to the suite
pytest_asyncio  as much of the plug-in of that name as the suite uses
suite           the test class
"""
