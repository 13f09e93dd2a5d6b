"""The program as its users start it: the shell first, then the desk behind it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from controlroom.app import loading, speech
from controlroom.app.context import Context
from controlroom.app.desktop import SETTLED_MS, Desktop, application, shell
from controlroom.core.ids import SessionId
from controlroom.desk.jobs import Job
from controlroom.ui import later
from controlroom.ui.alone import alone
from controlroom.ui.keeping import Keeping

if TYPE_CHECKING:
    from controlroom.desk.control import Desk
    from controlroom.ports import SessionBrief

_PATIENCE_MS = 500


@dataclass(frozen=True, slots=True)
class _Found:
    """What the database held when it was opened."""

    desk: Desk
    sessions: tuple[SessionBrief, ...]
    unfinished: SessionId | None


class Opening(QObject):
    """Opens the desk once the shell is being painted, or after `_PATIENCE_MS` if it can't be.

    On a thread of its own: the imports alone take longer than a window may stand still.
    """

    def __init__(self, desktop: Desktop, context: Context) -> None:
        super().__init__()
        self._desktop, self._context = desktop, context
        self._job: Job | None = None
        self.failure: BaseException | None = None
        desktop.window.installEventFilter(self)
        QTimer.singleShot(_PATIENCE_MS, self, self.begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.begin()
        return False

    def finish(self) -> None:
        """Wait until nothing is being opened any more (the window may be closed before)."""
        if self._job is not None:
            self._job.join()

    def begin(self) -> None:
        """What it finds reaches the window in a turn of its own, after the window is there."""
        if self._job is None:
            self._job = Job(self._load, self._desktop.dispatcher).on_done(self._opened).start()

    def _load(self, _: Job) -> _Found:
        with loading.postponed():
            import_module("controlroom.store.house")
        desk = self._context.desk
        run = desk.unfinished()
        found = _Found(desk, desk.sessions(), run[0] if run else None)
        later.bring(("live", "panels.live_charts") if run else ("plan",))
        return found

    def _opened(self, outcome: _Found | BaseException) -> None:
        if isinstance(outcome, BaseException):  # the command line says it and ends
            self.failure = outcome
            self._desktop.app.quit()
            return
        self._desktop.join(outcome.desk)
        _resume_or_select(self._desktop, outcome)
        QTimer.singleShot(SETTLED_MS, self, self._settle)

    def _settle(self) -> None:
        self._desktop.remind()
        self._desktop.follow_obs()
        self._desktop.settle()


def open_window(context: Context) -> int:
    """The program as its users start it: resumes a show that a crash cut off.

    Raises what opening the database raised, once the window is closed, and WorldError when
    another window has it open.
    """
    app = application()
    settings = Keeping(context.settings)
    desktop = shell(speech.preferred(context.args.lang), settings, app)
    with alone(context.database, desktop.language):
        opening = Opening(desktop, context)
        desktop.window.asks = True
        app.commitDataRequest.connect(lambda *_: desktop.session_ends())
        desktop.window.fit(desktop.window.screen().availableSize())
        desktop.window.show()
        code = app.exec()
        desktop.close()
        opening.finish()
        context.close()
    if opening.failure is not None:
        raise opening.failure
    return int(code)


def _resume_or_select(desktop: Desktop, found: _Found) -> None:
    if found.unfinished is not None:
        desktop.desk.begin_run(found.unfinished, resuming=True)
        desktop.choose(found.unfinished, found.sessions)
        desktop.window.show_workspace("live")
        return
    last = desktop.settings.get("ui.session")
    known = [b.id for b in found.sessions]
    if known:
        chosen = SessionId(str(last)) if last in known else known[0]
        desktop.choose(chosen, found.sessions)
