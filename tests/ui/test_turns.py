"""Building in several turns of the event loop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from controlroom.ui.bridge import Bridge
from controlroom.ui.selection import Selection
from controlroom.ui.turns import Turns
from controlroom.ui.window import Window
from tests.ui.screens import dressed, put_away


class Page(QWidget):
    """A page in three steps."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[int] = []
        self.steps = self._steps()

    def _steps(self) -> Iterator[None]:
        for number in range(3):
            self.done.append(number)
            yield


def test_each_step_is_a_turn_and_the_end_comes_last(qtbot: Any) -> None:
    page, owner, ended = Page(), QObject(), []
    qtbot.addWidget(page)
    turns = Turns(page.steps, owner, lambda: ended.append(list(page.done)))
    assert page.done == [], "nothing at once"
    turns._turn()
    assert page.done == [0] and not ended
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [[0, 1, 2]] and not turns.running


def test_finish_does_the_rest_now_and_once(qtbot: Any) -> None:
    page, owner, ended = Page(), QObject(), []
    qtbot.addWidget(page)
    turns = Turns(page.steps, owner, lambda: ended.append(1))
    turns.finish()
    turns.finish()
    assert page.done == [0, 1, 2] and ended == [1]


def test_what_is_dropped_is_not_done_any_more(qtbot: Any) -> None:
    page, owner, ended = Page(), QObject(), []
    qtbot.addWidget(page)
    turns = Turns(page.steps, owner, lambda: ended.append(1))
    turns._turn()
    with qtbot.waitSignal(turns.destroyed):
        turns.drop()
        assert not turns.running
        turns.finish()
    assert page.done == [0] and not ended


def test_what_drops_itself_in_its_last_step_has_not_ended(qtbot: Any) -> None:
    made: list[Turns] = []

    def steps() -> Iterator[None]:
        yield
        made[0].drop()

    owner, ended = QObject(), []
    made.append(Turns(steps(), owner, lambda: ended.append(1)))
    made[0]._turn()
    made[0]._turn()
    assert not made[0].running and not ended


def test_a_step_that_fails_is_not_tried_again(qtbot: Any) -> None:
    def steps() -> Iterator[None]:
        yield
        raise ValueError("broken")

    owner, ended = QObject(), []
    turns = Turns(steps(), owner, lambda: ended.append(1))
    turns._turn()
    with pytest.raises(ValueError, match="broken"):
        turns._turn()
    assert not turns.running and not ended


def test_a_workspace_is_there_when_it_is_whole(qtbot: Any) -> None:
    """One asked for meanwhile comes to the front; the first is finished behind it."""
    theme, language = dressed("zh")
    made = {"live": Page(), "plan": Page()}
    window = Window(
        {name: lambda page=page: page for name, page in made.items()},
        bridge=Bridge(lambda: 0),
        theme=theme,
        language=language,
        selection=Selection(),
    )
    window.show_workspace("live")
    window._make("live")
    assert window.workspace("live") is None
    window.show_workspace("plan")
    qtbot.waitUntil(lambda: window.workspace("plan") is made["plan"])
    qtbot.waitUntil(lambda: window.workspace("live") is made["live"])
    assert window.pages.currentWidget() is made["plan"]
    put_away(window)
