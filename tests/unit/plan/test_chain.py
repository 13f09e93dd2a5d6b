"""The planned clock carried through an edit is the clock made anew."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.plan import edits
from controlroom.plan.chain import rescheduled, schedule
from controlroom.plan.sheet import Plate, RunSheet, Segment
from tests.builders import segment, sheet

DAY = Instant(1_800_000_000_000)


@st.composite
def rows(draw: st.DrawFn, name: str) -> Segment:
    """Rows of all kinds; times are few so that chains meet again."""
    return Segment(
        id=RowId(name),
        title=name,
        duration=Span(draw(st.integers(0, 4)) * MINUTE),
        start=draw(st.none() | st.integers(-3, 12).map(lambda n: Instant(DAY + n * MINUTE))),
        linked=draw(st.booleans()),
        hard=draw(st.booleans()),
        milestone=draw(st.integers(0, 4)) == 0,
        skip=draw(st.integers(0, 3)) == 0,
    )


@st.composite
def scripts(draw: st.DrawFn) -> RunSheet:
    made = [draw(rows(f"s{n}")) for n in range(draw(st.integers(0, 9)))]
    plain = sheet()
    begin = Instant(DAY + draw(st.integers(0, 3)) * MINUTE)
    return replace(plain, session=replace(plain.session, planned_start=begin), segments=tuple(made))


def anew(plan: RunSheet) -> RunSheet:
    """The same plan, of which nothing has been worked out."""
    return replace(plan)


@given(script=scripts(), data=st.data())
def test_whatever_is_done_to_a_script(script: RunSheet, data: st.DataObject) -> None:
    known, here = schedule(script), script
    for turn in range(3):
        kept = data.draw(st.permutations(here.segments))
        cut = data.draw(st.integers(0, len(kept)))
        keep = data.draw(st.sampled_from((here.segments, kept, here.segments[cut:], kept[:cut])))
        others = [
            data.draw(rows(row.id)) if data.draw(st.integers(0, 4)) == 0 else row for row in keep
        ]
        some = [data.draw(rows(f"n{turn}{n}")) for n in range(data.draw(st.integers(0, 2)))]
        at = data.draw(st.integers(0, len(others)))
        after = replace(here, segments=(*others[:at], *some, *others[at:]))
        known = rescheduled(after, here, known)
        assert known == schedule(anew(after))
        here = after


@given(script=scripts(), by=st.integers(-3, 3))
def test_another_start_of_the_show(script: RunSheet, by: int) -> None:
    begin = Instant(script.session.planned_start + by * MINUTE)
    later = edits.set_session(script, planned_start=begin)
    assert rescheduled(later, script, schedule(script)) == schedule(anew(later))


def test_the_ripple_ends_where_the_clock_is_as_it_was() -> None:
    show = sheet(
        *(segment(f"s{n}") for n in range(30)),
        segment("hard", at="23:00", hard=True),
        *(segment(f"t{n}") for n in range(30)),
    )
    longer = edits.set_field(show, Plate.SCRIPT, RowId("s3"), "duration", Span(60_000))
    before, after = schedule(show), rescheduled(longer, show, schedule(show))
    same = [a is b for a, b in zip(before.rows, after.rows, strict=True)]
    assert same.index(False) == 3
    assert all(same[31:])
    assert after == schedule(anew(longer))


def test_it_is_worked_out_once_for_each_sheet() -> None:
    show = sheet(segment("a"), segment("b"))
    assert schedule(show) is schedule(show)
    other = edits.set_session(show, note="…")
    assert rescheduled(other, show, schedule(show)) is schedule(show) is schedule(other)
