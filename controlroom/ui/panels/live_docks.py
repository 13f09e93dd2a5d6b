"""Where the panels of Live stand: docks that can be moved, tabbed and hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QWidget

from controlroom.ui.theme import GAP, Theme
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
        self._before, self._pressed, self._held = QByteArray(), QByteArray(), ""
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
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hold)

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
        else:
            self.compact(self.height() < _COMPACT)

    def event(self, event: QEvent) -> bool:
        """A border between panels that was dragged is the operator's from then on."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._pressed = self.saveState(_VERSION)
        done = super().event(event)
        if kind is QEvent.Type.LayoutRequest and self._own:
            self._mind_bounds()
        elif kind is QEvent.Type.MouseButtonRelease and self.saveState(_VERSION) != self._pressed:
            self._own = False
            self.laid_out.emit()
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

    def gaps(self, of: QWidget) -> list[QRect]:
        """The empty ends of the rows of tabs, in `of`, from top to bottom."""
        bars = [bar for bar in self.findChildren(QTabBar) if bar.parentWidget() is self]
        bars = [b for b in bars if b.count() and b.isVisible() and self.rect().contains(b.pos())]
        found = []
        for bar in sorted(bars, key=lambda bar: bar.y()):
            used = bar.tabRect(bar.count() - 1).right() + 1 + GAP
            free = bar.rect().adjusted(used, 0, 0, 0)
            found.append(QRect(bar.mapTo(of, free.topLeft()), free.size()))
        return found

    def _seen(self, dock: QDockWidget) -> bool:
        """Whether it is shown, and not behind another's tab (those stand outside)."""
        return not dock.isHidden() and self.rect().intersects(dock.geometry())

    # --- sizes by hand ---------------------------------------------------------------

    @property
    def in_hand(self) -> str:
        """The panel that has the focus, or had it last; the first that is shown before."""
        shown = self.shown()
        return self._held if self._held in shown else (shown or tuple(self.docks))[0]

    def shown(self) -> tuple[str, ...]:
        """The panels that can be seen now."""
        return tuple(name for name, dock in self.docks.items() if self._seen(dock))

    def resize_panel(self, name: str, wide: int, tall: int) -> None:
        """The border to the next panel moved by so many px (to the one before it, for the
        last), as far as both let it; from now on sizes are the operator's own."""
        self._held, self._own = name, False
        if wide:
            self._move_border(name, wide, Qt.Orientation.Horizontal)
        if tall:
            self._move_border(name, tall, Qt.Orientation.Vertical)
        rows = self.layout()
        if rows is not None:
            rows.activate()  # the next stroke goes on from here
        self.laid_out.emit()

    def _move_border(self, name: str, by: int, along: Qt.Orientation) -> None:
        """All panels beside (or over and under) one another here keep their sizes but two. A
        panel that has nobody over or under it shares with all of the other panels."""
        level, held = along is Qt.Orientation.Horizontal, self.docks[name]
        at, area = held.geometry().center(), self.dockWidgetArea(held)
        line = [self.docks[one] for one in self.shown()]
        line = [d for d in line if self.dockWidgetArea(d) == area]
        line = [d for d in line if _crossed(d.geometry(), at, level)]
        line.sort(key=lambda dock: dock.x() if level else dock.y())
        if len(line) < 2:
            self._move_edge(held, by, along)
            return
        place = line.index(held)
        other = place + 1 if place + 1 < len(line) else place - 1
        sizes, least = [self._taken(d, level) for d in line], [_least(d, level) for d in line]
        step = max(least[place] - sizes[place], min(by, sizes[other] - least[other]))
        sizes[place], sizes[other] = sizes[place] + step, sizes[other] - step
        self.resizeDocks(line, sizes, along)

    def _move_edge(self, held: QDockWidget, by: int, along: Qt.Orientation) -> None:
        """The border between the areas of docks: over the timeline, as we ship it. What the
        timeline takes or leaves is that panel's of each column that has most to spare."""
        area = self.dockWidgetArea(held)
        others = [d for one in self.shown() if self.dockWidgetArea(d := self.docks[one]) != area]
        if not others or along is Qt.Orientation.Horizontal:
            return
        columns: dict[int, list[QDockWidget]] = {}
        for dock in others:
            columns.setdefault(dock.x(), []).append(dock)
        heights = {at: {d: self._taken(d, False) for d in docks} for at, docks in columns.items()}
        spare = {at: {d: tall[d] - _least(d, False) for d in tall} for at, tall in heights.items()}
        giving = {at: max(of, key=lambda dock: of[dock]) for at, of in spare.items()}
        room = min(spare[at][dock] for at, dock in giving.items())
        step = max(_least(held, False) - held.height(), min(by, room))
        whole = reduce(QRect.united, (dock.geometry() for dock in others)).height()
        self.resizeDocks([others[0], held], [whole - step, held.height() + step], along)
        for at, tall in heights.items():
            tall[giving[at]] -= step
            self.resizeDocks(list(tall), list(tall.values()), along)

    def _taken(self, dock: QDockWidget, level: bool) -> int:
        """px that a dock takes, with the tabs under it."""
        if level:
            return dock.width()
        bars = [bar for bar in self.findChildren(QTabBar) if bar.isVisible()]
        tabbed = any(
            self._seen(dock) and not other.isHidden() for other in self.tabifiedDockWidgets(dock)
        )
        return dock.height() + (max((bar.height() for bar in bars), default=0) if tabbed else 0)

    def _hold(self, _: QWidget | None, widget: QWidget | None) -> None:
        """Remember the panel that the focus goes into."""
        found = next((n for n, d in self.docks.items() if widget and d.isAncestorOf(widget)), None)
        self._held = found or self._held

    def saved(self) -> str:
        """The layout as text for the settings."""
        return bytes(self.saveState(_VERSION).toBase64().data()).decode()

    def restore(self, text: str) -> bool:
        """Take a saved layout; False where it is not one of ours."""
        state = QByteArray.fromBase64(text.encode())
        self._own = not self.restoreState(state, _VERSION)
        return not self._own


def _crossed(box: QRect, at: QPoint, level: bool) -> bool:
    """Whether the level (or upright) line through `at` goes through `box`."""
    if level:
        return box.top() <= at.y() <= box.bottom()
    return box.left() <= at.x() <= box.right()


def _least(dock: QDockWidget, level: bool) -> int:
    """px that a dock needs."""
    least = dock.minimumSizeHint().expandedTo(dock.minimumSize())
    return least.width() if level else least.height()
