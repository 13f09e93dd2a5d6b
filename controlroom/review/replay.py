"""The show again: the same `step` folded over its journal, to any instant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, panel
from controlroom.live.events import Event
from controlroom.live.readout import Readout
from controlroom.live.state import State

Entries = Iterable[tuple[int, Event]]
"""(seq, event) of one run, in order, seq from 1."""


def fold(entries: Entries) -> State:
    """The state after the whole journal. Raises BugError for a journal with a hole."""
    return engine.fold(entries)


def fold_until(entries: Entries, instant: Instant | None) -> State:
    """The state as it was at `instant` (None: at the end): what was taken back later still
    counts there, as it did for whoever sat at the desk."""
    past = takewhile(lambda entry: instant is None or entry[1].at <= instant, entries)
    return engine.fold(past)


def at(entries: Entries, buckets: Buckets, instant: Instant) -> Readout:
    """The readout of `instant`: journal and facts up to it and not beyond. The facts are
    those known today (settled), at the time they happened."""
    return panel.readout(fold_until(entries, instant), buckets, instant)
