"""The rows of a table as pictures: painting a table again costs what has changed in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

_CHOSEN = QStyle.StateFlag.State_Selected
_NO_CELLS: frozenset[int] = frozenset()
Cell = tuple[int, int, int]
"""A column as it stands: number, x and width in px from the beginning of its header."""


@dataclass(slots=True)
class Picture:
    """A row as it was painted last: `cells` says with what, column by column."""

    pixmap: QPixmap
    stamp: object = None
    state: object = None
    cells: dict[int, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """What a row is painted with beside what it says."""

    chosen: frozenset[int]
    cursor: int | None  # its column where the row has it, else None
    focus: bool
    more: object


class RowPictures:
    """Paints the rows of `view` with its delegate; a row that moves is not painted anew.

    - `name(row number)`: which row it is, wherever it stands;
    - `stamp(row number)`: equal for as long as all of the row reads the same;
    - `ink(row number, column number)`: equal for as long as the cell reads the same;
    - `more()`: what else all cells are painted with.
    """

    def __init__(
        self,
        view: QTableView,
        *,
        name: Callable[[int], Hashable],
        stamp: Callable[[int], object],
        ink: Callable[[int, int], object],
        more: Callable[[], object],
    ) -> None:
        self._view, self._name, self._stamp, self._ink = view, name, stamp, ink
        self._more = more
        self._pictures: dict[Hashable, Picture] = {}
        self._layout: object = None
        self.ground = QColor()  # behind the cells

    def clear(self) -> None:
        """Paint everything anew: colours or fonts are others."""
        self._pictures.clear()

    @property
    def sharp(self) -> bool:
        """Whether a picture stands on whole pixels wherever it is put."""
        return self._view.devicePixelRatioF().is_integer()

    def paint(self, painter: QPainter, box: QRect) -> None:
        """The rows in `box` of the viewport."""
        cells, rows = self._cells(), self._rows(box)
        if not cells or not rows:
            return
        chosen = self._chosen(rows)
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        left = -self._view.horizontalHeader().offset()
        drawn: dict[Hashable, Picture] = {}
        for row, top in rows:
            name = self._name(row)
            found = drawn[name] = self._picture(name, self._view.rowHeight(row))
            self._refresh(found, row, cells, self._state(row, chosen), option)
            painter.drawPixmap(QPoint(left, top), found.pixmap)
        if len(self._pictures) > 3 * (len(rows) + 20):
            self._pictures = drawn

    # --- what is where ---------------------------------------------------------------------

    def _cells(self) -> list[Cell]:
        """The columns in sight. Where one has got another place or width, all is painted anew."""
        header = self._view.horizontalHeader()
        every = [
            (at, header.sectionPosition(at), header.sectionSize(at))
            for at in range(header.count())
            if not header.isSectionHidden(at)
        ]
        layout = (every, self._view.devicePixelRatioF())
        if layout != self._layout:
            self._layout = layout
            self._pictures.clear()
        left = header.offset()
        right = left + self._view.viewport().width()
        return [cell for cell in every if cell[1] < right and cell[1] + cell[2] > left]

    def _rows(self, box: QRect) -> list[tuple[int, int]]:
        """(number, top in the viewport) of the rows in `box`, from top to bottom."""
        view, found = self._view, []
        row, count = view.rowAt(max(0, box.top())), view.model().rowCount()
        while 0 <= row < count:
            top = view.rowViewportPosition(row)
            if top > box.bottom():
                break
            if not view.isRowHidden(row):
                found.append((row, top))
            row += 1
        return found

    def _chosen(self, rows: list[tuple[int, int]]) -> dict[int, frozenset[int]]:
        """The selected columns of each row that has some."""
        first, last = rows[0][0], rows[-1][0]
        found: dict[int, frozenset[int]] = {}
        selection = self._view.selectionModel().selection()
        for number in range(selection.count()):
            block = selection.at(number)
            columns = frozenset(range(block.left(), block.right() + 1))
            for row in range(max(first, block.top()), min(last, block.bottom()) + 1):
                found[row] = found.get(row, _NO_CELLS) | columns
        return found

    def _state(self, row: int, chosen: dict[int, frozenset[int]]) -> State:
        current = self._view.currentIndex()
        here = current.row() == row
        return State(
            chosen=chosen.get(row, _NO_CELLS),
            cursor=current.column() if here else None,
            focus=here and self._view.hasFocus(),
            more=self._more(),
        )

    # --- pictures ------------------------------------------------------------------------

    def _picture(self, name: Hashable, tall: int) -> Picture:
        ratio = self._view.devicePixelRatioF()
        size = QSize(self._view.horizontalHeader().length(), tall) * ratio
        known = self._pictures.get(name)
        if known is None or known.pixmap.size() != size:
            pixmap = QPixmap(size)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(self.ground)
            known = self._pictures[name] = Picture(pixmap)
        return known

    def _refresh(
        self, picture: Picture, row: int, cells: list[Cell], state: State, option: object
    ) -> None:
        """Paint the cells in sight that read or look otherwise than in the picture."""
        stamp = self._stamp(row)
        same = picture.stamp == stamp and picture.state == state
        if same and all(at in picture.cells for at, _, _ in cells):
            return
        stale = []
        for cell in cells:
            now = self._look(row, cell[0], state)
            if picture.cells.get(cell[0]) != now:
                picture.cells[cell[0]] = now
                stale.append(cell)
        picture.stamp, picture.state = stamp, state
        if stale:
            assert isinstance(option, QStyleOptionViewItem)
            self._paint_cells(picture.pixmap, row, stale, state, option)

    def _look(self, row: int, at: int, state: State) -> object:
        cursor = state.focus and state.cursor == at
        return (self._ink(row, at), at in state.chosen, state.cursor is None, cursor, state.more)

    def _paint_cells(
        self,
        pixmap: QPixmap,
        row: int,
        cells: list[Cell],
        state: State,
        option: QStyleOptionViewItem,
    ) -> None:
        view, model = self._view, self._view.model()
        delegate, tall = view.itemDelegate(), round(pixmap.height() / pixmap.devicePixelRatio())
        plain = option.state
        painter = QPainter(pixmap)
        for at, left, wide in cells:
            box = QRect(left, 0, wide, tall)
            painter.fillRect(box, self.ground)
            option.rect = box
            option.state = plain | _CHOSEN if at in state.chosen else plain
            delegate.paint(painter, option, model.index(row, at))
        painter.end()
        option.state = plain
