"""The window: everything of Qt is put together here."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from controlroom.app import compose, speech
from controlroom.app.context import Context
from controlroom.app.resources import resource_path
from controlroom.core.ids import SessionId
from controlroom.desk.control import Desk
from controlroom.ports import Settings
from controlroom.ui import fonts
from controlroom.ui.bridge import Bridge
from controlroom.ui.dispatch import Dispatcher
from controlroom.ui.i18n import Language
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.window import Window

if TYPE_CHECKING:
    from controlroom.app.staging import Stage
    from controlroom.ui.prompter import Prompter

log = logging.getLogger(__name__)


@dataclass
class Desktop:
    """The parts of a running window, by name. `prompter` is made when first asked for."""

    app: QApplication
    desk: Desk
    window: Window
    bridge: Bridge
    theme: Theme
    language: Language
    selection: Selection
    settings: Settings
    dispatcher: Dispatcher
    prompter: Prompter | None = None
    stop_readouts: Callable[[], None] = lambda: None

    def open_prompter(self) -> Prompter:
        """The streamer's window, on a screen that is not the operator's where there is one."""
        if self.prompter is None:
            from controlroom.ui.prompter import Prompter

            self.prompter = Prompter(
                self.desk, self.bridge, self.theme, self.language, self.settings
            )
        self.prompter.show_on_best_screen(self.window.screen())
        return self.prompter

    def toggle_prompter(self) -> None:
        """Open the streamer's window, or put it away."""
        if self.prompter is not None and self.prompter.isVisible():
            self.prompter.close()
        else:
            self.open_prompter()

    def choose(self, session: SessionId) -> None:
        """Select `session` in all workspaces."""
        title = next((b.title for b in self.desk.sessions() if b.id == session), "")
        self.selection.choose(session, title)

    def close(self) -> None:
        """Close the windows."""
        if self.prompter is not None:
            self.prompter.close()
        self.window.close()


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
    chosen = settings.get("ui.lang")
    theme = Theme(resource_path("theme", "app.qss").read_text(encoding="utf-8"))
    theme.families = fonts.families(sorted(resource_path("fonts").glob("*.[ot]tf")))
    theme.use(str(settings.get("ui.theme") or "dark"))
    books = {name: speech.book(name) for name in speech.LANGUAGES}
    language = Language(books, str(chosen) if chosen else lang)
    selection, bridge = Selection(), Bridge(compose.steady)
    dispatcher = Dispatcher()
    desk.world.dispatch = dispatcher
    factories = _factories(desk, bridge, theme, language, selection, settings)
    window = Window(
        factories,
        bridge=bridge,
        theme=theme,
        language=language,
        selection=selection,
        settings=settings,
    )
    made = Desktop(
        app, desk, window, bridge, theme, language, selection, settings, dispatcher
    )
    desk.on_trouble.append(window.complain)
    made.stop_readouts = desk.subscribe(bridge.post)
    window.asked.connect(lambda what: made.toggle_prompter() if what == "prompter" else None)
    return made


def _factories(
    desk: Desk,
    bridge: Bridge,
    theme: Theme,
    language: Language,
    selection: Selection,
    settings: Settings,
) -> dict[str, Callable[[], QWidget]]:
    def plan() -> QWidget:
        from controlroom.ui.plan import PlanWorkspace

        return PlanWorkspace(desk, theme, language, selection, settings)

    def live() -> QWidget:
        from controlroom.ui.live import LiveWorkspace

        return LiveWorkspace(desk, bridge, theme, language, selection, settings)

    def review() -> QWidget:
        from controlroom.ui.review import ReviewWorkspace

        return ReviewWorkspace(desk, theme, language, selection, settings)

    return {"plan": plan, "live": live, "review": review}


def open_window(context: Context) -> int:
    """The program as its users start it: resumes a show that a crash cut off."""
    app = application()
    settings = compose.settings_file()
    desktop = furnish(context.desk, speech.preferred(context.args.lang), settings, app)
    desktop.window.show()
    _resume_or_select(desktop)
    code = app.exec()
    desktop.close()
    return int(code)


def _resume_or_select(desktop: Desktop) -> None:
    unfinished = desktop.desk.unfinished()
    if unfinished is not None:
        session, _ = unfinished
        desktop.choose(session)
        desktop.desk.open_run(session)
        desktop.window.show_workspace("live")
        return
    sessions = desktop.desk.sessions()
    last = desktop.settings.get("ui.session")
    known = [b.id for b in sessions]
    if known:
        desktop.choose(SessionId(str(last)) if last in known else known[0])


def show_demo(
    context: Context,
    desk: Desk,
    stage: Stage,
    curtain: Callable[[], None],
    out: Path,
    *,
    headless: bool,
) -> None:
    """Run the demo in the window; off-screen it leaves pictures and ends by itself.

    `curtain` sets the show's clock to its start. Raises WorldError when it doesn't end.
    """
    from controlroom.app.director import Director

    app = application()
    settings = compose.passing_settings()
    desktop = furnish(desk, speech.preferred(context.args.lang), settings, app)
    director = Director(desktop, stage, curtain, out, headless=headless, seed=context.args.seed)
    desktop.window.show()
    director.begin()
    app.exec()
    desktop.close()
    director.finish()


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
