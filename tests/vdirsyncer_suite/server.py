"""A running server as vdirsyncer's suite wants one; where it is stands in the environment."""

import os
import uuid

import pytest


class ServerMixin:
    """Makes a fresh book for every test."""

    @pytest.fixture
    def get_storage_args(self):
        async def made(collection="test"):
            args = {
                "url": os.environ["SUITE_HOME"],
                "username": os.environ["SUITE_USER"],
                "password": os.environ["SUITE_PASSWORD"],
            }
            if collection is None:
                return args
            name = f"{collection}-{uuid.uuid4()}"
            return await self.storage_class.create_collection(name, **args)

        return made

    @pytest.fixture
    def aio_connector(self):
        return None
