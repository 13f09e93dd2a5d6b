"""The Review workspace: one show looked back on, all panels at one scrub line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.ports import SessionBrief, Settings
from controlroom.review import outside
from controlroom.review.summary import Review
from controlroom.ui.alert_marks import AlertDesk, AlertMarks
from controlroom.ui.dialogs.work import Job, WorkLine
from controlroom.ui.i18n import Language
from controlroom.ui.models.scrub import moments
from controlroom.ui.panels.review_header import ReviewHeader
from controlroom.ui.panels.review_stage import StagePanel
from controlroom.ui.panels.review_standing import StandingPanel
from controlroom.ui.panels.review_tables import ReviewTables
from controlroom.ui.plan_asking import file_name
from controlroom.ui.selection import Selection
from controlroom.ui.theme import GAP, Theme
from controlroom.ui.turns import Steps, Turns, at_once
from controlroom.ui.widgets.card import label
from controlroom.ui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from controlroom.ui.panels.review_charts import ReviewCharts

_LAYOUT = "ui.review_layout"
_REPORTS = ("html", "pdf", "xlsx", "json")
_AROUND = 300  # px of height of the headline and two rows of the tables


class ReviewDesk(Protocol):
    """What Review needs of the desk."""

    @property
    def ruling(self) -> AlertDesk: ...
    def sessions(self) -> tuple[SessionBrief, ...]: ...
    def review(self, session: SessionId, done: Callable[[Any], None]) -> Any: ...
    def write_report(self, session: SessionId, path: str) -> Any: ...


class ReviewWorkspace(QWidget):
    """Learn from a show. The review is computed off the GUI thread when the workspace is
    shown for a session, and again when asked."""

    asked = Signal(str)  # another workspace

    def __init__(
        self,
        desk: ReviewDesk,
        theme: Theme,
        language: Language,
        selection: Selection,
        settings: Settings | None = None,
        *,
        slowly: bool = False,
    ) -> None:
        """`slowly`: only begun; whoever asked for that does the `steps`."""
        super().__init__()
        self._desk, self._theme, self._language = desk, theme, language
        self._selection, self._settings = selection, settings
        self.review: Review | None = None
        self._wanted: SessionId | None = None
        self._job: Job | None = None
        self._trouble: Message | None = None
        self._computing = False
        self.filling: Turns | None = None
        self.charts: ReviewCharts | None = None
        self.steps = self._building()
        if not slowly:
            at_once(self.steps)

    # --- building --------------------------------------------------------------------

    def _building(self) -> Steps:
        given = (self._theme, self._language)
        left = self._lay_out()
        yield
        self.standing, self.stage = StandingPanel(*given), StagePanel(*given)
        left.addWidget(self.standing)
        left.addWidget(self.stage)
        left.setSizes([350, 210])
        yield
        self.tables = ReviewTables(*given)
        self.body.addWidget(self.tables)
        self.body.setStretchFactor(0, 1)
        self.body.setSizes([590, 300])
        yield
        for name in self.tables.names:
            self.tables.make(name)
            yield
        self._build_charts()
        yield
        self.marks = AlertMarks(self.tables, self._desk.ruling, self._language)
        self.marks.changed.connect(self._judged)
        self._connect()
        self._language.retranslate.connect(self._say)
        self._say()
        yield

    def _lay_out(self) -> QSplitter:
        """Everything around the panels; the column on the left."""
        self.header = ReviewHeader(self._theme, self._language)
        self.bar = self.header.buttons
        self.outside, self.work = label("", "caption"), WorkLine(self._language)
        self.outside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.outside.setContentsMargins(2 * GAP, 0, GAP, 0)
        self.empty, self.body = QFrame(), QSplitter(Qt.Orientation.Vertical)
        self.empty.setObjectName("strip")
        self.empty_text, self.empty_go = label("", "muted", wrap=True), QPushButton()
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self.empty)
        inside.addStretch(1)
        inside.addWidget(self.empty_text)
        inside.addWidget(self.empty_go, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, GAP, GAP)
        column.setSpacing(GAP)
        for widget in (self.header, self.outside, self.work):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        left, self.top = QSplitter(Qt.Orientation.Vertical), QSplitter(Qt.Orientation.Horizontal)
        self.body.addWidget(self.top)
        self.left = ScrollColumn(left)
        self.top.addWidget(self.left)
        for splitter in (left, self.top, self.body):
            splitter.setHandleWidth(GAP)
            splitter.setChildrenCollapsible(False)
        return left

    def _build_charts(self) -> None:
        from controlroom.ui.panels.review_charts import ReviewCharts

        self.charts = ReviewCharts(self._theme, self._language)
        self.charts.setHandleWidth(GAP)
        self.charts.moved.connect(self.go)
        self.top.addWidget(self.charts)
        self.top.setStretchFactor(1, 1)
        self.top.setSizes([560, 1060])
        self._restore_layout()

    def _connect(self) -> None:
        self.header.export_asked.connect(self._ask_report)
        self.header.refresh_asked.connect(self.refresh)
        self.header.card_asked.connect(self.open_card)
        self.standing.moved.connect(self.go)
        self.stage.jumped.connect(self.go)
        self.tables.jumped.connect(self.go)
        self.empty_go.clicked.connect(lambda: self.asked.emit("plan"))
        self._selection.changed.connect(lambda *_: self._selected())
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.standing.jump(by))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the tables give way first; then the left column scrolls."""
        super().resizeEvent(event)
        self.left.set_least(self.height() - self._theme.px(_AROUND))

    # --- which show ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look the selected show up (again) each time Review comes to the front."""
        super().showEvent(event)
        self.refresh()

    def _selected(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Compute the review of the selected session."""
        session = self._selection.session
        if self._job is not None:
            self._job.cancel()
        self._wanted, self._trouble, self._job = session, None, None
        self._computing = session is not None
        if session is None:
            self.show_review(None)
            return
        if self.review is None or self.review.session.id != session:
            self.show_review(None)
        self._job = self._desk.review(session, lambda outcome: self._arrived(session, outcome))

    def _arrived(self, session: SessionId, outcome: Any) -> None:
        if session != self._wanted:
            return
        self._job, self._computing = None, False
        if isinstance(outcome, Review):
            self.show_review(outcome if has_something(outcome) else None)
        elif isinstance(outcome, WorldError):
            self._trouble = outcome.message
            self.show_review(None)
        elif isinstance(outcome, Exception):
            self._trouble = message("ui.plan.work.bug")
            self.show_review(None)

    def _judged(self, review: Review) -> None:
        self.review = review
        self.tables.show_alerts(review)
        if self._computing:  # from a journal without it
            self.refresh()

    def show_review(self, review: Review | None) -> None:
        """Fill the panels, one a turn; None shows what to do instead, at once. What was
        being filled with an earlier review is left as it is."""
        if self.filling is not None:
            self.filling.drop()
            self.filling = None
        same = bool(review and self.review and review.session.id == self.review.session.id)
        self.review = review
        if review is None:
            self.header.show_review(None)
            self._say_outside()
            self._say_empty()
            self._reveal(False)
        else:
            self._language.follow(review.session.zone, review.session.currency)
            self.filling = Turns(self._fill(review, same), self)

    def _fill(self, review: Review, same: bool) -> Steps:
        """Each panel in a turn; those of another session than before are seen once all are
        filled, each painted in a turn of its own too."""
        self.header.show_review(review)
        self._say_outside()
        yield
        self.standing.show_review(review)
        self.standing.go(self.at if same else best_moment(review))
        yield
        self.stage.show_review(review)
        yield
        self.tables.show_review(review)
        yield
        if self.charts is not None:
            for _ in self.charts.filling(review):
                yield
        self.go(self.at)
        yield
        yield from self._revealing()

    def _revealing(self) -> Steps:
        charts = self.charts.cards if self.charts is not None else ()
        panels = (self.standing, self.stage, self.tables, *charts)
        for panel in panels:
            panel.setUpdatesEnabled(not self.body.isHidden())
        self._reveal(True)
        yield
        for panel in panels:
            panel.setUpdatesEnabled(True)
            yield

    def _reveal(self, filled: bool) -> None:
        self.body.setVisible(filled)
        self.empty.setVisible(not filled)

    # --- the scrub line --------------------------------------------------------------

    @property
    def at(self) -> Instant:
        """Where the scrub line stands."""
        return self.standing.at

    def go(self, at: Instant) -> None:
        """Take all panels to `at`."""
        found = self.standing.go(at)
        if found is None:
            return
        if self.charts is not None:
            self.charts.go(found.at)
        self.tables.mark_segment(found.segment.id if found.segment else None)

    # --- reports ---------------------------------------------------------------------

    def _ask_report(self, suffix: str) -> None:
        review, tr = self.review, self._language.tr
        if review is None:
            return
        dialog = QFileDialog(self, tr(f"ui.review.export.{suffix}"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {f"{s.upper()} (*.{s})": s for s in sorted(_REPORTS, key=lambda s: s != suffix)}
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(suffix)
        dialog.filterSelected.connect(lambda chosen: _rename(dialog, kinds[chosen]))
        day = formats.stamp(review.start, review.session.zone)[:10]
        dialog.selectFile(f"{file_name(review.session.title)} {day}.{suffix}")
        dialog.fileSelected.connect(self.report_to)
        dialog.open()

    def report_to(self, path: str) -> None:
        """Write the report of the shown session to `path`."""
        if self.review is not None and path:
            job = self._desk.write_report(self.review.session.id, path)
            tr = self._language.tr
            said = tr("ui.review.exported", file=path)
            self.work.follow(job, tr("ui.review.exporting"), lambda _: said)

    def open_card(self) -> None:
        """The picture of the show, or of one of its milestones."""
        if self.review is None:
            return
        from controlroom.ui.card_facts import occasions, of_review
        from controlroom.ui.dialogs.share_card import ShareCardDialog

        made = (of_review(self.review), occasions(self.review))
        dialog = ShareCardDialog(*made, self._theme, self._language, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    # --- text ------------------------------------------------------------------------

    def _say(self) -> None:
        self.setAccessibleName(self._language.tr("ui.workspace.review"))
        self._say_outside()
        self._say_empty()

    def _say_outside(self) -> None:
        """What was paid before and after the show, where anything was."""
        lines = outside.said(self.review.gmv) if self.review is not None else ()
        told = [self._language.say(line) for line in lines]
        self.outside.setText("  ·  ".join(told))
        self.outside.setToolTip("\n".join(told))
        self.outside.setVisible(bool(lines))

    def _say_empty(self) -> None:
        tr = self._language.tr
        self.empty_go.setText(tr("ui.review.to_plan"))
        self.empty_go.setVisible(not self._computing)
        none = "ui.review.empty" if self._selection.session else "ui.review.no_session"
        said = "ui.review.computing" if self._computing else none
        self.empty_text.setText(self._language.say(self._trouble) if self._trouble else tr(said))

    def save_layout(self) -> None:
        """Remember how the panels are divided."""
        if self._settings is not None:
            sizes = ";".join(",".join(map(str, s.sizes())) for s in (self.body, self.top))
            self._settings.set(_LAYOUT, sizes)

    def _restore_layout(self) -> None:
        saved = self._settings.get(_LAYOUT) if self._settings is not None else ""
        parts = str(saved or "").split(";")
        for splitter, part in zip((self.body, self.top), parts, strict=False):
            sizes = [int(word) for word in part.split(",") if word.isdigit()]
            if len(sizes) == splitter.count():
                splitter.setSizes(sizes)


def has_something(review: Review) -> bool:
    """Whether there is anything to look back on: a run, or facts of any kind."""
    known = (
        review.run,
        review.gmv.paid,
        review.ads.spend,
        review.room.views,
        review.room.peak_online,
    )
    return any(value is not None for value in known)


def best_moment(review: Review) -> Instant:
    """Where to begin: the best minute of sales, else the first moment, else the start."""
    curves = review.curves
    sold = np.nan_to_num(curves.gmv_per_minute)
    if len(sold) and sold.max() > 0:
        return Instant(int(curves.minute[int(sold.argmax())]))
    return (moments(review) or (review.start,))[0]


def _rename(dialog: QFileDialog, suffix: str) -> None:
    """The name in `dialog` with the suffix of the kind that was chosen."""
    dialog.setDefaultSuffix(suffix)
    for path in map(Path, dialog.selectedFiles()[:1]):
        if path.suffix[1:] in _REPORTS:
            dialog.selectFile(path.with_suffix(f".{suffix}").name)
