"""Words to the streamer, presets for them, and notes to oneself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from controlroom.core import formats
from controlroom.core.time import MINUTE, SECOND
from controlroom.desk.intents import TakeNote
from controlroom.live.readout import MessageView, Readout
from controlroom.ui.actions import hint
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.card import label, put, restyle, show_if
from controlroom.ui.widgets.flow import Flow
from controlroom.ui.widgets.key_button import KeyButton

PRESETS = ("push", "stock", "follow", "slow", "swap")
_MOST = 120


class Entry(QLineEdit):
    """A field that keeps every key: none goes on to the show behind it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


class MessagePanel(LivePanel):
    """One field sends to the prompter, the other keeps a note. Enter sends, Esc leaves."""

    name = "message"
    left = Signal()  # the field is done with: give the keyboard back to the show

    def build(self) -> None:
        """The widgets, without text."""
        self.header.setProperty("ruled", True)
        self.seen = label("", "strong")
        self.header.add(self.seen)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.field = self._entry("message_field", self._send)
        self.column.addWidget(self.field)
        row = self.flow = Flow(spacing=6)
        self.presets: dict[str, KeyButton] = {}
        for name in (*PRESETS, "clear"):
            button = KeyButton(self.theme, "quiet" if name == "clear" else "plain")
            button.setObjectName(f"preset_{name}")
            button.clicked.connect(lambda _=False, name=name: self._preset(name))
            self.presets[name] = button
            if name != "clear":
                row.addWidget(button)
        self.header.add(self.presets["clear"])
        self.column.addLayout(row)
        self._compact = False
        self.note = self._entry("note_field", self._keep)
        self.column.addWidget(self.note)

    def _entry(self, name: str, done: Callable[[], None]) -> QLineEdit:
        field = Entry()
        field.setObjectName(name)
        field.setMaxLength(_MOST)
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        field.returnPressed.connect(done)
        field.installEventFilter(self)
        return field

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        self.field.setPlaceholderText(self.tr_("ui.message.hint", press=hint("message")))
        self.field.setAccessibleName(self.tr_("ui.action.message"))
        self.note.setPlaceholderText(self.tr_("ui.note.hint", press=hint("note")))
        self.note.setAccessibleName(self.tr_("ui.action.note"))
        for name, button in self.presets.items():
            button.say(self.tr_(f"ui.preset.{name}"))
            button.setToolTip("" if name in ("clear", "stock") else self.words(name))

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        sent = readout.message
        text, tone = "", ""
        if sent is not None and sent.text:
            seen = sent.seen is not None
            text = self._seen_text(sent, readout)
            tone = "good" if seen else "warning"
        put(self.seen, text)
        self.seen.setToolTip(sent.text if sent else "")
        restyle(self.seen, "tone", tone)
        show_if(self.presets["clear"], bool(text))
        stock = self.words("stock")
        if stock != self.presets["stock"].toolTip():
            self.presets["stock"].setToolTip(stock)
        open_ = readout.phase.is_open
        for part in (self.field, self.note, *self.presets.values()):
            if part.isEnabled() is not open_:
                part.setEnabled(open_)

    def _seen_text(self, sent: MessageView, readout: Readout) -> str:
        """How long ago it was read; after a minute, when."""
        at = sent.sent if sent.seen is None else sent.seen
        ago = max(0, readout.now - at)
        key = "unseen" if sent.seen is None else "seen"
        if ago < MINUTE:
            return self.tr_(f"ui.message.{key}.ago", seconds=ago // SECOND)
        clock = formats.clock(at, readout.zone, seconds=True)
        return self.tr_(f"ui.message.{key}", clock=clock)

    def set_compact(self, compact: bool) -> None:
        """A small window shows the note field only while a note is being taken."""
        self._compact = compact
        self.column.setContentsMargins(12, 10, 12, 8 if compact else 12)
        self.flow.setSpacing(3 if compact else 6)
        for button in self.presets.values():
            restyle(button, "close", "on" if compact else "")
        self.note.setVisible(not compact or self.note.hasFocus())
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def words(self, preset: str) -> str:
        """What a preset says. Stock is told only where it is known."""
        now = self.readout.current
        if preset == "stock" and now is not None and now.stock_left is not None:
            return self.tr_("ui.preset.stock.known", left=now.stock_left)
        return self.tr_(f"ui.preset.{preset}.words")

    def focus(self, action: str) -> None:
        """Put the cursor into the field of `action` ("message" | "note")."""
        field = self.field if action == "message" else self.note
        field.show()
        self.fit()
        field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        left = event.key() == Qt.Key.Key_Escape
        if left:
            self._leave()
        return left

    def _send(self) -> None:
        text = self.field.text().strip()
        if text:
            self.operator.say(text)
        self.field.clear()
        self._leave()

    def _keep(self) -> None:
        text = self.note.text().strip()
        if text:
            self.operator.post(TakeNote(text))
        self.note.clear()
        self._leave()

    def _leave(self) -> None:
        self.left.emit()
        self.set_compact(self._compact)

    def _preset(self, name: str) -> None:
        self.operator.say("" if name == "clear" else self.words(name))
