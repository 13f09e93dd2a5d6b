"""The journal's pen: in order, once each, and never keeping the show waiting."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import Future

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, RunId
from controlroom.core.message import message
from controlroom.core.time import Instant
from controlroom.desk.pen import Pen, Submit
from controlroom.desk.show import Show
from controlroom.desk.writer import Writer
from controlroom.live.events import CueFired, NoteTaken, RunOpened
from controlroom.plan.sheet import Plate
from tests.builders import at, segment, sheet

RUN = RunId("run-test")


def notes(*texts: str) -> list[NoteTaken]:
    return [NoteTaken(at=Instant(0), text=text) for text in texts]


class SlowDisk:
    """Commits when it is told to: the writer's thread, by hand."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.asked: list[tuple[Future[int], Callable[[], int]]] = []
        self.refuses = False

    def submit(self, work: Callable[[], int]) -> Future[int]:
        self.asked.append((Future(), work))
        return self.asked[-1][0]

    def commit(self, run: RunId, events: object, *, after: int | None) -> int:
        if self.refuses:
            raise WorldError("store.disk_full", place="x")
        assert after == len(self.kept)
        self.kept += [event.text for event in events]  # type: ignore[attr-defined]
        return len(self.kept)

    def answer(self) -> None:
        future, work = self.asked.pop(0)
        try:
            future.set_result(work())
        except WorldError as refused:
            future.set_exception(refused)


def test_while_the_disk_is_silent_nothing_is_written_twice() -> None:
    disk = SlowDisk()
    pen = Pen(disk.submit, disk.commit, patience=0.0)
    for upto in (1, 2, 3):
        with pytest.raises(WorldError, match="disk_slow"):
            pen.write(RUN, notes("a", "b", "c")[:upto])
    assert len(disk.asked) == 1
    disk.answer()
    with pytest.raises(WorldError):
        pen.write(RUN, notes("a", "b", "c"))
    disk.answer()
    pen.write(RUN, notes("a", "b", "c"))
    assert disk.kept == ["a", "b", "c"]


def test_refused_after_half_was_written_the_other_half_comes_later() -> None:
    disk = SlowDisk()
    pen = Pen(disk.submit, disk.commit, patience=0.0)
    with pytest.raises(WorldError):
        pen.write(RUN, notes("a"))
    disk.answer()
    disk.refuses = True
    with pytest.raises(WorldError):
        pen.write(RUN, notes("a", "b"))
    disk.answer()
    with pytest.raises(WorldError, match="disk_full"):
        pen.write(RUN, notes("a", "b", "c"))
    disk.refuses = False
    with pytest.raises(WorldError, match="disk_slow"):
        pen.write(RUN, notes("a", "b", "c"))
    disk.answer()
    pen.write(RUN, notes("a", "b", "c"))
    assert disk.kept == ["a", "b", "c"]


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_disk_does_all_is_written_once_and_in_order(seed: int) -> None:
    dice, disk = random.Random(seed), SlowDisk()
    pen, unsaved, said = Pen(disk.submit, disk.commit, patience=0.0), [], []
    for number in range(200):
        disk.refuses = dice.random() < 0.3
        if dice.random() < 0.6:
            unsaved += notes(str(number))
            said.append(str(number))
        while disk.asked and dice.random() < 0.5:
            disk.answer()
        try:
            pen.write(RUN, tuple(unsaved))
            unsaved.clear()
        except WorldError:
            pass
    disk.refuses = False
    for _ in range(3):
        while disk.asked:
            disk.answer()
        try:
            pen.write(RUN, tuple(unsaved))
            unsaved.clear()
        except WorldError:
            pass
    assert disk.kept == said


def test_a_writer_that_is_held_up_does_not_hold_up_the_show() -> None:
    writer, gate, kept = Writer("held"), threading.Event(), []
    writer.submit(gate.wait)

    def commit(run: RunId, events: object, *, after: int | None) -> int:
        assert after == len(kept)
        kept.extend(events)  # type: ignore[call-overload]
        return len(kept)

    show = Show(RUN, Pen(writer.submit, commit, patience=0.01).write)
    show.record([RunOpened(at=at("19:55"), run=RUN, sheet=sheet(segment("A", 10)))])
    show.record(notes("held"))
    assert (show.unsaved, show.trouble.key) == (2, "desk.disk_slow")
    gate.set()
    writer.call(lambda: None)
    show.save_late()
    writer.call(lambda: None)
    show.save_late()
    assert (show.unsaved, show.trouble, len(kept)) == (0, None, 2)
    writer.close()


def test_only_a_cue_that_fires_overtakes_facts() -> None:
    """What was typed in is committed after its own facts; a cue waits for nobody's."""
    lanes: list[str] = []

    def lane(name: str) -> Submit:
        def submit(work: Callable[[], int]) -> Future[int]:
            lanes.append(name)
            done: Future[int] = Future()
            done.set_result(work())
            return done

        return submit

    pen = Pen(lane("usual"), lambda run, events, *, after: 1, hurry=lane("hurried"))
    now, what = at("20:00"), CueId("T:a:start")
    fired = CueFired(at=now, cue=what, plate=Plate.SCRIPT, due=now, text=message("x"))
    pen.write(RUN, notes("typed"))
    pen.write(RUN, (fired,))
    pen.write(RUN, (fired, *notes("typed")))
    assert lanes == ["usual", "hurried", "usual"]
