"""The parts of the window: everything of Qt is put together here."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from controlroom.app import compose, loading, speech
from controlroom.app.resources import resource_path
from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import message
from controlroom.desk.jobs import Job
from controlroom.ui import fonts, later
from controlroom.ui.bridge import Bridge
from controlroom.ui.dispatch import Dispatcher
from controlroom.ui.i18n import Language
from controlroom.ui.qt_words import QtWords
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.window import Window

if TYPE_CHECKING:
    from controlroom.desk.control import Desk
    from controlroom.ports import SessionBrief, Settings
    from controlroom.ui.prompter import Prompter
    from controlroom.ui.reminder_bar import ReminderBar

log = logging.getLogger(__name__)

_SAID_MS = 20_000
_LOGOFF_MS = 60_000
SETTLED_MS = 3_000
"""After the desk is there: what opens the window has been done."""


@dataclass
class Desktop:
    """The parts of a running window, by name. `prompter` is made when first asked for;
    there is a desk once it is `joined`."""

    app: QApplication
    window: Window
    bridge: Bridge
    theme: Theme
    language: Language
    selection: Selection
    settings: Settings
    dispatcher: Dispatcher
    prompter: Prompter | None = None
    reminders: ReminderBar | None = None
    stop_readouts: Callable[[], None] = lambda: None
    joined: Desk | None = None
    ahead: Job | None = None

    @property
    def desk(self) -> Desk:
        """The desk behind the window."""
        if self.joined is None:
            raise BugError("the window has no desk yet")
        return self.joined

    def join(self, desk: Desk) -> None:
        """Put `desk` behind the window. Its workspaces are built when first shown."""
        self.joined = desk
        desk.world.dispatch = self.dispatcher
        desk.on_trouble.append(self.window.complain)
        self.stop_readouts = desk.subscribe(self.bridge.post)
        self.window.equip(_factories(self))

    def settle(self) -> None:
        """From here on the window keeps steady, and the rest is imported before it is asked
        for, without haste."""
        from controlroom.ui.housekeeping import keep_house

        loading.settle()
        keep_house(self.app, self.bridge, self.window)
        self.ahead = Job(lambda _: compose.ahead(later.bring)).start()

    def follow_obs(self) -> None:
        """Connect to OBS where it is switched on; its mark and its questions from now on."""
        from controlroom.ui.obs_front import ObsFront

        window, desk = self.window, self.desk
        front = ObsFront(desk, window, self.theme, self.language, self.selection, self.settings)
        desk.obs.on_change.append(front.heard)
        self.bridge.add(front)
        desk.obs.apply()

    def open_prompter(self) -> Prompter:
        """The streamer's window, on a screen that is not the operator's where there is one."""
        if self.prompter is None:
            self.prompter = self._made_prompter()
        self.prompter.show_on_best_screen()
        if self.prompter.at is not None:
            self.window.activateWindow()  # on a screen of its own it takes no key of hers
        return self.prompter

    def _made_prompter(self) -> Prompter:
        from controlroom.ui.prompter import Prompter
        from controlroom.ui.prompter_screens import place_at

        made = Prompter(
            self.desk,
            self.bridge,
            self.theme,
            self.language,
            self.settings,
            operator=lambda: place_at(self.window.screen()),
        )
        if (handle := self.window.windowHandle()) is not None:
            handle.screenChanged.connect(lambda _: made.look_around())
        gone = message("ui.prompter.unplugged")
        made.stranded.connect(lambda lost: self.window.remark("prompter", gone if lost else None))
        return made

    def asked(self, what: str) -> None:
        """What the window asks that is no workspace."""
        if what == "prompter":
            self.toggle_prompter()
        elif what == "rescue":
            dialog = QFileDialog(self.window, self.language.tr("ui.rescue.title"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(self.language.tr("ui.rescue.filter"))
            dialog.setDefaultSuffix("zip")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(self.save_unsaved)
            dialog.open()

    def save_unsaved(self, path: str) -> None:
        """What the disk refused, into a file elsewhere; the top bar says how that went."""

        def told(outcome: object) -> None:
            if isinstance(outcome, WorldError):
                self.window.remark("rescue", outcome.message)
            elif not isinstance(outcome, Exception):
                self.window.remark("rescue", message("ui.rescue.saved", path=str(outcome)))
            QTimer.singleShot(_SAID_MS, self.window, lambda: self.window.remark("rescue", None))

        self.desk.rescue.save(path).on_done(told)

    def toggle_prompter(self) -> None:
        """Open the streamer's window, or put it away."""
        if self.prompter is not None and self.prompter.isVisible():
            self.prompter.close()
        else:
            self.open_prompter()

    def choose(self, session: SessionId, known: Sequence[SessionBrief] | None = None) -> None:
        """Select `session` in all workspaces; its title is taken from `known` if given."""
        briefs = self.desk.sessions() if known is None else known
        title = next((b.title for b in briefs if b.id == session), "")
        self.selection.choose(session, title)

    def remind(self) -> None:
        """Look ahead to the warm-up of the sessions to come, while no run is open."""
        from controlroom.ui.herald import Herald
        from controlroom.ui.player import Player
        from controlroom.ui.reminder_bar import ReminderBar

        player = Player(self.window)
        herald = Herald(self.window, self.language, self.settings, compose.steady, player)
        given = (self.desk.reminders, self.dispatcher, self.theme, self.language)
        self.reminders = ReminderBar(*given, lambda cue: herald.call("due", cue.text))
        self.reminders.chosen.connect(self._show_plan)
        self.window.put_under_bar(self.reminders)
        self.bridge.add(self.reminders)
        self.reminders.look()

    def _show_plan(self, session: SessionId) -> None:
        self.choose(session)
        self.window.show_workspace("plan")

    def close(self) -> None:
        """Close the windows, whatever they would ask; wait for what is being imported."""
        if self.reminders is not None:
            self.reminders.finish()
        self.window.leave()
        if self.ahead is not None:
            self.ahead.join()

    def close_prompter(self) -> None:
        """The operator's window has gone: nobody could send anything to the streamer's."""
        if self.prompter is not None:
            self.prompter.close()

    def session_ends(self) -> None:
        """The system shuts down or logs off: it is not held up by a question. Where that is
        called off, closing is asked about again."""
        self.window.asks = False
        QTimer.singleShot(_LOGOFF_MS, self.window, partial(setattr, self.window, "asks", True))


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, with our log behind Qt's messages."""
    qInstallMessageHandler(_qt_says)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("controlroom")
    return app


def furnish(desk: Desk, lang: str, settings: Settings, app: QApplication) -> Desktop:
    """The window and its workspaces on `desk`. Heavy parts are built when first shown."""
    made = shell(lang, settings, app)
    made.join(desk)
    return made


def shell(lang: str, settings: Settings, app: QApplication) -> Desktop:
    """The window without a desk: nothing heavy is imported for it."""
    chosen = settings.get("ui.lang")
    QDir.setSearchPaths("theme", [str(resource_path("theme"))])  # pictures the sheet names
    theme = Theme(resource_path("theme", "app.qss").read_text(encoding="utf-8"))
    theme.families = fonts.families(sorted(resource_path("fonts").glob("*.[ot]tf")))
    theme.use(str(settings.get("ui.theme") or "dark"))
    language = Language(speech.Books(), str(chosen) if chosen else lang)
    QtWords(app, language)
    selection, bridge = Selection(), Bridge(compose.steady)
    window = Window(
        {}, bridge=bridge, theme=theme, language=language, selection=selection, settings=settings
    )
    made = Desktop(app, window, bridge, theme, language, selection, settings, Dispatcher())
    window.asked.connect(made.asked)
    window.closed.connect(made.close_prompter)
    return made


def _factories(made: Desktop) -> dict[str, Callable[[], QWidget]]:
    desk, bridge, selection = made.desk, made.bridge, made.selection
    theme, language, settings = made.theme, made.language, made.settings

    def plan() -> QWidget:
        from controlroom.ui.plan import PlanWorkspace

        return PlanWorkspace(desk, theme, language, selection, settings, slowly=True)

    def live() -> QWidget:
        from controlroom.ui.live import LiveWorkspace

        return LiveWorkspace(desk, bridge, theme, language, selection, settings, slowly=True)

    def review() -> QWidget:
        from controlroom.ui.review import ReviewWorkspace

        return ReviewWorkspace(desk, theme, language, selection, settings, slowly=True)

    return {"plan": plan, "live": live, "review": review}


_IDLE_TALK = ("This plugin does not support propagateSizeHints()",)
"""What the off-screen platform says of every window."""


def _qt_says(kind: QtMsgType, _context: object, text: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    level = logging.DEBUG if text in _IDLE_TALK else levels.get(kind, logging.ERROR)
    logging.getLogger("qt").log(level, text)
