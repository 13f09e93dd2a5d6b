"""Review's headline: the figures of the whole show, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.money import ratio
from controlroom.review.summary import Review
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label
from controlroom.ui.widgets.figure import FigureLabel

_FIGURES = ("gmv", "roi", "refunds", "orders", "views", "spend", "cues")


class ReviewHeader(QFrame):
    """Title and day, figures; `buttons` go to the window's top bar. `export_asked` names
    the suffix."""

    export_asked = Signal(str)
    card_asked = Signal()
    refresh_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._language = language
        self._review: Review | None = None
        self.title, self.when = label("", "strong"), label("", "caption")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.figures = {name: FigureLabel() for name in _FIGURES}
        self.refresh = QPushButton()
        self.refresh.setProperty("kind", "quiet")
        self.refresh.clicked.connect(self.refresh_asked)
        self.html, self.json, self.card = QPushButton(), QPushButton(), QPushButton()
        self.card.clicked.connect(self.card_asked)
        self.html.setProperty("kind", "primary")
        self.html.clicked.connect(lambda: self.export_asked.emit("html"))
        self.json.clicked.connect(lambda: self.export_asked.emit("json"))
        self.buttons = QWidget()
        self._lay_out(theme)
        language.retranslate.connect(self._say)
        self._say()

    def _lay_out(self, theme: Theme) -> None:
        names = QWidget()
        names.setMinimumWidth(theme.px(150))
        column = QVBoxLayout(names)
        column.setContentsMargins(16, 6, 8, 6)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.when)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(names, 2)
        for figure in self.figures.values():
            row.addWidget(figure, 1)
        figure.setProperty("last", True)
        bar = QHBoxLayout(self.buttons)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(6)
        for button in (self.refresh, self.card, self.json, self.html):
            bar.addWidget(button)

    def show_review(self, review: Review | None) -> None:
        """Show the totals of `review`; None: nothing to show, nothing to export."""
        self._review = review
        self._say()

    def _say(self) -> None:
        tr = self._language.tr
        for name, figure in self.figures.items():
            if name == "roi":
                continue  # named with its basis
            figure.set_caption(tr(f"ui.review.head.{name}"), tr(f"ui.review.head.{name}.tip"))
        for button, key in (
            (self.refresh, "refresh"),
            (self.html, "html"),
            (self.json, "json"),
            (self.card, "card"),
        ):
            button.setText(tr(f"ui.review.export.{key}"))
            button.setToolTip(tr(f"ui.review.export.{key}.tip"))
            button.setAccessibleName(button.text())
        for button in (self.html, self.json, self.card):
            button.setEnabled(self._review is not None)
        self.setVisible(self._review is not None)
        if self._review is not None:
            self._show(self._review)

    def _show(self, review: Review) -> None:
        tr, currency = self._language.tr, review.session.currency

        def money(value: float | None) -> str:
            return formats.money(value, currency, cents=False)

        put, session = self.figures, review.session
        self.title.setText(session.title)
        self.title.setToolTip(session.title)
        day = formats.day(review.start, session.zone, self._language.lang)
        clocks = "–".join(formats.clock(at, session.zone) for at in (review.start, review.end))
        self.when.setText(f"{day} {clocks}")
        source = tr(f"ui.review.source.{review.gmv.source or 'none'}")
        put["gmv"].put(money(review.gmv.paid), source, second=_share(review.target_share))
        put["gmv"].tone("money", "good" if (review.target_share or 0) >= 1 else "muted")
        self._show_roi(review)
        refunds = ratio(review.gmv.refunded, review.gmv.paid)
        put["refunds"].put(formats.percent(refunds), money(review.gmv.refunded))
        put["orders"].put(
            formats.count(review.gmv.orders),
            tr("ui.review.aov", value=money(review.funnel.aov)),
        )
        peak = formats.count(review.room.peak_online)
        put["views"].put(formats.count(review.room.views), tr("ui.review.peak", value=peak))
        put["spend"].put(
            money(review.ads.spend),
            tr("ui.review.net_gmv", value=money(review.gmv.net)),
        )
        worst = review.worst_late
        said = formats.DASH if worst is None else f"{worst / 1000:,.1f}"
        late = tr("ui.review.worst_late", value=said)
        reacted = self._reactions(review)
        put["cues"].put(f"{review.cues_answered}/{len(review.cues)}", reacted or late)
        tip = tr("ui.review.head.cues.tip")
        put["cues"].explain("\n".join(part for part in (tip, late, reacted) if part))

    def _reactions(self, review: Review) -> str:
        """How fast cues were answered; "" where none was."""
        found = review.reactions
        if found.median is None:
            return ""
        return self._language.tr(
            "ui.review.reactions", median_ms=found.median, slowest_ms=found.slowest
        )

    def _show_roi(self, review: Review) -> None:
        """ROI in the session's own basis against break-even (which has refunds in it: the
        net ROI beside it must not be held against it)."""
        tr, basis = self._language.tr, review.session.roi_basis.value
        here, roi = self.figures["roi"], review.roi.get(basis)
        named = tr("ui.review.head.roi", basis=self._language.word("ui.basis", basis))
        here.set_caption(named, tr("ui.review.head.roi.tip"))
        net = review.roi.get("net")
        said = tr("ui.review.roi_context", even_x=review.break_even, net_x=net)
        here.put(formats.times(roi), said)
        under = roi is not None and review.break_even is not None and roi < review.break_even
        here.tone("error" if under else "text")


def _share(value: float | None) -> str:
    return "" if value is None else formats.percent(value, 0)
