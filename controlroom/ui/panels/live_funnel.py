"""The funnel from the feed to the till: of the show, and of its last 15 minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from controlroom.core import formats
from controlroom.facts.indicators import Funnel
from controlroom.live.readout import Readout
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.card import label, put, restyle, show_if

STEPS = (
    ("exposures", ""),
    ("views", "entry_rate"),
    ("product_exposures", "product_exposure_rate"),
    ("product_clicks", "product_click_rate"),
    ("orders", "click_order_rate"),
)
"""Each count, and its rate over the one before."""
_SPANS = ("funnel", "recent")


class FunnelPanel(LivePanel):
    """A line a step: its count and its rate over the step before."""

    name = "funnel"

    def build(self) -> None:
        """The widgets, without text."""
        self.until = label("", "muted")
        self.header.add(self.until)
        self.empty = label("", "muted", wrap=True)
        self.names: dict[str, QLabel] = {}
        self.counts: dict[tuple[str, str], QLabel] = {}
        self.rates: dict[tuple[str, str], QLabel] = {}
        self.heads = {span: label("", "caption") for span in _SPANS}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(18)
        self.grid.setContentsMargins(14, 0, 14, 4)
        self.grid.setVerticalSpacing(3)
        for at, span in enumerate(_SPANS):
            self._right(self.heads[span], 0, 1 + 2 * at, 2)
        for row, (step, _) in enumerate(STEPS, 1):
            self.names[step] = label("", "")
            self.grid.addWidget(self.names[step], row, 0)
            for at, span in enumerate(_SPANS):
                self.counts[step, span], self.rates[step, span] = label("", "strong"), label("")
                self._right(self.counts[step, span], row, 1 + 2 * at)
                self._right(self.rates[step, span], row, 2 + 2 * at)
        for column in range(5):
            self.grid.setColumnStretch(column, 1)
        self.grid.setColumnStretch(5, 1)
        body, area = QWidget(), QScrollArea()  # in a small window it scrolls, and pushes nothing
        body.setLayout(self.grid)
        self.grid.setRowStretch(len(STEPS) + 1, 1)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self.empty)
        self.column.addWidget(area, 1)
        self.empty.setContentsMargins(14, 6, 14, 6)

    def _right(self, cell: QLabel, row: int, column: int, wide: int = 1) -> None:
        cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(cell, row, column, 1, wide)

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        put(self.empty, self.tr_("ui.empty.funnel"))
        for span, head in self.heads.items():
            put(head, self.tr_(f"ui.funnel.{span}"))
        for step, rate in STEPS:
            put(self.names[step], self.tr_(f"ui.funnel.{step}"))
            tip = self.tr_(f"ui.funnel.{rate}") if rate else ""
            for span in _SPANS:
                self.rates[step, span].setToolTip(tip)

    def take(self, readout: Readout) -> None:
        """The detail comes every few seconds: in between there is nothing to paint."""
        news = readout.detail is not self.readout.detail or readout.run != self.readout.run
        self.readout = readout
        if news:
            self.show_readout(readout)

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        known = readout.detail
        show_if(self.empty, known is None)
        until = "" if known is None else formats.clock(known.until, readout.zone, seconds=True)
        put(self.until, self.tr_("ui.funnel.until", clock=until) if until else "")
        for span in _SPANS:
            self._show(span, Funnel() if known is None else getattr(known, span))

    def _show(self, span: str, funnel: Funnel) -> None:
        for step, rate in STEPS:
            put(self.counts[step, span], formats.count(getattr(funnel, step)))
            text = formats.percent(getattr(funnel, rate)) if rate else ""
            put(self.rates[step, span], text)
            restyle(self.rates[step, span], "tone", "muted" if text == formats.DASH else "")
