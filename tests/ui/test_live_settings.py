"""Keys, alarms and wording of Live, as the operator changes them."""

from __future__ import annotations

import io
import wave
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from controlroom.core.time import Span
from controlroom.desk.intents import Go
from controlroom.live.readout import CueState, Readout
from controlroom.ui.actions import KEYMAP, hint
from controlroom.ui.dialogs.live_settings import LiveSettings
from controlroom.ui.herald import AGAIN, TIMES, Herald
from controlroom.ui.tones import RATE, tone
from tests.fakes.settings import FakeSettings
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage


@pytest.fixture(autouse=True)
def our_keys() -> Any:
    """Keys are the program's: every test begins and ends with ours."""
    yield
    KEYMAP.use({})


def settings_of(stage: Stage) -> LiveSettings:
    QTest.keyClick(stage.live, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    found = stage.live.findChild(LiveSettings)
    assert found is not None
    return found


# --- keys -----------------------------------------------------------------------------


def test_a_new_key_acts_at_once_the_old_one_no_more(stage: Stage) -> None:
    stage.show(demo())
    page = settings_of(stage).keys
    QTest.keyClick(page.fields["go"], Qt.Key.Key_F5)
    QTest.keyClick(stage.live, Qt.Key.Key_Space)
    assert stage.desk.intents == []
    QTest.keyClick(stage.live, Qt.Key.Key_F5)
    assert stage.desk.intents == [Go()]
    assert hint("go") == stage.live.now.buttons["go"].hint == "F5"
    assert stage.settings.kept["ui.keys"] == '{"go": "F5"}'


def test_the_sheet_shows_the_changed_key_and_reset_brings_ours_back(stage: Stage) -> None:
    stage.show(demo())
    page = settings_of(stage).keys
    page.change("note", "K")
    stage.live._show_keys()
    assert stage.live._sheet is not None
    assert stage.live._sheet._keys["note"].text() == "K"
    page.reset.click()
    assert hint("note") == "N"
    assert stage.settings.kept["ui.keys"] == ""


@pytest.mark.parametrize("key", ["P", "Ctrl+Z", "?", "Enter", "Tab", "Ctrl+1"])
def test_a_key_that_is_taken_is_refused(stage: Stage, key: str) -> None:
    stage.show(demo())
    page = settings_of(stage).keys
    page.change("go", key)
    assert "没有改" in page.said.text()
    assert KEYMAP.own == {}
    assert hint("go") == "Space"


def test_kept_keys_hold_in_the_next_window(qtbot: Any) -> None:
    stage = Stage(qtbot)
    stage.settings.set("ui.keys", '{"go": "F5", "note": "P", "nonsense": "Q"}')
    stage.open()
    assert hint("go") == "F5"
    assert hint("note") == "N"  # P is taken


# --- wording ---------------------------------------------------------------------------


def test_a_cue_is_said_as_the_merchant_words_it_in_each_language(stage: Stage) -> None:
    words = settings_of(stage).words
    assert words.change("zh", "cue.giveaway.start", "上福利啦：{title}")
    assert stage.language.tr("cue.giveaway.start", title="福袋") == "上福利啦：福袋"
    stage.language.use("en")
    assert stage.language.tr("cue.giveaway.start", title="bag") == "Start the giveaway: bag"
    assert not words.change("en", "cue.giveaway.start", "{stock} left")
    assert "{stock}" in words.said.text()
    words.reset.click()
    stage.language.use("zh")
    assert stage.language.tr("cue.giveaway.start", title="福袋") == "开始福利：福袋"


def test_the_table_takes_an_edit_and_puts_back_what_is_refused(stage: Stage) -> None:
    words = settings_of(stage).words
    items = [words.table.item(row, 0) for row in range(words.table.rowCount())]
    item = next(i for i in items if i is not None and i.text() == "开始福利：{title}")
    item.setText("给 {nobody}")
    assert item.text() == "开始福利：{title}"
    item.setText("发福利 {title}")
    assert "发福利" in str(stage.settings.kept["live.cue_texts"])
    words.search.setText("发福利")
    assert sum(not words.table.isRowHidden(row) for row in range(words.table.rowCount())) == 1


# --- alarms ----------------------------------------------------------------------------


class Heard:
    """Remembers what was to be heard."""

    def __init__(self) -> None:
        self.played: list[tuple[str, int]] = []

    def play(self, level: str, volume: int) -> None:
        self.played.append((level, volume))


class Ears:
    """A herald with a clock of its own, behind other windows."""

    def __init__(self, stage: Stage, monkeypatch: Any) -> None:
        self.now, self.heard, self.settings = 0, Heard(), FakeSettings()
        self.herald = Herald(
            stage.live, stage.language, self.settings, lambda: self.now, self.heard
        )
        self.notes: list[tuple[str, str]] = []
        self.flashed: list[object] = []
        monkeypatch.setattr(self.herald, "notify", lambda *note: self.notes.append(note))
        monkeypatch.setattr(self.herald, "behind", lambda: True)
        monkeypatch.setattr(QApplication, "alert", self.flashed.append)


@pytest.fixture
def ears(stage: Stage, monkeypatch: Any) -> Ears:
    return Ears(stage, monkeypatch)


def with_cue(state: CueState) -> Readout:
    shown = demo()
    first = replace(shown.cues[0], state=state, late=Span(0))
    return replace(shown, cues=(first,))


def test_a_cue_is_heard_once_when_due(ears: Ears) -> None:
    for _ in range(5):
        ears.herald.take(with_cue(CueState.DUE))
        ears.now += 200
    assert ears.heard.played == [("due", 70)]
    assert len(ears.notes) == len(ears.flashed) == 1


def test_a_late_one_is_heard_again_but_not_for_ever(ears: Ears) -> None:
    ears.herald.take(with_cue(CueState.DUE))
    for _ in range(20):
        ears.now += AGAIN // 2
        ears.herald.take(with_cue(CueState.LATE))
    assert ears.heard.played == [("due", 70), *[("late", 70)] * TIMES]


def test_standby_is_quiet(ears: Ears) -> None:
    ears.herald.take(with_cue(CueState.STANDBY))
    assert ears.heard.played == []
    assert ears.notes == []


def test_each_way_of_calling_can_be_switched_off(ears: Ears) -> None:
    for name in ("live.sound", "live.notify", "live.flash"):
        ears.settings.set(name, False)
    ears.herald.take(with_cue(CueState.DUE))
    assert (ears.heard.played, ears.notes, ears.flashed) == ([], [], [])


def test_in_front_only_the_sound_is_used(ears: Ears, monkeypatch: Any) -> None:
    monkeypatch.setattr(ears.herald, "behind", lambda: False)
    ears.settings.set("live.volume", 20)
    ears.herald.take(with_cue(CueState.DUE))
    assert ears.heard.played == [("due", 20)]
    assert (ears.notes, ears.flashed) == ([], [])


def test_the_test_button_plays_at_the_volume_set(stage: Stage) -> None:
    heard = Heard()
    stage.live.herald.sounds = heard
    page = settings_of(stage).alarm
    page.volume.setValue(35)
    page.test.click()
    assert heard.played == [("due", 35)]


@pytest.mark.parametrize("level", ["due", "late"])
def test_a_tone_is_a_short_wav_as_loud_as_asked(level: str) -> None:
    peaks = []
    for volume in (100, 50, 0):
        with wave.open(io.BytesIO(tone(level, volume))) as file:
            assert file.getframerate() == RATE
            assert 0.2 < file.getnframes() / RATE < 0.6
            data = memoryview(file.readframes(file.getnframes())).cast("h")
            peaks.append(max(data))
    assert peaks[0] > 25_000
    assert peaks[1] == pytest.approx(peaks[0] / 2, rel=0.05)
    assert peaks[2] == 0
