"""Events survive the journal exactly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.errors import BugError
from controlroom.core.ids import CueId, RowId, RunId, SessionId
from controlroom.core.message import message
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.live import codec, events
from controlroom.live.events import Answer, Event
from controlroom.plan.sheet import Plate, Product, RunSheet, Segment, Session

instants = st.integers(0, 2**42).map(Instant)
args = st.dictionaries(
    st.sampled_from(("title", "link", "price_minor", "roi_x")),
    st.none() | st.integers(-(2**53), 2**53) | st.text(max_size=8) | st.floats(allow_nan=False),
)
messages = st.builds(lambda a: message("cue.goods.standby", **a), args)
sheet = RunSheet(
    session=Session(id=SessionId("ses-1"), title="晚场", planned_start=Instant(1_000)),
    products=(Product(id=RowId("p1"), title="锅", link=3),),
    segments=(Segment(id=RowId("s1"), title="开场", products=(RowId("p1"),)),),
)
rows = st.sampled_from(("s1", "s2")).map(RowId)
cues = st.sampled_from(("T:s1:start", "S:p1:standby@s1")).map(CueId)
plates = st.sampled_from(tuple(Plate))
overrides = st.builds(
    events.Override,
    by=st.text(),
    reason=st.text(),
    findings=st.lists(
        st.builds(
            events.Overruled,
            code=st.text(),
            plate=st.none() | plates,
            row=st.none() | rows,
            text=messages,
        ),
        max_size=3,
    ).map(tuple),
)
journaled: st.SearchStrategy[Event] = st.one_of(
    st.builds(events.RunOpened, at=instants, run=st.just(RunId("r")), sheet=st.just(sheet)),
    st.builds(events.SheetChanged, at=instants, sheet=st.just(sheet)),
    st.builds(events.WentOnAir, at=instants, override=st.none() | overrides),
    st.builds(events.WentOffAir, at=instants),
    st.builds(events.Paused, at=instants),
    st.builds(events.Resumed, at=instants),
    st.builds(events.SegmentStarted, at=instants, row=rows),
    st.builds(events.SegmentExtended, at=instants, span=st.integers(-9999, 9999).map(Span)),
    st.builds(events.RowSkipped, at=instants, plate=plates, row=rows, skip=st.booleans()),
    st.builds(
        events.RowsCut,
        at=instants,
        cuts=st.lists(
            st.builds(events.RowCut, row=rows, length=st.none() | st.integers(1, 9999).map(Span)),
            max_size=3,
        ).map(tuple),
    ),
    st.builds(events.RowSized, at=instants, row=rows, length=st.integers(1, 9999).map(Span)),
    st.builds(events.RowMoved, at=instants, row=rows, after=st.none() | rows),
    st.builds(
        events.RowInserted,
        at=instants,
        segment=st.builds(Segment, id=rows, title=st.text(), hard=st.booleans()),
        after=st.none() | rows,
    ),
    st.builds(events.AutoSet, at=instants, on=st.booleans()),
    st.builds(events.PointTicked, at=instants, row=rows, index=st.integers(0, 4)),
    st.builds(
        events.CueFired,
        at=instants,
        cue=cues,
        plate=plates,
        due=instants,
        text=messages,
        detail=st.none() | messages,
    ),
    st.builds(events.AlertJudged, at=instants, cue=cues, wrong=st.none() | st.booleans()),
    st.builds(events.CueAnswered, at=instants, cue=cues, answer=st.sampled_from(tuple(Answer))),
    st.builds(events.CueSnoozed, at=instants, cue=cues, until=instants),
    st.builds(
        events.AlertRaised,
        at=instants,
        cue=cues,
        rule=st.just("roi"),
        plate=plates,
        text=messages,
        advice=messages,
    ),
    st.builds(
        events.FiguresTyped,
        at=instants,
        of=instants,
        values=st.lists(
            st.tuples(st.sampled_from(("gmv", "spend")), st.none() | st.integers(0, 2**50))
        ).map(tuple),
    ),
    st.builds(
        events.GoalReached,
        at=instants,
        goal=st.text(),
        metric=st.sampled_from(("gmv", "share")),
        value=st.integers(1, 2**50),
        moment=instants,
        share=st.none() | st.floats(0.001, 9),
        words=st.text(),
        loud=st.booleans(),
    ),
    st.builds(events.NoteTaken, at=instants, text=st.text()),
    st.builds(events.MessageSent, at=instants, text=st.text()),
    st.builds(events.MessageSeen, at=instants),
    st.builds(events.Undone, at=instants, seq=st.integers(1, 999)),
)


@given(journaled)
def test_round_trip_through_json(event: Event) -> None:
    kind, plain = codec.to_plain(event)
    back = codec.from_plain(kind, json.loads(json.dumps(plain)))
    assert back == event
    assert type(back) is type(event)


def test_every_event_but_tick_has_a_kind() -> None:
    classes = [value for value in vars(events).values() if isinstance(value, type)]
    every = {cls for cls in classes if issubclass(cls, Event)} - {Event, events.Tick}
    assert len(codec.kinds()) == len(every)


def test_tick_is_never_journaled() -> None:
    with pytest.raises(BugError):
        codec.to_plain(events.Tick(at=Instant(MINUTE)))


def test_going_on_air_in_an_older_journal_still_reads() -> None:
    assert codec.from_plain("went_on_air", {"at": 5}) == events.WentOnAir(at=Instant(5))


def test_unknown_kind_is_a_bug() -> None:
    with pytest.raises(BugError):
        codec.from_plain("nonsense", {"at": 1})
