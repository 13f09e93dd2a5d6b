"""Python's full collections of rubbish, at times when nobody waits for the window."""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from controlroom.live.readout import Phase
from controlroom.ui.bridge import Bridge

_EVERY_MS = 60_000


class Housekeeping(QObject):
    """Once a minute, while another program is in front and no run is open: everything that
    was made since the start is looked at, which holds up every thread for a tenth of a
    second (`app.loading.settle` says how seldom that comes by itself)."""

    def __init__(self, app: QGuiApplication, busy: Callable[[], bool], parent: QObject) -> None:
        """`busy()`: a run is open."""
        super().__init__(parent)
        self._app, self._busy = app, busy
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Clear up, if this is the time for it."""
        if not self._busy() and self._app.applicationState() != _IN_FRONT:
            gc.collect()


_IN_FRONT = Qt.ApplicationState.ApplicationActive


def keep_house(app: QGuiApplication, bridge: Bridge, window: QObject) -> Housekeeping:
    """For as long as `window` lives; never while a show is open or runs."""
    over = (Phase.IDLE, Phase.OFF_AIR)
    return Housekeeping(app, lambda: bridge.readout.phase not in over, window)
