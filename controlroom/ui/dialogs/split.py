"""An amount shared out over rows: choose how, see the result, then apply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.money import shared_out
from controlroom.plan import fields
from controlroom.plan.pasts import PastShow
from controlroom.plan.sheet import Session
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_NAME, _BEFORE, _AFTER, _SPREAD = range(4)
HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row that gets a part: as people name it, and what it has now (minor units)."""

    id: RowId
    name: str
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Weights by row, what to say about them, and one standard error of each share."""

    weights: Mapping[RowId, float]
    note: Message | None = None
    spread: Mapping[RowId, float] = field(default_factory=dict)


Weigh = Callable[[Sequence[PastShow], PastShow | None], Weighed | Message]
"""(past shows, the chosen one) -> weights, or why there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way of sharing out; `past`: it leans on one past show that is chosen."""

    key: str
    weigh: Weigh
    past: bool = False


class SplitDialog(QDialog):
    """`parts()` sum exactly to the total, whatever the method; OK is shut until they do."""

    def __init__(
        self,
        language: Language,
        what: str,
        session: Session,
        total: int,
        lines: Sequence[Line],
        methods: Sequence[Method],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"split_{what}")
        self._language, self._session, self._total = language, session, total
        self._lines, self._methods = tuple(lines), {one.key: one for one in methods}
        self._pasts: tuple[PastShow, ...] | None = None
        self._weighed: Weighed | None = None
        self._filling = False
        self.method, self.past = QComboBox(), QComboBox()
        for key in (*self._methods, HAND):
            self.method.addItem(language.tr(f"ui.split.by.{key}"), key)
        self.table = QTableWidget(len(self._lines), 4)
        self.note, self.sum = label("", "caption", wrap=True), label("", "strong")
        self.buttons = buttons(language, self)
        self._lay_out(what)
        self.method.currentIndexChanged.connect(self._weigh)
        self.past.currentIndexChanged.connect(self._weigh)
        self.table.itemChanged.connect(self._typed)
        self._weigh()

    def take_pasts(self, pasts: Sequence[PastShow]) -> None:
        """The past shows, once they have been read."""
        self._pasts = tuple(pasts)
        zone, lang = self._session.zone, self._language.lang
        self.past.blockSignals(True)
        self.past.clear()
        for show in self._pasts:
            self.past.addItem(f"{formats.day(show.start, zone, lang)} · {show.title}")
        self.past.blockSignals(False)
        self._weigh()

    def parts(self) -> dict[RowId, int] | None:
        """Minor units by row, summing to the total; None while they don't."""
        cells = [self._value(at) for at in range(len(self._lines))]
        known = [cell for cell in cells if cell is not None]
        if len(known) != len(cells) or sum(known) != self._total or min(known, default=0) < 0:
            return None
        return {line.id: value for line, value in zip(self._lines, known, strict=True)}

    def choose(self, key: str) -> None:
        """Take a method."""
        self.method.setCurrentIndex(self.method.findData(key))

    def _lay_out(self, what: str) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr(f"ui.split.{what}"))
        form = QFormLayout()
        form.addRow(tr("ui.split.total"), label(self._money(self._total), "strong"))
        form.addRow(tr("ui.split.method"), self.method)
        form.addRow(tr("ui.split.past"), self.past)
        self._form = form
        self.method.setAccessibleName(tr("ui.split.method"))
        self.past.setAccessibleName(tr("ui.split.past"))
        self.table.setAccessibleName(tr("ui.split.preview"))
        heads = ("row", "before", "after", "spread")
        self.table.setHorizontalHeaderLabels([tr(f"ui.split.col.{name}") for name in heads])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for at, width in ((_BEFORE, 118), (_AFTER, 118), (_SPREAD, 150)):
            self.table.setColumnWidth(at, width)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        column.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("ui.split.apply"))
        self.resize(680, 580)

    # --- sharing out -------------------------------------------------------------------

    def _weigh(self) -> None:
        """Share out by the method chosen and show it."""
        key = str(self.method.currentData())
        method = self._methods.get(key)
        self._form.setRowVisible(self.past, bool(method and method.past))
        self.table.setColumnHidden(_SPREAD, True)
        if method is None:
            self._say(self._language.tr("ui.split.note.hand"))
            self._fill(self._present())
            return
        found = self._found(method)
        self._weighed = found if isinstance(found, Weighed) else None
        if isinstance(found, Message):
            self._say(self._language.say(found), "warning")
            self._fill([None] * len(self._lines))
            return
        self._say(self._language.say(found.note))
        self.table.setColumnHidden(_SPREAD, not found.spread)
        weights = [found.weights.get(line.id, 0.0) for line in self._lines]
        self._fill(list(shared_out(self._total, weights)))

    def _found(self, method: Method) -> Weighed | Message:
        leaning = method.past or method.key == "response"
        if leaning and self._pasts is None:
            return Message("ui.split.reading")
        pasts = self._pasts or ()
        at = self.past.currentIndex()
        if method.past and not 0 <= at < len(pasts):
            return Message("ui.split.no_past")
        return method.weigh(pasts, pasts[at] if method.past else None)

    def _present(self) -> list[int | None]:
        """What was shown last, as a start for changes by hand."""
        shown = [self._value(at) for at in range(len(self._lines))]
        if any(value is not None for value in shown):
            return shown
        return [line.before for line in self._lines]

    def _fill(self, values: Sequence[int | None]) -> None:
        hand = self.method.currentData() == HAND
        self._filling = True
        for at, (line, value) in enumerate(zip(self._lines, values, strict=True)):
            self._put(at, _NAME, line.name)
            self._put(at, _BEFORE, self._money(line.before))
            self._put(at, _AFTER, self._typed_form(value) if hand else self._money(value), hand)
            if (cell := self.table.item(at, _AFTER)) is not None:
                cell.setData(Qt.ItemDataRole.UserRole, value)
            self._put(at, _SPREAD, self._spread(line.id))
        self._filling = False
        self._sum_up()

    def _put(self, at: int, column: int, text: str, editable: bool = False) -> None:
        item = QTableWidgetItem(text)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        side = Qt.AlignmentFlag.AlignLeft if column == _NAME else Qt.AlignmentFlag.AlignRight
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if column == _NAME:
            item.setToolTip(text)
        self.table.setItem(at, column, item)

    def _spread(self, row: RowId) -> str:
        """`34.0% ± 6.1%`: the share and one standard error of it."""
        if self._weighed is None or row not in self._weighed.spread:
            return ""
        share, error = self._weighed.weights[row], self._weighed.spread[row]
        return f"{formats.percent(share)} ± {formats.percent(error)}"

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != _AFTER:
            return
        item.setData(Qt.ItemDataRole.UserRole, self._parsed(item.text()))
        self._sum_up()

    def _parsed(self, text: str) -> int | None:
        session = self._session
        try:
            value = fields.parse(
                fields.field(None, "target_gmv"),
                text,
                zone=session.zone,
                currency=session.currency,
                day=session.planned_start,
            )
        except WorldError:
            return None
        return value if isinstance(value, int) else None

    def _value(self, at: int) -> int | None:
        item = self.table.item(at, _AFTER)
        value = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return None if value is None else int(value)

    def _sum_up(self) -> None:
        """The sum, what is missing or too much, and whether it can be applied."""
        tr, cells = self._language.tr, [self._value(at) for at in range(len(self._lines))]
        total = sum(value for value in cells if value is not None)
        off, blank = self._total - total, sum(value is None for value in cells)
        exact = self.parts() is not None
        if exact:
            text = tr("ui.split.exact", sum_minor=total)
        elif blank == len(cells):
            text = ""
        elif blank:
            text = tr("ui.split.blank", count=blank)
        else:
            text = tr("ui.split.left" if off > 0 else "ui.split.over", off_minor=abs(off))
        self.sum.setText(text)
        restyle(self.sum, "tone", "good" if exact else "error")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(exact)

    def _say(self, text: str, tone: str = "") -> None:
        self.note.setText(text)
        restyle(self.note, "tone", tone)

    def _money(self, minor: int | None) -> str:
        return formats.money(minor, self._session.currency)

    def _typed_form(self, minor: int | None) -> str:
        return "" if minor is None else self._money(minor)
