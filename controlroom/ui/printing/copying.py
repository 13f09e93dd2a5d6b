"""What a PDF says when its text is copied or searched: the characters that were written.

Where a font draws several characters with one glyph, Qt tells of the glyph the lowest of
them: ⼤ (a radical) for 大, 㬵 for 胶, ‒ for –. The table that tells it (ToUnicode) stands in
the file as plain text in four digits a character, so it is put right in place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from PySide6.QtGui import QFont, QRawFont

_TABLE = re.compile(rb"/CIDInit /ProcSet findresource begin\n.*?\nendcmap\n", re.DOTALL)
_ROW = re.compile(rb"\[[<>0-9A-F\s]*\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>")


def as_written(content: bytes, written: Counter[str], fonts: Iterable[QFont]) -> bytes:
    """The PDF `content` with tables that tell the characters `written` (with how often each
    was) by `fonts`. As long as before, so that nothing in the file moves."""
    return retold(content, misnamed(written, fonts))


def misnamed(written: Counter[str], fonts: Iterable[QFont]) -> dict[int, int]:
    """By code point that Qt tells of a glyph: the one meant. Of several that are written with
    one glyph it is the most frequent."""
    found: dict[int, int] = {}
    for font in fonts:
        glyphs = QRawFont.fromFont(font).glyphIndexesForString(_plane())
        if len(glyphs) != len(_plane()):
            continue  # joined into fewer: no telling which is whose
        lowest: dict[int, str] = {}
        shared: dict[int, list[str]] = {}
        for sign, glyph in zip(_plane(), glyphs, strict=True):
            lowest.setdefault(glyph, sign)
            if glyph and sign in written:
                shared.setdefault(glyph, []).append(sign)
        for glyph, signs in shared.items():
            meant = max(signs, key=lambda sign: written[sign])
            if meant != lowest[glyph]:
                found[ord(lowest[glyph])] = ord(meant)
    return found


def retold(content: bytes, meant: Mapping[int, int]) -> bytes:
    """`content` with each code point of its tables as `meant` has it."""

    def code(found: re.Match[bytes]) -> bytes:
        told = int(found[1], 16)
        return b"<%04X>" % meant.get(told, told)

    def table(found: re.Match[bytes]) -> bytes:
        return _ROW.sub(lambda row: _CODE.sub(code, row[0]), found[0])

    return _TABLE.sub(table, content)


@cache
def _plane() -> str:
    """All characters of four digits, in order."""
    return "".join(chr(n) for n in range(1, 0x10000) if not 0xD800 <= n < 0xE000)
