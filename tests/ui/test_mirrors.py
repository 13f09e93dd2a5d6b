"""pyqtgraph sees the whole of Qt though nothing was copied."""

import subprocess
import sys

import pytest

IMPORT = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
from controlroom.ui.mirrors import mirrored
before = [set(dir(m)) for m in (QtCore, QtGui, QtWidgets)]
with mirrored():
    import pyqtgraph as pg
assert before == [set(dir(m)) for m in (QtCore, QtGui, QtWidgets)], "dir() of Qt is as it was"
assert "QCalendarWidget" not in vars(pg.QtWidgets), "nothing was copied"
for ours, theirs in ((pg.QtCore, QtCore), (pg.QtGui, QtGui), (pg.QtWidgets, QtWidgets)):
    names = [n for n in dir(theirs) if not n.startswith("__")]
    assert len(names) > 50
    for name in names:
        assert getattr(ours, name) is getattr(theirs, name), name
    assert set(names) <= set(dir(ours))
from PySide6.QtOpenGLWidgets import QOpenGLWidget
assert pg.QtWidgets.QOpenGLWidget is QOpenGLWidget, "what pyqtgraph adds is there"
assert "QOpenGLWidget" not in vars(QtWidgets), "and only there"
try:
    pg.QtCore.QNothing
except AttributeError:
    print("same")
"""


def test_the_mirrors_answer_as_qt_does() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "same", done.stderr


def test_an_import_that_fails_leaves_qt_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6 import QtCore

    from controlroom.ui import mirrors

    held = {name: sys.modules[name] for name in sys.modules if name.startswith("pyqtgraph")}
    for name in held:
        monkeypatch.delitem(sys.modules, name)
    try:
        with pytest.raises(ImportError), mirrors.mirrored():
            raise ImportError("no pyqtgraph")
    finally:
        for name in ("QtCore", "QtGui", "QtWidgets"):
            sys.modules.pop(f"pyqtgraph.Qt.{name}", None)
    assert "QObject" in dir(QtCore)


LEFT_OUT = """
import importlib, sys
from controlroom.ui.mirrors import LEFT_OUT, mirrored
with mirrored():
    import pyqtgraph as pg
names = ["pyqtgraph." + name for name in LEFT_OUT]
assert not [name for name in names if name in sys.modules], "nothing stands for them any more"
assert not hasattr(pg, "PlotItem")
for name in names:
    importlib.import_module(name)
from pyqtgraph.graphicsItems.PlotItem import PlotItem
from pyqtgraph.widgets.PlotWidget import PlotWidget
assert issubclass(PlotItem, pg.GraphicsWidget) and issubclass(PlotWidget, pg.GraphicsView)
print("whole")
"""


def test_what_is_left_out_of_pyqtgraph_can_be_imported_afterwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OUT], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "whole", done.stderr
