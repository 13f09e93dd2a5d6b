"""Blocks of a plan table to the clipboard and back, as a spreadsheet takes and gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from controlroom.core.ids import RowId
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch, tsv
from controlroom.ui.models.columns import Column
from controlroom.ui.models.pasting import (
    SPAN,
    Head,
    Meant,
    as_typed,
    headings,
    in_hours,
    nothing,
    pasted,
)

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable


class Clip:
    """The clipboard commands of one table. Rows that a filter hides are never touched."""

    def __init__(self, table: PlateTable, language: Language) -> None:
        self._table, self._language = table, language
        self.meant: Meant = nothing

    def copy(self, *, head: bool = False) -> None:
        """The selected block onto the clipboard; `head`: under the headings of its columns."""
        table, model = self._table, self._table.plate_model
        rows, columns = table.chosen_places(), table.chosen_columns()
        if not rows or not columns:
            return
        lines = [[self._plain(model.index(row, at)) for at in columns] for row in rows]
        if head:
            lines.insert(0, [self._language.tr(model.columns[at].heading) for at in columns])
        QGuiApplication.clipboard().setText(tsv.render(lines))
        table.note("ui.plan.note.copied", rows=len(rows), columns=len(columns))

    def _plain(self, index: QModelIndex) -> str:
        if self._table.plate_model.columns[index.column()].look == "check":
            on = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
            return self._language.tr("ui.plan.yes" if on else "ui.plan.no")
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        is_span = self._table.plate_model.columns[index.column()].hint == SPAN
        return in_hours(text) if is_span else text

    def cut(self) -> None:
        """Copy, then empty the cells."""
        self.copy()
        self._table.clear_cells()

    def paste(self, *, insert: bool = False) -> None:
        """The clipboard over the cells from the cursor on; `insert`: as new rows behind it.

        A first line of headings (ours or those other sheets use) says which columns are
        meant. One cell over a larger selection fills it, a block is put as often as it fits.
        What reaches beyond the last row shown becomes new rows.
        """
        cells = tsv.parse(QGuiApplication.clipboard().text())
        named = self._heads(cells[0]) if cells else None
        if cells and named is None and not insert and self._one(cells):
            self._fill(cells[0][0])
        elif cells:
            columns = [head.column if head else None for head in named or ()]
            columns = columns or self._from_cursor(insert)
            units = [head.unit if head else "" for head in named or ()]
            body = as_typed(columns, cells[1:] if named else cells, units)
            body = body if named or insert else self._tiled(body)
            self._put(columns, body, insert, _left(named, cells))

    def _put(
        self,
        columns: Sequence[Column | None],
        body: Sequence[Sequence[str]],
        insert: bool,
        left: str,
    ) -> None:
        model = self._table.plate_model
        over, at = ([], self._behind()) if insert else (self._from_row()[: len(body)], None)
        work = pasted(model.sight, model.plate, columns, body, over=over, at=at)

        def then(change: batch.Batch) -> None:
            self._table.do(change)
            self._say(change, len(body) - len(over), left)

        wide = min(len(columns), max(map(len, body), default=0))
        self._table.writing.write(work, len(body), wide, then)

    def _say(self, change: batch.Batch, made: int, left: str) -> None:
        some, out = "_some" if change.refused else "", "_left" if left else ""
        self._table.note(
            f"ui.plan.note.pasted{some}{out}",
            rows=len(change.rows) - made,
            made=made,
            refused=len(change.refused),
            left=left,
        )

    def _heads(self, line: Sequence[str]) -> list[Head | None] | None:
        plate = self._table.plate_model.plate
        return headings(self._names(), line, self.meant(plate, line))

    def _names(self) -> dict[str, Column]:
        columns = self._table.plate_model.columns
        return {text: columns[at] for text, at in self._table.headings().items()}

    def _one(self, cells: list[list[str]]) -> bool:
        """Whether one cell is to be put over many."""
        table = self._table
        many = len(table.chosen_places()) * len(table.chosen_columns()) > 1
        return many and len(cells) == 1 and len(cells[0]) == 1

    def _tiled(self, body: list[list[str]]) -> list[list[str]]:
        """`body` again and again, where the selection is some blocks of its size."""
        table = self._table
        rows, columns = len(table.chosen_places()), len(table.chosen_columns())
        tall, wide = len(body), max(map(len, body), default=1)
        if not self._held() or not body:
            return body
        across = columns // wide if columns % wide == 0 and not table.whole_rows() else 1
        down = rows // tall if rows % tall == 0 else 1
        return [line * max(1, across) for line in body] * max(1, down)

    def _fill(self, text: str) -> None:
        table, model = self._table, self._table.plate_model
        columns = [model.columns[at] for at in table.chosen_columns()]
        lines = [[text] * len(columns) for _ in table.chosen_places()]
        work = pasted(model.sight, model.plate, columns, lines, over=table.chosen_rows())
        table.writing.write(work, len(lines), len(columns), table.do)

    def _from_cursor(self, insert: bool) -> list[Column | None]:
        """The columns that a block without headings falls on."""
        table, here = self._table, self._table.currentIndex()
        shown, chosen = table.shown_columns(), table.chosen_columns()
        first = chosen[0] if chosen and self._held() else here.column()
        start = 0 if insert or first not in shown else shown.index(first)
        return [table.plate_model.columns[at] for at in shown[start:]]

    def _from_row(self) -> list[RowId]:
        """The rows shown, from the top of the selection (or the cursor) down."""
        table, shown = self._table, self._table.shown_rows()
        chosen = table.chosen_rows() if self._held() else [table.current_row()]
        return shown[shown.index(chosen[0]) :] if chosen and chosen[0] in shown else []

    def _held(self) -> bool:
        """Whether the cursor is within the selection, which then says where a block goes."""
        return self._table.selectionModel().isSelected(self._table.currentIndex())

    def _behind(self) -> int | None:
        here = self._table.currentIndex()
        return here.row() + 1 if here.isValid() else None

    def fill_down(self) -> None:
        """The top cells of the selection into those below (Ctrl+D); of one row, those above it
        into it."""
        table, model = self._table, self._table.plate_model
        rows, columns = table.chosen_places(), table.chosen_columns()
        if len(rows) == 1:
            rows = [table.steps.next_shown(rows[0], -1), *rows]
        if len(rows) < 2 or rows[0] < 0:
            return
        top = [self._plain(model.index(rows[0], at)) for at in columns]
        wanted = [model.columns[at] for at in columns]
        ids = [row for at in rows[1:] if (row := model.row_id(at)) is not None]
        work = pasted(model.sight, model.plate, wanted, [top for _ in ids], over=ids)
        table.writing.write(work, len(ids), len(wanted), lambda made: table.do(made, keep=True))


def _left(named: Sequence[Head | None] | None, cells: Sequence[Sequence[str]]) -> str:
    """The headings that name no column, though something stands below them."""
    if named is None:
        return ""
    lost = [at for at, column in enumerate(named) if column is None and cells[0][at].strip()]
    held = [at for at in lost if any("".join(line[at : at + 1]).strip() for line in cells[1:])]
    return " ".join(f"“{cells[0][at].strip()[:16]}”" for at in held)
