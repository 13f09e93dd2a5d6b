"""Readiness: each finding with its sign, where, why, advice, and a one-click mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from controlroom.core.saying import Speaker
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.card import Card, label, restyle

SIGNS = {"error": ("✕", "error"), "warning": ("⚠", "warning"), "hint": ("ⓘ", "muted")}
ORDER = ("error", "warning", "hint")


class FindingLine(QFrame):
    """One finding. Click or Enter takes you to its row; the button mends it."""

    opened = Signal()

    def __init__(
        self, finding: Finding, place: str, speaker: Speaker, theme: Theme, mend: QPushButton | None
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        sign, tone = SIGNS[finding.severity]
        text, advice = speaker.say(finding.text), speaker.say(finding.advice)
        mark = label(sign, "strong")
        restyle(mark, "tone", tone)
        mark.setFixedWidth(theme.px(16))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        if finding.plate is not None:
            row.addWidget(PlateBadge(theme, finding.plate, 15), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{place} {text}".strip(), "", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(3)
        column.addLayout(row)
        if advice:
            column.addWidget(label(advice, "caption", wrap=True))
        if mend is not None:
            column.addWidget(mend, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(f"{place} {text}. {advice}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class FindingsPanel(Card):
    """All findings, gravest first."""

    row_asked = Signal(object, str)  # Plate, row id
    mend_asked = Signal(object)  # Finding

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._shown: tuple[object, ...] = ()
        self.count = label("", "strong")
        self.header.add(self.count)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(self.area, 1)
        self.lines: list[FindingLine] = []
        self.show_none(language.speaker)

    def show_findings(
        self,
        findings: Sequence[Finding],
        speaker: Speaker,
        place: Callable[[Plate, str], str],
    ) -> None:
        """List `findings` as `speaker` says them; `place(plate, row)` names a row (`T-9`)."""
        shown = (*findings, speaker, *(self._place(one, place) for one in findings))
        if shown == self._shown:
            return
        self._shown = shown
        inside, self.lines = QWidget(), []
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for finding in sorted(findings, key=lambda one: ORDER.index(one.severity)):
            column.addWidget(self._line(finding, self._place(finding, place), speaker))
            column.addWidget(_rule())
        if not findings:
            fine = label(speaker.text("ui.plan.ready"), "muted", wrap=True)
            fine.setMargin(14)
            column.addWidget(fine)
        column.addStretch(1)
        where = self.area.verticalScrollBar().value()
        self.area.setWidget(inside)
        self.area.verticalScrollBar().setValue(where)
        self._say(findings, speaker)

    def show_none(self, speaker: Speaker) -> None:
        """No session is open: there is nothing to be ready."""
        self._shown, self.lines = (), []
        self.area.setWidget(QWidget())
        self._say((), speaker)

    def _place(self, finding: Finding, place: Callable[[Plate, str], str]) -> str:
        if finding.plate is None or finding.row is None:
            return ""
        return place(finding.plate, finding.row)

    def _line(self, finding: Finding, place: str, speaker: Speaker) -> FindingLine:
        mend = None
        if finding.mend:
            mend = QPushButton(speaker.text(f"plan.mend.{finding.mend}"))
            mend.clicked.connect(lambda: self.mend_asked.emit(finding))
        line = FindingLine(finding, place, speaker, self._theme, mend)
        line.opened.connect(lambda: self._open(finding))
        self.lines.append(line)
        return line

    def _open(self, finding: Finding) -> None:
        if finding.plate is not None:
            self.row_asked.emit(finding.plate, finding.row or "")

    def _say(self, findings: Sequence[Finding], speaker: Speaker) -> None:
        self.set_title(speaker.text("ui.plan.readiness"))
        counts = {severity: sum(f.severity == severity for f in findings) for severity in ORDER}
        words = [
            speaker.text(f"ui.plan.count.{severity}", count=count)
            for severity, count in counts.items()
            if count
        ]
        self.count.setText(" · ".join(words))
        grave = next((severity for severity in ORDER if counts[severity]), "")
        restyle(self.count, "tone", SIGNS[grave][1] if grave else "good")


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
