"""Saving a plan behind the window's back: each step as it is made, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.desk.world import World
from controlroom.plan.history import History

log = logging.getLogger(__name__)


def trouble_of(saving: Future[None]) -> Message | None:
    """Why a plan could not be written, to be said; None when it was written."""
    error = saving.exception()
    if error is None:
        return None
    if isinstance(error, WorldError):
        return error.message
    log.error("plan not saved", exc_info=error)
    return message("desk.bug")


class Saving:
    """Writes down how one plan's history goes on. What could not be written is made up
    for by the next step, which then writes the whole plan with all its steps."""

    def __init__(self, world: World, revision: int, saved: Callable[[Future[None]], None]) -> None:
        self._sheets, self._writer, self._saved = world.store.sheets, world.writer, saved
        self._revision: int | None = revision  # as stored; None: something was not written

    def __call__(self, history: History) -> None:
        self._writer.submit(lambda: self._write(history)).add_done_callback(self._saved)

    def _write(self, history: History) -> None:
        """On the writer's thread."""
        onto, self._revision = self._revision, None
        self._revision = self._kept(history, onto)

    def _kept(self, history: History, onto: int | None) -> int:
        if onto is None or history.entry is None:
            return self._sheets.rewrite(history)
        try:
            return self._sheets.keep(history.entry, onto=onto)
        except WorldError as refused:
            if refused.message.key != "store.sheet_changed":
                raise
            return self._sheets.rewrite(history)
