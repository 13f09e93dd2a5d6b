"""The form of one rule: what it looks at, how patient it is, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.time import MINUTE
from controlroom.live.gauges import GAUGES
from controlroom.live.rulebook import LEVELS, Rule, figure_name, figures, limit_name, reworded
from controlroom.plan.sheet import Plate
from controlroom.ui.dialogs.rule_condition import ConditionList, choice, number
from controlroom.ui.i18n import Language
from controlroom.ui.models.rule_values import minutes_of, span_of
from controlroom.ui.widgets.card import label

LANGS = ("zh", "en")
_SPANS = ("hold", "cool_down", "remind")
_LINES = 2


class RuleForm(QWidget):
    """Shows a rule with `put`, gives what the fields say with `rule`."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language, self._putting = language, False
        self._base: Rule | None = None
        tr = language.tr
        minutes = " " + tr("ui.rules.minutes")
        self.titles = {lang: QLineEdit() for lang in LANGS}
        self.texts = {lang: self._words() for lang in LANGS}
        self.advice = {lang: self._words() for lang in LANGS}
        plates = [(f"{p.value}  {tr(f'ui.plan.plate.{p.value}')}", p.value) for p in Plate]
        self.plate = choice(plates, tr("ui.rules.plate"))
        self.level = choice([(tr(f"ui.rules.level.{v}"), v) for v in LEVELS], tr("ui.rules.level"))
        self.enabled, self.once = QCheckBox(tr("ui.rules.on")), QCheckBox(tr("ui.rules.once"))
        self.when = ConditionList(language, tr("ui.rules.when"))
        self.least = ConditionList(language, tr("ui.rules.least"))
        self.spans = {n: number(tr(f"ui.rules.{n}"), 1440, 1, minutes) for n in _SPANS}
        self.hysteresis = number(tr("ui.rules.hysteresis"), 100, 1, " %")
        self.figures = QPushButton(tr("ui.rules.figures"))
        self._field: QLineEdit | QPlainTextEdit = self.texts["zh"]
        self._lay_out()
        self._listen()

    def _words(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 18)
        return field

    # --- building --------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 8, 2)
        column.setSpacing(10)
        column.addLayout(self._top())
        column.addWidget(self.when)
        column.addWidget(self.least)
        column.addLayout(self._patience())
        column.addLayout(self._said())
        column.addStretch(1)

    def _top(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        widgets = (self.enabled, self.level, self.plate, self.once)
        for at, widget in enumerate(widgets):
            grid.addWidget(widget, 0, at)
        grid.setColumnStretch(len(widgets), 1)
        return grid

    def _patience(self) -> QGridLayout:
        tr, grid = self._language.tr, QGridLayout()
        grid.setHorizontalSpacing(12)
        for at, (name, field) in enumerate((*self.spans.items(), ("hysteresis", self.hysteresis))):
            words = label(tr(f"ui.rules.{name}"), "caption")
            words.setToolTip(tr(f"ui.rules.{name}.tip"))
            field.setToolTip(tr(f"ui.rules.{name}.tip"))
            grid.addWidget(words, 0, at)
            grid.addWidget(field, 1, at)
            grid.setColumnStretch(at, 1)
        return grid

    def _said(self) -> QGridLayout:
        tr, grid = self._language.tr, QGridLayout()
        grid.addWidget(label(tr("ui.rules.words"), "strong"), 0, 0)
        for at, lang in enumerate(LANGS, 1):
            grid.addWidget(label(tr(f"ui.rules.lang.{lang}"), "caption"), 0, at)
            grid.setColumnStretch(at, 1)
        grid.addWidget(self.figures, 4, 1, 1, 2)
        rows: tuple[tuple[str, Mapping[str, QWidget]], ...] = (
            ("title", self.titles),
            ("text", self.texts),
            ("advice", self.advice),
        )
        for row, (name, fields) in enumerate(rows, 1):
            words = tr("ui.rules.title.field" if name == "title" else f"ui.rules.{name}")
            grid.addWidget(label(words, "caption"), row, 0)
            for at, lang in enumerate(LANGS, 1):
                fields[lang].setAccessibleName(f"{words} {lang}")
                grid.addWidget(fields[lang], row, at)
        return grid

    def _listen(self) -> None:
        for lang in LANGS:
            self.titles[lang].textChanged.connect(self._edited)
            for field in (self.texts[lang], self.advice[lang]):
                field.textChanged.connect(self._edited)
                field.installEventFilter(self)
        for box in (self.plate, self.level):
            box.currentIndexChanged.connect(self._edited)
        for tick in (self.enabled, self.once):
            tick.toggled.connect(self._edited)
        for span in (*self.spans.values(), self.hysteresis):
            span.valueChanged.connect(self._edited)
        self.when.changed.connect(self._edited)
        self.least.changed.connect(self._edited)
        self.figures.clicked.connect(self._show_figures)

    # --- the rule --------------------------------------------------------------------

    def put(self, rule: Rule) -> None:
        """Show `rule`."""
        self._base, self._putting = rule, True
        for lang in LANGS:
            self.titles[lang].setText(rule.title.get(lang, ""))
            self.texts[lang].setPlainText(rule.text.get(lang, ""))
            self.advice[lang].setPlainText(rule.advice.get(lang, ""))
        self.plate.setCurrentIndex(self.plate.findData(rule.plate.value))
        self.level.setCurrentIndex(self.level.findData(rule.level))
        self.enabled.setChecked(rule.enabled)
        self.once.setChecked(rule.once)
        self.when.put(rule.when)
        self.least.put(rule.least)
        for name, field in self.spans.items():
            field.setValue(minutes_of(getattr(rule, name)))
        self.hysteresis.setValue(rule.hysteresis * 100)
        self._putting = False

    def rule(self) -> Rule:
        """What the fields say. Only once a rule has been `put`."""
        assert self._base is not None
        spans = {name: span_of(field.value()) for name, field in self.spans.items()}
        return replace(
            self._base,
            plate=Plate(self.plate.currentData()),
            level=str(self.level.currentData()),
            enabled=self.enabled.isChecked(),
            once=self.once.isChecked(),
            when=self.when.conditions(),
            least=self.least.conditions(),
            hysteresis=round(self.hysteresis.value() / 100, 6),
            title=_filled({lang: field.text() for lang, field in self.titles.items()}),
            text=_filled({lang: field.toPlainText() for lang, field in self.texts.items()}),
            advice=_filled({lang: field.toPlainText() for lang, field in self.advice.items()}),
            hold=spans["hold"],
            cool_down=spans["cool_down"],
            remind=spans["remind"],
        )

    def _edited(self) -> None:
        if self._putting or self._base is None:
            return
        rule = self.rule()
        self._base = self._reword(reworded(self._base, rule))
        self.changed.emit()

    def _reword(self, rule: Rule) -> Rule:
        """Show words whose figures were renamed."""
        self._putting = True
        for fields, words in ((self.texts, rule.text), (self.advice, rule.advice)):
            for lang, field in fields.items():
                if lang in words and field.toPlainText() != words[lang]:
                    field.setPlainText(words[lang])
        self._putting = False
        return rule

    # --- figures in the words --------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QPlainTextEdit):
            self._field = watched
        return False

    def insert(self, figure: str) -> None:
        """Put a figure's name where the words were last typed."""
        if isinstance(self._field, QPlainTextEdit):
            self._field.insertPlainText(f"{{{figure}}}")
        self._field.setFocus()

    def _show_figures(self) -> None:
        menu = QMenu(self)
        for name, words in self.nameable():
            menu.addAction(f"{words}   {{{name}}}", partial(self.insert, name))
        menu.popup(self.figures.mapToGlobal(self.figures.rect().bottomLeft()))

    def nameable(self) -> list[tuple[str, str]]:
        """(name, words) of every figure the texts of this rule may name."""
        rule, tr = self.rule(), self._language.tr
        said: dict[str, str] = {}
        for each in (*rule.when, *rule.least, *rule.tells):
            shown = tr(f"gauge.{each.gauge}")
            if GAUGES[each.gauge].windowed:
                shown = tr("rule.window", gauge=shown, minutes=each.window // MINUTE)
            said.setdefault(figure_name(each.gauge, each.window), shown)
        for index, each in enumerate(rule.when, 1):
            said[limit_name(index, each.gauge)] = tr("ui.rules.figure.limit", index=index)
        rest = sorted(figures(rule) - said.keys())
        return [*said.items(), *((name, tr(f"ui.rules.figure.{name}")) for name in rest)]


def _filled(words: dict[str, str]) -> dict[str, str]:
    return {lang: text for lang, text in words.items() if text.strip()}
