"""A proxy of our own between reseau and a real server, which does what networks and servers do on bad days.

`rules` is asked for every request, with its number, method and path, and names what happens to it:

pass            forwarded as it is
lost            forwarded, and the answer never arrives
refused         the connection is closed before anything is forwarded
cut             half of the answer's body arrives, though its length promised the whole
NNN             this status, not forwarded; with `retry` it says to come again at once
half-list       every second row of a listing is left out
empty-list      all rows but the book's own are left out
no-removals     a report leaves out what is gone, whenever it is asked
bad-xml         the answer ends in the middle of the XML, with a right length
html            a web page instead
no-etag         the ETag of the answer is taken out
drop-note       NOTE is taken out of a card that is put
touch           before a PUT is forwarded, somebody else changes that card
slow            a byte of the answer every half second, and nothing is forwarded
endless         an answer that never ends
bomb            a small packed answer that unpacks to more than anybody should hold
xml-bomb        entities that hold each other, and one that points to a file
redirect        302 to another origin, which must never see the password
loop            302 to the very same place
cut-head        forwarded, and the answer ends in its status line
yes             201, and nothing was stored
307             307 to the very same place with a query, which the server knows (once a request)
303             forwarded, then 303 with the card's own address
nowhere         301 to a place of the same origin that is not there
bad-place       301 to an address that is none
other-etag      the ETag of the answer is another than the one that is stored
weak            the ETag of the answer, and those in it, are marked as weak
rewrite         a card that is put is put in other order, with properties of the server's own
new-uid         a card that is put gets another UID
named           a new card is stored under another name, told in Location
named-silently  a new card is stored under another name, told nowhere
silent          a report says that nothing changed, with the newest token
deaf            a report says that nothing changed, with the token it was asked with
latin-1         the body of the answer is in windows-1252
mixed-up        a card that is asked for is answered with another one
held            taken and not answered; it reaches the server when a later request meets `overtaken`
stale           what this request was answered with before is answered again, as a cache does; nothing is forwarded
twice           forwarded twice; the second answer arrives
doubled         every row of a listing is there twice
absolute        places are told with the scheme, host and port that the server has behind the proxy
one-off         the connection is closed after the answer, which says so only by closing
interim         other heads come before the answer's own (103), and the body in chunks
overtaken       what was held reaches the server first, then this request
"""

from __future__ import annotations

import base64
import contextlib
import functools
import gzip
import http.client
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HOPS = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "host"}
_ROW = re.compile(rb"<(?:\w+:)?response\b.*?</(?:\w+:)?response>", re.DOTALL)


_XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE D [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(4))
    + b']><D:multistatus xmlns:D="DAV:"><D:response><D:href>&e;&f;</D:href></D:response></D:multistatus>'
)


_SILENCE = (
    b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:sync-token>%s</D:sync-token></D:multistatus>'
)


def _rewritten(card):
    """Return a card as servers write it anew: sorted, unfolded, with a PRODID and a REV of their own."""
    lines = [line for line in re.sub(rb"\r\n[ \t]", b"", card).split(b"\r\n") if line]
    own = [b"PRODID:-//server//", b"REV:20261127T000000Z"]
    kept = [line for line in lines[2:-1] if line.partition(b":")[0] not in (b"PRODID", b"REV")]
    return b"\r\n".join([*lines[:2], *sorted(kept + own), lines[-1], b""])


@functools.cache
def _bomb():
    return gzip.compress(b"\0" * (80 << 20), 1)


class FaultProxy:
    """Listens on the loopback and forwards to `port` there. `log` holds (method, path, fault) of every request."""

    def __init__(self, port, authorization=""):
        self.port, self.authorization = port, authorization
        self.rules = lambda number, method, path: "pass"
        self.log = []
        self.held = []
        self.told = {}
        self.under_way = 0
        self.elsewhere = 9
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_any(self):
                proxy.handle(self)

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.handle_any
                raise AttributeError(name)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that has had enough hangs up; that is nothing to report.
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def own_port(self):
        return self.server.server_address[1]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def handle(self, one):
        self.under_way += 1
        try:
            self.meet(one)
        finally:
            self.under_way -= 1

    def rest(self):
        """Wait until what a client that is gone has sent is at the server, too."""
        quiet = 0
        while quiet < 5:
            time.sleep(0.05)
            quiet = 0 if self.under_way else quiet + 1

    def meet(self, one):
        body = one.rfile.read(int(one.headers.get("Content-Length") or 0))
        fault = self.rules(len(self.log), one.command, one.path)
        self.log.append((one.command, one.path, fault))
        if fault == "refused":
            one.close_connection = True
            one.connection.close()
            return
        if fault[:3].isdigit() and fault not in ("303", "307"):
            more = {"Retry-After": "0"} if "retry" in fault else {}
            self.answer(one, int(fault[:3]), more, b"no")
            return
        if fault == "html":
            self.answer(one, 200, {"Content-Type": "text/html"}, b"<html><body>Sign in</body></html>")
            return
        if fault in ("redirect", "loop"):
            where = f"http://localhost:{self.elsewhere}{one.path}" if fault == "redirect" else one.path
            self.answer(one, 302, {"Location": where}, b"")
            return
        if fault in ("bomb", "xml-bomb"):
            packed = {"Content-Encoding": "gzip"} if fault == "bomb" else {}
            body = _bomb() if fault == "bomb" else _XML_BOMB
            self.answer(one, 207, {"Content-Type": "application/xml"}, body, packed=packed)
            return
        if fault in ("slow", "endless"):
            self.drip(one, endless=fault == "endless")
            return
        if fault == "yes":
            self.answer(one, 201, {"ETag": '"made-up"'}, b"")
            return
        if fault in ("307", "nowhere", "bad-place") and "?again" not in one.path:
            where = {"307": f"{one.path}?again", "nowhere": "/nowhere/at/all/", "bad-place": "http://[::1"}[
                fault
            ]
            self.answer(one, 307 if fault == "307" else 301, {"Location": where}, b"")
            return
        one.path = one.path.removesuffix("?again")
        if fault == "deaf" and one.command == "REPORT" and b"sync-token" in body:
            asked = re.search(rb"sync-token>(.*?)</", body)[1]
            self.answer(one, 207, {"Content-Type": "application/xml"}, _SILENCE % asked)
            return
        if one.command == "PUT" and fault in ("rewrite", "new-uid"):
            body = _rewritten(body) if fault == "rewrite" else re.sub(rb"(?m)^UID:", b"UID:server-", body)
        if one.command == "PUT" and fault in ("named", "named-silently") and "If-None-Match" in one.headers:
            folder, _, name = one.path.rpartition("/")
            one.path = f"{folder}/made-{name}"
        if fault == "drop-note" and one.command == "PUT":
            body = re.sub(rb"(?m)^NOTE[;:].*\r?\n(?:[ \t].*\r?\n)*", b"", body)
        if fault == "touch" and one.command == "PUT":
            status, _, card = self.forward("GET", one.path, b"", {})
            if status == 200:
                card = card.replace(b"END:VCARD", b"X-TOUCHED:1\r\nEND:VCARD")
                self.forward("PUT", one.path, card, {"Content-Type": "text/vcard"})
        headers = {k: v for k, v in one.headers.items() if k.lower() not in (_HOPS | {"accept-encoding"})}
        if fault == "held":
            self.held.append((one.command, one.path, body, headers))
            one.close_connection = True
            one.connection.close()
            return
        while fault == "overtaken" and self.held:
            self.forward(*self.held.pop(0))
        asked = (one.command, one.path, body, one.headers.get("Depth"))
        if fault == "stale" and asked in self.told:
            self.answer(one, *self.told[asked])
            return
        if fault == "twice":
            self.forward(one.command, one.path, body, headers)
        status, told, content = self.forward(one.command, one.path, body, headers)
        if one.command in ("PROPFIND", "REPORT", "GET"):
            self.told[asked] = status, told, content
        if fault == "lost":
            one.close_connection = True
            one.connection.close()
            return
        if fault == "cut-head":
            one.wfile.write(b"HTTP/1.1 20")
            one.close_connection = True
            one.connection.close()
            return
        if fault == "303":
            self.answer(one, 303, {"Location": one.path}, b"")
            return
        if fault == "named" and one.command == "PUT" and "/made-" in one.path:
            told = {k: v for k, v in told.items() if k.lower() != "etag"} | {"Location": one.path}
        if fault == "other-etag":
            told = {k: '"another"' if k.lower() == "etag" else v for k, v in told.items()}
        if fault == "weak":
            told = {k: "W/" + v if k.lower() == "etag" else v for k, v in told.items()}
            content = re.sub(rb"(getetag[^>]*>)(&quot;|\")", rb"\1W/\2", content)
        if fault == "silent" and one.command == "REPORT" and b"sync-token" in body and status == 207:
            content = _SILENCE % re.search(rb"sync-token[^>]*>(.*?)</", content)[1]
        if fault == "latin-1" and status in (200, 207):
            content = content.decode("utf-8", "replace").encode("cp1252", "replace")
        if fault == "mixed-up" and status == 200 and b"BEGIN:VCARD" in content:
            content = (
                b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:nobody\r\nFN:No Body\r\nN:Body;No;;;\r\nEND:VCARD\r\n"
            )
        if fault == "no-etag":
            told = {k: v for k, v in told.items() if k.lower() != "etag"}
        if fault in ("half-list", "empty-list") and status == 207:
            rows = _ROW.findall(content)
            for place, row in enumerate(rows[1:]):
                if fault == "empty-list" or place % 2:
                    content = content.replace(row, b"", 1)
        if fault == "no-removals" and one.command == "REPORT" and b"sync-token" in body:
            for row in _ROW.findall(content):
                content = content.replace(row, b"", 1) if b" 404 " in row else content
        if fault == "doubled" and status == 207:
            content = _ROW.sub(rb"\g<0>\g<0>", content)
        if fault == "absolute" and status == 207:
            content = re.sub(rb"(href[^>]*>)(/)", rb"\1http://127.0.0.1:%d\2" % self.port, content)
        if fault == "one-off":
            one.close_connection = True
        if fault == "interim":
            self.interim(one, status, told, content)
            return
        if fault == "bad-xml":
            content = content[: len(content) // 2]
        self.answer(one, status, told, content, cut=fault == "cut")

    def interim(self, one, status, headers, content):
        """Answer as HTTP/1.1 allows and few do."""
        one.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
        one.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in _HOPS:
                one.send_header(name, value)
        if status != 204:
            one.send_header("Transfer-Encoding", "chunked")
        one.end_headers()
        if status != 204:
            pieces = [content[at : at + 100] for at in range(0, len(content), 100)]
            one.wfile.write(b"".join(b"%x;x=y\r\n%b\r\n" % (len(piece), piece) for piece in pieces))
            one.wfile.write(b"0\r\nX-Trailer: 1\r\n\r\n")

    def drip(self, one, *, endless):
        """Answer with a body that does not come to its end; stops when the other side has had enough."""
        one.send_response_only(207)
        one.send_header("Content-Type", "application/xml")
        one.send_header("Transfer-Encoding", "chunked")
        one.end_headers()
        piece = b" " * (65536 if endless else 1)
        one.close_connection = True
        with contextlib.suppress(OSError):
            for _ in range(100000 if endless else 120):
                one.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                time.sleep(0 if endless else 0.5)
            one.connection.close()

    def forward(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.authorization and "Authorization" not in headers:
            headers = {**headers, "Authorization": self.authorization}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, dict(response.getheaders()), content

    def answer(self, one, status, headers, content, *, cut=False, packed=()):
        one.send_response_only(status)
        for name, value in dict(packed).items():
            one.send_header(name, value)
        for name, value in headers.items():
            if name.lower() not in _HOPS:
                one.send_header(name, value)
        one.send_header("Content-Length", str(len(content) if status != 204 else 0))
        one.end_headers()
        if status != 204:
            one.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            one.close_connection = True
            one.connection.close()


def basic(user, password):
    """Return the header that names a user."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
