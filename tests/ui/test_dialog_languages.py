"""A window that stays open while the language is changed changes with it; all others are
modal, so that nobody can change it behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from controlroom.ui.dialogs.rules import RulesDialog
from tests.ui.stage import Stage
from tests.ui.test_live_reshape import late
from tests.ui.test_reach import DIALOGS

MODAL = ("rehearse", "end")


def words(root: QWidget) -> list[str]:
    """All that `root` says, and is called; not what somebody typed."""
    found = [root.windowTitle()]
    shown = [w for w in root.findChildren(QWidget) if w.isVisibleTo(root)]
    shown = [w for w in shown if not isinstance(w.parent(), QTabBar)]  # arrows of Qt's own
    for one in shown:
        found += [one.accessibleName(), one.toolTip()]
        if isinstance(one, QLabel | QAbstractButton):
            found.append(one.text())
        elif isinstance(one, QLineEdit):
            found.append(one.placeholderText())
        elif isinstance(one, QComboBox):
            found += [one.itemText(n) for n in range(one.count())]
        elif isinstance(one, QDoubleSpinBox):
            found.append(one.suffix())
        elif isinstance(one, QTabBar):
            found += [one.tabText(n) for n in range(one.count())]
        elif isinstance(one, QHeaderView) and one.orientation() is Qt.Orientation.Horizontal:
            model = one.model()
            across = range(model.columnCount()) if model else ()
            found += [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in across]
    return sorted(text for text in found if text)


def opened(stage: Stage, name: str) -> QDialog:
    before = [d for d in stage.live.findChildren(QDialog) if d.isVisible()]
    DIALOGS[name](stage)
    made = [d for d in stage.live.findChildren(QDialog) if d.isVisible() and d not in before]
    assert len(made) == 1
    return made[0]


@pytest.mark.parametrize("name", [n for n in DIALOGS if n not in MODAL])
def test_it_speaks_the_new_language_as_if_opened_in_it(stage: Stage, name: str) -> None:
    stage.show(late())
    dialog = opened(stage, name)
    assert not dialog.isModal()
    chinese = words(dialog)
    stage.language.use("en")
    here = [d for d in stage.live.findChildren(QDialog) if d.isVisible()]
    assert len(here) == 1
    switched = words(here[0])
    here[0].reject()
    assert switched == words(opened(stage, name))
    assert switched != chinese


@pytest.mark.parametrize("name", MODAL)
def test_the_others_hold_the_window(stage: Stage, name: str) -> None:
    stage.show(late())
    dialog = opened(stage, name)
    assert dialog.isModal()
    dialog.reject()


def test_what_was_being_edited_of_a_rule_stays(stage: Stage) -> None:
    stage.show(late())
    dialog = opened(stage, "rules")
    assert isinstance(dialog, RulesDialog)
    name = list(dialog.drafts)[3]
    dialog.choose(name)
    dialog.form.spans["hold"].setValue(7.5)
    edited = dialog.drafts[name]
    assert dialog.unsaved
    stage.language.use("en")
    again = stage.live.rulebook.dialog
    assert again is not None and again is not dialog and not dialog.isVisible()
    assert again.unsaved and again.chosen == edited == replace(edited, hold=450_000)
    stage.language.reword({"en": {"cue.script.finish": "The end"}})
    stage.language.finish()
    assert stage.live.rulebook.dialog is again  # other words are no other language
    again.keep()
    again.reject()
    assert stage.live.rulebook.dialog is None
    assert edited in stage.desk.ruling.book


def test_what_was_typed_stays(stage: Stage) -> None:
    stage.show(late())
    QTest.keyClick(stage.live, Qt.Key.Key_I)
    dialog = next(d for d in stage.live.findChildren(QDialog) if d.isVisible())
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText("补讲")
    stage.language.use("en")
    assert field.text() == "补讲" and field.isVisible()
