"""What the window is not built of: imported without haste once it has settled."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

MODULES = (
    "live",
    "panels.live_charts",
    "plan",
    "review",
    "prompter",
    "widgets.key_sheet",
    "chart_menu",
    "dialogs.ending",
    "dialogs.rules",
    "dialogs.live_settings",
    "dialogs.cuts",
    "dialogs.entry",
    "dialogs.insert_row",
    "dialogs.override",
)


def bring(names: Iterable[str] = MODULES) -> None:
    """Import modules of the window, by their names in `ui`: not on the window's thread."""
    for name in names:
        import_module(f"controlroom.ui.{name}")
