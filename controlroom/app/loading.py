"""What makes the program quick to load, and steady afterwards.

Three things cost a third of the time from the shell to the charts, and bring us nothing:
the garbage collector looks again and again at half a million objects that all stay;
PySide6 reads the source of every module that is imported after it, to see whether it
wants Qt's names in snake_case (`from __feature__ import snake_case`; no module here does);
and SQLAlchemy imports asyncio (with ssl, sockets, subprocesses) and the reader of package
metadata (with the parser of e-mail) for databases and plug-ins that we don't use, and
OpenSSL for names longer than ours.
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

from PySide6 import QtCore  # noqa: F401  # its import puts the hook in place


def begin() -> None:
    """From here until `settle`: no collecting. Imports are plain imports for good.

    Numpy's library of linear algebra starts a thread for each processor and lets it spin for
    a tenth of a second; nothing here multiplies matrices.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


_RARELY = 1_000
_TURN_S = 0.0003


def settle() -> None:
    """The window is there, or whatever stands for it: from here on it keeps steady.

    What is there by now stays for good and is never looked at again; what is made later is
    looked at as a whole a hundred times more seldom than usual, so that collections take a
    millisecond and no frame is lost to them (a plan of 2,000 rows and its history are a
    tenth of a second, in which every thread stands still; see `ui/housekeeping`).

    Threads take turns at the interpreter every 0.3 ms, not every five: the window gets it
    back so soon from a thread that saves, checks or computes, each time it asks Qt. (From due
    to painted with all charts under load, 99 %: 12 ms; at 1 ms it was 17 to 21.)
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _RARELY)
    gc.enable()
    sys.setswitchinterval(_TURN_S)


_NOT_YET = {"asyncio": ("iscoroutine",), "importlib.metadata": (), "hashlib": ()}
"""Modules, and the functions of each that are taken out of it at once but called later."""
_lock = Lock()


class Postponed(ModuleType):
    """Stands for a module, and imports it when it is first asked for anything; `later` are
    functions that are only imported when they are called."""

    def __init__(self, name: str, later: Sequence[str] = ()) -> None:
        super().__init__(name)
        for function in later:
            self.__dict__[function] = self._later(function)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__.get("_real") or self._load(), name)

    def _later(self, name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            return getattr(self._load(), name)(*given, **named)

        return call

    def _load(self) -> ModuleType:
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            real = import_module(self.__name__)
        self.__dict__["_real"] = real
        return real


@contextmanager
def postponed() -> Iterator[None]:
    """Import SQLAlchemy inside this: it gets stand-ins for what it hardly ever uses."""
    stands = {n: Postponed(n, later) for n, later in _NOT_YET.items() if n not in sys.modules}
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name, module in stands.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
