"""The text of a PDF as Qt writes them, page by page, without white space. Enough to test
what is on paper: it follows each glyph back through the font's own table to a character."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_TOKEN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-fA-F]+)>\s*Tj|(\[.*?\])\s*TJ", re.DOTALL)


def pages(content: bytes) -> list[str]:
    """Every page's text in the order it was drawn, as who copies it has it."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
    fonts = {number: _glyphs(objects, body) for number, body in objects.items()}
    return [
        _text(objects, body, fonts)
        for body in objects.values()
        if re.search(rb"/Type\s*/Page\b", body)
    ]


def plain(text: str) -> str:
    """A text as `pages` would give it."""
    return "".join(text.split())


def _stream(body: bytes) -> bytes:
    raw = _STREAM.search(body)
    if raw is None:
        return b""
    return zlib.decompressobj().decompress(raw[1]) if b"FlateDecode" in body else raw[1]


def _reference(body: bytes, name: bytes) -> int | None:
    found = re.search(rb"/" + name + rb"\s+(\d+) 0 R", body)
    return int(found[1]) if found else None


def _glyphs(objects: dict[int, bytes], body: bytes) -> dict[int, str]:
    """Glyph to text, of a font object."""
    table = _reference(body, b"ToUnicode")
    if table is None:
        return {}
    lines, found = _stream(objects[table]), {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", lines, re.DOTALL):
        for first, last, many, one in re.findall(
            rb"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", block, re.DOTALL
        ):
            start, end = int(first, 16), int(last, 16)
            if one:
                found |= {n: chr(int(one, 16) + n - start) for n in range(start, end + 1)}
            else:
                for offset, code in enumerate(re.findall(rb"<(\w+)>", many)):
                    found[start + offset] = bytes.fromhex(code.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", lines, re.DOTALL):
        for glyph, code in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(code.decode()).decode("utf-16-be")
    return found


def _text(objects: dict[int, bytes], page: bytes, fonts: dict[int, dict[int, str]]) -> str:
    contents, resources = _reference(page, b"Contents"), _reference(page, b"Resources")
    assert contents is not None
    listed = objects[resources] if resources is not None else page
    named = {m[1].decode(): int(m[2]) for m in re.finditer(rb"/(F\w+) (\d+) 0 R", listed)}
    glyphs: dict[int, str] = {}
    said: list[str] = []
    for font, shown, several in _TOKEN.findall(_stream(objects[contents])):
        if font:
            glyphs = fonts[named[font.decode()]]
        for part in [shown] if shown else re.findall(rb"<(\w+)>", several):
            codes = [int(part[at : at + 4], 16) for at in range(0, len(part), 4)]
            said.extend(glyphs.get(code, "\ufffd") for code in codes)
    return plain("".join(said))
