"""The card of the cue that waits for an answer: loud when there is one, quiet when not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from controlroom.core import formats
from controlroom.core.ids import CueId
from controlroom.live.readout import CueState, CueView, Phase, Readout
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.card import label, put, restyle, show_if
from controlroom.ui.widgets.flow import Flow

_BUTTONS = (("done", "primary"), ("snooze", "plain"), ("skip", "plain"), ("send", "plain"))
_OF_RULES = "false_alarm"


class CuePanel(LivePanel):
    """The top cue with its four answers; the alert of a rule may also have been false."""

    name = "cue"
    calls = True
    painted: Callable[[CueId], None] | None = None  # told when a cue has reached the screen

    def build(self) -> None:
        """The widgets, without text."""
        self.badge = PlateBadge(self.theme)
        self.header.lead(self.badge)
        self.header.title.setObjectName("cardTitle")
        self.age = label("", "strong")
        self.header.add(self.age)
        self.column.setContentsMargins(13, 2, 13, 12)
        self.text, self.detail = label("", "large", wrap=True), label("", "", wrap=True)
        self.calm, self.coming = label("", "muted", wrap=True), label("", "caption", wrap=True)
        self.buttons = {action: self.key_button(action, kind) for action, kind in _BUTTONS}
        self.buttons[_OF_RULES] = self.key_button(_OF_RULES, "quiet")
        answers = QWidget()
        row = Flow(answers, spacing=5)
        for button in self.buttons.values():
            row.addWidget(button)
        self.loud, self.quiet = QWidget(), QWidget()
        self._columns = (
            _page(self.loud, self.text, self.detail, answers),
            _page(self.quiet, self.calm, self.coming),
        )
        self.column.addWidget(self.loud)
        self.column.addWidget(self.quiet)
        self.column.addStretch(1)
        self.loud.hide()
        self._shown: CueId | None = None

    def say(self) -> None:
        for action, button in self.buttons.items():
            self.name_button(button, action)

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        top, before = readout.top_cue, self._shown
        self._shown = None if top is None else top.id
        for part in (self, self.header):
            restyle(part, "card", "" if top is None else "cue")
        show_if(self.badge, top is not None)
        if top is None:
            self._rest(readout)
        else:
            self._due(top, readout)
        show_if(self.loud, top is not None)
        show_if(self.quiet, top is None)
        words = self.calm if top is None else self.text
        self.setAccessibleName(f"{self.header.title.text()} {words.text()}")
        self.fit()
        if self._shown != before:
            self.update()  # the same texts, perhaps, but another cue has reached the screen

    def set_compact(self, compact: bool) -> None:
        """Smaller words in a small window, so that the answers stay in sight."""
        for column in self._columns:
            column.setSpacing(3 if compact else 6)
        restyle(self.text, "kind", "strong" if compact else "large")
        for name, button in self.buttons.items():
            button.set_bare(compact and name != "done")
        self.show_readout(self.readout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _due(self, cue: CueView, readout: Readout) -> None:
        self.badge.set_plate(cue.plate)
        late = cue.state is CueState.LATE
        kind = self.language.word("ui.cue.kind", _bare(cue.kind))
        put(self.header.title, self.tr_("ui.cue.late" if late else "ui.cue.due", kind=kind))
        put(self.age, self.tr_("ui.cue.ago", age_ms=max(0, readout.now - cue.due)))
        restyle(self.age, "tone", "error" if late else "warning")
        put(self.text, self.language.say(cue.text))
        detail = self.language.say(cue.detail)
        put(self.detail, detail)
        show_if(self.detail, bool(detail))
        show_if(self.buttons[_OF_RULES], bool(cue.rule))

    def _rest(self, readout: Readout) -> None:
        put(self.header.title, self.tr_("ui.panel.cue"))
        put(self.age, "")
        coming = readout.cues[0] if readout.cues else None
        live = readout.phase in (Phase.ON_AIR, Phase.PAUSED)
        put(self.calm, self.tr_("ui.cue.none" if live else "ui.cue.before"))
        show_if(self.coming, coming is not None)
        if coming is not None:
            wait = formats.span(max(0, coming.due - readout.now))
            text = self.language.say(coming.text)
            put(
                self.coming, self.tr_("ui.cue.next", plate=coming.plate.value, text=text, left=wait)
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown is not None and self.painted is not None:
            self.painted(self._shown)


def _page(page: QWidget, *parts: QWidget) -> QVBoxLayout:
    """Parts that come and go together: styled once, shown in one stroke."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for part in parts:
        column.addWidget(part)
    return column


def _bare(kind: str) -> str:
    """The kind without its count: pin3 is a pin."""
    return kind.rstrip("0123456789") if kind.startswith(("pin", "overrun")) else kind
