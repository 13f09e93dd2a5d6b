"""The look: one table of colour roles, and everything made from it.

Palette, style sheet, fonts and pens all come from `Roles`; no other file names a colour.
Sizes are device-independent pixels at scale 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QPen
from PySide6.QtWidgets import QApplication

from controlroom.core.records import record
from controlroom.plan.sheet import Plate
from controlroom.ui.restyling import restyled
from controlroom.ui.turns import Steps, at_once

SMALL, BODY, LARGE, TITLE, HUGE = 11, 13, 18, 24, 44
GAP = 8
RADIUS = 8


@record
class Roles:
    """Every colour of the program, by what it is for (`#rrggbb`)."""

    name: str
    background: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    field: str  # inside of an input
    selected: str  # row that is on air or chosen
    hover: str
    now_card: str  # top of the gradient of the card of the running segment
    cue_card: str  # top of the gradient of a card that asks for an answer
    air_card: str  # left of the gradient behind the on-air clock
    on_plate: str  # text upon a plate colour
    goods: str
    script: str
    traffic: str
    giveaway: str
    warmup: str
    on_air: str  # the red of fills, frames and lines
    alarm: str  # the red of words
    good: str
    warning: str
    money: str
    shade: str  # every second segment behind a chart


DARK = Roles(
    name="dark",
    background="#0d1117",
    panel="#151b23",
    raised="#1b222c",
    line="#2a323d",
    text="#e6edf3",
    muted="#8b96a5",
    faint="#5b6675",
    field="#0d1117",
    selected="#16273f",
    hover="#232c38",
    now_card="#18294a",
    cue_card="#3d2b0b",
    air_card="#4a1513",
    on_plate="#0d1117",
    goods="#2dd4bf",
    script="#60a5fa",
    traffic="#f5a524",
    giveaway="#f472b6",
    warmup="#a78bfa",
    on_air="#f04438",
    alarm="#f97066",
    good="#22c55e",
    warning="#f5a524",
    money="#ffd166",
    shade="#1a212a",
)

LIGHT = Roles(
    name="light",
    background="#eef1f5",
    panel="#ffffff",
    raised="#f3f5f8",
    line="#cfd6df",
    text="#141c26",
    muted="#51606f",
    faint="#788593",
    field="#ffffff",
    selected="#dceafd",
    hover="#e6ebf1",
    now_card="#d7e6fd",
    cue_card="#fde7bd",
    air_card="#fbd3cf",
    on_plate="#ffffff",
    goods="#0d6f67",
    script="#1d5fd6",
    traffic="#9c5300",
    giveaway="#be185d",
    warmup="#6d28d9",
    on_air="#c2251a",
    alarm="#b42318",
    good="#137537",
    warning="#9c5300",
    money="#8a5a00",
    shade="#f1f4f8",
)

THEMES = {roles.name: roles for roles in (DARK, LIGHT)}

_PLATES = {
    Plate.GOODS: "goods",
    Plate.SCRIPT: "script",
    Plate.TRAFFIC: "traffic",
    Plate.GIVEAWAY: "giveaway",
    Plate.WARMUP: "warmup",
}


class Theme(QObject):
    """The look in force. Painted widgets ask it for colours, fonts and pens at paint time."""

    changing = Signal()  # what a restyling would upset may be noted now
    changed = Signal()

    def __init__(self, template: str = "", *, roles: Roles = DARK, scale: float = 1.0) -> None:
        """`template` is the style sheet with `@role@`, `@small@`… in place of values."""
        super().__init__()
        self.roles = roles
        self.scale = scale
        self.families: list[str] = []
        self._template = template
        self._fonts: dict[tuple[int, bool, tuple[str, ...]], QFont] = {}

    def use(self, name: str) -> None:
        """Switch to the theme called `name` ("dark" | "light") and repaint everything."""
        at_once(self.taking_on(name))

    def taking_on(self, name: str) -> Steps:
        """`use`, in turns that are short enough for a window that is on air."""
        self.changing.emit()
        self.roles = THEMES[name]
        yield from self._restyled(self.changed.emit)

    def apply(self) -> None:
        """Give the application its palette, font and style sheet."""
        at_once(self._restyled(lambda: None))

    def _restyled(self, changed: Callable[[], None]) -> Steps:
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.styleSheet():
            yield from restyled(app, lambda: self._exchange(app), changed)
            return
        if isinstance(app, QApplication):
            self._exchange(app)
        changed()

    def _exchange(self, app: QApplication) -> None:
        """A sheet in place of another makes Qt style each widget anew from within its
        parent's styling, level by level; so the old one is taken off first."""
        app.setStyleSheet("")
        app.setPalette(self.palette())
        app.setFont(self.font(BODY))
        app.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """The template with every `@name@` filled in."""
        text = self._template
        sizes = {"small": SMALL, "body": BODY, "large": LARGE, "title": TITLE, "huge": HUGE}
        for name, size in sizes.items():
            text = text.replace(f"@{name}@", f"{self.px(size)}px")
        for name, value in asdict(self.roles).items():
            text = text.replace(f"@{name}@", value)
        return text

    def px(self, size: float) -> int:
        """`size` at the present type scale."""
        return max(1, round(size * self.scale))

    def color(self, role: str, alpha: float = 1.0) -> QColor:
        """The colour of a role; `alpha` 0..1."""
        shade = QColor(getattr(self.roles, role))
        shade.setAlphaF(alpha)
        return shade

    def ink(self, role: str) -> QColor:
        """The colour of words that name what is drawn in the colour of `role`."""
        return self.color("alarm" if role == "on_air" else role)

    def plate(self, plate: Plate, alpha: float = 1.0) -> QColor:
        """The colour of a plate."""
        return self.color(plate_role(plate), alpha)

    def font(self, size: int = BODY, *, bold: bool = False) -> QFont:
        """The interface font with tabular figures, `size` px."""
        named = (self.px(size), bold, tuple(self.families))
        if named not in self._fonts:
            self._fonts[named] = self._made_font(size, bold)
        return QFont(self._fonts[named])

    def _made_font(self, size: int, bold: bool) -> QFont:
        font = QFont()
        if self.families:
            font.setFamilies(self.families)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def pen(self, role: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        """A cosmetic pen for charts. Keep `width` 1 unless the data is reduced."""
        pen = QPen(self.color(role), width)
        pen.setCosmetic(True)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def palette(self) -> QPalette:
        """The Qt palette of the roles."""
        role = QPalette.ColorRole
        table = {
            role.Window: "background",
            role.WindowText: "text",
            role.Base: "panel",
            role.AlternateBase: "raised",
            role.Text: "text",
            role.Button: "raised",
            role.ButtonText: "text",
            role.Highlight: "selected",
            role.HighlightedText: "text",
            role.PlaceholderText: "faint",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text",
            role.Link: "script",
            role.Mid: "line",
        }
        palette = QPalette()
        for slot, name in table.items():
            palette.setColor(slot, self.color(name))
        for slot in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, slot, self.color("faint"))
        return palette


def plate_role(plate: Plate) -> str:
    """The name of the colour role of a plate."""
    return _PLATES[plate]


def plate_of(kind: str) -> Plate:
    """The badge of a segment: giveaway segments wear the G, all others the T."""
    return (
        Plate.GIVEAWAY
        if kind in ("福利", "秒杀", "福袋", "抽奖", "giveaway", "flash")
        else Plate.SCRIPT
    )
