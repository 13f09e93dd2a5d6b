"""Logs in a file that rolls over, and bug reports. No buyer's data is ever logged."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from controlroom import __version__
from controlroom.app.paths import log_dir


def start_logging(*, quiet: bool = False) -> None:
    """Everything from INFO into the log file, warnings to standard error."""
    root = logging.getLogger()
    if root.handlers:
        return
    root.setLevel(logging.INFO)
    file = RotatingFileHandler(
        log_dir() / "controlroom.log", maxBytes=2_000_000, backupCount=3, encoding="utf-8"
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(file)
    if not quiet:
        loud = logging.StreamHandler(sys.stderr)
        loud.setLevel(logging.WARNING)
        root.addHandler(loud)


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
