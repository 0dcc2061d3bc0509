"""What the user set: `reseau.toml` in the home, read with the standard library, written with comments kept.

`KNOWN` is the closed list of settings with their meaning, default and check; docs/settings.md is held to it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from sync.ports import ReseauError, UsageError

FILE = "reseau.toml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_JOURS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
FORMULAS = ("recent", "g0", "g1", "g2", "g3", "g5", "g8", "g0x3", "g2x3")
PRESETS = ("", "job-seeker", "headhunter", "coach", "consultant", "founder")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def check(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return check


def _choice(*words: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return check


def _days(text: str) -> list[str]:
    """Days by their first three letters, in English or in French."""
    told = [part.strip().lower()[:3] for part in text.split(",") if part.strip()]
    days = [WEEKDAYS[_JOURS.index(day)] if day in _JOURS else day for day in told]
    if not days or any(day not in WEEKDAYS for day in days):
        raise ValueError(text)
    return days


def _breaks(text: str) -> list[str]:
    """Days or spans of days: `2026-12-24..2027-01-02, 2027-05-07`."""
    spans = [part.strip() for part in text.split(",") if part.strip()]
    for span in spans:
        first, _, last = span.partition("..")
        if date.fromisoformat(first) > date.fromisoformat(last or first):
            raise ValueError(text)
    return spans


def _day(text: str) -> str:
    return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""


def _addresses(text: str) -> list[str]:
    found = [part.strip().lower() for part in text.split(",") if part.strip()]
    if any("@" not in address for address in found):
        raise ValueError(text)
    return found


def _zone(text: str) -> str:
    """Take a time zone that there is: with another every command would stop, also the one that takes it back."""
    from zoneinfo import ZoneInfo

    if text:
        try:
            ZoneInfo(text)
        except (KeyError, OSError) as error:
            raise ValueError(text) from error
    return text


def _clock(text: str) -> str:
    """Read an hour of the day, `09:00`; empty for none."""
    told = text.strip()
    return time.fromisoformat(told.zfill(5)).strftime("%H:%M") if told else ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default, how a text becomes its value (ValueError if it cannot)."""

    default: Any
    parse: Callable[[str], Any]


KNOWN: dict[str, Setting] = {
    "budget.per_week": Setting(5, _whole(1, 50)),
    "budget.per_day": Setting(2, _whole(1, 20)),
    "goal.inflow": Setting(0, _whole(0, 1000)),
    "plan.days": Setting(["mon", "tue", "wed", "thu", "fri"], _days),
    "plan.breaks": Setting([], _breaks),
    "plan.catch-up": Setting("", _day),
    "plan.preset": Setting("", _choice(*PRESETS)),
    "plan.formula": Setting("g2", _choice(*FORMULAS)),
    "owner.emails": Setting([], _addresses),
    "owner.city": Setting("", lambda text: " ".join(text.split())),
    "feed.privacy": Setting("names", _choice("initials", "names", "details")),
    "feed.gone": Setting("vanish", _choice("vanish", "cancelled")),
    "feed.alarm": Setting("", _clock),
    "serve.lan": Setting("no", _choice("no", "yes")),
    "watch.folder": Setting("", str),
    "language": Setting("", _choice("", "en", "fr")),
    "zone": Setting("", _zone),
    "region": Setting("", lambda text: text.strip().upper()),
}

OF_THE_COMPUTER = frozenset(("serve.lan", "watch.folder"))
"""Settings that say something of the computer the home is on; they do not move to another one with it."""


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(text: str) -> dict[str, Any]:
    if not text:
        return {}
    # Most homes have no settings, and most runs need not know how they are read.
    import tomllib

    return tomllib.loads(text)


class Settings:
    """The settings of one home. Reading gives defaults for what is not set."""

    def __init__(self, home: Path) -> None:
        self.place = home / FILE
        self._told: dict[str, Any] = {}
        try:
            self._told = _read(self.place.read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        except ValueError as error:
            # No TOML, or no UTF-8.
            raise ReseauError("error.settings-broken", place=str(self.place), detail=str(error)) from error
        except OSError as error:
            raise ReseauError("error.home-not-writable", place=str(home)) from error

    def get(self, name: str) -> Any:
        """Return the value of a setting. Raises `UsageError` for an unknown name, `ReseauError` for what cannot be its value."""
        setting = _known(name)
        if not self.is_set(name):
            return setting.default
        value = self._value(name)
        try:
            setting.parse(_text(value))
        except (ValueError, TypeError) as error:
            raise ReseauError(
                "error.settings-broken", place=str(self.place), detail=f"{name} = {value!r}"
            ) from error
        return value

    def _value(self, name: str) -> Any:
        value: Any = self._told
        for part in name.split("."):
            value = value[part]
        return value

    def is_set(self, name: str) -> bool:
        """Tell whether the user set it."""
        value: Any = self._told
        for part in name.split("."):
            if not isinstance(value, dict) or part not in value:
                return False
            value = value[part]
        return True

    def texts(self) -> dict[str, str]:
        """Return what the user set, by name, as texts that `set` takes; what could not be its value is left out."""
        found: dict[str, str] = {}
        for name, setting in KNOWN.items():
            value = self._value(name) if self.is_set(name) else None
            text = _text(value)
            with contextlib.suppress(ValueError, TypeError):
                if value is not None and setting.parse(text) == value:
                    found[name] = text
        return found

    def set(self, name: str, text: str | None, *, dry_run: bool = False) -> Any:
        """Set a value from its text, or take it back with None; return it. Comments in the file stay.

        With `dry_run` nothing is written. Raises `UsageError` for an unknown name or a text that cannot be its value.
        """
        import tomlkit

        setting = _known(name)
        try:
            value = None if text is None else setting.parse(text)
        except (ValueError, TypeError) as error:
            raise UsageError("error.bad-setting", name=name, value=str(text)) from error
        if dry_run:
            return setting.default if value is None else value
        try:
            document = tomlkit.parse(self.place.read_text(encoding="utf-8"))
        except FileNotFoundError:
            document = tomlkit.document()
        table: Any = document
        *outer, last = name.split(".")
        for part in outer:
            if part not in table:
                table[part] = tomlkit.table()
            table = table[part]
        if value is None:
            with contextlib.suppress(KeyError):
                del table[last]
        else:
            table[last] = value
        _write(self.place, tomlkit.dumps(document))
        self._told = _read(tomlkit.dumps(document))
        return setting.default if value is None else value


def _known(name: str) -> Setting:
    if name not in KNOWN:
        import difflib

        close = difflib.get_close_matches(name, KNOWN, 1)
        raise UsageError("error.no-such-setting", name=name, hint=close[0] if close else "budget.per_week")
    return KNOWN[name]


def _write(place: Path, text: str) -> None:
    """Replace a file whole, for its owner only; a kill leaves the old or the new one.

    Raises `ReseauError` when the disk is full or may not be written.
    """
    part = place.with_name(place.name + ".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(place)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        code = "error.disk-full" if full else "error.home-not-writable"
        raise ReseauError(code, place=str(place.parent)) from error
