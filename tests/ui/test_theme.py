"""One table of colours, readable in both themes."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

import pytest
from PySide6.QtGui import QColor, QPaintEvent

from controlroom.plan.sheet import Plate
from controlroom.ui.panels.live_rundown import OVER
from controlroom.ui.panels.plan_cells import TONES, pill_role
from controlroom.ui.panels.review_tables import _INK
from controlroom.ui.theme import DARK, LIGHT, Roles, Theme
from controlroom.ui.widgets.key_button import KeyButton
from tests.ui.screens import dressed
from tests.ui.stage import RESOURCES

TEMPLATE = (RESOURCES / "theme/app.qss").read_text(encoding="utf-8")


def luminance(color: str) -> float:
    """WCAG 2 relative luminance."""
    shades = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
              for c in QColor(color).getRgbF()[:3]]  # fmt: skip
    return 0.2126 * shades[0] + 0.7152 * shades[1] + 0.0722 * shades[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_dark_is_the_designers() -> None:
    assert (DARK.background, DARK.panel, DARK.text) == ("#0d1117", "#151b23", "#e6edf3")
    assert (DARK.goods, DARK.script, DARK.traffic) == ("#2dd4bf", "#60a5fa", "#f5a524")
    assert (DARK.giveaway, DARK.warmup, DARK.money) == ("#f472b6", "#a78bfa", "#ffd166")


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=lambda r: r.name)
@pytest.mark.parametrize(
    "role",
    [
        "text",
        "muted",
        "goods",
        "script",
        "traffic",
        "giveaway",
        "warmup",
        "good",
        "warning",
        "money",
        "alarm",
    ],
)
def test_text_colours_are_readable_on_panels(roles: Roles, role: str) -> None:
    grounds = (roles.panel, roles.background, roles.selected, roles.now_card, roles.cue_card)
    for ground in grounds:
        assert contrast(getattr(roles, role), ground) >= 4.5, ground


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=lambda r: r.name)
def test_words_in_red_are_readable_wherever_they_stand(roles: Roles) -> None:
    """The designers' red is for fills and lines: on cards it is 3.6 to 4.3 : 1 as text."""
    for ground in (roles.raised, roles.hover, roles.air_card, roles.shade, roles.field):
        assert contrast(roles.alarm, ground) >= 4.5, ground
    sheet = Theme(TEMPLATE, roles=roles).style_sheet()
    assert not re.search(rf"[{{ ;]color: {roles.on_air}", sheet)
    assert "on_air" not in {*TONES.values(), *_INK.values(), pill_role("爆款")}
    assert Theme(roles=roles).ink("on_air").name() == roles.alarm
    assert Theme(roles=roles).ink("script").name() == roles.script


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=lambda r: r.name)
def test_what_is_over_can_still_be_read(roles: Roles) -> None:
    """A row of the run-sheet that is behind the show is dimmed; its small print is text, too."""
    ink, ground = QColor(roles.text), QColor(roles.panel)
    mixed = [
        round(OVER * one + (1 - OVER) * other)
        for one, other in zip(ink.getRgb()[:3], ground.getRgb()[:3], strict=True)
    ]
    assert contrast(QColor(*mixed).name(), roles.panel) >= 4.5


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=lambda r: r.name)
def test_no_text_that_is_to_be_read_is_faint(roles: Roles) -> None:
    """Faint is for what is off or cannot be used, and for lines."""
    assert "faint" not in {*TONES.values(), *_INK.values()}
    for line in Theme(TEMPLATE, roles=roles).style_sheet().splitlines():
        if f" color: {roles.faint}" in line:
            assert ":disabled" in line, line


@pytest.mark.parametrize("roles", [DARK, LIGHT], ids=lambda r: r.name)
def test_letters_are_readable_on_plates(roles: Roles) -> None:
    for role in ("goods", "script", "traffic", "giveaway", "warmup", "on_air", "warning"):
        assert contrast(getattr(roles, role), roles.on_plate) >= 4.5, role


def test_style_sheet_is_filled_and_names_no_colour() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", TEMPLATE)
    for roles in (DARK, LIGHT):
        sheet = Theme(TEMPLATE, roles=roles).style_sheet()
        assert not re.search(r"@\w+@", sheet) and roles.panel in sheet


def test_every_plate_has_a_colour_of_its_own(qtbot: object) -> None:
    theme = Theme()
    assert len({theme.plate(plate).name() for plate in Plate}) == 5
    assert set(asdict(LIGHT)) == {field.name for field in fields(Roles)}


def test_figures_are_tabular_and_scale(qtbot: object) -> None:
    theme = Theme(scale=1.5)
    font = theme.font(24, bold=True)
    assert font.pixelSize() == 36
    assert [tag.toString().data() for tag in font.featureTags()] == [b"tnum"]


class Counted(KeyButton):
    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


def test_a_button_is_painted_again_when_only_its_count_changes(qtbot) -> None:
    theme, _ = dressed("zh")
    button = Counted(theme, "primary")
    qtbot.addWidget(button)
    button.say("去开播", "5")
    button.show()
    qtbot.waitUntil(lambda: button.painted > 0)
    before = button.painted
    button.say("去开播", "8")
    qtbot.waitUntil(lambda: button.painted > before)
