"""The streamer's screen: now, countdown, points, price and stock, message band, next.

Painted as a whole, sized by lines on the screen, readable from two metres.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QScreen,
)
from PySide6.QtWidgets import QMenu, QWidget

from controlroom.core import formats
from controlroom.desk.intents import Seen
from controlroom.live.readout import NowView, Phase, Readout
from controlroom.ports import Settings
from controlroom.ui.actions import LiveDesk
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.theme import DARK, LIGHT, Theme
from controlroom.ui.widgets.bar import paint_bar

LINES = 12
_FEWEST, _MOST = 9, 20
_FLASH = 350  # ms
_FLASHES = 6
_SEEN_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Prompter(QWidget):
    """One streamer screen. A click or PageDown tells the operator that it was read."""

    closed = Signal()

    def __init__(
        self,
        desk: LiveDesk,
        bridge: Bridge,
        theme: Theme,
        language: Language,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self._language, self._desk, self._settings = language, desk, settings
        self._theme = Theme(roles=DARK)
        self._theme.families = theme.families
        self.readout = Readout()
        self.lines = min(_MOST, max(_FEWEST, int(self._kept("lines", LINES))))
        self.mirror = bool(self._kept("mirror", False))
        self._theme.roles = LIGHT if self._kept("light", False) else DARK
        self._flashes = 0
        self._flash = QTimer(self)
        self._flash.setInterval(_FLASH)
        self._flash.timeout.connect(self._blink)
        self.resize(1280, 800)
        self.setMinimumSize(320, 200)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        language.retranslate.connect(self._say)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._lost_screen)
            app.screenAdded.connect(self._found_screen)
        self._say()
        bridge.add(self)

    def _kept(self, name: str, default: int) -> int:
        """The setting `prompter.<name>`, or `default` where none of its kind is kept."""
        kept = self._settings.get(f"prompter.{name}") if self._settings else None
        return kept if isinstance(kept, type(default)) else default

    def _keep(self, name: str, value: int) -> None:
        if self._settings is not None:
            self._settings.set(f"prompter.{name}", value)

    def _say(self) -> None:
        self.setWindowTitle(self._language.tr("ui.prompter.title"))
        self.setAccessibleName(self._language.tr("ui.prompter.title"))
        self.update()

    def take(self, readout: Readout) -> None:
        """Show `readout`; a new message flashes for two seconds."""
        before, after = self.readout.message, readout.message
        fresh = after is not None and after.text and (before is None or before.sent != after.sent)
        self.readout = readout
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

    # --- screens -----------------------------------------------------------------

    def show_on_best_screen(self, here: QScreen) -> None:
        """Show on the remembered screen, else on one that is not the operator's (`here`),
        filling it; with a single screen as an ordinary window."""
        others = [s for s in QGuiApplication.screens() if s is not here]
        kept = self._settings.get("prompter.screen") if self._settings else None
        known = next((s for s in others if s.name() == kept), others[0] if others else None)
        if known is None:
            self.show()
        else:
            self.go_to(known)

    def go_to(self, screen: QScreen) -> None:
        """Fill `screen`, and remember it by its name."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        if self._settings is not None:
            self._settings.set("prompter.screen", screen.name())

    def _lost_screen(self, screen: QScreen) -> None:
        """The screen was unplugged: come back as a window rather than cover the desk."""
        if self.isFullScreen() and self.screen() in (screen, None):
            self.showNormal()
            self.resize(960, 600)

    def _found_screen(self, screen: QScreen) -> None:
        kept = self._settings.get("prompter.screen") if self._settings else None
        if self.isVisible() and not self.isFullScreen() and screen.name() == kept:
            self.go_to(screen)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    # --- the streamer's hands ------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SEEN_KEYS:
            self.acknowledge()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_lines(self.lines - 1)
        elif event.key() == Qt.Key.Key_Minus:
            self.set_lines(self.lines + 1)
        elif event.key() == Qt.Key.Key_F11:
            self.close()
        elif event.key() == Qt.Key.Key_Escape:
            self.showNormal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.acknowledge()

    def acknowledge(self) -> None:
        """The message was read."""
        message = self.readout.message
        if message is not None and message.text and message.seen is None:
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Mirror, light, size, screen, close."""
        tr, menu = self._language.tr, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, on, call in (
            ("mirror", self.mirror, self.set_mirror),
            ("light", self._theme.roles is LIGHT, self.set_light),
        ):
            action = menu.addAction(tr(f"ui.prompter.{key}"))
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(call)
        menu.addAction(tr("ui.prompter.larger"), lambda: self.set_lines(self.lines - 1))
        menu.addAction(tr("ui.prompter.smaller"), lambda: self.set_lines(self.lines + 1))
        menu.addSeparator()
        for screen in QGuiApplication.screens():
            text = tr("ui.prompter.screen", name=screen.name())
            menu.addAction(text, partial(self.go_to, screen))
        menu.addAction(tr("ui.prompter.window"), self.showNormal)
        menu.addAction(tr("ui.prompter.close"), self.close)
        return menu

    # --- painting ------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "#000000" if self._theme.roles is DARK else self._theme.roles.panel
        painter.fillRect(self.rect(), ground)
        if self.mirror:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        self._line = self.height() / self.lines
        self._edge = self.width() * 0.0375
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        readout, line = self.readout, self._line
        running = readout.phase in (Phase.ON_AIR, Phase.PAUSED) and readout.current is not None
        foot = self.height() - line * 2.25
        if running and readout.current is not None:
            title = self._language.speaker.named(readout.current.title)
            y = self._paint_head(painter, self._kind(readout.current), title)
            y = self._paint_count(painter, y, readout.current)
            band = foot - line * 1.47 if self._message() else foot
            self._paint_points(painter, y, band, readout.current)
        else:
            self._paint_waiting(painter)
        if self._message():
            self._paint_band(painter, foot - line * 1.47)
        self._paint_next(painter, foot)

    def _message(self) -> str:
        return self.readout.message.text if self.readout.message else ""

    def _kind(self, now: NowView) -> str:
        kind = self._language.word("plan.kind", now.kind) or self._language.tr("ui.segment")
        paused = self.readout.phase is Phase.PAUSED
        return self._language.tr("ui.prompter.paused" if paused else "ui.prompter.now", kind=kind)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        size: float,
        role: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> float:
        """One line of text, elided to the box; returns its width in px."""
        font = self._theme.font(bold=bold)
        font.setPixelSize(max(8, round(size * self._line)))
        painter.setFont(font)
        painter.setPen(self._theme.color(role))
        metrics = painter.fontMetrics()
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, align, fitted)
        return float(metrics.horizontalAdvance(fitted))

    def _row(self, y: float, tall: float) -> QRectF:
        return QRectF(self._edge, y, self.width() - 2 * self._edge, tall)

    def _paint_head(self, painter: QPainter, kind: str, title: str) -> float:
        line = self._line
        top = self._row(line * 0.45, line * 0.8)
        clock = formats.clock(self.readout.now, self.readout.zone, seconds=True)
        if self.readout.rehearsal:
            kind = f"{self._language.tr('ui.badge.rehearsal')} · {kind}"
        self._write(painter, top, kind, 0.45, "muted")
        self._write(painter, top, clock, 0.45, "muted", align=_RIGHT)
        self._write(painter, self._row(line * 1.25, line * 1.35), title, 0.96, "text", bold=True)
        return line * 2.6

    def _paint_count(self, painter: QPainter, y: float, now: NowView) -> float:
        line, left = self._line, formats.span(now.remaining)
        over = now.remaining < 0
        role = "on_air" if over else "warning" if now.remaining < 60_000 else "text"
        tall = min(line * 3.3, self.height() * 0.3)
        self._write(painter, self._row(y, tall), left, tall / line * 0.95, role, bold=True)
        whole = now.ends - now.started
        share = None if whole <= 0 else 1 - now.remaining / whole
        bar = self._row(y + tall, line * 0.2)
        paint_bar(painter, bar, share, "on_air" if over else "script", self._theme)
        return y + tall + line * 0.4

    def _paint_points(self, painter: QPainter, y: float, bottom: float, now: NowView) -> None:
        """Price and stock first, then as many points not yet said as have room."""
        size, tall = 0.42, self._line * 0.66
        lines = [self._facts(now)] if self._facts(now) else []
        unsaid = [p for p in now.points if p.text and not p.said]
        lines += [
            [(self._language.tr(f"ui.point.{p.index}"), "script"), (p.text, "text")] for p in unsaid
        ]
        for parts in lines:
            if y + tall > bottom:
                break
            x = self._edge
            for text, role in parts:
                box = QRectF(x, y, max(0.0, self.width() - self._edge - x), tall)
                bold = role in ("money", "warning")
                x += self._write(painter, box, text, size, role, bold=bold) + self._line * 0.2
            y += tall

    def _facts(self, now: NowView) -> list[tuple[str, str]]:
        tr, currency, parts = self._language.tr, self.readout.currency, []
        if now.price is not None:
            parts.append((tr("ui.prompter.price"), "script"))
            if now.list_price is not None:
                parts.append((f"{formats.money(now.list_price, currency)} →", "muted"))
            parts.append((formats.money(now.price, currency), "money"))
        if now.stock_left is not None:
            parts += [("   ", "text"), (tr("ui.prompter.stock"), "script")]
            parts.append((tr("ui.prompter.pieces", n=now.stock_left), "text"))
        return parts

    def _paint_waiting(self, painter: QPainter) -> None:
        phase, tr, line = self.readout.phase, self._language.tr, self._line
        self._paint_head(painter, self.readout.title, tr(f"ui.prompter.wait.{phase.value}"))
        if phase is Phase.ARMED and self.readout.planned_start is not None:
            left = formats.span(self.readout.planned_start - self.readout.now)
            self._write(painter, self._row(line * 2.6, line * 3.3), left, 3.1, "text", bold=True)

    def _paint_band(self, painter: QPainter, y: float) -> None:
        line = self._line
        seen = self.readout.message is not None and self.readout.message.seen is not None
        lit = self._flashes % 2 == 0
        ground = "raised" if seen else "warning" if lit else "money"
        painter.fillRect(QRectF(0, y, self.width(), line * 1.47), self._theme.color(ground))
        role = "text" if seen else "on_plate"
        self._write(painter, self._row(y, line * 1.47), self._message(), 0.7, role, bold=True)

    def _paint_next(self, painter: QPainter, y: float) -> None:
        line, coming, tr = self._line, self.readout.next, self._language.tr
        painter.fillRect(QRectF(0, y, self.width(), self.height() - y), self._theme.color("panel"))
        if coming is None:
            self._write(painter, self._row(y, line * 2.25), tr("ui.next.none"), 0.5, "muted")
            return
        clock = formats.clock(coming.expected_start, self.readout.zone)
        kind = self._language.word("plan.kind", coming.kind)
        head = tr("ui.prompter.next", clock=clock, kind=kind)
        right = self._row(y, line * 2.25)
        wide = self._write(
            painter,
            right,
            formats.span(coming.countdown),
            0.66,
            "giveaway",
            bold=True,
            align=_RIGHT,
        )
        room = self._row(y + line * 0.4, line * 0.6)
        room.setWidth(room.width() - wide - line * 0.5)
        self._write(painter, room, head, 0.37, "muted")
        under = room.translated(0, line * 0.62)
        under.setHeight(line * 0.8)
        self._write(
            painter,
            under,
            self._offer(coming.title, coming.price, coming.stock),
            0.6,
            "text",
            bold=True,
        )

    def _offer(self, title: str, price: int | None, stock: int | None) -> str:
        parts = [self._language.speaker.named(title)]
        if price is not None:
            parts.append(formats.money(price, self.readout.currency))
        if stock is not None:
            parts.append(self._language.tr("ui.prompter.pieces", n=stock))
        return " · ".join(parts)
