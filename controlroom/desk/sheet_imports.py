"""A run-sheet file into the store as one import: counted, listed, taken back as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from controlroom.core.ids import ImportId
from controlroom.core.message import message
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import SheetRead, Upsert

if TYPE_CHECKING:
    from controlroom.desk.world import Store


@record
class SheetImported:
    """What came of a run-sheet file. `id` is None where nothing was kept (a dry run). Of the
    good rows of the file `kept` are new in the plan, `updated` changed, `unchanged` as before."""

    id: ImportId | None
    read: SheetRead
    refused: int
    kept: int
    updated: int
    unchanged: int


def refused_rows(read: SheetRead) -> int:
    """Rows that were not taken in; one with a bad cell is kept without it."""
    return len({(error.sheet, error.row) for error in read.errors if not error.kept})


def counted(read: SheetRead, base: RunSheet) -> SheetImported:
    """`read` in rows of the file, as against `base`. A product that only the script names
    is a row of the plan, not of the file."""
    held = {row.id: row for plate in Plate for row in base.rows(plate)}
    rows = [row for plate in Plate for row in read.sheet.rows(plate)]
    refused = refused_rows(read)
    good = max(0, read.rows - refused)
    new = sum(row.id not in held for row in rows)
    kept = good if not held else min(good, new)  # several rows may make one of an empty plan
    changed = sum(row.id in held and held[row.id] != row for row in rows)
    updated = min(good - kept, changed)
    return SheetImported(
        id=None,
        read=read,
        refused=refused,
        kept=kept,
        updated=updated,
        unchanged=good - kept - updated,
    )


def keep(store: Store, tally: SheetImported, base: RunSheet, source: str, at: Instant) -> ImportId:
    """Store the sheet of `tally` on the writer's thread, all or nothing: one step of undo
    for the window, one import for `undo_import`. A session that is not there yet is made as
    `base` first, so that taking the import back leaves it as it was made."""
    session, label = base.session.id, message("desk.edit.import", rows=tally.read.rows)
    known = any(b.id == session for b in store.sheets.sessions(archived=True))
    if not known:
        store.sheets.save(base)
    try:
        with store.facts.importing(session, "runsheet", source, at=at) as made:
            store.sheets.save(tally.read.sheet, label=label)
            upsert = Upsert(kept=tally.kept, updated=tally.updated, unchanged=tally.unchanged)
            store.facts.finish_import(
                made, read=tally.read.rows, refused=tally.refused, totals=[upsert]
            )
            return made
    except BaseException:
        if not known:
            store.sheets.delete(session)
        raise
