"""What makes the program quick to load, and steady afterwards.

Two things cost a third of the time from the shell to the charts, and bring us nothing:
the garbage collector looks again and again at half a million objects that all stay; and
PySide6 reads the source of every module that is imported after it, to see whether it
wants Qt's names in snake_case (`from __feature__ import snake_case`; no module here does).
"""

from __future__ import annotations

import builtins
import gc

from PySide6 import QtCore  # noqa: F401  # its import puts the hook in place


def begin() -> None:
    """From here until `end`: no collecting. Imports are plain imports for good."""
    gc.disable()
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def end() -> None:
    """What is there by now stays for good: it is never looked at again, so that later
    collections take a millisecond and no frame is lost to them."""
    gc.freeze()
    gc.enable()
