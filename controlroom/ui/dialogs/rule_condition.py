"""One condition of a rule as a row of fields, and a list of such rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.time import MINUTE, Span
from controlroom.live.gauges import GAUGES
from controlroom.live.rulebook import COMPARE, Condition, Reference
from controlroom.ui.i18n import Language
from controlroom.ui.models.rule_values import WAYS, Scale, minutes_of, scale_of, span_of, way_of
from controlroom.ui.widgets.card import label
from controlroom.ui.widgets.spin_field import inset

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_MOST = 1e12
_GAUGE, _SPIN = 150, 84  # px
NEW = Condition(gauge="roi", op="<", than=Reference(gauge="break_even"), window=Span(15 * MINUTE))
"""What a new row begins with."""


def quiet_wheel(field: QWidget) -> None:
    """The wheel scrolls the form, not the value of a field it happens to pass."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]


def choice(items: Iterable[tuple[str, str]], name: str) -> QComboBox:
    """A box of (text, value)."""
    box = QComboBox()
    for text, value in items:
        box.addItem(text, value)
    box.setMaxVisibleItems(18)
    box.setAccessibleName(name)
    box.setToolTip(name)
    quiet_wheel(box)
    return box


def number(name: str, most: float, places: int = 0, suffix: str = "") -> QDoubleSpinBox:
    """A field for a number from 0 to `most`."""
    box = QDoubleSpinBox()
    inset(box)
    box.setRange(0, most)
    box.setDecimals(places)
    box.setSuffix(suffix)
    box.setProperty("bare", True)  # NoButtons leaves no room for the text under a style sheet
    box.setAccessibleName(name)
    box.setToolTip(name)
    quiet_wheel(box)
    return box


class ConditionRow(QWidget):
    """Gauge, window, sign, and what it is compared with."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, language: Language, given: Condition) -> None:
        super().__init__()
        self._language = language
        tr = language.tr
        minutes = " " + tr("ui.rules.minutes")
        gauges = [(tr(f"gauge.{name}"), name) for name in GAUGES]
        self.gauge = choice(gauges, tr("ui.rules.gauge"))
        self.window_ = number(tr("ui.rules.window"), 1440, suffix=minutes)
        self.op = choice([(_SIGNS[op], op) for op in COMPARE], tr("ui.rules.op"))
        self.way = choice([(tr(f"ui.rules.way.{w}"), w) for w in WAYS], tr("ui.rules.way"))
        self.number = number(tr("ui.rules.number"), _MOST)
        self.number.setMinimum(-_MOST)
        self.factor = number(tr("ui.rules.factor"), 1000, 2, " ×")
        self.other = choice(gauges, tr("ui.rules.other"))
        self.other_window = number(tr("ui.rules.other_window"), 1440, suffix=minutes)
        self.ago = number(tr("ui.rules.ago"), 1440, suffix=minutes)
        self.ago.setMinimum(1)
        self.remove = QPushButton("✕")
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName(tr("ui.rules.remove"))
        self.remove.setToolTip(tr("ui.rules.remove"))
        self._lay_out()
        self.put(given)
        self._listen()

    def _fields(self) -> tuple[QWidget, ...]:
        left = (self.gauge, self.window_, self.op, self.way, self.number)
        return (*left, self.factor, self.other, self.other_window, self.ago)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for box in (self.gauge, self.other):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(_GAUGE)
        for field in self._fields():
            row.addWidget(field, 1 if field in (self.gauge, self.other) else 0)
        self.gauge.setMaximumWidth(2 * _GAUGE)
        self.other.setMaximumWidth(2 * _GAUGE)
        for spin in (self.window_, self.factor, self.other_window, self.ago):
            spin.setFixedWidth(_SPIN)
        self.number.setFixedWidth(2 * _SPIN)
        row.addStretch(0)
        row.addWidget(self.remove)

    def put(self, given: Condition) -> None:
        """Show `given`."""
        than = given.than
        self.gauge.setCurrentIndex(self.gauge.findData(given.gauge))
        self.window_.setValue(minutes_of(given.window))
        self.op.setCurrentIndex(self.op.findData(given.op))
        self.way.setCurrentIndex(WAYS.index(way_of(than)))
        self._fit()
        self.number.setValue(self._scale().shown(than.number or 0.0))
        self.factor.setValue(than.factor)
        self.other.setCurrentIndex(max(0, self.other.findData(than.gauge or "break_even")))
        self.other_window.setValue(minutes_of(than.window))
        self.ago.setValue(max(1.0, minutes_of(than.ago)))
        self._fit()

    def condition(self) -> Condition:
        """What the fields say."""
        gauge = str(self.gauge.currentData())
        windowed = GAUGES[gauge].windowed
        return Condition(
            gauge=gauge,
            op=str(self.op.currentData()),
            than=self._than(),
            window=span_of(self.window_.value()) if windowed else Span(0),
        )

    def _than(self) -> Reference:
        way = WAYS[self.way.currentIndex()]
        if way == "number":
            return Reference(number=self._scale().stored(self.number.value()))
        factor = self.factor.value()
        if way == "usual":
            return Reference(usual=True, factor=factor)
        if way == "ago":
            return Reference(ago=span_of(self.ago.value()), factor=factor)
        other = str(self.other.currentData())
        window = span_of(self.other_window.value()) if GAUGES[other].windowed else Span(0)
        return Reference(gauge=other, window=window, factor=factor)

    def _scale(self) -> Scale:
        unit, speaker = GAUGES[str(self.gauge.currentData())].unit, self._language.speaker
        return scale_of(unit, speaker.currency, speaker.text("ui.rules.minutes"))

    def _listen(self) -> None:
        self.gauge.currentIndexChanged.connect(self._other_unit)
        for box in (self.op, self.way, self.other):
            box.currentIndexChanged.connect(self._edited)
        for field in (self.window_, self.number, self.factor, self.other_window, self.ago):
            field.valueChanged.connect(self._edited)
        self.remove.clicked.connect(lambda: self.removed.emit(self))

    def _other_unit(self) -> None:
        """Another gauge: a window is asked for where it looks back over one."""
        if GAUGES[str(self.gauge.currentData())].windowed and not self.window_.value():
            self.window_.setValue(5)
        self._edited()

    def _edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Only the fields that mean something; the number in the unit of the gauge."""
        way, gauge = WAYS[self.way.currentIndex()], GAUGES[str(self.gauge.currentData())]
        scale = self._scale()
        self.number.setDecimals(scale.places)
        self.number.setSuffix(scale.suffix)
        other = GAUGES[str(self.other.currentData())] if self.other.currentIndex() >= 0 else gauge
        self.window_.setVisible(gauge.windowed)
        self.number.setVisible(way == "number")
        self.factor.setVisible(way != "number")
        self.other.setVisible(way == "gauge")
        self.other_window.setVisible(way == "gauge" and other.windowed)
        self.ago.setVisible(way == "ago")


class ConditionList(QWidget):
    """Rows that must all hold, and a button for one more."""

    changed = Signal()

    def __init__(self, language: Language, title: str) -> None:
        super().__init__()
        self._language = language
        self.rows: list[ConditionRow] = []
        self.title: QLabel = label(title, "strong")
        self.add = QPushButton(language.tr("ui.rules.add_condition"))
        self.add.setAccessibleName(f"{title}: {self.add.text()}")
        self.add.clicked.connect(lambda: self._append(NEW, told=True))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addLayout(head)

    def put(self, given: Sequence[Condition]) -> None:
        """Show these conditions."""
        for row in list(self.rows):
            self._drop(row)
        for one in given:
            self._append(one)

    def conditions(self) -> tuple[Condition, ...]:
        """What the rows say."""
        return tuple(row.condition() for row in self.rows)

    def _append(self, given: Condition, *, told: bool = False) -> None:
        row = ConditionRow(self._language, given)
        row.changed.connect(self.changed)
        row.removed.connect(self._removed)
        self.rows.append(row)
        self._column.addWidget(row)
        if told:
            row.gauge.setFocus()
            self.changed.emit()

    def _removed(self, row: ConditionRow) -> None:
        self._drop(row)
        self.changed.emit()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
