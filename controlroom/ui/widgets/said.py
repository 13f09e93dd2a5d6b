"""Words of a window that stays open while the language is changed: they change with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from controlroom.core.message import Arg
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label


def said(
    language: Language, key: str, kind: str = "", *, wrap: bool = False, **args: Arg
) -> QLabel:
    """A label that says the phrase `key`, now and in every language to come."""
    made = label("", kind, wrap=wrap)
    language.bind(made, made.setText, key, **args)
    return made


def named(language: Language, widget: QWidget, key: str) -> None:
    """Name `widget` for screen readers by the phrase `key`."""
    language.bind(widget, widget.setAccessibleName, key)
