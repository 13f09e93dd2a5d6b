"""What is printed of a plan: one table a plate, in the words of the screen's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from controlroom.core import formats
from controlroom.core.saying import Speaker
from controlroom.plan.sheet import Plate, Row, RunSheet, Segment
from controlroom.plan.timing import schedule
from controlroom.ui.models.columns import Column
from controlroom.ui.models.plates import columns
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.sums import sums

_SHOWN = {
    Plate.SCRIPT: (
        "position plan_start plan_end duration kind title products product_live_price "
        "product_stock target_gmv owner note"
    ),
    Plate.GOODS: (
        "position link title role list_price live_price cost margin commission stock "
        "target_units mechanism owner note"
    ),
    Plate.TRAFFIC: (
        "position start end channel title budget target_roi roi_basis bid audience owner note"
    ),
    Plate.GIVEAWAY: (
        "position begin duration kind title segment quantity unit_cost cost condition product "
        "owner note"
    ),
    Plate.WARMUP: "position done due kind title target actual spend owner note",
}
_ORDER = (Plate.SCRIPT, Plate.GOODS, Plate.TRAFFIC, Plate.GIVEAWAY, Plate.WARMUP)
_POINTS = ("introduction", "selling_point", "scene", "after_sales", "value")
_WRAPPED = frozenset(
    {"title", "mechanism", "condition", "note", "audience", "segment", "products", *_POINTS}
)

_GROWING = frozenset({"title", "mechanism", "condition", "audience"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One column. `wraps`: breaks its text over several lines where it must. `grows`: takes
    the room that is left."""

    text: str
    right: bool = False
    wraps: bool = False
    grows: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row; `struck`: left out of the show. `strong`: a hard start."""

    cells: tuple[str, ...]
    struck: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. The badge of its plate, if it belongs to one, stands before its title,
    `sums` beside it."""

    plate: Plate | None
    title: str
    sums: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """All pages: `title` and `facts` above each of them, `speaker` for the page numbers."""

    title: str
    facts: str
    tables: tuple[Table, ...]
    speaker: Speaker


def printout(sheet: RunSheet, speaker: Speaker) -> Printout:
    """A plan as it goes on paper. Empty plates and empty columns are left out."""
    session = sheet.session
    said = Speaker(speaker.lang, speaker.book, session.zone, session.currency)
    sight = Sight(sheet=sheet, schedule=schedule(sheet), findings=(), speaker=said)
    tables = [_plate(sight, plate) for plate in _ORDER if sheet.rows(plate)]
    if any(any(row.points) for row in sheet.segments):
        tables.insert(1, _points(sight))
    return Printout(title=session.title, facts=_facts(sight), tables=tuple(tables), speaker=said)


def _facts(sight: Sight) -> str:
    """`11-22 周日 19:00–23:00 · 示例店铺 · 阿雪 · GMV 目标 ¥2,000,000`."""
    session, lang = sight.sheet.session, sight.speaker.lang
    end = session.planned_end or sight.schedule.end
    year = formats.stamp(session.planned_start, session.zone)[:5]
    when = f"{year}{formats.day(session.planned_start, session.zone, lang)}"
    clocks = f"{sight.face(session.planned_start)}–{sight.face(end)}"
    money = [
        sight.book.text(f"ui.print.{name}", amount_minor=amount)
        for name, amount in (("target", session.target_gmv), ("budget", session.ad_budget))
        if amount is not None
    ]
    said = [f"{when} {clocks}", session.shop, session.streamer, *money]
    return " · ".join(one for one in said if one)


def _plate(sight: Sight, plate: Plate) -> Table:
    known = {column.name: column for column in columns(plate)}
    wanted = [known[name] for name in _SHOWN[plate].split() if name in known]
    rows = sight.sheet.rows(plate)
    cells = [[_cell(column, row, sight) for column in wanted] for row in rows]
    kept = {"note"} if plate is Plate.SCRIPT else set()  # room to write by hand
    used = [at for at, one in enumerate(wanted) if one.name in kept or any(c[at] for c in cells)]
    noted = any(wanted[at].name == "note" for at in used)
    return Table(
        plate=plate,
        title=sight.speaker.text(f"ui.plan.plate.{plate.value}"),
        sums=" · ".join(f"{sight.speaker.text(one.key)} {one.text}" for one in sums(plate, sight)),
        heads=tuple(_head(wanted[at], sight, noted) for at in used),
        lines=tuple(
            _line(row, [found[at] for at in used], sight)
            for row, found in zip(rows, cells, strict=True)
        ),
    )


def _cell(column: Column, row: Row, sight: Sight) -> str:
    said = column.show(row, sight)
    if column.name == "plan_start" and sight.timed[row.id].hard:
        return f"{said} {sight.speaker.text('ui.print.hard')}"
    return "" if said == formats.DASH else said


def _head(column: Column, sight: Sight, noted: bool) -> Head:
    return Head(
        text=sight.speaker.text(column.heading),
        right=column.look == "number",
        wraps=column.name in _WRAPPED,
        grows=column.name == "note" or (not noted and column.name in _GROWING),
        bold=column.name == "title",
    )


def _line(row: Row, cells: Sequence[str], sight: Sight) -> Line:
    strong = isinstance(row, Segment) and sight.timed[row.id].hard
    return Line(cells=tuple(cells), struck=row.skip, strong=strong)


def _points(sight: Sight) -> Table:
    """The talking points of every segment that has any."""
    text = sight.speaker.text
    rows = [row for row in sight.sheet.segments if any(row.points)]
    heads = [Head(text="#", right=True), Head(text=text("plan.field.title"), wraps=True, bold=True)]
    told = [name for name in _POINTS if any(getattr(row, name) for row in rows)]
    heads += [Head(text=text(f"plan.field.{name}"), wraps=True, grows=True) for name in told]
    place = sight.place[Plate.SCRIPT]
    lines = (
        Line(
            cells=(str(place[row.id]), row.title, *(getattr(row, name) for name in told)),
            struck=row.skip,
        )
        for row in rows
    )
    return Table(
        plate=Plate.SCRIPT,
        title=text("ui.print.points"),
        sums="",
        heads=tuple(heads),
        lines=tuple(lines),
    )
