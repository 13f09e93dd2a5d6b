"""Hides the rows of a table that do not fit. The model, and so the plan, knows nothing of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView


class RowFilter(QObject):
    """Judged when the query is set: a row edited afterwards stays in sight, and a row that
    comes later is shown, so that nothing vanishes under the hands of the person typing."""

    changed = Signal()  # what is shown has changed

    def __init__(
        self,
        view: QTableView,
        id_of: Callable[[int], str | None],
        fits: Callable[[int, str], bool],
    ) -> None:
        """`id_of(row number)`; `fits(row number, query)`: whether the row is to be shown."""
        super().__init__(view)
        self._view, self._id_of, self._fits = view, id_of, fits
        self._hidden: frozenset[str] = frozenset()
        self.query = ""
        model = view.model()
        for signal in (
            model.rowsInserted, model.rowsMoved, model.rowsRemoved, model.modelReset,
            model.layoutChanged,
        ):  # fmt: skip
            signal.connect(self._again)

    def use(self, query: str) -> None:
        """Show the rows that fit `query` ("" shows all)."""
        self.query = query.strip()
        rows = range(self.total) if self.query else range(0)
        gone = [row for row in rows if not self._fits(row, self.query)]
        self._hidden = frozenset(found for row in gone if (found := self._id_of(row)) is not None)
        self._lay_out()
        self.changed.emit()

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._view.model().rowCount()

    @property
    def shown(self) -> int:
        """How many of them are shown."""
        if not self._hidden:
            return self.total
        return sum(not self._view.isRowHidden(row) for row in range(self.total))

    @property
    def active(self) -> bool:
        """Whether a query is in force."""
        return bool(self.query)

    def show_row(self, row: int) -> None:
        """Row number `row` is shown whatever the query says (it was asked for elsewhere)."""
        found = self._id_of(row)
        if found in self._hidden:
            self._hidden -= {found}
            self._view.setRowHidden(row, False)
            self.changed.emit()

    def _again(self, *_: object) -> None:
        if self._hidden or self.query:
            self._lay_out()
            self.changed.emit()

    def _lay_out(self) -> None:
        view = self._view
        for row in range(self.total):
            hide = self._id_of(row) in self._hidden
            if view.isRowHidden(row) != hide:
                view.setRowHidden(row, hide)
