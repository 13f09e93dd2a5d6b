"""Readiness: each finding with its sign, where, why, advice, and a one-click mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from controlroom.core.saying import Speaker
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.turns import Steps, Turns, begun
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.card import Card, label, put_away, restyle

SIGNS = {"error": ("✕", "error"), "warning": ("⚠", "warning"), "hint": ("ⓘ", "muted")}
ORDER = ("error", "warning", "hint")
Place = Callable[[Plate, str], str]
_AT_ONCE = 40  # findings listed, gravest first; a button lists as many more
_A_TURN = 8  # lines made in one turn: more than the panel shows without scrolling
_PATIENCE_MS = 300  # so long the checks may take unsaid


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
        column = QVBoxLayout()
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(3)
        column.addLayout(row)
        if finding.was:
            own = speaker.text(f"plan.severity.{finding.was}")
            changed = label(speaker.text("ui.plan.checks.was", own=own), "caption")
            restyle(changed, "tone", "warmup")
            column.addWidget(changed)
        if advice:
            column.addWidget(label(advice, "caption", wrap=True))
        if mend is not None:
            column.addWidget(mend, 0, Qt.AlignmentFlag.AlignLeft)
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column)
        outer.addWidget(rule)
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
    checks_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._shown: tuple[object, ...] = ()
        self._listed: tuple[Sequence[Finding], Speaker, Place]
        self.wait, self.count = label("", "muted"), label("", "strong")
        self.wait.hide()
        self.header.add(self.wait)
        self.header.add(self.count)
        self.checks = QPushButton()
        self.checks.setProperty("kind", "quiet")
        self.checks.clicked.connect(self.checks_asked)
        self.header.add(self.checks)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(self.area, 1)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.area.setWidget(inside)
        self.off = label("", "caption")
        self.off.setMargin(8)
        self.add(self.off)
        self._off = 0
        self.lines: list[FindingLine] = []
        self._lines: dict[tuple[object, ...], FindingLine] = {}
        self._most = _AT_ONCE
        self.listing: Turns | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.wait.show)
        self.show_none(language.speaker)

    def show_findings(
        self,
        findings: Sequence[Finding],
        speaker: Speaker,
        place: Place,
        checking: bool = False,
    ) -> None:
        """List `findings` as `speaker` says them; `place(plate, row)` names a row (`T-9`).

        While `checking`, the list stays as it is; that is said only if it lasts.
        """
        self._await(checking, speaker)
        if checking:
            return
        shown = (*findings, speaker, *(self._place(one, place) for one in findings))
        if shown == self._shown:
            return
        self._shown, self._listed = shown, (findings, speaker, place)
        self._list()
        self._say(findings, speaker)

    def _list(self) -> None:
        """Lay the gravest out, some in a turn; lines that were there are used again."""
        self._drop()
        self.listing = begun(self._laying(), self)

    def _drop(self) -> None:
        if self.listing is not None:
            self.listing.drop()
            self.listing = None

    def _laying(self) -> Steps:
        findings, speaker, _ = self._listed
        wanted = self._wanted()
        spare, self._lines, self.lines = self._lines, {}, []
        self._clear([line for key, line in spare.items() if key in wanted])
        self._list_rest(len(findings), len(wanted), speaker)
        made = 0
        for at, (key, finding) in enumerate(wanted.items()):
            if key not in spare:
                made += 1
                if made % _A_TURN == 0:
                    yield
            line = spare.get(key) or self._line(finding, str(key[1]), speaker)
            self._lines[key] = line
            self.lines.append(line)
            item = self.column.itemAt(at)
            if item is None or item.widget() is not line:
                self.column.insertWidget(at, line)

    def _wanted(self) -> dict[tuple[object, ...], Finding]:
        """The gravest by what their line shows; the same finding twice is two lines."""
        findings, speaker, place = self._listed
        gravest = sorted(findings, key=lambda one: ORDER.index(one.severity))[: self._most]
        voice = (id(speaker.book), speaker.lang, speaker.zone, speaker.currency)
        wanted: dict[tuple[object, ...], Finding] = {}
        for finding in gravest:
            again = sum(one == finding for one in wanted.values())
            wanted[(finding, self._place(finding, place), voice, again)] = finding
        return wanted

    def _clear(self, kept: Sequence[QWidget]) -> None:
        """Take what is not `kept` out of the list; the others stay where they are."""
        wanted = {id(widget) for widget in kept}
        for at in reversed(range(self.column.count())):
            item = self.column.itemAt(at)
            if item is not None and id(item.widget()) not in wanted:
                self.column.takeAt(at)
                if (widget := item.widget()) is not None:
                    put_away(widget)

    def _list_rest(self, count: int, listed: int, speaker: Speaker) -> None:
        if not count:
            fine = label(speaker.text("ui.plan.ready"), "muted", wrap=True)
            fine.setMargin(14)
            self.column.addWidget(fine)
        if count > listed:
            more = QPushButton(speaker.text("ui.plan.findings.more", count=count - listed))
            more.clicked.connect(self._show_more)
            self.column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self._list()

    def _await(self, checking: bool, speaker: Speaker) -> None:
        """Say that the checks are under way, where they take long."""
        if checking and not self._patience.isActive():
            self._patience.start()
        elif not checking:
            self._patience.stop()
            self.wait.hide()
        self.wait.setText(speaker.text("ui.plan.checking"))

    def say_off(self, count: int) -> None:
        """So many checks are switched off."""
        self._off = count
        self.off.setText(self._language.tr("ui.plan.checks.off", count=count))
        self.off.setVisible(count > 0)

    def show_none(self, speaker: Speaker) -> None:
        """No session is open: there is nothing to be ready."""
        self._await(False, speaker)
        self._drop()
        self._shown, self._lines, self.lines = (), {}, []
        self._clear(())
        self._say((), speaker)

    def _place(self, finding: Finding, place: Place) -> str:
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
        return line

    def _open(self, finding: Finding) -> None:
        if finding.plate is not None:
            self.row_asked.emit(finding.plate, finding.row or "")

    def _say(self, findings: Sequence[Finding], speaker: Speaker) -> None:
        self.set_title(speaker.text("ui.plan.readiness"))
        self.checks.setText(speaker.text("ui.plan.checks"))
        self.checks.setToolTip(speaker.text("ui.plan.checks.tip"))
        self.off.setText(speaker.text("ui.plan.checks.off", count=self._off))
        self.off.setVisible(self._off > 0)
        counts = {severity: sum(f.severity == severity for f in findings) for severity in ORDER}
        words = [
            speaker.text(f"ui.plan.count.{severity}", count=count)
            for severity, count in counts.items()
            if count
        ]
        signs = [f"{SIGNS[severity][0]} {count}" for severity, count in counts.items() if count]
        self.count.setText("  ".join(signs))
        self.count.setToolTip(" · ".join(words))
        self.count.setAccessibleName(" · ".join(words))
        grave = next((severity for severity in ORDER if counts[severity]), "")
        restyle(self.count, "tone", SIGNS[grave][1] if grave else "good")
