"""OAuth for a server that takes no password: against an authorisation server of our own on the loopback."""

import base64
import hashlib
import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from adapters.dav import oauth
from adapters.dav.client import Client, Login
from sync.ports import NotAuthorised, UsageError


class Provider:
    """An authorisation server that is strict about RFC 6749 and RFC 7636, and a resource that wants its token."""

    def __init__(self):
        self.codes, self.refused, self.revoked = {}, False, False
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                told = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
                if self.path.startswith("/authorize"):
                    assert (told["response_type"], told["client_id"]) == ("code", "mine")
                    assert told["code_challenge_method"] == "S256"
                    code = f"code{len(provider.codes)}"
                    provider.codes[code] = (told["code_challenge"], told["redirect_uri"])
                    answer = {"error": "access_denied"} if provider.refused else {"code": code}
                    self.send_response(302)
                    self.send_header(
                        "Location", told["redirect_uri"] + "?" + urlencode({**answer, "state": told["state"]})
                    )
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                ok = self.headers.get("Authorization") == "Bearer access-1"
                self.send_response(200 if ok else 401)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                told = {k: v[0] for k, v in parse_qs(body).items()}
                good = told.get("client_id") == "mine" and told.get("client_secret") == "s"
                if told["grant_type"] == "authorization_code":
                    challenge, back = provider.codes.pop(told["code"], ("", ""))
                    made = base64.urlsafe_b64encode(hashlib.sha256(told["code_verifier"].encode()).digest())
                    good = good and made.decode().rstrip("=") == challenge and back == told["redirect_uri"]
                    answer = {"access_token": "access-0", "refresh_token": "refresh-0"}
                else:
                    good = good and told["refresh_token"] == "refresh-0" and not provider.revoked
                    answer = {"access_token": "access-1"}
                content = json.dumps(answer if good else {"error": "invalid_grant"}).encode()
                self.send_response(200 if good else 400)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def file(self):
        told = {"client_id": "mine", "client_secret": "s"}
        return json.dumps(
            {"installed": told | {"auth_uri": self.url + "/authorize", "token_uri": self.url + "/token"}}
        )


@pytest.fixture
def provider():
    one = Provider()
    yield one
    one.server.shutdown()
    one.server.server_close()


def browse(url):
    """Do what a browser does with the user's yes."""
    threading.Thread(target=lambda: urllib.request.urlopen(url).read(), daemon=True).start()


def test_the_user_agrees_in_the_browser_and_the_server_opens(provider):
    grant = oauth.authorise(oauth.read_client(provider.file()), browse, wait_s=10)
    token = oauth.access_token(grant)
    with Client(provider.url, Login("zoe", bearer=token)) as client:
        assert client.request("GET", provider.url + "/book").status == 200
    with Client(provider.url, Login("zoe", bearer="stolen")) as client, pytest.raises(NotAuthorised):
        client.request("GET", provider.url + "/book")


def test_a_no_is_a_no(provider):
    provider.refused = True
    with pytest.raises(NotAuthorised):
        oauth.authorise(oauth.read_client(provider.file()), browse, wait_s=10)


def test_an_answer_that_was_not_asked_for_is_not_taken(provider):
    def forged(url):
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]

        def call():
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(back + "?code=evil&state=guessed")

        threading.Thread(target=call, daemon=True).start()

    with pytest.raises(NotAuthorised):
        oauth.authorise(oauth.read_client(provider.file()), forged, wait_s=1)


def test_a_permission_that_was_taken_back_is_said(provider):
    grant = oauth.authorise(oauth.read_client(provider.file()), browse, wait_s=10)
    provider.revoked = True
    with pytest.raises(NotAuthorised) as error:
        oauth.access_token(grant)
    assert error.value.code == "book.oauth-again"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"client_id": "x", "token_uri": "http://example.org/t"}'])
def test_a_file_that_is_no_client_is_refused(text):
    with pytest.raises(UsageError):
        oauth.read_client(text)
