"""Time zones by all the names calendars give them.

`load` gives the zone of an IANA name, from the pinned package `tzdata` rather than from the machine, so that
the same name means the same rules everywhere. `known` also understands Windows names (`Romance Standard
Time`; table after CLDR windowsZones.xml), IANA names behind a vendor's path (`/mozilla.org/2005/Europe/Paris`),
Outlook's display names (`(UTC+01:00) Brussels, Copenhagen, Madrid, Paris`) and offsets (`GMT+0100`).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WINDOWS = {
    "Africa": """
        E. Africa=Nairobi; Egypt=Cairo; Libya=Tripoli; Morocco=Casablanca; Namibia=Windhoek; Sao
        Tome=Sao_Tome; South Africa=Johannesburg; South Sudan=Juba; Sudan=Khartoum; W. Central
        Africa=Lagos
    """,
    "America": """
        Alaskan=Anchorage; Aleutian=Adak; Argentina=Argentina/Buenos_Aires; Atlantic=Halifax;
        Bahia=Bahia; Canada Central=Regina; Central=Chicago; Central (Mexico)=Mexico_City; Central
        America=Guatemala; Central Brazilian=Cuiaba; Cuba=Havana; E. South America=Sao_Paulo;
        Eastern=New_York; Eastern (Mexico)=Cancun; Greenland=Nuuk; Haiti=Port-au-Prince;
        Magallanes=Punta_Arenas; Montevideo=Montevideo; Mountain=Denver; Mountain (Mexico)=Mazatlan;
        Newfoundland=St_Johns; Pacific=Los_Angeles; Pacific (Mexico)=Tijuana; Pacific SA=Santiago;
        Paraguay=Asuncion; SA Eastern=Cayenne; SA Pacific=Bogota; SA Western=La_Paz; Saint
        Pierre=Miquelon; Tocantins=Araguaina; Turks And Caicos=Grand_Turk; US
        Eastern=Indiana/Indianapolis; US Mountain=Phoenix; Venezuela=Caracas; Yukon=Whitehorse
    """,
    "Asia": """
        Afghanistan=Kabul; Altai=Barnaul; Arab=Riyadh; Arabian=Dubai; Arabic=Baghdad;
        Azerbaijan=Baku; Bangladesh=Dhaka; Caucasus=Yerevan; Central Asia=Bishkek; China=Shanghai;
        Ekaterinburg=Yekaterinburg; Georgian=Tbilisi; India=Kolkata; Iran=Tehran; Israel=Jerusalem;
        Jordan=Amman; Korea=Seoul; Magadan=Magadan; Middle East=Beirut; Myanmar=Yangon; N. Central
        Asia=Novosibirsk; Nepal=Kathmandu; North Asia=Krasnoyarsk; North Asia East=Irkutsk; North
        Korea=Pyongyang; Omsk=Omsk; Pakistan=Karachi; Qyzylorda=Qyzylorda; Russia Time Zone
        10=Srednekolymsk; Russia Time Zone 11=Kamchatka; SE Asia=Bangkok; Sakhalin=Sakhalin;
        Singapore=Singapore; Sri Lanka=Colombo; Syria=Damascus; Taipei=Taipei; Tokyo=Tokyo;
        Tomsk=Tomsk; Transbaikal=Chita; Ulaanbaatar=Ulaanbaatar; Vladivostok=Vladivostok; W.
        Mongolia=Hovd; West Asia=Tashkent; West Bank=Hebron; Yakutsk=Yakutsk
    """,
    "Atlantic": """
        Azores=Azores; Cape Verde=Cape_Verde; Greenwich=Reykjavik
    """,
    "Australia": """
        AUS Central=Darwin; AUS Eastern=Sydney; Aus Central W.=Eucla; Cen. Australia=Adelaide; E.
        Australia=Brisbane; Lord Howe=Lord_Howe; Tasmania=Hobart; W. Australia=Perth
    """,
    "Europe": """
        Astrakhan=Astrakhan; Belarus=Minsk; Central Europe=Budapest; Central European=Warsaw; E.
        Europe=Chisinau; FLE=Kyiv; GMT=London; GTB=Bucharest; Kaliningrad=Kaliningrad;
        Romance=Paris; Russia Time Zone 3=Samara; Russian=Moscow; Saratov=Saratov; Turkey=Istanbul;
        Volgograd=Volgograd; W. Europe=Berlin
    """,
    "Indian": """
        Mauritius=Mauritius
    """,
    "Pacific": """
        Bougainville=Bougainville; Central Pacific=Guadalcanal; Chatham Islands=Chatham; Easter
        Island=Easter; Fiji=Fiji; Hawaiian=Honolulu; Line Islands=Kiritimati; Marquesas=Marquesas;
        New Zealand=Auckland; Norfolk=Norfolk; Samoa=Apia; Tonga=Tongatapu; West
        Pacific=Port_Moresby
    """,
}

# Display names without a city that IANA knows, as Windows, Outlook and Google Calendar's settings show them.
_DISPLAY = {
    "pacific time": "America/Los_Angeles",
    "mountain time": "America/Denver",
    "central time": "America/Chicago",
    "eastern time": "America/New_York",
    "atlantic time": "America/Halifax",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "newfoundland": "America/St_Johns",
    "brasilia": "America/Sao_Paulo",
    "greenland": "America/Nuuk",
    "rome": "Europe/Rome",
    "bern": "Europe/Zurich",
    "edinburgh": "Europe/London",
    "pretoria": "Africa/Johannesburg",
    "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "chennai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "osaka": "Asia/Tokyo",
    "hanoi": "Asia/Bangkok",
    "abu dhabi": "Asia/Dubai",
    "islamabad": "Asia/Karachi",
    "west central africa": "Africa/Lagos",
    "bruxelles": "Europe/Brussels",
    "copenhague": "Europe/Copenhagen",
    "londres": "Europe/London",
    "athenes": "Europe/Athens",
    "le caire": "Africa/Cairo",
    "wien": "Europe/Vienna",
    "kopenhagen": "Europe/Copenhagen",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
}
_ABBREVIATED = {
    "dateline standard time": "Etc/GMT+12",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "zulu": "UTC",
    "coordinated universal time": "UTC",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pst8pdt": "America/Los_Angeles",
    "us-pacific": "America/Los_Angeles",
    "us-mountain": "America/Denver",
    "us-central": "America/Chicago",
    "us-eastern": "America/New_York",
    "mdt": "America/Denver",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "est5edt": "America/New_York",
    "edt": "America/New_York",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "met": "Europe/Paris",
    "mez": "Europe/Berlin",
    "bst": "Europe/London",
    "jst": "Asia/Tokyo",
}
_OFFSET = re.compile(r"^\(?\s*(?:UTC|GMT)?\s*([+-])\s?(\d{1,2})[:.h]?(\d{2})?\s*\)?")
_BRACKET = re.compile(r"^\(\s*(?:UTC|GMT)[^)]*\)\s*")


@cache
def load(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; UTC for a name nobody knows."""
    return _iana(name) or ZoneInfo("UTC")


@cache
def _iana(name: str) -> ZoneInfo | None:
    """Return the zone of exactly this IANA name."""
    if not re.fullmatch(r"[A-Za-z][\w+-]*(/[\w+-]+)*", name, re.ASCII):
        return None
    try:
        place = resources.files("tzdata.zoneinfo").joinpath(*name.split("/"))
        with place.open("rb") as rules:
            return ZoneInfo.from_file(rules, key=name)
    except (OSError, ImportError, ValueError):
        pass
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def known(name: str) -> tzinfo | None:
    """Return the zone that a TZID names by itself; None if it says nothing.

    >>> str(known("Romance Standard Time"))
    'Europe/Paris'
    >>> str(known("(UTC+07:00) Bangkok, Hanoi, Jakarta"))
    'Asia/Bangkok'
    """
    return named(name) or displayed(name)


@cache
def named(name: str) -> tzinfo | None:
    """Return the zone of a name that is in a table: IANA's, Windows', or IANA's behind a path."""
    name = _plain(name)
    return _named(name) or _behind_a_path(name)


def _plain(name: str) -> str:
    return " ".join(name.replace("\\", "").strip("\"' ").split())


@cache
def _windows() -> dict[str, str]:
    """Return the zones of Windows by name in lower case, with and without ` Standard Time`."""
    table: dict[str, str] = {}
    for area, names in _WINDOWS.items():
        for pair in names.split(";"):
            windows, _, city = " ".join(pair.split()).partition("=")
            short, _, rest = windows.partition(" (")
            for part in ("", " Standard Time", " Daylight Time"):
                table[f"{short}{part}{' (' if rest else ''}{rest}".lower()] = f"{area}/{city}"
    return table


@cache
def _spellings() -> dict[str, str]:
    """Return all IANA names by their lower case, and by their last part where it is unambiguous."""
    names = resources.files("tzdata").joinpath("zones").read_text().split()
    table: dict[str, str] = {}
    for name in names:
        table.setdefault(name.lower(), name)
    for name in names:
        if name.count("/") and not name.startswith(("Etc/", "US/", "SystemV/", "posix/", "right/")):
            table.setdefault(name.rsplit("/", 1)[1].replace("_", " ").lower(), name)
    return table


def _named(name: str) -> tzinfo | None:
    found = _iana(name)
    if found:
        return found
    low = name.lower()
    iana = _windows().get(low) or _ABBREVIATED.get(low)
    if not iana and "/" in low:
        iana = _spellings().get(low.replace(" ", "_"))
    return _iana(iana) if iana else None


def _behind_a_path(name: str) -> tzinfo | None:
    """Return the zone at the end of a vendor's path, the longest that is one."""
    parts = name.split("/")
    for start in range(1, len(parts) - 1):
        found = _named("/".join(parts[start:]))
        if found:
            return found
    # tzone://Microsoft/Utc is the last part alone; tzone://Microsoft/Custom says nothing.
    return _named(parts[-1]) if name.lower().startswith("tzone://") else None


@cache
def displayed(name: str) -> tzinfo | None:
    """Return the zone a display name tells by its cities, if its offset agrees; else by the offset alone."""
    name = _plain(name)
    offset = _offset(name)
    places = _BRACKET.sub("", name).lower()
    for place in (places, *places.split(",")):
        word = re.sub(r"\s*\(.*", "", place).strip()
        iana = _DISPLAY.get(word) or _windows().get(word) or _spellings().get(word)
        zone = _iana(iana) if iana else None
        if zone and (offset is None or _standard(zone) == offset):
            return zone
    return timezone(offset) if offset is not None else None


def _standard(zone: ZoneInfo) -> timedelta:
    """Return the lesser offset of the zone's year, which is what display names show."""
    offsets = [datetime(2025, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)]
    return min(offset or timedelta() for offset in offsets)


def _offset(name: str) -> timedelta | None:
    found = _OFFSET.match(name)
    if not found:
        return timedelta() if re.match(r"^\(\s*(UTC|GMT)\s*\)", name, re.IGNORECASE) else None
    sign, hours, minutes = found.groups()
    if int(hours) > 14 or int(minutes or 0) > 59:
        return None
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -size if sign == "-" else size
