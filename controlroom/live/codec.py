"""Events as plain data (JSON-able) and back, exactly. What the journal is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, cast

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.core.time import Span
from controlroom.live import events
from controlroom.live.events import Answer, Event, Override, Overruled, RowCut
from controlroom.plan import codec as sheets
from controlroom.plan.sheet import Plate, RunSheet, Segment

Plain = dict[str, Any]

_KINDS: Mapping[str, type[Event]] = {
    "run_opened": events.RunOpened,
    "sheet_changed": events.SheetChanged,
    "went_on_air": events.WentOnAir,
    "went_off_air": events.WentOffAir,
    "paused": events.Paused,
    "resumed": events.Resumed,
    "segment_started": events.SegmentStarted,
    "segment_extended": events.SegmentExtended,
    "row_skipped": events.RowSkipped,
    "rows_cut": events.RowsCut,
    "row_sized": events.RowSized,
    "row_moved": events.RowMoved,
    "row_inserted": events.RowInserted,
    "auto_set": events.AutoSet,
    "point_ticked": events.PointTicked,
    "cue_fired": events.CueFired,
    "cue_answered": events.CueAnswered,
    "cue_snoozed": events.CueSnoozed,
    "alert_raised": events.AlertRaised,
    "alert_judged": events.AlertJudged,
    "goal_reached": events.GoalReached,
    "figures_typed": events.FiguresTyped,
    "note_taken": events.NoteTaken,
    "message_sent": events.MessageSent,
    "message_seen": events.MessageSeen,
    "undone": events.Undone,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def _to_message(plain: object) -> Message:
    parts = cast(Mapping[str, Any], plain)
    return message(parts["key"], **parts["args"])


def _to_override(plain: object) -> Override | None:
    if plain is None:
        return None
    parts = cast(Mapping[str, Any], plain)
    findings = tuple(
        Overruled(
            code=one["code"],
            plate=None if one["plate"] is None else Plate(one["plate"]),
            row=None if one["row"] is None else RowId(one["row"]),
            text=_to_message(one["text"]),
        )
        for one in parts["findings"]
    )
    return Override(by=parts["by"], reason=parts["reason"], findings=findings)


def _to_cuts(plain: object) -> tuple[RowCut, ...]:
    found = cast(list[Mapping[str, Any]], plain)
    return tuple(RowCut(row=RowId(one["row"]), length=_to_span(one["length"])) for one in found)


def _to_span(plain: int | None) -> Span | None:
    return None if plain is None else Span(plain)


# How the fields that are not plain already come back, by name.
_READERS: Mapping[str, Callable[[Any], object]] = {
    "sheet": sheets.from_plain,
    "plate": Plate,
    "answer": Answer,
    "text": lambda plain: plain if isinstance(plain, str) else _to_message(plain),
    "advice": _to_message,
    "override": _to_override,
    "cuts": _to_cuts,
    "values": lambda plain: tuple(
        (str(name), None if value is None else int(value)) for name, value in plain
    ),
    "segment": lambda plain: sheets.row_from_plain(Plate.SCRIPT, plain),
    "detail": lambda plain: None if plain is None else _to_message(plain),
}


def to_plain(event: Event) -> tuple[str, Plain]:
    """(kind, fields) of a journaled event. Raises BugError for one that never is (`Tick`)."""
    name = _NAMES.get(type(event))
    if name is None:
        raise BugError(f"not a journaled event: {type(event).__name__}")
    return name, {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def from_plain(kind: str, plain: Mapping[str, Any]) -> Event:
    """The event `to_plain` took apart. Fields that are not there take their defaults and
    unknown ones are ignored (a newer minor version). Raises BugError for an unknown kind."""
    cls = _KINDS.get(kind)
    if cls is None:
        raise BugError(f"unknown kind of event: {kind}")
    known = {field.name for field in fields(cls)}
    return cls(**{name: _value(name, plain[name]) for name in plain if name in known})


def kinds() -> tuple[str, ...]:
    """The names of all journaled kinds."""
    return tuple(_KINDS)


def _plain(value: object) -> object:
    if isinstance(value, RunSheet):
        return sheets.to_plain(value)
    if isinstance(value, Segment):
        return sheets.row_to_plain(value)
    if isinstance(value, Message):
        return {"key": value.key, "args": dict(value.args)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Override | Overruled | RowCut):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value.value if isinstance(value, Enum) else value


def _value(name: str, plain: object) -> Any:
    read = _READERS.get(name)
    return read(plain) if read else plain
