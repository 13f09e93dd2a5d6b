"""What a cue is, and how one is made of its row, its kind and its moment."""

from __future__ import annotations

from controlroom.core.ids import CueId, RowId
from controlroom.core.message import Arg, Message
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.live.outlook import Moment
from controlroom.live.state import Fired, State
from controlroom.plan.sheet import Plate


@record
class Cue:
    """Something to do at `due`. `wake`: the only instant at which time alone can make it
    due (it is due by then, or waits for something the operator does)."""

    id: CueId
    plate: Plate
    kind: str
    due: Instant
    wake: Instant
    text: Message
    detail: Message | None = None


def cue_id(plate: Plate, row: str, kind: str) -> CueId:
    """The name of a cue: it never changes under re-planning."""
    return CueId(f"{plate.value}:{row}:{kind}")


def cue_of(
    plate: Plate,
    row: str,
    kind: str,
    moment: Moment,
    now: Instant,
    text: Message,
    detail: Message | None = None,
) -> Cue:
    """The cue of `row` as it stands at `now`."""
    return Cue(
        id=cue_id(plate, row, kind),
        plate=plate,
        kind=kind,
        due=moment.due(now),
        wake=moment.steady,
        text=text,
        detail=detail,
    )


def begun(state: State, giveaway: RowId) -> Fired | None:
    """The start of a giveaway as it was shown, or done ahead of time; None before."""
    return state.fired.get(cue_id(Plate.GIVEAWAY, giveaway, "start"))


def with_figures(key: str, **figures: Arg) -> Message | None:
    """`key` extended by the names of the figures that exist ("….price_minor.stock");
    None when none does. So every phrase says only what is known."""
    known = {name: value for name, value in figures.items() if value is not None and value != ""}
    if not known:
        return None
    return Message(".".join((key, *known)), known)
