"""Many rows of a table that stand in another order, said to Qt once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel

from controlroom.plan.sheet import Row

_HINTED = ("QList<QPersistentModelIndex>", "QAbstractItemModel::LayoutChangeHint")
_ROWS_ALONE = QAbstractTableModel.LayoutChangeHint.VerticalSortHint
"""With this hint a selection of rows is carried over row by row, not cell by cell."""

R = TypeVar("R", bound=Row)


def reorder(model: QAbstractTableModel, rows: list[R], ids: Sequence[str]) -> None:
    """The first of `rows`, which `model` shows, stand as `ids` say; what points at a row (the
    cursor, the selection) goes with it."""
    model.layoutAboutToBeChanged[_HINTED].emit([], _ROWS_ALONE)  # type: ignore[index]
    kept, known = model.persistentIndexList(), {str(row.id): row for row in rows}
    place = {row: at for at, row in enumerate(ids)}
    goes = [(place.get(rows[one.row()].id, one.row()), one.column()) for one in kept]
    rows[: len(ids)] = [known[row] for row in ids]
    model.changePersistentIndexList(kept, [model.index(*to) for to in goes])
    model.layoutChanged[_HINTED].emit([], _ROWS_ALONE)  # type: ignore[index]
