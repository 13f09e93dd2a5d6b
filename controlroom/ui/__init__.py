"""Thin Qt: bridge, actions, window, theme, i18n, models, panels, prompter."""
