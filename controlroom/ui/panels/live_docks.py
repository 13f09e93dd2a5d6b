"""Where the panels of Live stand: docks that can be moved, tabbed and hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import Body, Header

_VERSION = 2
COLUMNS = (("now", "rundown"), ("gmv", "roi", "spend"), ("cue", "cues", "message"))
TABBED = {"funnel": "roi", "products": "spend"}  # behind which they stand
_WIDTHS = (0.232, 0.536, 0.232)
_MIN_SIDE, _MAX_SIDE = 318, 470
_HEIGHTS = {
    "now": 352, "rundown": 470, "gmv": 300, "roi": 240, "spend": 240,
    "cue": 178, "cues": 420, "message": 166,
}  # fmt: skip
_TIMELINE = 148
_COMPACT = 640  # px of height under which panels leave out what can wait


class Docks(QMainWindow):
    """The arrangement. Until it is changed by hand it keeps its proportions."""

    laid_out = Signal()  # the borders were moved, by us or by a change of the window

    def __init__(self, names: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._before = QByteArray()
        self._own, self._asked = False, tuple[tuple[int, int], ...]()
        theme.changing.connect(self._note)
        theme.changed.connect(self._put_back)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setDockOptions(
            QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self.docks = {name: self._dock(name) for name in names}
        self._again = QTimer(self)  # once more when the panels have asked for their heights
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._size)
        self.compact: Callable[[bool], None] = lambda small: None
        self.arrange()

    def _dock(self, name: str) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(f"dock_{name}")
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        if name in TABBED:  # filled later than it is seen
            dock.setTitleBarWidget(Header())
            dock.setWidget(Body())
        return dock

    def fill(self, name: str, header: QWidget, body: QWidget) -> None:
        """Put a panel into its dock."""
        dock = self.docks[name]
        old = (dock.titleBarWidget(), dock.widget())
        dock.setTitleBarWidget(header)
        dock.setWidget(body)
        for part in old:
            if part is not None:
                part.deleteLater()

    def name(self, titles: Mapping[str, str]) -> None:
        """Say the docks' names (menu, tabs)."""
        for name, title in titles.items():
            self.docks[name].setWindowTitle(title)
        for bar in self.findChildren(QTabBar):
            bar.setAccessibleName(" / ".join(bar.tabText(n) for n in range(bar.count())))

    def arrange(self) -> None:
        """The layout we ship."""
        for dock in self.docks.values():
            self.removeDockWidget(dock)
        tops = [self.docks[column[0]] for column in COLUMNS]
        self.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, tops[0])
        for left, right in pairwise(tops):
            self.splitDockWidget(left, right, Qt.Orientation.Horizontal)
        for column in COLUMNS:
            for over, under in pairwise(column):
                self.splitDockWidget(self.docks[over], self.docks[under], Qt.Orientation.Vertical)
        timeline = self.docks["timeline"]
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, timeline)
        for behind, front in TABBED.items():
            self.tabifyDockWidget(self.docks[front], self.docks[behind])
        for dock in self.docks.values():
            dock.show()
        for front in TABBED.values():
            self.docks[front].raise_()
        self._own = True
        self._size()

    def _size(self) -> None:
        """Sizes for the window as it is now."""
        wide, tall = max(900, self.width()), max(400, self.height())
        self.compact(tall < _COMPACT)
        side = round(min(_MAX_SIDE, max(_MIN_SIDE, wide * _WIDTHS[0])))
        tops = [self.docks[column[0]] for column in COLUMNS]
        self.resizeDocks(tops, [side, wide - 2 * side, side], Qt.Orientation.Horizontal)
        bottom = min(_TIMELINE, tall // 5)
        self.resizeDocks(
            [tops[0], self.docks["timeline"]], [tall - bottom, bottom], Qt.Orientation.Vertical
        )
        for column in COLUMNS:
            docks = [self.docks[name] for name in column]
            self.resizeDocks(docks, self._shares(column, tall - bottom), Qt.Orientation.Vertical)
        self.laid_out.emit()

    def _shares(self, column: Sequence[str], tall: int) -> list[int]:
        if column[0] == "gmv":
            whole = sum(_HEIGHTS[name] for name in column)
            return [tall * _HEIGHTS[name] // whole for name in column]
        stretchy = {"rundown", "cues"}
        heights = {name: 0 if tall < _COMPACT else _HEIGHTS[name] for name in column}
        fixed = sum(heights[name] for name in column if name not in stretchy)
        return [
            max(120, tall - fixed - 16) if name in stretchy else max(1, heights[name])
            for name in column
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._own:
            self._size()
            self._again.start()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self._own:
            self._mind_bounds()
        return done

    def _mind_bounds(self) -> None:
        """Share the heights out anew when a panel is lower or higher than it may be now (a
        wrapped text, another card): once for what is asked, whether there is room or not."""
        bodies = [body for dock in self.docks.values() if (body := dock.widget()) is not None]
        bodies = [body for body in bodies if body.isVisible()]
        asked = tuple((body.minimumHeight(), body.maximumHeight()) for body in bodies)
        wrong = any(
            not low <= b.height() <= most for b, (low, most) in zip(bodies, asked, strict=True)
        )
        if wrong and asked != self._asked:
            self._asked = asked
            self._again.start()

    def _note(self) -> None:
        self._before = self.saveState(_VERSION)

    def _put_back(self) -> None:
        """A change of the look moves no border (widgets without a style are of other sizes)."""
        if self._own:
            self._size()
            self._again.start()
        else:
            self.restoreState(self._before, _VERSION)

    def out_of_the_way(self, of: QWidget) -> QRect:
        """At whose top a word may stand in `of` without covering a figure, the timeline or a
        cue: the charts (their titles stand there), else the run-sheet, else all of it."""
        for names in (COLUMNS[1], ("rundown", "now")):
            docks = [self.docks[name] for name in names]
            shown = [dock.geometry() for dock in docks if self._seen(dock)]
            if shown:
                area = reduce(QRect.united, shown)
                return QRect(self.mapTo(of, area.topLeft()), area.size())
        return of.rect()

    def _seen(self, dock: QDockWidget) -> bool:
        """Whether it is shown, and not behind another's tab (those stand outside)."""
        return not dock.isHidden() and self.rect().intersects(dock.geometry())

    def saved(self) -> str:
        """The layout as text for the settings."""
        return bytes(self.saveState(_VERSION).toBase64().data()).decode()

    def restore(self, text: str) -> bool:
        """Take a saved layout; False where it is not one of ours."""
        state = QByteArray.fromBase64(text.encode())
        self._own = not self.restoreState(state, _VERSION)
        return not self._own
