"""pyqtgraph, imported in two thirds of the time.

At import `pyqtgraph.Qt` copies every name of QtCore, QtGui and QtWidgets into modules of
its own, and each name that is touched makes a class with all its enums: 60 ms and 10 MB
for hundreds of classes that nobody uses. Here those three modules look a name up in Qt's
when it is asked for. What they answer is the same; a test compares them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

_PACKAGE = "pyqtgraph"


class Mirror(ModuleType):
    """A module whose names are those of `source`; what is set on it stays its own."""

    def __init__(self, name: str, source: ModuleType) -> None:
        super().__init__(name)
        self.__dict__["_source"] = source

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_source"], name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self.__dict__["_source"])})


@contextmanager
def mirrored() -> Iterator[None]:
    """Import pyqtgraph inside this. Nothing happens when it has been imported before."""
    if _PACKAGE in sys.modules:
        yield
        return
    sources: tuple[ModuleType, ...] = (QtCore, QtGui, QtWidgets)
    lists = [vars(source).get("__dir__") for source in sources]
    for source in sources:
        name = f"{_PACKAGE}.Qt.{source.__name__.rpartition('.')[2]}"
        sys.modules[name] = Mirror(name, source)
        vars(source)["__dir__"] = list  # nothing to copy
    try:
        yield
    finally:
        for source, names in zip(sources, lists, strict=True):
            del vars(source)["__dir__"]
            if names is not None:
                vars(source)["__dir__"] = names
