"""The milestones of a session: what is worth a flag, and what is said of it on air."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.money import Minor, to_major
from controlroom.live.goals import spoken
from controlroom.plan import goals, reading
from controlroom.plan.goals import METRICS, Goal
from controlroom.plan.reading import UnclearError
from controlroom.plan.sheet import Session
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_TALL = 42  # px of a line
_COLUMNS = ("metric", "value", "amount", "loud", "words", "away")
_METRIC, _VALUE, _AMOUNT, _LOUD, _WORDS, _AWAY = range(len(_COLUMNS))


class GoalsDialog(QDialog):
    """One line a milestone. `text()` is what the session keeps: "" while they are the usual
    ones, which follow the target."""

    def __init__(self, language: Language, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goals_dialog")
        self._language, self._session = language, session
        self.table, self.said = QTableWidget(0, len(_COLUMNS)), label("", "caption", wrap=True)
        self.add, self.usual = (QPushButton(language.tr(f"ui.goals.{n}")) for n in ("add", "usual"))
        self.buttons = buttons(language, self)
        self._lay_out()
        self.put(goals.wanted(session))
        self.add.clicked.connect(self._one_more)
        self.usual.clicked.connect(lambda: self.put(goals.usual(session)))

    def put(self, wanted: tuple[Goal, ...]) -> None:
        """Show these in place of what is there."""
        self.table.setRowCount(0)
        for goal in wanted:
            self._row(goal)
        self._check()

    def text(self) -> str:
        """The milestones as `plan.goals` keeps them. Raises UnclearError for a line that is
        no milestone."""
        found = tuple({goal.id: goal for goal in map(self._goal, range(self._count))}.values())
        if found == goals.usual(self._session):
            return ""
        return goals.written(found, self._session.currency)

    @property
    def _count(self) -> int:
        return self.table.rowCount()

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.goals.title"))
        self.table.setHorizontalHeaderLabels(
            [tr(f"ui.goals.{name}") if name != "away" else "" for name in _COLUMNS]
        )
        self.table.setAccessibleName(tr("ui.goals.title"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_TALL)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        for column in range(len(_COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((_METRIC, 150), (_VALUE, 120)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, wide)
        row = QHBoxLayout()
        for button in (self.add, self.usual):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(18, 16, 18, 14)
        column_.setSpacing(10)
        column_.addWidget(label(self._about(), "caption", wrap=True))
        column_.addWidget(self.table, 1)
        column_.addLayout(row)
        column_.addWidget(self.said)
        column_.addWidget(self.buttons)
        self.resize(860, 560)

    def _about(self) -> str:
        """What milestones do; the placeholders stand there as they are typed."""
        names = {name: f"{{{name}}}" for name in ("value_minor", "value", "share")}
        return self._language.tr("ui.goals.about", **names)

    def _row(self, goal: Goal) -> None:
        """A line for `goal`, at the end."""
        at = self._count
        self.table.insertRow(at)
        metric, value, words, loud = QComboBox(), QLineEdit(), QLineEdit(goal.words), QCheckBox()
        for name in METRICS:
            metric.addItem(self._language.tr(f"ui.goals.metric.{name}"), name)
        metric.setCurrentIndex(METRICS.index(goal.metric))
        value.setText(self._shown(goal))
        words.setMaxLength(goals.WORDS_AT_MOST)
        loud.setChecked(goal.loud)
        away = QPushButton("✕")
        away.setProperty("kind", "quiet")
        away.setAutoDefault(False)
        away.clicked.connect(partial(self._take_away, away))
        for column, part in (
            (_METRIC, metric), (_VALUE, value), (_LOUD, loud), (_WORDS, words), (_AWAY, away)
        ):  # fmt: skip
            name = "away" if column == _AWAY else _COLUMNS[column]
            part.setAccessibleName(self._language.tr(f"ui.goals.{name}"))
            self.table.setCellWidget(at, column, part)
        amount = QTableWidgetItem()
        amount.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.table.setItem(at, _AMOUNT, amount)
        for signal in (metric.currentIndexChanged, value.textChanged, words.textChanged):
            signal.connect(self._check)
        loud.toggled.connect(self._check)

    def _one_more(self) -> None:
        """An empty line, with the cursor where its value goes."""
        self._row(Goal(metric="gmv", value=0))
        self._part(self._count - 1, _VALUE).setFocus()
        self._check()

    def _take_away(self, button: QPushButton) -> None:
        rows = range(self._count)
        at = next((row for row in rows if self.table.cellWidget(row, _AWAY) is button), None)
        if at is not None:
            self.table.removeRow(at)
            self._check()

    def _shown(self, goal: Goal) -> str:
        """The value as it is typed."""
        if goal.value == 0:
            return ""
        if goal.metric == "share":
            return f"{goal.value / 10:g}%"
        if goal.metric == "gmv":
            major = to_major(Minor(goal.value), self._session.currency)
            return f"{major:,.2f}".removesuffix(".00")
        return formats.count(goal.value)

    def _goal(self, row: int) -> Goal:
        """The milestone of a line. Raises UnclearError."""
        metric = str(self._part(row, _METRIC).currentData())
        text = self._part(row, _VALUE).text().strip()
        bare = f"{text.rstrip('%％ ')}%" if metric == "share" else f"{metric} {text}"
        if not text:
            raise UnclearError("plan.parse_goals")
        (goal,) = goals.read(bare, self._session.currency)
        words = reading.plain(self._part(row, _WORDS).text())
        loud = self._part(row, _LOUD).isChecked()
        return Goal(metric=goal.metric, value=goal.value, words=words, loud=loud)

    def _part(self, row: int, column: int) -> Any:
        return self.table.cellWidget(row, column)

    def _check(self) -> None:
        """Each line's amount; OK only where all of them can be read."""
        fine = True
        for row in range(self._count):
            amount = self.table.item(row, _AMOUNT)
            if amount is None:
                return  # the line is being made
            try:
                goal = self._goal(row)
                shown, bad = self._amount(goal), False
                self._part(row, _WORDS).setPlaceholderText(self._ours(goal))
            except (UnclearError, ValueError):
                shown, bad = "", True
            restyle(self._part(row, _VALUE), "error", bad)
            amount.setText(shown)
            fine = fine and not bad
        key = "ui.goals.none" if not self._count else "" if fine else "ui.goals.unclear"
        self.said.setText(self._language.tr(key) if key else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)

    def _ours(self, goal: Goal) -> str:
        """What is said where the line has no words of its own."""
        value = goals.amount(goal, self._session.target_gmv) or 0
        return self._language.say(spoken(goal.metric, value, goal.share)) if goal.loud else ""

    def _amount(self, goal: Goal) -> str:
        """What a share comes to."""
        value = goals.amount(goal, self._session.target_gmv)
        if goal.metric != "share":
            return ""
        if value is None:
            return self._language.tr("ui.goals.no_target")
        return formats.money(value, self._session.currency, cents=False)
