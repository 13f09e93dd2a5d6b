"""The selected session: one for all three workspaces."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from controlroom.core.ids import SessionId


class Selection(QObject):
    """`changed(session id, title)` when another session is chosen."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.session: SessionId | None = None
        self.title = ""

    def forget(self) -> None:
        """Select no session: there is none left."""
        if self.session is not None:
            self.session, self.title = None, ""
            self.changed.emit("", "")

    def choose(self, session: SessionId, title: str) -> None:
        """Select `session` everywhere."""
        if (session, title) != (self.session, self.title):
            self.session, self.title = session, title
            self.changed.emit(session, title)
