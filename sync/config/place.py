"""Where and when a run takes place: home, clock, zone, region, language (contract §1).

Each value comes from the command line, then the environment, then the system.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.ports import UsageError

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Place:
    """The circumstances of one run. `now` is aware and in UTC; `zone` an IANA name; `region` ISO 3166-1."""

    home: Path
    now: datetime
    zone: str
    region: str
    language: str
    installation: str = ""

    @property
    def at(self) -> str:
        """Now as an instant in UTC: `2026-11-22T08:00:00Z`."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def today(self) -> date:
        """The day it is in the user's zone."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def find(
    environ: Mapping[str, str], *, home: str = "", language: str = "", zone: str = "", region: str = ""
) -> Place:
    """Return the place of this run. Raises `UsageError` for a clock, a zone or an installation that makes no sense."""
    told = region or environ.get("RESEAU_REGION", "") or _locale_region(environ)
    chosen = _zone(zone or environ.get("RESEAU_TZ", ""), environ)
    return Place(
        home=_home(home or environ.get("RESEAU_HOME", "")),
        now=_now(environ.get("RESEAU_NOW", "")),
        zone=chosen,
        region=told.strip().upper(),
        language=find_language(environ, language),
        installation=_installation(environ.get("RESEAU_INSTALLATION", "")),
    )


def find_language(environ: Mapping[str, str], language: str = "") -> str:
    """Return `fr` or `en`. Never fails: it is needed to word every failure."""
    for told in (
        language,
        environ.get("RESEAU_LANG", ""),
        environ.get("LC_ALL", ""),
        environ.get("LC_MESSAGES", ""),
        environ.get("LANG", ""),
    ):
        if told:
            return "fr" if told.lower().startswith("fr") else "en"
    return "en"


def _home(told: str) -> Path:
    if told:
        return Path(told).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("reseau", appauthor=False))


def _now(told: str) -> datetime:
    if not told:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        when = datetime.fromisoformat(told)
    except ValueError as error:
        raise UsageError("error.bad-now", value=told) from error
    # Plans reach years ahead and histories decades back; calendars end at 9999.
    if when.tzinfo is None or not 1970 <= when.year <= 9000:
        raise UsageError("error.bad-now", value=told)
    return when.astimezone(UTC).replace(microsecond=0)


def _installation(told: str) -> str:
    if not told:
        return ""
    try:
        return str(uuid.UUID(told))
    except ValueError as error:
        raise UsageError("error.bad-installation", value=told) from error


def _zone(told: str, environ: Mapping[str, str]) -> str:
    if told:
        try:
            ZoneInfo(told)
        except (KeyError, ValueError, OSError) as error:
            raise UsageError("error.bad-zone", value=told) from error
        return told
    for guess in (environ.get("TZ", "").lstrip(":"), _system_zone()):
        try:
            if guess:
                return ZoneInfo(guess).key
        except (KeyError, ValueError, OSError):
            continue
    return "UTC"


def _system_zone() -> str:
    try:
        target = str(Path("/etc/localtime").resolve())
    except OSError:
        return ""
    if "/zoneinfo/" in target:
        return target.split("/zoneinfo/", 1)[1].removeprefix("posix/")
    try:
        return Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _locale_region(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG"):
        told = environ.get(name, "").split(".")[0].split("@")[0]
        if "_" in told:
            return told.split("_", 1)[1][:2]
    if os.name == "nt":
        import locale

        told = locale.getlocale()[0] or ""
        if "_" in told:
            return told.rsplit("_", 1)[1][:2]
    return ""
