"""The thread crossing: latest wins, paced, a due cue at once, one panel a turn."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from controlroom.core.ids import RunId
from controlroom.core.time import Instant
from controlroom.live.readout import Phase, Readout
from controlroom.ui.bridge import Bridge
from tests.ui.demo_readout import NOW, demo


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.ms = 1_000

    def __call__(self) -> int:
        return self.ms


class Panel:
    """Notes what it was given, and in which order among the panels."""

    def __init__(self, name: str, order: list[str]) -> None:
        self.name, self.order = name, order
        self.taken: list[Readout] = []

    def take(self, readout: Readout) -> None:
        self.taken.append(readout)
        self.order.append(self.name)


class Slow(Panel):
    """Takes `ms` to be painted; `then` is what happens meanwhile."""

    def __init__(
        self, name: str, order: list[str], clock: Clock, ms: int, then: Callable[[], object] = bool
    ) -> None:
        super().__init__(name, order)
        self.clock, self.ms, self.then = clock, ms, then

    def take(self, readout: Readout) -> None:
        super().take(readout)
        self.clock.ms += self.ms
        self.then()


def test_latest_wins_and_the_first_goes_through_at_once(qtbot: Any) -> None:
    bridge, order = Bridge(Clock()), []  # type: ignore[var-annotated]
    panel = Panel("a", order)
    bridge.add(panel)
    first, last = demo(cues=()), demo(cues=(), now=Instant(NOW + 1))
    bridge.post(first)
    bridge.post(last)
    qtbot.waitUntil(lambda: bridge.readout is last)
    assert panel.taken[1:] == [last]


def test_not_more_often_than_the_interval(qtbot: Any) -> None:
    clock = Clock()
    bridge, order = Bridge(clock, interval=50), []  # type: ignore[var-annotated]
    panel = Panel("a", order)
    bridge.add(panel)
    quiet = [demo(cues=(), now=Instant(NOW + n)) for n in range(3)]
    bridge.post(quiet[0])
    qtbot.waitUntil(lambda: bridge.readout is quiet[0])
    with qtbot.assertNotEmitted(bridge.published, wait=10):
        bridge.post(quiet[1])
        bridge.post(quiet[2])
    with qtbot.waitSignal(bridge.published, timeout=2_000):
        clock.ms += 60
    assert bridge.readout is quiet[2]
    assert len(panel.taken) == 3  # the empty one when added, the first, the last


def test_a_new_cue_does_not_wait_for_the_interval(qtbot: Any) -> None:
    clock = Clock()
    bridge = Bridge(clock, interval=60_000)
    bridge.post(demo(cues=()))
    qtbot.waitUntil(lambda: bridge.readout.on_air_at is not None)
    due = demo()
    bridge.post(due)
    qtbot.waitUntil(lambda: bridge.readout is due, timeout=1_000)


def test_panels_are_painted_in_order_one_a_turn(qtbot: Any) -> None:
    bridge, order = Bridge(Clock()), []  # type: ignore[var-annotated]
    for name in "abc":
        bridge.add(Panel(name, order))
    order.clear()
    seen_at_publish: list[list[str]] = []
    bridge.published.connect(lambda _: seen_at_publish.append(list(order)))
    bridge.post(demo())
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["a", "b", "c"] and seen_at_publish == [[]]


def test_posting_from_the_air_thread(qtbot: Any) -> None:
    bridge = Bridge(Clock())
    where: list[int] = []
    bridge.published.connect(lambda _: where.append(threading.get_ident()))
    readout = demo()
    air = threading.Thread(target=bridge.post, args=(readout,))
    air.start()
    air.join()
    qtbot.waitUntil(lambda: bridge.readout is readout)
    assert where == [threading.get_ident()]


def test_lateness_of_a_cue_is_measured_once(qtbot: Any) -> None:
    clock = Clock()
    bridge = Bridge(clock)
    top = replace(demo().cues[0], late=7)
    bridge.post(demo(cues=(top,)))
    qtbot.waitUntil(lambda: bridge.readout.run is not None)
    clock.ms += 4
    bridge.painted(top.id)
    bridge.painted(top.id)
    assert [(late.cue, late.desk, late.window) for late in bridge.lateness] == [(top.id, 7, 4)]
    bridge.post(demo(cues=(top,), now=Instant(NOW + 200)))
    qtbot.waitUntil(lambda: bridge.readout.now == NOW + 200)
    bridge.painted(top.id)
    assert len(bridge.lateness) == 1


def test_removed_panel_is_left_alone(qtbot: Any) -> None:
    bridge, order = Bridge(Clock()), []  # type: ignore[var-annotated]
    panel = Panel("a", order)
    bridge.add(panel)
    bridge.remove(panel)
    readout = demo()
    bridge.post(readout)
    qtbot.waitUntil(lambda: bridge.readout is readout)
    assert len(panel.taken) == 1


def test_the_last_panel_is_painted_however_slow_the_first_is(qtbot: Any) -> None:
    """So slow that the next readout is due before the panels after it had their turn."""
    clock = Clock()
    bridge, order = Bridge(clock, interval=50), []  # type: ignore[var-annotated]

    def go_on() -> None:
        if len(slow.taken) < 20:
            bridge.post(demo(cues=(), now=Instant(NOW + len(slow.taken))))

    slow, last = Slow("slow", order, clock, 60, go_on), Panel("last", order)
    bridge.add(slow)
    bridge.add(last)
    qtbot.waitUntil(lambda: len(slow.taken) == 20)
    qtbot.waitUntil(lambda: last.taken[-1] is slow.taken[-1])
    assert order[2:] == ["slow", "last"] * 19


class Chart:
    """Rests between two paintings."""

    rest = 200

    def __init__(self) -> None:
        self.taken: list[int] = []

    def take(self, readout: Readout) -> None:
        self.taken.append(int(readout.now))


def test_a_chart_rests_and_still_sees_the_newest_readout(qtbot: Any) -> None:
    clock, chart = Clock(), Chart()
    bridge = Bridge(clock, interval=0)
    bridge.add(chart)
    for at in (1, 2, 3):
        bridge.post(Readout(run=RunId("r"), now=Instant(at)))
        qtbot.waitUntil(lambda at=at: bridge.readout.now == at)
        clock.ms += 50
    assert chart.taken == [0, 1]
    clock.ms += 200
    qtbot.waitUntil(lambda: chart.taken == [0, 1, 3], timeout=2_000)


def test_no_chart_rests_when_a_run_ends(qtbot: Any) -> None:
    bridge, chart = Bridge(Clock(), interval=0), Chart()
    bridge.add(chart)
    for at, phase in ((1, Phase.ON_AIR), (2, Phase.OFF_AIR)):
        bridge.post(Readout(run=RunId("r"), now=Instant(at), phase=phase))
        qtbot.waitUntil(lambda at=at: chart.taken[-1:] == [at])
    assert chart.taken == [0, 1, 2]


class SlowChart(Panel):
    """Slow to draw."""

    rest = 100


class Card(Panel):
    """What calls the operator."""

    calls = True


def test_the_card_is_given_a_new_cue_before_every_other_panel(qtbot: Any) -> None:
    bridge, order = Bridge(Clock()), []  # type: ignore[var-annotated]
    for panel in (Panel("bar", order), Card("card", order), Panel("list", order)):
        bridge.add(panel)
    order.clear()
    bridge.post(demo())
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["card", "bar", "list"]
    bridge.post(demo(now=Instant(NOW + 1)))  # the same cue: no hurry
    bridge._taken = None
    qtbot.waitUntil(lambda: len(order) == 6)
    assert order[3:] == ["bar", "card", "list"]


def keeping_still(qtbot: Any) -> tuple[Clock, Bridge, list[str]]:
    """A list and a chart, 20 ms before a call: the list has been painted, the chart waits."""
    clock = Clock()
    bridge, order = Bridge(clock), []  # type: ignore[var-annotated]
    for panel in (Panel("list", order), SlowChart("chart", order)):
        bridge.add(panel)
    clock.ms += 1_000  # rested
    order.clear()
    bridge.post(demo(cues=(), calls_in=0.020))
    qtbot.waitUntil(lambda: "list" in order)
    return clock, bridge, order


def test_for_a_picture_everything_is_painted_from_the_same_readout(qtbot: Any) -> None:
    _, bridge, order = keeping_still(qtbot)
    assert order == ["list"]
    bridge.catch_up()
    assert order == ["list", "chart"]
    bridge.catch_up()
    assert order == ["list", "chart"]


def test_what_is_slow_to_draw_keeps_still_around_a_call(qtbot: Any) -> None:
    clock, bridge, order = keeping_still(qtbot)
    assert bridge._wake.isActive() and order == ["list"]
    assert 20 <= bridge._wake.interval() <= 31
    clock.ms += 31  # the call was ten ms ago
    qtbot.waitUntil(lambda: "chart" in order)


def test_a_chart_in_the_queue_gives_way_as_well(qtbot: Any) -> None:
    clock = Clock()
    bridge, order = Bridge(clock), []  # type: ignore[var-annotated]

    for panel in (Slow("list", order, clock, 30), SlowChart("chart", order)):
        bridge.add(panel)
    clock.ms += 1_000
    order.clear()
    bridge.post(demo(cues=(), calls_in=0.040))
    qtbot.waitUntil(lambda: bridge._wake.isActive())
    assert order == ["list"]
    clock.ms += 30
    qtbot.waitUntil(lambda: "chart" in order)


def test_nothing_at_all_is_painted_right_before_a_call_but_the_call(qtbot: Any) -> None:
    clock = Clock()
    bridge, order = Bridge(clock), []  # type: ignore[var-annotated]

    for panel in (Slow("bar", order, clock, 7), Slow("list", order, clock, 7), Card("card", order)):
        bridge.add(panel)
    order.clear()
    bridge.post(demo(cues=(), calls_in=0.012))
    qtbot.waitUntil(lambda: bridge._turn.interval() > 0)
    assert order == ["bar"]  # 12 ms ahead; the list would have begun 5 ms ahead
    assert 1 <= bridge._turn.interval() <= 15
    bridge.post(demo(now=Instant(NOW + 12), calls_in=0.0))
    qtbot.waitUntil(lambda: "card" in order)
    assert order == ["bar", "card"]
    clock.ms += 10
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == ["bar", "card", "bar", "list"]


def test_a_pause_that_ends_right_before_a_call_goes_on(qtbot: Any) -> None:
    clock = Clock()
    bridge, order = Bridge(clock, interval=20), []  # type: ignore[var-annotated]
    bridge.add(Panel("bar", order))
    bridge.post(demo(cues=()))
    qtbot.waitUntil(lambda: len(order) == 2)
    bridge.post(demo(cues=(), now=Instant(NOW + 1), calls_in=0.022))
    qtbot.waitUntil(lambda: bridge._pause.isActive())
    clock.ms += 20
    bridge._resume()
    assert len(order) == 2 and bridge._pause.isActive()
    assert bridge._pause.interval() == 12
    clock.ms += 12
    bridge._resume()
    assert len(order) == 3


def test_a_new_cue_is_announced_though_a_readout_waits(qtbot: Any) -> None:
    clock = Clock()
    bridge = Bridge(clock, interval=60_000)
    bridge.post(demo(cues=()))
    qtbot.waitUntil(lambda: bridge.readout.on_air_at is not None)
    bridge.post(demo(cues=(), now=Instant(NOW + 1)))
    qtbot.waitUntil(lambda: bridge._pause.isActive())
    due = demo(now=Instant(NOW + 2))
    bridge.post(due)
    qtbot.waitUntil(lambda: bridge.readout is due, timeout=1_000)


def test_what_waits_is_given_out_at_once_when_a_workspace_comes_to_the_front(qtbot: Any) -> None:
    bridge, order = Bridge(Clock()), []  # type: ignore[var-annotated]
    panels = [Panel(name, order) for name in "abc"]
    for panel in panels:
        bridge.add(panel)
    order.clear()
    bridge.post(demo())
    bridge._take()
    assert order == ["a"]
    bridge.finish()
    assert order == ["a", "b", "c"] and not bridge._turn.isActive()
    bridge.finish()  # nothing waits
    assert order == ["a", "b", "c"]


def test_to_give_out_what_waits_has_an_end_though_new_readouts_keep_coming(qtbot: Any) -> None:
    """A pass that takes longer than the interval, in a show at many times the speed."""
    clock, order = Clock(), []  # type: ignore[var-annotated]
    bridge = Bridge(clock, interval=50)

    def go_on() -> None:
        if len(order) < 12:
            bridge.post(demo(cues=(), now=Instant(NOW + len(order))))

    for name in "abc":
        bridge.add(Slow(name, order, clock, 30, go_on))
    order.clear()
    bridge.post(demo(cues=()))
    bridge._take()
    bridge.finish()
    assert order[:3] == ["a", "b", "c"] and len(order) < 6
    qtbot.waitUntil(lambda: len(order) >= 12)  # the newer ones are not forgotten


def test_in_a_show_at_many_times_the_speed_charts_are_painted_all_the_same(qtbot: Any) -> None:
    """There is always a call at hand: what gives way for ever is never seen."""
    clock = Clock()
    bridge, chart = Bridge(clock, interval=0), SlowChart("chart", [])
    bridge.add(chart)
    clock.ms += 1_000
    bridge.post(demo(cues=()))
    qtbot.waitUntil(lambda: len(chart.taken) == 2)
    clock.ms += 100
    for number in range(20):
        bridge.post(demo(cues=(), now=Instant(NOW + number), calls_in=0.015))
        qtbot.waitUntil(lambda number=number: bridge.readout.now == NOW + number)
        clock.ms += 15
        bridge._rouse()
    qtbot.waitUntil(lambda: len(chart.taken) >= 3)
