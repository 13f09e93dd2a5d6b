"""pyqtgraph, imported in a third of the time.

At import `pyqtgraph.Qt` copies every name of QtCore, QtGui and QtWidgets into modules of
its own, and each name that is touched makes a class with all its enums: 60 ms and 10 MB
for hundreds of classes that nobody uses. Here those three modules look a name up in Qt's
when it is asked for. What they answer is the same; a test compares them.

And of its hundred and forty modules it imports all, where a chart needs fifty: images,
regions, parameter trees, dock areas and a second process are `LEFT_OUT`. Each of those is
empty while the package is imported and there as ever for who imports it by its own name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

_PACKAGE = "pyqtgraph"
_UNUSED = """
colormap imageview

graphicsItems.ArrowItem graphicsItems.BoxplotItem graphicsItems.ButtonItem
graphicsItems.ColorBarItem graphicsItems.CurvePoint graphicsItems.DateAxisItem
graphicsItems.ErrorBarItem graphicsItems.FillBetweenItem graphicsItems.GradientEditorItem
graphicsItems.GradientLegend graphicsItems.GraphicsLayout graphicsItems.GraphicsWidgetAnchor
graphicsItems.GraphItem graphicsItems.GridItem graphicsItems.HistogramLUTItem
graphicsItems.ImageItem graphicsItems.InfiniteLine graphicsItems.IsocurveItem
graphicsItems.LabelItem graphicsItems.LegendItem graphicsItems.LinearRegionItem
graphicsItems.PColorMeshItem graphicsItems.PlotItem graphicsItems.ROI graphicsItems.ScaleBar
graphicsItems.TargetItem graphicsItems.TextItem graphicsItems.UIGraphicsItem
graphicsItems.VTickGroup

widgets.BusyCursor widgets.CheckTable widgets.ColorButton widgets.ColorMapWidget
widgets.ComboBox widgets.DataFilterWidget widgets.DataTreeWidget widgets.DiffTreeWidget
widgets.FeedbackButton widgets.FileDialog widgets.GradientWidget
widgets.GraphicsLayoutWidget widgets.HistogramLUTWidget widgets.JoystickButton
widgets.LayoutWidget widgets.PathButton widgets.PlotWidget widgets.ProgressDialog
widgets.RawImageWidget widgets.ScatterPlotWidget widgets.SpinBox widgets.TableWidget
widgets.TreeWidget widgets.ValueLabel widgets.VerticalLabel
"""
LEFT_OUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_UNUSED.split(), ()),
    "widgets.ColorMapMenu": ("ColorMapMenu",),
    "widgets.GroupBox": ("GroupBox",),
    "widgets.RemoteGraphicsView": ("RemoteGraphicsView",),
}
"""Modules of pyqtgraph that no chart of ours needs, and the names it imports of them."""


class Mirror(ModuleType):
    """A module whose names are those of `source`; what is set on it stays its own."""

    def __init__(self, name: str, source: ModuleType) -> None:
        super().__init__(name)
        self.__dict__["_source"] = source

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_source"], name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self.__dict__["_source"])})


def _empty(name: str, names: tuple[str, ...]) -> ModuleType:
    """Stands for a module that is left out: its names are there, and are None."""
    module = ModuleType(name)
    module.__dict__.update({"__all__": [], **dict.fromkeys(names)})
    return module


@contextmanager
def _left_out() -> Iterator[None]:
    """Import pyqtgraph without those modules; afterwards they can be imported."""
    stands = {f"{_PACKAGE}.{n}": _empty(f"{_PACKAGE}.{n}", names) for n, names in LEFT_OUT.items()}
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name, module in stands.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


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
        with _left_out():
            yield
    finally:
        for source, names in zip(sources, lists, strict=True):
            del vars(source)["__dir__"]
            if names is not None:
                vars(source)["__dir__"] = names
