"""The streamer's window: on a screen of its own, read from two metres.

What it shows is painted by `prompter_page`; where it stands is decided by
`prompter_screens`; how far full text has run is kept by `prompter_run`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from controlroom.desk.intents import Seen
from controlroom.live.readout import Readout
from controlroom.ports import Settings
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.live_desk import LiveDesk
from controlroom.ui.prompter_menu import menu_of
from controlroom.ui.prompter_page import Page
from controlroom.ui.prompter_run import STEP, Run
from controlroom.ui.prompter_screens import (
    Place,
    RealScreens,
    Screens,
    Stand,
    box_of,
    place_of,
)
from controlroom.ui.theme import DARK, LIGHT, Theme

LINES, SPEED = 12, 12
_FEWEST, _MOST = 9, 20
_FLASH = 350  # ms
_FLASHES = 6
_FRAME = 16  # ms between pictures while text runs
MODES = ("page", "scroll")
_SEEN_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Prompter(QWidget):
    """One streamer screen. A click or PageDown tells the operator that it was read."""

    closed = Signal()
    stranded = Signal(bool)  # its screen was unplugged (True), or is back

    def __init__(
        self,
        desk: LiveDesk,
        bridge: Bridge,
        theme: Theme,
        language: Language,
        settings: Settings | None = None,
        *,
        screens: Screens | None = None,
        operator: Callable[[], Place | None] = lambda: None,
    ) -> None:
        """`operator` is the screen on which the operator works."""
        super().__init__()
        self._language, self._desk, self._settings = language, desk, settings
        self._theme = Theme(roles=LIGHT if self._kept("light", False) else DARK)
        self._theme.families = theme.families
        self.page = Page(self._theme, language)
        self.lines = min(_MOST, max(_FEWEST, int(self._kept("lines", LINES))))
        self.mirror = bool(self._kept("mirror", False))
        self.mode = MODES[1] if self._word("mode") == MODES[1] else MODES[0]
        self.run = Run(bridge.steady, int(self._kept("speed", SPEED)))
        self._screens: Screens = screens or RealScreens()
        self.stand = Stand(self._screens, operator)
        self.at: Place | None = None
        self._home: Place | None = None  # where it goes as soon as that screen is back
        self._stranded = False
        self._make_timers()
        self._frame()
        self._screens.changed.connect(self.look_around)
        language.retranslate.connect(self._say)
        self._say()
        bridge.add(self)

    def _make_timers(self) -> None:
        self._flashes = 0
        self._flash = QTimer(self)
        self._flash.setInterval(_FLASH)
        self._flash.timeout.connect(self._blink)
        self._roll = QTimer(self)
        self._roll.setTimerType(Qt.TimerType.PreciseTimer)
        self._roll.setInterval(_FRAME)
        self._roll.timeout.connect(self._rolled)

    def _frame(self) -> None:
        self.resize(1280, 800)
        self.setMinimumSize(320, 200)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def readout(self) -> Readout:
        """What is shown."""
        return self.page.readout

    def _kept(self, name: str, default: int) -> int:
        """The setting `prompter.<name>`, or `default` where none of its kind is kept."""
        kept = self._settings.get(f"prompter.{name}") if self._settings else None
        return kept if isinstance(kept, type(default)) else default

    def _word(self, name: str) -> str:
        kept = self._settings.get(f"prompter.{name}") if self._settings else None
        return kept if isinstance(kept, str) else ""

    def _keep(self, name: str, value: int | str) -> None:
        if self._settings is not None:
            self._settings.set(f"prompter.{name}", value)

    def _say(self) -> None:
        self.setWindowTitle(self.page.title)
        self.setAccessibleName(self._language.tr("ui.prompter.title"))
        self.update()

    # --- what is shown -------------------------------------------------------------

    def take(self, readout: Readout) -> None:
        """Show `readout`; a new message flashes for two seconds, a new segment's text
        begins at its top."""
        before, after = self.readout.message, readout.message
        fresh = after is not None and after.text and (before is None or before.sent != after.sent)
        moved = _segment(self.readout) != _segment(readout)
        self.page.readout = readout
        self.setWindowTitle(self.page.title)
        if moved:
            self.run.rewind()
        if fresh and after is not None and after.seen is None:
            self._flashes = _FLASHES
            self._flash.start()
        self.setAccessibleDescription(self._aloud())
        self.update()

    def _aloud(self) -> str:
        now, message = self.readout.current, self.readout.message
        title = self._language.speaker.named(now.title) if now else ""
        parts = [title, message.text if message else ""]
        return " · ".join(part for part in parts if part)

    def _blink(self) -> None:
        self._flashes -= 1
        message = self.readout.message
        if self._flashes <= 0 or message is None or message.seen is not None:
            self._flashes = 0
            self._flash.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page or the running text, mirrored where asked; the message flashes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = self._theme.roles is DARK
        painter.fillRect(self.rect(), "#000000" if dark else self._theme.roles.panel)
        if self.mirror:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        self.page.fit(self.width(), self.height(), self.lines)
        lit = self._flashes % 2 == 0
        if self.mode == "scroll":
            self._measure()
            self.page.paint_scroll(painter, self.run.offset, lit=lit)
        else:
            self.page.paint(painter, lit=lit)
        painter.end()

    # --- full text -----------------------------------------------------------------

    def _measure(self) -> None:
        """The last line may run up to the top third, no further."""
        end = self.page.text_height() - self.page.scroll_box().height() / 3
        self.run.resize(self.page.line, max(0.0, end))

    def _rolled(self) -> None:
        if self.isVisible() and self.page.running is not None:
            self.update(self.rect())

    def set_mode(self, mode: str) -> None:
        """ "page" or "scroll"."""
        self.mode = mode if mode in MODES else MODES[0]
        self._keep("mode", self.mode)
        self.roll(self.mode == "scroll")

    def roll(self, on: bool) -> None:
        """Let the full text run, or hold it."""
        self.run.go(on)
        self._roll.start() if on else self._roll.stop()
        self.update()

    def set_speed(self, speed: int) -> None:
        """Lines a minute."""
        self.run.set_speed(speed)
        self._keep("speed", self.run.speed)

    # --- screens -----------------------------------------------------------------

    def show_on_best_screen(self) -> None:
        """Fill the remembered screen, else one that is not the operator's; with a single
        screen be an ordinary window (she asked for it)."""
        best = self.stand.best(place_of(self._word("screen")))
        if best is None:
            self.as_window()
        else:
            self._fill(best)
        self.roll(self.mode == "scroll")

    def go_to(self, place: Place) -> None:
        """Fill a screen and remember it; on the operator's own, be a window."""
        if not self.stand.is_free(place):
            self.as_window()
            return
        self._keep("screen", place.to_text())
        self._fill(place)

    def as_window(self) -> None:
        """An ordinary window."""
        self.at = self._home = None
        self._strand(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        self.showNormal()

    def _fill(self, place: Place) -> None:
        self.at, self._home = place, None
        self._strand(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # keys stay where they are
        self.winId()  # there is a window to be put somewhere
        self._screens.put(self.windowHandle(), place)
        self.setGeometry(box_of(place))
        self.showFullScreen()

    def look_around(self) -> None:
        """Screens came or went, or the operator's window is on another one. Unplugged, or hers
        now: put away rather than over her window. Back, or free again: fill it again."""
        home = self.stand.known(self._home)
        if home is not None:
            self._fill(home)
        elif self.isVisible() and self.at is not None and not self.stand.has(self.at):
            self._leave()
        QTimer.singleShot(0, self, self.step_aside)  # Qt moves windows after it has told us

    def step_aside(self) -> None:
        """The operator's window was moved onto this screen: give it up."""
        if self.isVisible() and self.at is not None and not self.stand.is_free(self.at):
            self._leave()

    def _leave(self) -> None:
        """To another free screen, else put away; home again as soon as that is there."""
        home = self._home or place_of(self._word("screen")) or self.at
        other = self.stand.best(None)
        if other is not None:
            self._fill(other)
        else:
            self.at = None
            self.showMinimized()
            self._strand(True)
        self._home = home

    def _strand(self, stranded: bool) -> None:
        if stranded is not self._stranded:
            self._stranded = stranded
            self.stranded.emit(stranded)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._roll.stop()
        self.at = self._home = None
        self._strand(False)
        self.closed.emit()

    # --- the streamer's hands ------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is unseen is acknowledged first; then the keys of the running text, of size,
        mode and window."""
        key = event.key()
        if key in _SEEN_KEYS and self._unseen:
            self.acknowledge()
        elif self.mode == "scroll" and self._rolled_by(key):
            self.update()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_lines(self.lines - 1)
        elif key == Qt.Key.Key_Minus:
            self.set_lines(self.lines + 1)
        elif key == Qt.Key.Key_S:
            self.set_mode("page" if self.mode == "scroll" else "scroll")
        elif key == Qt.Key.Key_F11:
            self.close()
        elif key == Qt.Key.Key_Escape:
            self.as_window()

    def _rolled_by(self, key: int) -> bool:
        """Keys of the running text; whether `key` is one."""
        if key in (Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.roll(not self.run.running)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.set_speed(self.run.speed + (STEP if key == Qt.Key.Key_Down else -STEP))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.run.move(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Home:
            self.run.rewind()
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.run.move(-event.angleDelta().y() / 120)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.acknowledge()

    @property
    def _unseen(self) -> bool:
        message = self.readout.message
        return message is not None and bool(message.text) and message.seen is None

    def acknowledge(self) -> None:
        """The message was read."""
        if self._unseen:
            self._desk.post(Seen())

    def set_lines(self, lines: int) -> None:
        """How many lines fit on the screen: fewer are larger."""
        self.lines = min(_MOST, max(_FEWEST, lines))
        self._keep("lines", self.lines)
        self.update()

    def set_mirror(self, mirror: bool) -> None:
        """For a glass in front of the camera."""
        self.mirror = mirror
        self._keep("mirror", mirror)
        self.update()

    def set_light(self, light: bool) -> None:
        """Dark on light, for bright rooms."""
        self._theme.roles = LIGHT if light else DARK
        self._keep("light", light)
        self.update()

    # --- menu ----------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Mirror, light, running text, size, speed, screens, close."""
        return menu_of(self, self._language)

    @property
    def light(self) -> bool:
        """Dark on light."""
        return self._theme.roles is LIGHT


def _segment(readout: Readout) -> object:
    now = readout.current
    return None if now is None else (now.id, now.started)
