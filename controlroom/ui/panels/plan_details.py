"""Details of the selected row: the texts that are too long for a table cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from controlroom.core.ids import RowId
from controlroom.plan.sheet import Plate, Row, RunSheet
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import Card, label, restyle
from controlroom.ui.widgets.money_view import MoneyView

TEXTS = {
    Plate.GOODS: ("mechanism", "audience", "note"),
    Plate.SCRIPT: ("introduction", "selling_point", "scene", "after_sales", "value", "note"),
    Plate.TRAFFIC: ("audience", "note"),
    Plate.GIVEAWAY: ("condition", "note"),
    Plate.WARMUP: ("note",),
}
_LINES = 5
_MANY, _LATER_MS = 200, 150


class TextBox(QPlainTextEdit):
    """A few lines of text, kept when the focus leaves or with Ctrl+Enter; Escape takes
    the typing back."""

    kept = Signal(str)
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._good = ""
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As high as the text needs, within reason."""
        needed = round(self.document().size().height())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * max(1, min(_LINES, needed)) + 20)
        bar = Qt.ScrollBarPolicy
        off = needed <= _LINES
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if off else bar.ScrollBarAsNeeded)

    def put(self, text: str) -> None:
        """Show `text`; typing under way is not disturbed."""
        if text != self._good or not self.hasFocus():
            self._good = text
            if text != self.toPlainText():
                self.setPlainText(text)

    def keep(self) -> None:
        """Hand the typed text over, where it differs."""
        text = self.toPlainText().strip()
        if text != self._good:
            self._good = text
            self.kept.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps the text, Esc takes it back; Ctrl+Z undoes in the plan where nothing
        was typed."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.keep()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._good)
            return
        if event.matches(QKeySequence.StandardKey.Undo) and self.toPlainText() == self._good:
            self.undo_asked.emit()
            return
        super().keyPressEvent(event)


class DetailsPanel(Card):
    """The texts of one row. `text_kept(plate, row, field, text)` asks for an edit."""

    text_kept = Signal(object, str, str, str)
    undo_asked = Signal()
    mix_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(elide=True)
        self._theme, self._language = theme, language
        self._plate = Plate.SCRIPT
        self._row: Row | None = None
        self._place = ""
        self.boxes: dict[str, TextBox] = {}
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "muted", wrap=True)
        self.empty.setMargin(14)
        self.add(self.empty)
        self.add(self.area, 1)
        self.money, self.ledger = MoneyView(language), QScrollArea()
        self.money.mix_asked.connect(self.mix_asked)
        self.ledger.setWidgetResizable(True)
        self.ledger.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ledger.setWidget(self.money)
        self.add(self.ledger, 1)
        self.turn = QPushButton()
        self.turn.setProperty("kind", "quiet")
        self.turn.setCheckable(True)
        self.turn.toggled.connect(self._show)
        self.header.add(self.turn)
        self._sheet: RunSheet | None = None
        self._later = QTimer(self)  # of many products the money waits for a pause
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._count)
        self._build()
        language.retranslate.connect(self._rebuild)

    def show_row(self, plate: Plate, row: Row | None, place: str = "") -> None:
        """Show the texts of `row` (`place` as `T-6`), or what to do when there is none."""
        if plate is not self._plate or (self._row and row and self._row.id != row.id):
            self.keep()
        other_plate = plate is not self._plate
        self._plate, self._row, self._place = plate, row, place
        if other_plate:
            self._build()
        self._show()

    def show_sheet(self, sheet: RunSheet | None) -> None:
        """The session whose money is shown (while no row is chosen, or when asked for)."""
        same = sheet is self._sheet
        self._sheet = sheet
        if sheet is None or same:
            return
        if len(sheet.products) > _MANY:
            self._later.start()
        else:
            self._count()

    def _count(self) -> None:
        if self._sheet is not None and self.ledger.isVisibleTo(self):
            self.money.show_sheet(self._sheet)

    def keep(self) -> None:
        """Hand over what is being typed."""
        for box in self.boxes.values():
            box.keep()

    def _rebuild(self) -> None:
        self.keep()
        self._build()

    def _build(self) -> None:
        inside, tr = QWidget(), self._language.tr
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 2, 12, 10)
        column.setSpacing(4)
        self.boxes = {}
        for name in TEXTS[self._plate]:
            caption = label(tr(f"plan.field.{name}"))
            restyle(caption, "tone", "script")
            box = TextBox()
            box.setAccessibleName(caption.text())
            box.setPlaceholderText(self._hint(name))
            box.kept.connect(self._kept(name))
            box.undo_asked.connect(self.undo_asked)
            column.addWidget(caption)
            column.addWidget(box)
            column.addSpacing(4)
            self.boxes[name] = box
        column.addStretch(1)
        self.area.setWidget(inside)
        self._show()

    def _hint(self, name: str) -> str:
        key = f"ui.plan.hint.{name}"
        return self._language.tr(key) if self._language.speaker.has(key) else ""

    def _kept(self, name: str) -> Callable[[str], None]:
        def keep(text: str) -> None:
            if self._row is not None:
                self.text_kept.emit(self._plate, RowId(self._row.id), name, text)

        return keep

    def _show(self) -> None:
        tr, row = self._language.tr, self._row
        ledger = self._sheet is not None and (row is None or self.turn.isChecked())
        self.ledger.setVisible(ledger)
        self.turn.setVisible(row is not None and self._sheet is not None)
        self.turn.setText(tr("ui.money.hide" if ledger else "ui.money.show"))
        if ledger and self._sheet is not None:
            self.set_title(tr("ui.money.title"))
            self._count()
            self.empty.hide()
            self.area.hide()
            self._fill(row)
            return
        title = tr(f"ui.plan.details.{self._plate.value}")
        name = getattr(row, "title", "") or getattr(row, "channel", "")
        self.set_title(" · ".join(part for part in (title, self._place, name) if part))
        self.empty.setText(tr("ui.plan.details.none"))
        self.empty.setVisible(row is None)
        self.area.setVisible(row is not None)
        self._fill(row)

    def _fill(self, row: Row | None) -> None:
        for field, box in self.boxes.items():
            box.put("" if row is None else str(getattr(row, field)))
