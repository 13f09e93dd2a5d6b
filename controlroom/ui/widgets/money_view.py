"""The money of a session: margin, break-even, giveaways, and the mix of roles."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from controlroom.core import formats
from controlroom.plan import margins
from controlroom.plan.checks.giveaways import DEAR_SHARE
from controlroom.plan.checks.goods import MIX_TOLERANCE
from controlroom.plan.margins import Outcome
from controlroom.plan.sheet import RunSheet
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_LINES = ("margin", "margin_money", "break_even", "giveaway", "giveaway_share")


class MoneyView(QWidget):
    """Figures with how each was worked out on hover; the mix with target and plan."""

    mix_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.names = {name: label("", "muted") for name in _LINES}
        self.figures = {name: label("—", "strong") for name in _LINES}
        self.title, self.edit = label("", "strong"), QPushButton()
        self.edit.setProperty("kind", "quiet")
        self.edit.clicked.connect(self.mix_asked)
        grid = QGridLayout()
        for at, name in enumerate(_LINES):
            grid.addWidget(self.names[name], at, 0)
            grid.addWidget(self.figures[name], at, 1)
        grid.setColumnStretch(0, 1)
        self.mix = QGridLayout()
        self.mix.setColumnStretch(0, 1)
        head = QGridLayout()
        head.addWidget(self.title, 0, 0)
        head.addWidget(self.edit, 0, 1)
        head.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 10)
        column.setSpacing(8)
        for part in (grid, head, self.mix):
            column.addLayout(part)
        column.addStretch(1)

    def show_sheet(self, sheet: RunSheet) -> None:
        """Work everything out from `sheet`."""
        tr = self._language.tr
        for name in _LINES:
            self.names[name].setText(tr(f"ui.money.{name}"))
            for part in (self.names[name], self.figures[name]):
                part.setToolTip(tr(f"ui.money.{name}.tip"))
        self._show_figures(sheet)
        self._show_mix(sheet)

    def _show_figures(self, sheet: RunSheet) -> None:
        currency, share = sheet.session.currency, margins.giveaway_share(sheet)
        at_target = margins.margin_at_target(sheet)
        margin = margins.session_margin(sheet)
        dear = share is not None and (share > DEAR_SHARE or share < 0)
        self._put("margin", formats.percent(margin), "error" if (margin or 0) < 0 else "")
        self._put("margin_money", formats.money(at_target, currency, cents=False), "money")
        self._put("giveaway", formats.money(margins.giveaway_total(sheet), currency))
        self._put("giveaway_share", formats.percent(share), "warning" if dear else "")
        self._show_break_even(sheet)

    def _show_break_even(self, sheet: RunSheet) -> None:
        found, tr = margins.break_even(sheet), self._language.tr
        cannot = found.outcome is Outcome.CANNOT
        text = tr("ui.plan.cannot_break_even") if cannot else formats.times(found.roi)
        self._put("break_even", text, "error" if cannot else "")
        self.figures["break_even"].setToolTip(break_even_tip(found, self._language))

    def _show_mix(self, sheet: RunSheet) -> None:
        tr = self._language.tr
        self.title.setText(tr("ui.mix.title"))
        self.edit.setText(tr("ui.mix.edit"))
        while (item := self.mix.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, name in enumerate(("role", "target", "planned", "gmv")):
            head = label(tr(f"ui.mix.{name}"), "caption")
            head.setToolTip(tr(f"ui.mix.{name}.tip"))
            self.mix.addWidget(head, 0, at)
        for row, one in enumerate(margins.role_shares(sheet), 1):
            off = one.target is not None and abs(one.planned - one.target) > MIX_TOLERANCE
            planned = label(formats.percent(one.planned, 0), "strong")
            restyle(planned, "tone", "warning" if off else "")
            cells = (
                label(one.role),
                label(formats.percent(one.target, 0), "muted"),
                planned,
                label(formats.percent(one.gmv, 0), "muted"),
            )
            for at, cell in enumerate(cells):
                self.mix.addWidget(cell, row, at)

    def _put(self, name: str, text: str, tone: str = "") -> None:
        self.figures[name].setText(text)
        self.figures[name].setAccessibleName(f"{self.names[name].text()} {text}")
        restyle(self.figures[name], "tone", tone)


def break_even_tip(found: margins.BreakEven, language: Language) -> str:
    """The formula, with this session's numbers in it, and what it was made of."""
    tr = language.tr
    lines = [tr("ui.plan.figure.break_even.tip")]
    if found.outcome is not Outcome.UNKNOWN:
        key = "numbers" if found.outcome is Outcome.KNOWN else "numbers_cannot"
        lines.append(
            tr(
                f"ui.money.{key}",
                margin_ratio=found.margin,
                commission_ratio=found.commission,
                fee_ratio=found.platform_fee,
                refund_ratio=found.refund_rate,
                roi_x=found.roi,
            )
        )
    elif found.missing:
        names = "、" if language.lang == "zh" else ", "
        missing = names.join(tr(f"plan.field.{name}") for name in found.missing)
        lines.append(tr("ui.money.missing", missing=missing))
    lines.append(tr("ui.plan.counted", counted=found.counted, products=found.products))
    return "\n".join(lines)
