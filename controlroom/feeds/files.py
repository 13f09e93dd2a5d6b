"""Files of facts: which layout, which parser, and the chunks that come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.core.time import zone_of
from controlroom.feeds import douyin, generic, kuaishou
from controlroom.feeds.ads import read_ads
from controlroom.feeds.orders import OrderParser
from controlroom.feeds.room import read_room
from controlroom.feeds.tables import parts
from controlroom.feeds.titles import FIELDS, Layout
from controlroom.ports import Chunk, FileRequest

LAYOUTS: tuple[Layout, ...] = (
    *(kuaishou.ORDERS, douyin.ORDERS, generic.ORDERS),
    *(kuaishou.ADS, douyin.ADS, generic.ADS),
    generic.ROOM,
)
"""All known layouts, the most particular of each kind first."""


class Files:
    """Implements `ports.FactReader`."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Message, ...]] = {}  # by the whole request

    def formats(self) -> tuple[tuple[str, str], ...]:
        """(name, kind) of each known format."""
        return tuple((layout.name, layout.kind) for layout in LAYOUTS)

    def read(self, request: FileRequest) -> Iterator[Chunk]:
        """Chunks in file order. Raises WorldError when the file can't be read."""
        file = Path(request.path).name
        layouts = _layouts(request, file)
        notes: list[Message] = []
        yield from _chunks(request, layouts, notes)
        self._said = {repr(request): tuple(notes)}

    def notes(self, request: FileRequest) -> tuple[Message, ...]:
        """What was decided; reads the file when it has not been read yet."""
        if repr(request) not in self._said:
            for _ in self.read(request):
                pass
        return self._said[repr(request)]


def _chunks(
    request: FileRequest, layouts: tuple[Layout, ...], notes: list[Message]
) -> Iterator[Chunk]:
    table = parts(request, layouts, notes)
    if request.kind == "ads":
        yield from read_ads(request, table, notes)
    elif request.kind == "room":
        yield from read_room(request, table, notes)
    else:
        parser = OrderParser(request)
        for part in table:
            yield from parser.chunks(part)
        notes += parser.notes()


def _layouts(request: FileRequest, file: str) -> tuple[Layout, ...]:
    """The layouts to try. Raises WorldError for an unknown kind, format or zone."""
    if request.kind not in FIELDS:
        raise WorldError("import.unknown_kind", file=file, kind=request.kind)
    fitting = tuple(layout for layout in LAYOUTS if layout.kind == request.kind)
    try:
        zone_of(request.zone)
    except KeyError:
        raise WorldError("import.unknown_zone", file=file, zone=request.zone) from None
    if request.format == "auto":
        return fitting
    chosen = tuple(
        replace(layout, signature=frozenset())
        for layout in fitting
        if layout.name == request.format
    )
    if not chosen:
        known = ", ".join(layout.name for layout in fitting)
        raise WorldError("import.unknown_format", file=file, format=request.format, known=known)
    return chosen
