"""Any plan at all goes out into a file and comes back the same."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.exchange.sheets import SheetBook
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    RunSheet,
    Segment,
    Session,
)
from controlroom.ports import SheetLayout, SheetRequest
from tests.strategies.plan import sheets

SESSION = Session(id="s", title="本场", planned_start=Instant(1_795_320_000_000))


def tidy(one):
    """What a workbook can hold: no control characters in text but the end of a line and a tab."""
    texts = {f.name: getattr(one, f.name) for f in fields(one) if f.name != "id"}
    return replace(
        one,
        **{
            name: "".join(c for c in value if c in "\n\t" or category(c) not in ("Cc", "Cs"))
            for name, value in texts.items()
            if type(value) is str
        },
    )


def tidied(sheet: RunSheet) -> RunSheet:
    names = ("products", "segments", "slots", "giveaways", "tasks")
    rows = {name: tuple(map(tidy, getattr(sheet, name))) for name in names}

    return replace(sheet, session=tidy(sheet.session), **rows)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sheet=sheets().map(tidied),
    suffix=st.sampled_from([".csv", ".xlsx"]),
    lang=st.sampled_from(["zh", "en"]),
)
def test_any_plan_at_all_is_read_back(tmp_path, sheet, suffix, lang):
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, Speaker(lang=lang, book={}))
    found = SheetBook().read(SheetRequest(path=path, base=sheet))
    assert found.errors == ()
    for plate in Plate:
        for there, here in zip(found.sheet.rows(plate), sheet.rows(plate), strict=True):
            assert there == here
    assert found.sheet == sheet


def usual(sheet: RunSheet) -> RunSheet:
    """As people plan: whole minutes, every row named, no space around words, a start exactly
    where a row does not follow the one before."""

    def whole(at):
        return None if at is None else type(at)(at // MINUTE * MINUTE)

    def row(one, nth, **more):
        texts = {f.name: getattr(one, f.name) for f in fields(one) if f.name != "id"}
        bare = {name: text.strip() for name, text in texts.items() if type(text) is str}
        return replace(one, **bare | {"title": f"{bare['title']}{nth}"} | more)

    def segment(one, nth):
        linked = one.linked and nth > 0
        start = one.start if one.start is not None else sheet.session.planned_start
        own = {"start": None if linked else whole(start), "hard": one.hard and not linked}
        return row(one, nth, linked=linked, duration=whole(one.duration), **own)

    def slot(one, nth):
        end = whole(max(one.end, one.start + MINUTE))
        return row(one, nth, start=whole(one.start), end=Instant(end))

    def gift(one, nth):
        own = {name: whole(getattr(one, name)) for name in ("start", "offset", "duration")}
        return row(one, nth, **own)

    def each(of, rows):
        return tuple(of(one, nth) for nth, one in enumerate(rows))

    session = replace(
        row(sheet.session, ""),
        title=sheet.session.title.strip() or "场",
        planned_start=whole(sheet.session.planned_start),
        planned_end=whole(sheet.session.planned_end),
        role_mix=tuple(
            (f"款{chr(97 + n)}", part) for n, (_, part) in enumerate(sheet.session.role_mix)
        ),
        archived=False,
    )
    return RunSheet(
        session=session,
        products=each(row, sheet.products),
        segments=each(segment, sheet.segments),
        slots=each(slot, sheet.slots),
        giveaways=each(gift, sheet.giveaways),
        tasks=each(lambda one, nth: row(one, nth, before=whole(one.before)), sheet.tasks),
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sheet=sheets().map(tidied).map(usual),
    suffix=st.sampled_from([".csv", ".xlsx"]),
    lang=st.sampled_from(["zh", "en"]),
    elsewhere=st.integers(-30 * 24, 30 * 24),
)
def test_a_plan_written_and_read_as_a_new_session_is_the_same_plan(
    tmp_path, sheet, suffix, lang, elsewhere
):
    """Without the plan beside it: the empty session it becomes knows its zone and currency."""
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, Speaker(lang=lang, book={}))
    there = sheet.session
    start = Instant(there.planned_start + elsewhere * HOUR)
    blank = Session(
        id="new", title="x", planned_start=start, zone=there.zone, currency=there.currency
    )
    found = SheetBook().read(SheetRequest(path=path, base=RunSheet(session=blank)))
    assert found.errors == ()
    for plate in Plate:
        assert found.sheet.rows(plate) == sheet.rows(plate)
    assert found.sheet.session == replace(there, id="new")


ANY_RATIO = st.floats(0, 1, allow_subnormal=False)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    shares=st.lists(ANY_RATIO, min_size=1, max_size=40), suffix=st.sampled_from([".csv", ".xlsx"])
)
def test_every_digit_of_a_number_is_read_back_as_new(tmp_path, shares, suffix):
    """Without the plan beside it, from the cells alone."""
    goods = tuple(
        Product(id=RowId(f"prd-{nth}"), title=f"品{nth}", commission=share, stock=nth)
        for nth, share in enumerate(shares)
    )
    sheet = RunSheet(session=SESSION, products=goods)
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, Speaker(lang="zh", book={}))
    found = SheetBook().read(SheetRequest(path=path, base=RunSheet(session=SESSION)))
    assert (found.errors, found.sheet.products) == ((), goods)


NEW_YORK = Session(
    id="s", title="夜场", zone="America/New_York", planned_start=Instant(1_793_507_400_000)
)  # 2026-11-01 00:30 in New York; at 02:00 clocks go back to 01:00


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hour_that_is_had_twice_comes_back_as_itself(tmp_path, suffix, lang):
    start = NEW_YORK.planned_start
    times = [Instant(start + quarter * 15 * MINUTE) for quarter in range(13)]
    slots = tuple(
        AdSlot(id=RowId(f"slot-{nth}"), channel="私域", start=one, end=other)
        for nth, (one, other) in enumerate(pairwise(times))
    )
    gifts = tuple(
        Giveaway(id=RowId(f"g-{nth}"), title=f"福{nth}", start=one) for nth, one in enumerate(times)
    )
    session = replace(NEW_YORK, planned_end=times[-3])
    sheet = RunSheet(session=session, slots=slots, giveaways=gifts)
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, Speaker(lang=lang, book={}))
    found = SheetBook().read(SheetRequest(path=path, base=RunSheet(session=NEW_YORK)))
    assert found.errors == ()
    assert (found.sheet.slots, found.sheet.giveaways) == (slots, gifts)
    assert found.sheet.session == session


def test_a_time_of_another_zone_is_no_time_here(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("名称,时间\n福袋,01:30 CET\n福袋二,01:30 EST\n", encoding="utf-8")
    request = SheetRequest(
        path=str(path),
        base=RunSheet(session=NEW_YORK),
        layouts={"x": SheetLayout(plate=Plate.GIVEAWAY, header=0, fields={0: "title", 1: "start"})},
    )
    found = SheetBook().read(request)
    assert [(e.row, e.message.key) for e in found.errors] == [(2, "runsheet.bad_time")]
    assert found.sheet.giveaways[-1].start == NEW_YORK.planned_start + 2 * HOUR


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_change_in_one_cell_changes_that_and_nothing_else(tmp_path, suffix):
    """A plan of which a table can't tell all: part of a second, a start that is not used."""
    start = Instant(SESSION.planned_start + 400)
    rows = tuple(
        Segment(id=RowId(f"seg-{n}"), title=f"段{n}", start=start, duration=Span(90_500))
        for n in range(3)
    )
    base = RunSheet(session=SESSION, segments=rows)
    changed = replace(base, segments=(rows[0], replace(rows[1], title="改名"), rows[2]))
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(changed, path, Speaker(lang="zh", book={}))
    found = SheetBook().read(SheetRequest(path=path, base=base))
    assert (found.errors, found.sheet) == ((), changed)
