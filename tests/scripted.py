"""A server that is a function: requests as values, answers as values, in place of `adapters.dav.wire`."""

from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

from adapters.dav import wire


class Response:
    """An answer; `content` is bytes, or whatever yields them."""

    def __init__(self, status, content=b"", headers=None):
        self.status, self.content = status, content
        self.headers = {name.lower(): value for name, value in (headers or {}).items()}


class Scripted:
    """A transport that gives each request to `answer`."""

    def __init__(self, answer):
        self.answer = answer

    @contextmanager
    def send(self, request):
        parts = urlsplit(request.url)
        told = SimpleNamespace(
            method=request.method,
            url=SimpleNamespace(
                scheme=parts.scheme,
                host=parts.hostname,
                port=parts.port if parts.port != 443 else None,
                path=unquote(parts.path),
                raw=request.url,
            ),
            headers={name.lower(): value for name, value in request.headers.items()},
            content=request.body,
        )
        found = self.answer(told)
        pieces = [found.content] if isinstance(found.content, bytes) else found.content
        yield wire.Response(found.status, found.headers, pieces)

    def close(self):
        """Nothing is kept."""
