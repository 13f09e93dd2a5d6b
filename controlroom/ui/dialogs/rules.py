"""The rules that watch a show: switched on and off, changed, tried and kept.

Not modal: the show goes on behind it. What is kept watches the running show at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId, fresh
from controlroom.desk.jobs import Job
from controlroom.live.rulebook import Rule, faults, wordless
from controlroom.live.sentences import sentence
from controlroom.ui.dialogs.rule_form import RuleForm
from controlroom.ui.dialogs.rule_trial import TrialPane
from controlroom.ui.i18n import Language
from controlroom.ui.rule_desk import RuleDesk
from controlroom.ui.turns import Steps, at_once
from controlroom.ui.widgets.card import label, restyle

_TITLE, _PLATE, _LEVEL = range(3)
_CODES = ("when", "window", "op", "than", "level", "span", "words")


class RulesDialog(QDialog):
    """The list at the left, the chosen rule at the right. `session()` is what a rule is
    tried on: the show on air, or the selected session."""

    def __init__(
        self,
        desk: RuleDesk,
        language: Language,
        session: Callable[[], SessionId | None],
        parent: QWidget | None = None,
        *,
        slowly: bool = False,
    ) -> None:
        """`slowly`: only begun; whoever asked for that does the `steps`."""
        super().__init__(parent)
        self.setObjectName("rules_dialog")
        self._desk, self._language, self._session = desk, language, session
        self._ours = {rule.name: rule for rule in desk.ours()}
        self._kept = desk.rules()
        self.drafts: dict[str, Rule] = {rule.name: rule for rule in self._kept}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.steps = self._building()
        if not slowly:
            at_once(self.steps)

    # --- building --------------------------------------------------------------------

    def _building(self) -> Steps:
        language = self._language
        self.search, self.list, self.form = QLineEdit(), QTreeWidget(), RuleForm(language)
        yield
        self.sentence = label("", "large", wrap=True)
        self.trouble, self.state = label("", "caption", wrap=True), label("", "muted")
        restyle(self.trouble, "tone", "error")
        self.trial = TrialPane(language, self._try)
        self.copy, self.restore, self.delete = (QPushButton() for _ in range(3))
        self.save, self.shut = QPushButton(), QPushButton()
        yield from self._laying_out()
        self._say()
        self._connect()
        self._list_all()
        yield
        self._begin()
        yield

    def take_over(self, other: RulesDialog) -> None:
        """Go on where `other` is (it was built in another language)."""
        self._kept = other._kept
        self.drafts = dict(other.drafts)
        while self.list.topLevelItemCount():
            self.list.takeTopLevelItem(0)
        self._items = {}
        self._list_all()
        self._begin()
        if other.chosen is not None:
            self.choose(other.chosen.name)
        self.search.setText(other.search.text())
        self.setGeometry(other.geometry())

    # --- laying out ------------------------------------------------------------------

    def _laying_out(self) -> Steps:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._left())
        yield
        split.addWidget(self._right())
        yield
        split.setSizes([330, 790])
        split.setChildrenCollapsible(False)
        bottom = QHBoxLayout()
        bottom.addWidget(self.state, 1)
        bottom.addWidget(self.shut)
        bottom.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(split, 1)
        column.addLayout(bottom)
        self.resize(1140, 720)

    def _left(self) -> QWidget:
        side, row = QWidget(), QHBoxLayout()
        for button in (self.copy, self.restore, self.delete):
            row.addWidget(button)
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(3)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(_TITLE, self.list.header().ResizeMode.Stretch)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        return side

    def _right(self) -> QWidget:
        side, area = QWidget(), QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setAccessibleName(self._language.tr("ui.rules.col.rule"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.sentence)
        column.addWidget(self.trouble)
        column.addWidget(area, 1)
        column.addWidget(self.trial)
        return side

    def _say(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.rules.title"))
        self.search.setPlaceholderText(tr("ui.rules.search"))
        self.search.setAccessibleName(tr("ui.rules.search"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(tr("ui.rules.title"))
        self.list.setHeaderLabels([tr(f"ui.rules.col.{n}") for n in ("rule", "plate", "level")])
        for button, name in (
            (self.copy, "copy"), (self.restore, "restore"), (self.delete, "delete"),
            (self.save, "save"), (self.shut, "close"),
        ):  # fmt: skip
            button.setText(tr(f"ui.rules.{name}"))
            button.setObjectName(f"rules_{name}")
            button.setAutoDefault(False)
        self.save.setProperty("kind", "primary")
        self.copy.setToolTip(tr("ui.rules.copy.tip"))
        self.restore.setToolTip(tr("ui.rules.restore.tip"))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.list.itemChanged.connect(self._ticked)
        self.form.changed.connect(self._edited)
        self.copy.clicked.connect(self.copy_rule)
        self.restore.clicked.connect(self.restore_preset)
        self.delete.clicked.connect(self.delete_rule)
        self.save.clicked.connect(self.keep)
        self.shut.clicked.connect(self.reject)

    # --- the list --------------------------------------------------------------------

    def _list_all(self) -> None:
        for rule in self.drafts.values():
            self._add(rule)
        for column in (_PLATE, _LEVEL):
            self.list.resizeColumnToContents(column)

    def _begin(self) -> None:
        for first in list(self._items.values())[:1]:
            self.list.setCurrentItem(first)
        self._mark()

    def _add(self, rule: Rule) -> None:
        item = QTreeWidgetItem()
        item.setData(_TITLE, Qt.ItemDataRole.UserRole, rule.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._items[rule.name] = item
        self._show_item(rule)
        self.list.addTopLevelItem(item)

    def _show_item(self, rule: Rule) -> None:
        item = self._items[rule.name]
        self.list.blockSignals(True)
        changed = "• " if rule not in self._kept else ""
        item.setText(
            _TITLE, changed + (self._titled(rule) or self._language.tr("ui.rules.nameless"))
        )
        item.setToolTip(_TITLE, item.text(_TITLE))
        item.setText(_PLATE, rule.plate.value)
        item.setText(_LEVEL, self._language.tr(f"ui.rules.level.{rule.level}"))
        on = Qt.CheckState.Checked if rule.enabled else Qt.CheckState.Unchecked
        item.setCheckState(_TITLE, on)
        self.list.blockSignals(False)
        self.list.viewport().update()

    def _titled(self, rule: Rule) -> str:
        return rule.title.get(self._language.lang) or next(iter(rule.title.values()), "")

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for name, item in self._items.items():
            said = f"{name} {self._titled(self.drafts[name])} {item.text(_PLATE)}".casefold()
            item.setHidden(wanted not in said)

    @property
    def chosen(self) -> Rule | None:
        """The rule that is shown."""
        item = self.list.currentItem()
        return self.drafts.get(str(item.data(_TITLE, Qt.ItemDataRole.UserRole))) if item else None

    def choose(self, name: str) -> None:
        """Show the rule called `name`."""
        self.list.setCurrentItem(self._items[name])

    def _chosen(self) -> None:
        rule = self.chosen
        self.form.setEnabled(rule is not None)
        if rule is not None:
            self.form.put(rule)
        self.trial.clear()
        self._mark()

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """The box before a title switches its rule on and off."""
        name = str(item.data(_TITLE, Qt.ItemDataRole.UserRole))
        on = item.checkState(_TITLE) is Qt.CheckState.Checked
        if self.drafts[name].enabled is on:
            return
        self._draft(replace(self.drafts[name], enabled=on))
        if self.chosen is self.drafts[name]:
            self.form.put(self.drafts[name])

    # --- changing --------------------------------------------------------------------

    def _edited(self) -> None:
        self.trial.clear()
        self._draft(self.form.rule())

    def _draft(self, rule: Rule) -> None:
        self.drafts[rule.name] = rule
        self._show_item(rule)
        self._mark()

    def copy_rule(self) -> None:
        """A rule of one's own that begins as the chosen one."""
        rule = self.chosen
        if rule is None:
            return
        tr = self._language.tr
        title = {lang: tr("ui.rules.copy_of", title=said) for lang, said in rule.title.items()}
        made = replace(rule, name=fresh("rule"), number=0, title=title)
        self.drafts[made.name] = made
        self._add(made)
        self.choose(made.name)
        self.form.titles[self._language.lang].setFocus()
        self.form.titles[self._language.lang].selectAll()

    def restore_preset(self) -> None:
        """The chosen preset as it ships."""
        rule = self.chosen
        if rule is not None and rule.name in self._ours:
            self._draft(self._ours[rule.name])
            self._chosen()

    def delete_rule(self) -> None:
        """Take the chosen rule of one's own out of the book (presets can be switched off)."""
        rule = self.chosen
        if rule is None or rule.name in self._ours:
            return
        del self.drafts[rule.name]
        item = self._items.pop(rule.name)
        self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(item))
        self._mark()

    @property
    def unsaved(self) -> bool:
        """Whether something differs from what is kept."""
        return tuple(self.drafts.values()) != tuple(self._kept)

    def wrong(self, rule: Rule) -> list[str]:
        """What is wrong with a rule, in words."""
        tr = self._language.tr
        found = [*faults(rule), *(["words"] if wordless(rule) else [])]
        return [
            tr(f"ui.rules.fault.{code}")
            if code in _CODES
            else tr("ui.rules.fault.figure", name=code)
            for code in found
        ]

    def _mark(self) -> None:
        """The sentence, what is wrong, and what the buttons can do."""
        rule = self.chosen
        wrong = self.wrong(rule) if rule else []
        self.trouble.setText(" ".join(wrong))
        self.trouble.setVisible(bool(wrong))
        if rule is not None:
            readable = bool(rule.when)
            self.sentence.setText(sentence(rule, self._language.speaker) if readable else "—")
        ours = rule is not None and rule.name in self._ours
        self.restore.setEnabled(ours and rule != self._ours.get(rule.name if rule else ""))
        self.delete.setEnabled(rule is not None and not ours)
        bad = [self._titled(one) for one in self.drafts.values() if self.wrong(one)]
        self.save.setEnabled(self.unsaved and not bad)
        tr = self._language.tr
        key = "ui.rules.state.unsaved" if self.unsaved else "ui.rules.state.kept"
        on = sum(1 for one in self.drafts.values() if one.enabled)
        said = (
            tr("ui.rules.state.bad", title=bad[0])
            if bad
            else tr(key, on=on, count=len(self.drafts))
        )
        self.state.setText(said)

    def keep(self) -> None:
        """Keep the book; it watches the running show at once."""
        try:
            self._desk.keep(tuple(self.drafts.values()))
        except WorldError as wrong:
            why = self._language.say(wrong.message)
            self.state.setText(self._language.tr("ui.rules.state.refused", why=why))
            restyle(self.state, "tone", "error")
            return
        restyle(self.state, "tone", "")
        self._kept = tuple(self.drafts.values())
        for rule in self._kept:
            self._show_item(rule)
        self._mark()

    def _try(self) -> Job | None:
        rule, session = self.chosen, self._session()
        if rule is None or session is None or self.wrong(rule):
            why = "ui.rules.try.no_session" if session is None else "ui.rules.try.faulty"
            self.trial.refuse(self._language.tr(why))
            return None
        return self._desk.trial(rule, session)

    # --- closing ---------------------------------------------------------------------

    def reject(self) -> None:
        """Esc, the button and the window's cross: with changes, only after the question."""
        if self.unsaved:
            self._ask()
            return
        self.trial.stop()
        super().reject()

    def _ask(self) -> None:
        tr = self._language.tr
        box = QMessageBox(self)
        box.setObjectName("rules_unsaved")
        box.setWindowTitle(tr("ui.rules.title"))
        box.setText(tr("ui.rules.unsaved"))
        drop = box.addButton(tr("ui.rules.discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("ui.rules.stay"), QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(lambda: self._discard() if box.clickedButton() is drop else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _discard(self) -> None:
        self._kept = tuple(self.drafts.values())
        self.reject()
