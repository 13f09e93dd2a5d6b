"""The one window: a shell painted first, workspaces built when they are first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.message import Message
from controlroom.live.readout import Phase, Readout
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.keeping import Keeping
from controlroom.ui.selection import Selection
from controlroom.ui.theme import GAP, Theme
from controlroom.ui.turns import Steps, Turns, begun
from controlroom.ui.widgets.card import label, put, restyle, show_if
from controlroom.ui.widgets.elided import YieldingLabel
from controlroom.ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from controlroom.ports import Settings

WORKSPACES = ("plan", "live", "review")
_WORDS = {"zh": "EN", "en": "中文"}
_SMALLEST = (1180, 680)
_PLACE = {"rescue": 0, "desk.unsaved": 1, "settings": 3}
Factory = Callable[[], QWidget]


class Window(QMainWindow):
    """Plan · Live · Review. A workspace may have a `bar` (a widget for the top bar), a
    `menu` (a menu bar beside the tabs), an `asked` signal (str: another workspace, or "prompter"),
    `save_layout()`, and `steps` still to be done until it is whole, one per turn."""

    asked = Signal(str)  # "prompter", or what a workspace asks and is no workspace
    shown = Signal(str)  # a workspace is built and in front
    closed = Signal()

    def __init__(
        self,
        factories: Mapping[str, Factory],
        *,
        bridge: Bridge,
        theme: Theme,
        language: Language,
        selection: Selection,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self._factories, self._theme, self._language = dict(factories), theme, language
        self._settings, self._selection = settings, selection
        self._built: dict[str, QWidget] = {}
        self._building: dict[str, Turns] = {}
        self._taking_on: Turns | None = None  # a change of the look
        self._wanted = "plan"
        self._readout = Readout()
        self._remarks: dict[str, Message] = {}
        self.asks = False
        """Whether closing is asked about while on air or while something is unsaved."""
        self.setMinimumSize(*_SMALLEST)
        self.resize(1680, 1000)
        self._build()
        for number, name in enumerate(WORKSPACES, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=name: self.show_workspace(name))
        language.retranslate.connect(self._say)
        theme.changed.connect(self._say)
        selection.changed.connect(lambda *_: self._say())
        bridge.add(self)
        if isinstance(settings, Keeping):
            settings.refused.connect(self._settings_wait)
        self._bridge = bridge
        self._say()

    def _build(self) -> None:
        whole = QWidget()
        self._column = column = QVBoxLayout(whole)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._top_bar())
        self.pages = QStackedWidget()
        # The panels scroll, elide and wrap; none may push the window off the screen.
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._empty = label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(self._empty)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def put_under_bar(self, strip: QWidget) -> None:
        """Something that every workspace shows, right under the top bar."""
        self._column.insertWidget(1, strip)

    def _top_bar(self) -> QWidget:
        margin = QWidget()
        outer = QHBoxLayout(margin)
        outer.setContentsMargins(GAP, 0, GAP, 0)
        strip = QFrame()
        strip.setObjectName("strip")
        outer.addWidget(strip)
        row = QHBoxLayout(strip)
        row.setContentsMargins(8, 5, 10, 5)
        row.setSpacing(6)
        self.tabs = {name: self._tab(name) for name in WORKSPACES}
        for tab in self.tabs.values():
            row.addWidget(tab)
        self.title, self.note = YieldingLabel("strong", 80), label("", "muted")
        self.air, self.trouble = label("", "trouble"), YieldingLabel("trouble", 100)
        self.rehearsal = label("", "rehearsal")
        self.menus, self.menu_rule = QHBoxLayout(), QFrame()
        self.menu_rule.setObjectName("rule")
        self.menu_rule.setFixedSize(1, 18)
        self.menu_rule.hide()
        row.addSpacing(4)
        row.addWidget(self.menu_rule)
        row.addLayout(self.menus)
        row.addSpacing(12)
        self.rescue_button = self._quiet("rescue", lambda: self.asked.emit("rescue"))
        self.rescue_button.hide()
        parts = (self.air, self.rehearsal, self.title, self.note, self.trouble, self.rescue_button)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self._marks, self.slot = QHBoxLayout(), QHBoxLayout()
        row.addLayout(self._marks)
        row.addLayout(self.slot)
        self.theme_button = self._quiet("theme", self._swap_theme)
        self.lang_button = self._quiet("lang", self._swap_language)
        row.addWidget(self.theme_button)
        row.addWidget(self.lang_button)
        return margin

    def _tab(self, name: str) -> KeyButton:
        tab = KeyButton(self._theme, "tab")
        tab.setObjectName(f"tab_{name}")
        tab.setCheckable(True)
        tab.clicked.connect(lambda: self.show_workspace(name))
        return tab

    def _quiet(self, name: str, call: Callable[[], None]) -> KeyButton:
        button = KeyButton(self._theme, "quiet")
        button.setObjectName(f"switch_{name}")
        button.clicked.connect(lambda *_: call())
        return button

    # --- workspaces ------------------------------------------------------------

    def equip(self, factories: Mapping[str, Factory]) -> None:
        """What builds the workspaces, where that was not known yet when this was made."""
        self._factories = dict(factories)
        self.take(self._readout)
        if self.isVisible():
            self.show_workspace(self._wanted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.show_workspace(self._wanted))

    def fit(self, room: QSize) -> None:
        """No larger than `room` (a screen less its bars): filling it where it is short."""
        if self.size().boundedTo(room) != self.size():
            self.resize(self.size().boundedTo(room))
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def show_workspace(self, name: str) -> None:
        """Bring a workspace to the front; the first time it is built, after a repaint."""
        self._wanted = name
        for other, tab in self.tabs.items():
            tab.setChecked(other == name)
        if name in self._built:
            self._bring(name)
            return
        self.pages.setCurrentWidget(self._empty)
        QTimer.singleShot(0, self, lambda: self._make(name))

    def _make(self, name: str) -> None:
        if self._wanted != name:
            return
        if name in self._built:
            self._bring(name)
        elif name in self._factories and name not in self._building:
            made = self._factories[name]()
            self.pages.addWidget(made)
            steps: Steps | None = getattr(made, "steps", None)
            if steps is None:
                self._made(name, made)
            else:
                self._building[name] = Turns(steps, made, lambda: self._made(name, made))

    def _made(self, name: str, made: QWidget) -> None:
        self._building.pop(name, None)
        self._built[name] = made
        asked = getattr(made, "asked", None)
        if asked is not None:
            asked.connect(self._asked)
        if self._wanted == name:
            self._bring(name)

    def _bring(self, name: str) -> None:
        workspace = self._built[name]
        self._bridge.finish()
        self._language.finish()
        self.pages.setCurrentWidget(workspace)
        for other, built in self._built.items():
            bar = getattr(built, "bar", None)
            if isinstance(bar, QWidget):
                if self.slot.indexOf(bar) < 0:
                    self.slot.addWidget(bar)
                bar.setVisible(other == name)
            menu = getattr(built, "menu", None)
            if isinstance(menu, QMenuBar):
                if self.menus.indexOf(menu) < 0:
                    self.menus.addWidget(menu)
                menu.setVisible(other == name)
        self.menu_rule.setVisible(isinstance(getattr(workspace, "menu", None), QMenuBar))
        workspace.setFocus()
        self.shown.emit(name)

    def workspace(self, name: str) -> QWidget | None:
        """The workspace called `name`, where it has been built to its end."""
        return self._built.get(name)

    def hang(self, mark: QWidget) -> None:
        """A mark that stands in the top bar in every workspace."""
        self._marks.addWidget(mark)

    def _asked(self, what: str) -> None:
        if what in WORKSPACES:
            self.show_workspace(what)
        else:
            self.asked.emit(what)

    # --- what the top bar says --------------------------------------------------

    def take(self, readout: Readout) -> None:
        """On air, rehearsal and trouble are shown in every workspace."""
        self._readout = readout
        tr = self._language.tr
        running = readout.phase in (Phase.ON_AIR, Phase.PAUSED)
        show_if(self.air, running and not readout.rehearsal)
        put(self.air, "● " + tr(f"ui.phase.{readout.phase.value}"))
        show_if(self.rehearsal, readout.rehearsal or readout.simulated)
        put(self.rehearsal, tr("ui.badge.rehearsal" if readout.rehearsal else "ui.badge.simulated"))
        nothing = "no_session" if self._factories else "opening"
        put(self.title, readout.title or self._selection.title or tr(f"ui.window.{nothing}"))
        troubles = self._troubles(readout)
        show_if(self.trouble, bool(troubles))
        texts = [self._language.say(message) for message in troubles]
        put(self.trouble, "! " + texts[0] if texts else "")
        self.trouble.setToolTip("\n".join(texts))
        show_if(self.rescue_button, any(m.key == "desk.unsaved" for m in readout.trouble))
        restyle(self.title, "tone", "" if readout.title or self._selection.title else "muted")
        self._say_title()

    def _say_title(self) -> None:
        """The taskbar says a rehearsal, too, and which session."""
        tr, readout = self._language.tr, self._readout
        session = readout.title or self._selection.title
        mark = f"【{tr('ui.badge.rehearsal')}】" if readout.rehearsal else ""
        said = " — ".join(part for part in (session, tr("ui.window.title")) if part)
        if f"{mark}{said}" != self.windowTitle():
            self.setWindowTitle(f"{mark}{said}")

    def complain(self, trouble: Message | None) -> None:
        """What the disk refuses, until it is told that all is well (None)."""
        self.remark("disk", trouble)

    def _troubles(self, readout: Readout) -> list[Message]:
        """What goes first where the top bar has room for one: the answer to what was just
        asked, then what a show could lose; last, how the window is set up."""
        said = [*self._remarks.items(), *((each.key, each) for each in readout.trouble)]
        return [each for _, each in sorted(said, key=lambda one: _PLACE.get(one[0], 2))]

    def _settings_wait(self, trouble: Message | None) -> None:
        self.remark("settings", trouble)

    def remark(self, about: str, trouble: Message | None) -> None:
        """What the top bar says of `about`, until it is told that all is well (None)."""
        self._remarks.pop(about, None)
        if trouble is not None:
            self._remarks[about] = trouble
        self.take(self._readout)

    def _say(self) -> None:
        tr = self._language.tr
        for number, (name, tab) in enumerate(self.tabs.items(), start=1):
            tab.say(tr(f"ui.workspace.{name}"))
            tab.setToolTip(f"Ctrl+{number}")
        self._empty.setText(tr("ui.window.opening"))
        self.rescue_button.say(tr("ui.rescue"))
        self.rescue_button.setToolTip(tr("ui.rescue.title"))
        self.lang_button.say(_WORDS.get(self._language.lang, "EN"))
        self.lang_button.setToolTip(tr("ui.window.language"))
        self.theme_button.say(tr(f"ui.window.theme.{self._other_theme()}"))
        self.theme_button.setToolTip(tr("ui.window.theme"))
        self.setAccessibleName(tr("ui.window.title"))
        self.take(self._readout)

    def _other_theme(self) -> str:
        return "light" if self._theme.roles.name == "dark" else "dark"

    def _swap_theme(self) -> None:
        if self._taking_on is not None:  # what is left of it is done by the next change too
            self._taking_on.drop()
        wanted = self._other_theme()
        self._taking_on = begun(self._theme.taking_on(wanted), self)
        self._remember("ui.theme", wanted)

    def _swap_language(self) -> None:
        others = [lang for lang in self._language.languages if lang != self._language.lang]
        if others:
            self._language.turn_to(others[0])
            self._remember("ui.lang", others[0])

    def _remember(self, key: str, value: str) -> None:
        if self._settings is not None:
            self._settings.set(key, value)

    @property
    def unsaved(self) -> bool:
        """Whether the disk has refused something that is not on it yet."""
        waits = any(m.key == "desk.unsaved" for m in self._readout.trouble)
        return waits or "disk" in self._remarks

    def leave(self) -> None:
        """Close without a question."""
        self.asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks first while a show is on air or something isn't saved; then the workspaces keep
        their layouts."""
        readout = self._readout
        running = readout.phase in (Phase.ON_AIR, Phase.PAUSED) and not readout.rehearsal
        whys = [why for why, holds in (("on_air", running), ("unsaved", self.unsaved)) if holds]
        if self.asks and whys:
            event.ignore()
            from controlroom.ui.dialogs.ending import ask_leave

            ask_leave(self, self._language, whys, self.leave)
            return
        for workspace in self._built.values():
            save = getattr(workspace, "save_layout", None)
            if save is not None:
                save()
        super().closeEvent(event)
        self.closed.emit()
