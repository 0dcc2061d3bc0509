"""The tests vdirsyncer has for its own CardDAV storage, for ours."""

import os

import pytest
from storage import OurStorage

from tests.storage.dav import DAVStorageTests


class TestOurs(DAVStorageTests):
    """All of them but those on names and colours of books, which reseau does not set."""

    storage_class = OurStorage
    supports_metadata = False

    @pytest.fixture(params=["VCARD"])
    def item_type(self, request):
        return request.param

    if os.environ["DAV_SERVER"] == "cyrus":

        def test_specialchars(self):
            pytest.skip(
                "Cyrus takes no such name for a collection (403); vdirsyncer skips Fastmail here, too"
            )

    if os.environ["DAV_SERVER"] == "davical":

        def test_dav_broken_item(self):
            pytest.skip("DAViCal 1.1.12 stores what is no card (201)")
