"""Digest, for servers that want it (RFC 7616; Baïkal by default): MD5 and SHA-256, with `qop=auth` or none."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading

from adapters.dav.wire import target

_PART = re.compile(r'(?<![a-zA-Z])([a-zA-Z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Digest:
    """Answers one challenge as often as it is good for. `cnonce` is for tests."""

    def __init__(self, challenge: str, user: str, password: str, *, cnonce: str = "") -> None:
        said = challenge[challenge.lower().index("digest") + len("digest") :]
        told: dict[str, str] = {name.lower(): quoted or plain for name, quoted, plain in _PART.findall(said)}
        self._told = told
        name = told.get("algorithm", "MD5")
        self._hash = _HASHES.get(name.upper().removesuffix("-SESS"))
        self._per_session = name.upper().endswith("-SESS")
        self._user, self._password, self._cnonce = user, password, cnonce or secrets.token_hex(8)
        self._count = 0
        self._lock = threading.Lock()

    @property
    def known(self) -> bool:
        """Whether it is a challenge we can answer."""
        offered = [one.strip() for one in self._told.get("qop", "auth").split(",")]
        return self._hash is not None and "nonce" in self._told and "auth" in offered

    @property
    def stale(self) -> bool:
        """Whether only the nonce was wrong, not the password."""
        return self._told.get("stale", "").lower() == "true"

    def header(self, method: str, url: str) -> str:
        """Return the `Authorization` header of one request (RFC 7616 §3.4)."""
        with self._lock:
            self._count += 1
            count = f"{self._count:08x}"
        place = target(url)
        realm, nonce = self._told.get("realm", ""), self._told["nonce"]
        first = self._hex(f"{self._user}:{realm}:{self._password}")
        if self._per_session:
            first = self._hex(f"{first}:{nonce}:{self._cnonce}")
        second = self._hex(f"{method}:{place}")
        quality = "qop" in self._told
        middle = f"{nonce}:{count}:{self._cnonce}:auth" if quality else nonce
        said = [
            f'username="{_escaped(self._user)}"',
            f'realm="{realm}"',
            f'nonce="{nonce}"',
            f'uri="{place}"',
            f'response="{self._hex(f"{first}:{middle}:{second}")}"',
        ]
        if "algorithm" in self._told:
            said.append(f"algorithm={self._told['algorithm']}")
        if "opaque" in self._told:
            said.append(f'opaque="{self._told["opaque"]}"')
        if quality:
            said += ["qop=auth", f"nc={count}", f'cnonce="{self._cnonce}"']
        # A header is a row of bytes; names are in UTF-8 there.
        return ("Digest " + ", ".join(said)).encode().decode("latin-1")

    def _hex(self, text: str) -> str:
        assert self._hash is not None
        return self._hash(text.encode(), usedforsecurity=False).hexdigest()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
