"""Two families of error: the world's (show it) and ours (report it)."""

from __future__ import annotations

from controlroom.core.message import Arg, Message, message


class WorldError(Exception):
    """Something outside us is wrong: a file, a disk, an input. Shown, never reported.

    The message says what happened, what was kept, and what to do.
    """

    def __init__(self, key: str, **args: Arg) -> None:
        self.message: Message = message(key, **args)
        super().__init__(f"{key} {dict(args)}")


class BugError(Exception):
    """We broke our own rules. Ends in a report file and exit code 1."""
