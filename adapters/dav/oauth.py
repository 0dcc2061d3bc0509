"""OAuth 2.0 for servers that take no password (Google): the user agrees in the browser, we keep a refresh token.

RFC 6749 (authorization code), RFC 7636 (PKCE, S256), RFC 8252 (native apps: the answer comes to a port on the
loopback that is open for this one answer). The client id is the user's own, from the file their provider gave them;
reseau brings none. What is kept, in the keyring like a password, is the grant: client, token address, refresh token.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from adapters.dav.hrefs import is_loopback
from sync.ports import NetworkError, NotAuthorised, UsageError

GOOGLE = ("https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token")
SCOPE = "https://www.googleapis.com/auth/carddav"
WAIT_S = 300.0
MAX_BODY = 1024 * 1024
_PAGE = b"<!doctype html><meta charset=utf-8><title>reseau</title><p>reseau: you can close this page."


@dataclass(frozen=True)
class OwnClient:
    """The user's own client, as the provider's console gives it out."""

    id: str
    secret: str
    authorize: str
    token: str


def read_client(text: str) -> OwnClient:
    """Return the client of a file such as Google's `client_secret_….json`. Raises `UsageError`."""
    try:
        told = json.loads(text)
        found = told.get("installed", told)
        client = OwnClient(
            str(found["client_id"]),
            str(found.get("client_secret", "")),
            str(found.get("auth_uri", GOOGLE[0])),
            str(found.get("token_uri", GOOGLE[1])),
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError("book.oauth-no-client") from error
    for url in (client.authorize, client.token):
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise UsageError("book.oauth-no-client")
    return client


def authorise(client: OwnClient, show: Callable[[str], None], *, wait_s: float = WAIT_S) -> str:
    """Have the user agree in the browser and return the grant; `show` is given the address to open.

    Raises `NotAuthorised` when the user says no, or nothing in time; `NetworkError`.
    """
    verifier = secrets.token_urlsafe(48)
    state = secrets.token_urlsafe(24)
    answers: list[dict[str, list[str]]] = []

    class Listener(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing: the address holds a code."""

        def do_GET(self) -> None:
            told = parse_qs(urlsplit(self.path).query)
            if told.get("state") == [state]:
                answers.append(told)
            self.send_response(200 if answers else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        back = f"http://127.0.0.1:{server.server_address[1]}/"
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "response_type": "code", "client_id": client.id, "redirect_uri": back, "scope": SCOPE, "state": state,
            "code_challenge": challenge, "code_challenge_method": "S256",
            "access_type": "offline", "prompt": "consent",
        }  # fmt: skip
        show(f"{client.authorize}?{urlencode(asked)}")
        until = time.monotonic() + wait_s
        while not answers and time.monotonic() < until:
            server.timeout = max(0.1, until - time.monotonic())
            server.handle_request()
    host = urlsplit(client.authorize).hostname or ""
    code = answers[0].get("code", [""])[0] if answers else ""
    if not code:
        raise NotAuthorised("book.oauth-refused", host=host)
    told = _ask(
        client.token,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": client.id,
            "client_secret": client.secret,
            "code_verifier": verifier,
        },
    )
    if not told.get("refresh_token"):
        raise NotAuthorised("book.oauth-refused", host=host)
    grant = {"client": client.id, "secret": client.secret, "token": client.token}
    return json.dumps(grant | {"refresh": told["refresh_token"]}, separators=(",", ":"))


def access_token(grant: str) -> str:
    """Return a token that opens the server now. Raises `NotAuthorised` when the grant was taken back."""
    try:
        kept = json.loads(grant)
        fields = {
            "grant_type": "refresh_token",
            "refresh_token": str(kept["refresh"]),
            "client_id": str(kept["client"]),
            "client_secret": str(kept["secret"]),
        }
        url = str(kept["token"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotAuthorised("book.oauth-again") from error
    return str(_ask(url, fields)["access_token"])


def _ask(url: str, fields: dict[str, str]) -> dict[str, Any]:
    from adapters.dav.wire import Lost, Request, Wire, unpacked

    host = urlsplit(url).hostname or ""
    wire = Wire(proxies=not is_loopback(host))
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    body = bytearray()
    try:
        with wire.send(Request("POST", url, headers, urlencode(fields).encode())) as response:
            for piece in unpacked(response):
                body += piece
                if len(body) > MAX_BODY:
                    raise NetworkError("server.answer-too-large", host=host)
    except Lost as error:
        raise NetworkError("server.unreachable", host=host) from error
    finally:
        wire.close()
    try:
        told = json.loads(body)
    except ValueError as error:
        raise NetworkError("server.answer-status", host=host, status=str(response.status)) from error
    if response.status in (400, 401) or (response.status == 200 and "access_token" not in told):
        raise NotAuthorised("book.oauth-again")
    if response.status != 200:
        raise NetworkError("server.answer-status", host=host, status=str(response.status))
    return dict(told)
