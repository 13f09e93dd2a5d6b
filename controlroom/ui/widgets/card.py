"""A panel's frame: a header row and a body, round-cornered; also the parts of a dock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from controlroom.ui.widgets.elided import ElidedLabel


class Header(QFrame):
    """The title row of a panel: a title, then whatever is added at the right. `elide`: a title
    too long ends in … and never widens the panel."""

    def __init__(self, title: str = "", *, elide: bool = False) -> None:
        super().__init__()
        self.setObjectName("panelHeader")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 7, 12, 7)
        self.row.setSpacing(8)
        self.title = ElidedLabel(title) if elide else QLabel(title)
        self.title.setObjectName("panelTitle")
        self.row.addWidget(self.title, int(elide))
        if not elide:
            self.row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self.row.addWidget(widget)

    def lead(self, widget: QWidget) -> None:
        """Put `widget` before the title."""
        self.row.insertWidget(0, widget)


class Body(QFrame):
    """What stands under a header. `column` is its layout."""

    def __init__(self, margin: int = 0) -> None:
        super().__init__()
        self.setObjectName("panelBody")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(0)


class Card(QFrame):
    """A header over a body, as one widget (where no dock is wanted)."""

    def __init__(self, title: str = "", *, margin: int = 0, elide: bool = False) -> None:
        super().__init__()
        self.header = Header(title, elide=elide)
        self.body = Body(margin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.body, 1)

    def set_title(self, title: str) -> None:
        """Say the title."""
        self.header.title.setText(title)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` under the others in the body."""
        self.body.column.addWidget(widget, stretch)


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label styled by `kind` (see the style sheet: muted, small, strong, figure…)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set the dynamic property `name`; the style sheet is applied again only on a change."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def put(target: QLabel, text: str) -> None:
    """Set a label's text where it differs (setting it costs a layout)."""
    if target.text() != text:
        target.setText(text)


def show_if(target: QWidget, wanted: bool) -> None:
    """Show or hide `target` where that changes anything."""
    if target.isHidden() is wanted:
        target.setVisible(wanted)


def put_away(widget: QWidget) -> None:
    """Out of sight now, and gone soon. (To take it out of its parent would restyle all that
    is in it: milliseconds a widget.)"""
    widget.hide()
    widget.deleteLater()
