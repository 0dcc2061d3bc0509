"""Accounts as providers give them, over TLS and under their own names, in front of real servers on the loopback.

cloud.example.org        as Nextcloud: `/.well-known/carddav` redirects, everything lies below `/remote.php/dav/`
contacts.icloud.com      as iCloud: names the account, whose books lie on a partition host
p42-contacts.icloud.com  that host

The names are found by a `sitecustomize` that every interpreter of a test has on its path: there is no such host here.
"""

import base64
import contextlib
import datetime as dt
import http.client
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CLOUD, ICLOUD, PARTITION = "cloud.example.org", "contacts.icloud.com", "p42-contacts.icloud.com"
NAMES = """
import os, socket
_PORTS = dict(one.split("=") for one in os.environ["ACCOUNTS"].split())
_find = socket.getaddrinfo
def _looked_up(host, port, *told, **more):
    if host not in _PORTS:
        raise OSError(f"no such host here: {host}")
    assert int(port) == 443, (host, port)
    return _find("127.0.0.1", int(_PORTS[host]), *told, **more)
socket.getaddrinfo = _looked_up
"""
_ANSWER = (
    '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:response>'
    "<D:href>{path}</D:href><D:propstat><D:prop>{props}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
    "</D:response></D:multistatus>"
)


class Front:
    """One host. It takes `login` (user, password) and asks the server behind it with that one's own."""

    def __init__(self, host, context, login, server=None, outside="/", inside="/"):
        self.host, self.login, self.server = host, login, server
        self.outside, self.inside = outside, inside
        self.seen = []
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                front.seen.append((self.command, self.path))
                word = base64.b64encode(":".join(front.login).encode()).decode()
                if self.headers.get("Authorization") != f"Basic {word}":
                    self.answer(401, {"WWW-Authenticate": 'Basic realm="here"'}, b"")
                else:
                    self.answer(*front.route(self.command, self.path, self.headers, body))

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Say nothing."""

        for method in ("GET", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT"):
            setattr(Handler, f"do_{method}", Handler.do)
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def route(self, method, path, headers, body):
        """Answer for the server behind, in the names of this host."""
        if self.server is None or not path.startswith(self.outside):
            return 404, {}, b""
        there = self.inside + path.removeprefix(self.outside)
        body = body.replace(f"href>{self.outside}".encode(), f"href>{self.inside}".encode())
        kept = ("depth", "content-type", "if-match", "if-none-match", "accept")
        word = base64.b64encode(f"{self.server.user}:{self.server.password}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(
                method,
                there,
                body,
                {name: value for name, value in headers.items() if name.lower() in kept}
                | {"Authorization": f"Basic {word}"},
            )
            response = connection.getresponse()
            content = response.read()
        content = content.replace(f"href>{self.inside}".encode(), f"href>{self.outside}".encode())
        told = ("content-type", "etag", "dav")
        return response.status, {n: v for n, v in response.getheaders() if n.lower() in told}, content

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Nextcloud(Front):
    """The root is a page for people; the well-known address leads to where the books are."""

    def route(self, method, path, headers, body):
        if path.startswith("/.well-known/"):
            return 301, {"Location": f"https://{self.host}{self.outside}"}, b""
        if not path.startswith(self.outside):
            return 200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><body>Log in</body></html>"
        return super().route(method, path, headers, body)


class ICloud(Front):
    """Knows who somebody is, and on which host their books are."""

    def route(self, method, path, headers, body):
        principal = "/8123456789/principal/"
        if method == "PROPFIND" and path == "/":
            props = f"<D:current-user-principal><D:href>{principal}</D:href></D:current-user-principal>"
        elif method == "PROPFIND" and path == principal:
            home = f"https://{PARTITION}:443/8123456789/carddavhome/"
            props = f"<C:addressbook-home-set><D:href>{home}</D:href></C:addressbook-home-set>"
        else:
            return 404, {}, b""
        return 207, {"Content-Type": "application/xml"}, _ANSWER.format(path=path, props=props).encode()


@contextlib.contextmanager
def accounts(folder, cloud, icloud):
    """Give the two accounts with `cloud` and `icloud`, running servers, behind them: (fronts, environment)."""
    context = _certified(folder, (CLOUD, ICLOUD, PARTITION))
    apple = ("zoe@icloud.com", "abcd-efgh-ijkl-mnop")
    fronts = [
        Nextcloud(CLOUD, context, ("zoe", "app-password"), cloud, "/remote.php/dav/", "/"),
        ICloud(ICLOUD, context, apple),
        Front(PARTITION, context, apple, icloud, "/8123456789/carddavhome/", icloud.home),
    ]
    (folder / "names").mkdir()
    (folder / "names" / "sitecustomize.py").write_text(NAMES, encoding="utf-8")
    environment = {
        "PYTHONPATH": str(folder / "names"),
        "ACCOUNTS": " ".join(f"{one.host}={one.port}" for one in fronts),
        "SSL_CERT_FILE": str(folder / "ca.pem"),
        "NO_PROXY": "*",
        "RESEAU_SECRET_NEXTCLOUD": "app-password",
        "RESEAU_SECRET_ICLOUD": apple[1],
    }
    try:
        yield fronts, environment
    finally:
        for one in fronts:
            one.close()


def _certified(folder, names):
    """Return a TLS context with a certificate for `names`, which `ca.pem` in the folder vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "reseau tests")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context
