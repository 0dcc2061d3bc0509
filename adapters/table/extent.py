"""How far a workbook reaches, found out before it is loaded: the library lays a sheet out in full.

One cell in the last corner of an otherwise empty sheet would ask for hundreds of gigabytes. Excel writes the
place of each cell (ECMA-376 part 1 §18.3.1.4), OpenDocument repeats empty ones by number (§19.675, §19.678).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import BinaryIO, cast

from sync.ports import Unreadable

MAX_CELLS = 12_000_000
MAX_UNPACKED = 1 << 29
_BLOCK = 1 << 20
_FREE = 0xFFFFFFFF
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,40}?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]{0,60}?\br="(\d{1,7})"')
_ODS = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)((?:\s[^<>]*)?)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


def check_extent(content: bytes, file: str) -> None:
    """Raise `Unreadable` when loading the workbook `content` would take more than a computer gives, or is cut."""
    if not content.startswith(b"PK"):
        if not _compound_is_whole(content):
            raise Unreadable("archive-broken", file=file)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > 2_000 or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise Unreadable("archive-bomb", file=file)
            for info in infos:
                if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    with archive.open(info) as stream:
                        _check_sheet(cast(BinaryIO, stream), file)
                elif info.filename == "content.xml":
                    with archive.open(info) as stream:
                        _check_ods(cast(BinaryIO, stream), file)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("archive-broken", file=file) from error


def _compound_is_whole(content: bytes) -> bool:
    """Tell whether an old Excel file has all its sectors ([MS-CFB] §2.2, §2.3): the library dies of a cut one."""
    if len(content) < 1536:
        return False
    size = 1 << int.from_bytes(content[30:32], "little")
    if size not in (512, 4096):
        return False
    sectors = (len(content) - 1) // size
    chains = struct.unpack_from("<109I", content, 76)
    last = int.from_bytes(content[48:52], "little")
    for nth, place in enumerate(p for p in chains if p < 0xFFFFFFFA):
        start = (place + 1) * size
        table = content[start : start + size]
        if len(table) < size:
            return False
        used = [i for i, following in enumerate(struct.unpack(f"<{size // 4}I", table)) if following != _FREE]
        if used:
            last = max(last, nth * (size // 4) + used[-1])
    return last < sectors


def _check_sheet(stream: BinaryIO, file: str) -> None:
    columns, last = 0, 0
    tail = b""
    seen = 0
    while block := stream.read(_BLOCK):
        seen += len(block)
        if seen > MAX_UNPACKED:
            raise Unreadable("archive-bomb", file=file)
        text = tail + block
        for found in _CELL.finditer(text):
            columns = max(columns, _column(found.group(1)))
            last = max(last, int(found.group(2)))
        for found in _ROW.finditer(text):
            last = max(last, int(found.group(1)))
        if columns * last > MAX_CELLS:
            raise Unreadable("sheet-too-large", file=file)
        tail = text[-200:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(stream: BinaryIO, file: str) -> None:
    """Find the last row and column with a value. Empty ones repeated to the edge of the sheet are the rule."""
    seen = row = column = repeat = widest = 0
    tail = b""
    while block := stream.read(_BLOCK):
        seen += len(block)
        if seen > MAX_UNPACKED:
            raise Unreadable("archive-bomb", file=file)
        text = tail + block
        cut = text.rfind(b"<")
        text, tail = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
        for found in _ODS.finditer(text):
            kind, attributes = found.groups()
            times = _REPEATED.search(attributes)
            number = int(times.group(1)) if times else 1
            if kind == b"table":
                row = column = repeat = widest = 0
            elif kind == b"table-row":
                row, column, repeat = row + repeat, 0, number
            else:
                column += number
                if b"value-type=" in attributes:
                    widest = max(widest, column)
                    if widest * (row + repeat) > MAX_CELLS:
                        raise Unreadable("sheet-too-large", file=file)
