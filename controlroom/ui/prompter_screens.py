"""Which screen the streamer's window stands on: chosen, remembered by what the screen is,
given up when it is unplugged, taken again when it is back. Never the operator's."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen, QWindow


@dataclass(frozen=True, slots=True)
class Place:
    """One screen. `name` is its socket, `serial` its own; `box` is where it lies, px."""

    name: str
    maker: str
    serial: str
    box: tuple[int, int, int, int]

    def likeness(self, other: Place) -> int:
        """How sure it is that `other` is the same screen: 0 not at all. A serial number that
        differs rules it out; without one, socket and size must agree, then position."""
        if self.serial and other.serial:
            same = (self.maker, self.serial) == (other.maker, other.serial)
            return (4 if same else 0) + (same and self.name == other.name)
        if (self.name, self.box[2:]) != (other.name, other.box[2:]):
            return 0
        return 1 + (self.box == other.box) + (self.maker == other.maker)

    def to_text(self) -> str:
        """For the settings."""
        return json.dumps([self.name, self.maker, self.serial, list(self.box)])


def place_of(text: object) -> Place | None:
    """A place as `to_text` wrote it; None where that is not one."""
    try:
        name, maker, serial, (x, y, wide, tall) = json.loads(str(text))
        return Place(str(name), str(maker), str(serial), (int(x), int(y), int(wide), int(tall)))
    except (ValueError, TypeError):
        return None


class Screens(Protocol):
    """The screens that are plugged in. `changed` is emitted after one came or went."""

    @property
    def changed(self) -> SignalInstance: ...

    def all(self) -> tuple[Place, ...]: ...

    def put(self, window: QWindow | None, place: Place) -> None:
        """Tell the window system which screen `window` belongs to."""
        ...


class RealScreens(QObject):
    """The screens Qt knows."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._gone: list[QScreen] = []
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(lambda *_: self.changed.emit())
            app.screenRemoved.connect(self._lost)

    def _lost(self, screen: QScreen) -> None:
        """Qt still lists it at this moment, and moves its windows after it."""
        self._gone = [screen]
        self.changed.emit()
        self._gone = []

    def all(self) -> tuple[Place, ...]:
        """Those that are there."""
        return tuple(place_at(s) for s in QGuiApplication.screens() if s not in self._gone)

    def put(self, window: QWindow | None, place: Place) -> None:
        """Tell the window system which screen `window` belongs to."""
        found = next((s for s in QGuiApplication.screens() if place_at(s) == place), None)
        if window is not None and found is not None:
            window.setScreen(found)


def place_at(screen: QScreen) -> Place:
    """What is remembered of `screen`."""
    box = screen.geometry()
    maker = f"{screen.manufacturer()} {screen.model()}".strip()
    where = (box.x(), box.y(), box.width(), box.height())
    return Place(screen.name(), maker, screen.serialNumber(), where)


class Stand:
    """Where the streamer's window should be, from what is plugged in, what is remembered,
    and where the operator sits. It only answers; the window does."""

    def __init__(self, screens: Screens, operator: Callable[[], Place | None]) -> None:
        self._screens, self._operator = screens, operator

    def free(self) -> tuple[Place, ...]:
        """Screens that are not the operator's."""
        here = self._operator()
        return tuple(place for place in self._screens.all() if place != here)

    def all(self) -> tuple[Place, ...]:
        """Every screen."""
        return self._screens.all()

    def has(self, place: Place) -> bool:
        """Whether it is plugged in, wherever it lies now."""
        return any(place.likeness(each) for each in self._screens.all())

    def is_free(self, place: Place) -> bool:
        """Whether filling it would cover nobody."""
        return place in self.free()

    def known(self, kept: Place | None) -> Place | None:
        """The remembered screen among the free ones."""
        if kept is None:
            return None
        likely = max(self.free(), key=kept.likeness, default=None)
        return likely if likely is not None and kept.likeness(likely) else None

    def best(self, kept: Place | None) -> Place | None:
        """The remembered one, else any free one, else None (a window then)."""
        return self.known(kept) or next(iter(self.free()), None)


def box_of(place: Place) -> QRect:
    """Where it lies, px."""
    return QRect(*place.box)
