"""Full collections of rubbish come when nobody waits for the window."""

from __future__ import annotations

import gc
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt

from controlroom.live.readout import Phase, Readout
from controlroom.ui import housekeeping
from controlroom.ui.bridge import Bridge
from controlroom.ui.housekeeping import keep_house

BEHIND, IN_FRONT = Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive


class App:
    """What is asked of the application."""

    state = BEHIND

    def applicationState(self) -> Qt.ApplicationState:
        return self.state


@pytest.mark.parametrize(
    ("state", "phase", "cleared"),
    [
        (BEHIND, Phase.IDLE, True),
        (BEHIND, Phase.OFF_AIR, True),
        (IN_FRONT, Phase.IDLE, False),
        (BEHIND, Phase.ARMED, False),
        (BEHIND, Phase.ON_AIR, False),
        (BEHIND, Phase.PAUSED, False),
        (BEHIND, Phase.OPENING, False),
    ],
)
def test_only_behind_another_program_and_without_a_show(qtbot, monkeypatch, state, phase, cleared):
    bridge, app, window, calls = Bridge(lambda: 0), App(), QObject(), []
    bridge.readout = replace(Readout(), phase=phase)
    app.state = state
    monkeypatch.setattr(housekeeping.gc, "collect", lambda: calls.append(1))
    keep_house(app, bridge, window).look()
    assert calls == [1] * cleared


def test_once_the_window_has_settled_a_full_collection_is_rare():
    """In a program of its own: a million objects that stay, made by a plan that is opened."""
    words = """
import gc
from controlroom.app import loading
loading.begin()
assert not gc.isenabled()
loading.settle()
assert gc.isenabled() and gc.get_freeze_count() > 1000
full = []
gc.callbacks.append(lambda when, of: full.append(1) if of["generation"] == 2 else None)
kept = [[n] for n in range(1_000_000)]
print(len(full))
"""
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    assert gc.isenabled()
