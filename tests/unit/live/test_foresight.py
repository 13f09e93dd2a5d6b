"""What is worked out ahead is what happens, only sooner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.live import engine, foresight
from controlroom.live.events import Emit, RunOpened, Tick, WentOnAir
from controlroom.live.foresight import Foresight
from controlroom.plan.sheet import RunSheet
from tests.strategies.show import OPENING, Desk, scripts, small_show


def on_air(plan: RunSheet) -> Desk:
    opened = RunOpened(at=Instant(OPENING - MINUTE), run=RunId("run-any"), sheet=plan)
    return Desk(OPENING, [opened, WentOnAir(at=OPENING)])


@given(scripts(), st.lists(st.sampled_from([0, 0, 0, 1, SECOND, 10 * MINUTE]), max_size=30))
def test_a_show_that_is_foreseen_is_the_same_show(plan, lates):
    """At every wake, or somewhat late for it; what is emitted changes the state in between."""
    plain, ahead = on_air(plan), Foresight()
    for late in lates:
        wakes = [e.at for e in engine.step(plain.state, Tick(at=plain.now))[1] if hasattr(e, "at")]
        if not wakes:
            return
        ahead.look(plain.state, min(wakes))
        plain.now = Instant(min(wakes) + late)
        emitted = True
        while emitted:
            expected = engine.step(plain.state, Tick(at=plain.now))
            assert ahead.step(plain.state, Tick(at=plain.now)) == expected
            emitted = [effect.event for effect in expected[1] if isinstance(effect, Emit)]
            for event in emitted:
                expected = engine.step(plain.state, event)
                found = ahead.step(plain.state, event)
                assert found == expected
                plain.state = found[0]


def test_nothing_is_worked_out_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, ahead = small_show(), Foresight()
    wake = min(e.at for e in engine.step(desk.state, Tick(at=desk.now))[1] if hasattr(e, "at"))
    ahead.look(desk.state, wake)
    monkeypatch.setattr(foresight.engine, "step", lambda *_: pytest.fail("worked out again"))
    ahead.look(desk.state, wake)
    state, cues = desk.state, 0
    while emitted := [e for e in ahead.step(state, Tick(at=wake))[1] if isinstance(e, Emit)]:
        for effect in emitted:
            state, cues = ahead.step(state, effect.event)[0], cues + 1
    assert cues
