"""Logs in a file that rolls over, and bug reports. No buyer's data is ever logged."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from itertools import pairwise
from pathlib import Path

from controlroom import __version__
from controlroom.app.paths import log_dir
from controlroom.core.errors import WorldError

_BYTES, _OLD_ONES = 2_000_000, 3


class RollingFile(logging.FileHandler):
    """A log that is put aside when it is full, with `_OLD_ONES` kept (`x.log.1` is the newest).

    `logging.handlers` has one too, and imports sockets and pickling with it, which the
    window would have to wait for.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write `record`, in a new file where this one is full."""
        if self.stream is not None and self.stream.tell() >= _BYTES:
            self._roll()
        super().emit(record)

    def _roll(self) -> None:
        self.close()
        ends = ["", *(f".{number + 1}" for number in range(_OLD_ONES))]
        names = [Path(self.baseFilename + end) for end in ends]
        for newer, older in reversed(list(pairwise(names))):
            if newer.exists():
                newer.replace(older)
        self.stream = self._open()


def start_logging(*, quiet: bool = False) -> None:
    """Everything from INFO into the log file, warnings to standard error. A log that can't be
    written keeps nobody from a show."""
    root = logging.getLogger()
    if root.handlers:
        return
    root.setLevel(logging.INFO)
    _log_into_file(root)
    if not quiet:
        loud = logging.StreamHandler(sys.stderr)
        loud.setLevel(logging.WARNING)
        root.addHandler(loud)


def _log_into_file(root: logging.Logger) -> None:
    try:
        file = RollingFile(log_dir() / "controlroom.log", encoding="utf-8")
    except (OSError, WorldError):
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(file)


def report_bug(error: BaseException) -> Path:
    """Write what is needed to find the bug into a file; its path."""
    text = "\n".join(
        (
            f"controlroom {__version__}",
            f"Python {sys.version}",
            platform.platform(),
            "",
            *traceback.format_exception(error),
        )
    )
    folder = log_dir()
    number = 1 + len(list(folder.glob("bug-*.txt")))
    path = folder / f"bug-{number:04}.txt"
    path.write_text(text, encoding="utf-8")
    return path
