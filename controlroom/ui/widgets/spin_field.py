"""Fields for numbers: their text stands as far from the border as in every other field."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox

_INSET = 8  # px; under a style sheet Qt puts the text of a spin box at its very border


def inset(box: QAbstractSpinBox) -> None:
    """Give the text of `box` the room that line edits and combo boxes have."""
    box.lineEdit().setTextMargins(_INSET, 0, _INSET, 0)
