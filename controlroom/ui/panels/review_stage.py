"""STAGE diagnosis: a score, a bar and the finding of each plate."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.plan.sheet import Plate
from controlroom.review.summary import PlateScore, Review
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme, plate_role
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.bar import ShareBar
from controlroom.ui.widgets.card import Card, label, restyle
from controlroom.ui.widgets.elided import ElidedLabel


class StagePanel(Card):
    """Five lines in the order S T A G E; "→" takes the scrub line to the finding's moment."""

    jumped = Signal(object)  # Instant

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._lines: dict[Plate, tuple[QLabel, ShareBar, QLabel, QLabel, QPushButton]] = {}
        self._scores: dict[Plate, PlateScore] = {}
        area = QWidget()
        self._grid = QGridLayout(area)
        self._grid.setContentsMargins(12, 0, 12, 4)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(4, 1)
        for at, plate in enumerate(Plate):
            self._line(at, plate)
        self.add(area, 1)
        language.retranslate.connect(self._say)
        self._say()

    def _line(self, at: int, plate: Plate) -> None:
        name, score, finding = label("", ""), label("—", "strong"), ElidedLabel(lines=2)
        score.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        score.setMinimumWidth(self._theme.px(28))
        bar, go = ShareBar(self._theme, plate_role(plate), height=6), QPushButton("→")
        bar.setFixedWidth(self._theme.px(96))
        go.setProperty("kind", "quiet")
        go.clicked.connect(lambda: self._jump(plate))
        parts: list[QWidget] = [
            PlateBadge(self._theme, plate),
            name,
            bar,
            score,
            finding,
            go,
        ]
        for column, part in enumerate(parts):
            if part is finding:  # two lines of it where the row is high enough
                self._grid.addWidget(part, at, column)
            else:
                self._grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        self._lines[plate] = (name, bar, score, finding, go)

    def _jump(self, plate: Plate) -> None:
        score = self._scores.get(plate)
        if score is not None and score.at is not None:
            self.jumped.emit(Instant(score.at))

    def show_review(self, review: Review) -> None:
        """Show the scores of `review`."""
        self._scores = {score.plate: score for score in review.plates}
        self._say()

    def _say(self) -> None:
        tr = self._language.tr
        self.set_title(tr("ui.review.stage"))
        for plate, (name, bar, score, finding, go) in self._lines.items():
            name.setText(tr(f"ui.plan.plate.{plate.value}"))
            go.setToolTip(tr("ui.review.go_there"))
            go.setAccessibleName(f"{name.text()} {tr('ui.review.go_there')}")
            self._fill(self._scores.get(plate), bar, score, finding, go)

    def _fill(
        self,
        found: PlateScore | None,
        bar: ShareBar,
        score: QLabel,
        finding: QLabel,
        go: QPushButton,
    ) -> None:
        value = found.score if found else None
        bar.set_share(None if value is None else value / 100)
        score.setText(formats.count(value))
        restyle(score, "tone", "muted" if value is None else "")
        finding.setText(self._language.say(found.finding) if found else "")
        go.setVisible(found is not None and found.at is not None)
