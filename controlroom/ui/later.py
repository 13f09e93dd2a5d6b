"""What the window is not built of: imported without haste once it has settled."""

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
