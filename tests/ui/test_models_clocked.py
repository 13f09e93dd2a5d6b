"""Cells that hang on the clock: a block typed over is the same as cell by cell, top down."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.plan.sheet import Plate, RunSheet, Segment
from controlroom.plan.timing import schedule
from controlroom.ui.models import batch, clocked
from controlroom.ui.models.plates import columns
from controlroom.ui.models.sight import Sight
from tests.builders import sheet

DAY = Instant(1_800_000_000_000)
COLUMNS = {column.name: column for column in columns(Plate.SCRIPT) if column.clocked}
TEXTS = st.sampled_from(
    (
        "",
        "20:00",
        "20:03",
        "20:10",
        "23:59",
        "00:30",
        "+1 02:00",
        "08:00",
        "yes",
        "no",
        "?",
        "20:00-20:12",
        "20:05-20:04",
        "23:50-00:20",
    )
)


def sight_of(plan: RunSheet) -> Sight:
    speaker = Speaker("en", {"ui.plan.yes": "yes", "ui.plan.no": "no"})
    return Sight(sheet=plan, schedule=schedule(plan), findings=(), speaker=speaker)


@st.composite
def scripts(draw: st.DrawFn) -> RunSheet:
    made = [
        Segment(
            id=RowId(f"s{n}"),
            title=f"s{n}",
            duration=Span(draw(st.sampled_from((0, 3, 10, 9 * 60))) * MINUTE),
            start=draw(st.none() | st.integers(-2, 9).map(lambda n: Instant(DAY + n * HOUR))),
            linked=draw(st.booleans()),
            hard=draw(st.booleans()),
            milestone=draw(st.integers(0, 5)) == 0,
            skip=draw(st.integers(0, 5)) == 0,
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    plain = sheet()
    session = replace(plain.session, planned_start=DAY, planned_end=None)
    return replace(plain, session=session, segments=tuple(made))


Cells = dict[RowId, list[tuple[str, str]]]


def one_by_one(plan: RunSheet, cells: Cells) -> tuple[RunSheet, list[tuple[RowId, str, str]]]:
    """The plain way: the whole clock anew for each cell."""
    refused = []
    for segment in plan.segments:
        for name, text in cells.get(segment.id, ()):
            sight, column = sight_of(plan), COLUMNS[name]
            row = next(one for one in plan.segments if one.id == segment.id)
            if text.strip() == clocked.said(column, row, sight).strip():
                continue
            try:
                assert column.change is not None
                plan = column.change(plan, segment.id, text.strip(), sight)
            except WorldError:
                refused.append((segment.id, name, text))
    return plan, refused


@settings(deadline=None)
@given(plan=scripts(), data=st.data())
def test_a_block_is_typed_as_cell_by_cell(plan: RunSheet, data: st.DataObject) -> None:
    names = st.sampled_from(sorted(COLUMNS.keys() - {"gap"}))
    some = st.lists(st.tuples(names, TEXTS), max_size=3)
    cells: Cells = {row.id: made for row in plan.segments if (made := data.draw(some))}
    given_cells = {row: [(COLUMNS[n], text) for n, text in made] for row, made in cells.items()}
    after, refused = batch.done(clocked.over(sight_of(plan), plan, given_cells))
    wanted, bad = one_by_one(plan, cells)
    assert after == wanted
    assert [(row, column.name, text) for row, column, text, _ in refused] == bad


def test_the_share_done_grows_to_one() -> None:
    plan = replace(sheet(), segments=tuple(Segment(id=RowId(f"s{n}"), title="…") for n in range(5)))
    cells = {RowId(f"s{n}"): [(COLUMNS["plan_end"], "?")] for n in (1, 3)}
    assert list(clocked.over(sight_of(plan), plan, cells)) == [0.5, 1.0]
