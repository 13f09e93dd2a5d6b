"""What a cell of a plate says when the pointer rests on it."""

from __future__ import annotations

from controlroom.plan.sheet import Plate, Row
from controlroom.ui.models.columns import Column
from controlroom.ui.models.inks import Refused
from controlroom.ui.models.sight import Sight

_SHORT = 4  # letters that any column has room for


def tip(
    plate: Plate, row: Row, column: Column, sight: Sight, refused: Refused | None
) -> str | None:
    """Why a text was refused, the row's group, its findings, a text that may be cut; None where
    there is nothing."""
    say = sight.book.say
    if refused:
        keep = sight.book.text("ui.plan.refused_tip", value=column.show(row, sight) or "—")
        return f"{say(refused.reason)}\n{keep}"
    group = str(getattr(row, "group", ""))
    if column.name == "position" and group:
        return sight.book.text("ui.plan.in_group", name=f"“{group}”")
    if column.look == "problem":
        found = sight.troubles.get((plate, row.id), ())
        return "\n".join(f"{say(one.text)} — {say(one.advice)}" for one in found) or None
    text = column.show(row, sight) if column.look in ("text", "title") else ""
    return text if len(text) > _SHORT else None  # it may be cut
