"""Another language, in several turns: in the end everything speaks it, whatever comes between."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from controlroom.ui.i18n import Language
from controlroom.ui.retelling import Retelling
from tests.ui.demo_readout import demo
from tests.ui.screens import put_away
from tests.ui.stage import Stage
from tests.ui.test_dialog_languages import words


class Teller(QWidget):
    """Writes down that it was told."""

    def __init__(self, qtbot: Any, name: str, told: list[str], *, shown: bool = False) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.name, self.told = name, told
        self.setVisible(shown)

    def say(self) -> None:
        self.told.append(self.name)


def test_each_is_told_in_a_step_of_its_own_those_in_sight_first(qtbot: Any) -> None:
    told: list[str] = []
    behind, late, front = (Teller(qtbot, n, told, shown=n == "front") for n in ("b", "l", "front"))
    retelling = Retelling()
    for one in (behind, late, front):
        retelling.connect(one.say)
    steps = retelling.telling()
    next(steps)
    assert told == ["front"]
    late.show()
    next(steps)
    assert told == ["front", "l"], "what comes into sight meanwhile is the next"
    assert sum(1 for _ in steps) == 1 and told == ["front", "l", "b"]


def test_what_goes_meanwhile_is_left_out(qtbot: Any) -> None:
    told: list[str] = []
    stays, goes, owner = Teller(qtbot, "stays", told), Teller(qtbot, "goes", told), QObject()
    retelling = Retelling()
    retelling.connect(stays.say)
    retelling.connect(goes.say)
    retelling.connect(lambda: told.append("owned"), owner)
    retelling.emit()
    assert sorted(told) == ["goes", "owned", "stays"]
    told.clear()
    steps = retelling.telling()
    next(steps)
    assert told == ["owned"], "what belongs to no widget counts as in sight"
    put_away(goes)
    list(steps)
    del owner
    retelling.emit()
    assert told == ["owned", "stays", "stays"]


def test_one_that_fails_keeps_nobody_from_being_told(qtbot: Any) -> None:
    told: list[str] = []
    retelling, fails = Retelling(), Teller(qtbot, "fails", told)
    retelling.connect(lambda: [0].index(1), fails)
    retelling.connect(fails.say)
    with qtbot.captureExceptions() as caught:
        retelling.emit()
    assert told == ["fails"] and len(caught) == 1


def running(language: Language) -> bool:
    return language._telling is not None and language._telling.running


@pytest.fixture
def on_air(stage: Stage) -> Stage:
    stage.show(demo())
    return stage


def taken(stage: Stage, turns: int) -> None:
    telling = stage.language._telling
    assert telling is not None
    for _ in range(turns):
        telling._turn()


def test_a_switch_in_turns_ends_with_every_text_in_the_new_language(on_air: Stage) -> None:
    chinese = words(on_air.window)
    on_air.window.lang_button.click()
    assert running(on_air.language), "not all of it in the turn of the click"
    on_air.until(lambda: not running(on_air.language))
    switched = words(on_air.window)
    assert switched != chinese
    on_air.language.use("zh")
    assert words(on_air.window) == chinese
    on_air.language.use("en")
    assert words(on_air.window) == switched


def test_a_second_switch_in_the_middle_of_the_first_comes_out_right(on_air: Stage) -> None:
    chinese = words(on_air.window)
    for turns in (1, 4, 9):
        on_air.window.lang_button.click()
        taken(on_air, turns)
        assert words(on_air.window) != chinese
        on_air.window.lang_button.click()
        on_air.until(lambda: not running(on_air.language))
        assert words(on_air.window) == chinese
        assert on_air.settings.kept["ui.lang"] == "zh"


def test_use_in_the_middle_of_a_switch_leaves_nothing_to_be_said(on_air: Stage) -> None:
    chinese = words(on_air.window)
    on_air.window.lang_button.click()
    taken(on_air, 3)
    on_air.language.use("zh")
    assert not running(on_air.language)
    assert words(on_air.window) == chinese


def test_a_window_closed_in_the_middle_of_a_switch_is_no_trouble(qtbot: Any, stage: Stage) -> None:
    stage.show(demo())
    stage.window.lang_button.click()
    taken(stage, 5)
    with qtbot.captureExceptions() as caught:
        stage.window.close()
        put_away(stage.live)
        stage.language.finish()
    assert not caught and not running(stage.language)


def test_a_workspace_that_is_brought_to_the_front_speaks_the_language(on_air: Stage) -> None:
    on_air.window.lang_button.click()
    taken(on_air, 2)
    on_air.window.show_workspace("live")
    assert not running(on_air.language)


def test_words_that_are_already_said_are_not_said_again(on_air: Stage) -> None:
    told: list[int] = []
    on_air.language.retranslate.connect(lambda: told.append(1), on_air.window)
    own = {"zh": {"ui.workspace.plan": "脚本"}}
    for times in (1, 2):
        on_air.language.reword(own)
        on_air.language.finish()
        assert len(told) == times, "the words are changed in place by who edits them"
        own["zh"]["ui.workspace.plan"] += "!"
    own["zh"]["ui.workspace.plan"] = "脚本!"
    on_air.language.reword(own)
    assert not running(on_air.language) and len(told) == 2
    assert on_air.window.tabs["plan"].text() == "脚本!"
