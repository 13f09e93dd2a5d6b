"""The Plan workspace: sessions, five plates, details, readiness, timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from controlroom.core.ids import RowId, SessionId
from controlroom.core.message import Message, message
from controlroom.plan import edits, moving, readiness
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import Settings
from controlroom.ui import plan_rows
from controlroom.ui.dialogs.work import Job, WorkLine
from controlroom.ui.i18n import Language
from controlroom.ui.models.sight import Sight
from controlroom.ui.panels.plan_details import DetailsPanel
from controlroom.ui.panels.plan_findings import FindingsPanel
from controlroom.ui.panels.plan_header import PlanBar, PlanHeader
from controlroom.ui.panels.plan_sessions import SessionsPanel
from controlroom.ui.panels.plan_tabs import PlateTabs
from controlroom.ui.panels.plan_templates import TemplatesPanel
from controlroom.ui.panels.plan_timeline import PlanTimeline
from controlroom.ui.plan_asking import PlanAsking
from controlroom.ui.plan_desk import Change, PlanDesk, Planning
from controlroom.ui.plan_frame import PlanFrame
from controlroom.ui.plan_listing import PlanListing
from controlroom.ui.plan_menu import PlanMenu
from controlroom.ui.plan_shortcuts import shortcuts, take_refused_back
from controlroom.ui.plan_splits import PlanSplits
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.turns import Steps, at_once
from controlroom.ui.undo_menu import undo_menu
from controlroom.ui.widgets.card import put_away
from controlroom.ui.widgets.file_drop import FileDrop

_LAYOUT = "ui.plan_layout"
_COLUMNS = "ui.plan_columns"
_SHORT = 400  # ms that cells are written without a word


class PlanWorkspace(PlanFrame):
    """Make a plan. Everything edited is a sheet edit of the open `Planning`."""

    asked = Signal(str)  # another workspace

    def __init__(
        self,
        desk: PlanDesk,
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
        self.theme, self.settings = theme, settings
        self.planning: Planning | None = None
        self._leave: Callable[[], None] | None = None
        self._chosen: tuple[Plate, RowId] | None = None
        self._drawn: tuple[RunSheet | None, object] = (None, None)
        self.tabs: PlateTabs | None = None
        self.steps = self._building()
        if not slowly:
            at_once(self.steps)

    # --- building --------------------------------------------------------------------

    def _building(self) -> Steps:
        given = (self._theme, self._language)
        self.bar, self.header = PlanBar(*given), PlanHeader(*given)
        self.work = WorkLine(self._language)
        self.column.insertWidget(0, self.header)
        self.column.insertWidget(1, self.work)
        yield
        self.sessions = SessionsPanel(*given, self._desk.now)
        self.templates = TemplatesPanel(*given)
        self.left.addWidget(self.sessions)
        self.left.addWidget(self.templates)
        self.left.setStretchFactor(0, 1)
        self.left.setSizes([550, 146])
        yield
        self.details, self.findings = DetailsPanel(*given), FindingsPanel(*given)
        self.right.addWidget(self.details)
        self.right.addWidget(self.findings)
        self.right.setSizes([460, 340])
        yield
        self.timeline = PlanTimeline(*given, self.edit, self._desk.now)
        self.rows.addWidget(self.timeline)
        self.rows.setSizes([700, self._theme.px(198)])
        yield
        self._hand_out()
        yield
        wanted = self._listed()
        yield
        if wanted is not None:
            self._desk.planning(wanted)  # read; what is read once is there
            yield
        if self.planning is None:  # nobody has opened another meanwhile
            self._begin(wanted)
        yield

    def _hand_out(self) -> None:
        """The parts that do what is asked here, and who is told of what."""
        desk, language = self._desk, self._language
        self.asking = PlanAsking(self, desk, language)
        self.listing = PlanListing(self, desk, language, self.sessions, self.templates)
        self.menu = PlanMenu(self, language)
        self.splits = PlanSplits(self, self, desk, language)
        self._connect()
        shortcuts(self, language)
        self._restore_layout()
        language.retranslate.connect(self._said_again)

    def _connect(self) -> None:
        self.sessions.chosen.connect(self.open)
        self.header.details_asked.connect(self.asking.session_details)
        FileDrop(self).dropped.connect(self.asking.import_sheet_from)
        self.bar.import_asked.connect(self.asking.import_sheet)
        self.bar.facts_asked.connect(self.asking.import_facts)
        self.bar.export_asked.connect(self.asking.export)
        self.bar.undo_asked.connect(self.undo)
        self.bar.redo_asked.connect(self.redo)
        self.bar.steps_asked.connect(lambda redo, at: self.steps_menu(redo).exec(at))
        self.bar.live_asked.connect(self._go_live)
        self.details.text_kept.connect(self._keep_text)
        self.details.undo_asked.connect(self.undo)
        self.details.mix_asked.connect(lambda: self.splits.ask("mix"))
        self.findings.row_asked.connect(self.choose)
        self.findings.mend_asked.connect(self._mend)
        self.findings.checks_asked.connect(self.splits.severities)
        self.header.split_asked.connect(self.splits.ask)
        self.timeline.chosen.connect(self._block_chosen)
        self.timeline.opened.connect(self.choose)
        self._selection.changed.connect(self._selected)

    # --- sessions --------------------------------------------------------------------

    def reload(self) -> None:
        """List the sessions again; open the selected one, else the first."""
        self._begin(self._listed())

    def _listed(self) -> SessionId | None:
        """List the sessions; the one to open."""
        briefs = self._desk.sessions(archived=True)
        known = {brief.id for brief in briefs}
        listed = {brief.id for brief in briefs if not brief.archived}
        wanted = self._selection.session if self._selection.session in listed else None
        here = self.session if self.session in known else None
        first = next((brief.id for brief in self.listing.show(here or wanted)), None)
        self._show_empty(not (here or wanted or first))
        return wanted or here or first

    def _begin(self, session: SessionId | None) -> None:
        if session is not None:
            self.open(str(session))
        else:
            self._selection.forget()

    @property
    def session(self) -> SessionId | None:
        """The open session."""
        return self.planning.sheet.session.id if self.planning else None

    def _heard(self) -> None:
        """The plan changed, or its checks came (perhaps after the window has gone)."""
        if isValid(self):
            self._changed()

    def open(self, session: str) -> None:
        """Open the plan of `session`."""
        if session == self.session:
            return
        self.details.keep()
        if self._leave is not None:
            self._leave()
        self.planning = self._desk.planning(SessionId(session))
        self._leave = self.planning.subscribe(lambda _: self._heard())
        self._chosen = None
        self.sessions.mark(SessionId(session))
        self._fresh_tables()
        self._drawn = (None, None)
        self._changed()
        self._selection.choose(SessionId(session), self.planning.sheet.session.title)

    def close_plan(self) -> None:
        """Show no plan (it was put away)."""
        if self._leave is not None:
            self._leave()
        self.planning, self._leave, self._chosen = None, None, None
        if self.tabs is not None:
            self.tabs.hide()
        self.header.show_plan(None, None)
        self.bar.show_plan(None, None, findings=0, enabled=False)
        self.details.show_sheet(None)
        self.details.show_row(Plate.SCRIPT, None)
        self.findings.show_none(self._language.speaker)
        self.timeline.show_none()

    def _selected(self, session: str, title: str) -> None:
        if session != self.session and any(
            b.id == session for b in self._desk.sessions(archived=True)
        ):
            self.open(session)

    def _fresh_tables(self) -> None:
        """Tables of another session are new; within one they are only ever diffed."""
        front = Plate.SCRIPT if self.tabs is None else self.tabs.plate
        columns = self._settings.get(_COLUMNS) if self._settings is not None else ""
        if self.tabs is not None:
            columns = self.tabs.columns_saved()
            put_away(self.tabs)
        meant = self._desk.exchange.meant
        self.tabs = PlateTabs(
            self._sight(), self.edit, self._theme, self._language, meant, front=front
        )
        self.tabs.row_chosen.connect(self._row_chosen)
        self.tabs.asked.connect(lambda tab, what: plan_rows.ask(tab, what, self._language))
        self.tabs.worked.connect(lambda job, text: self.work.follow(job, text, wait=_SHORT))
        self.tabs.restore_columns(str(columns or ""))
        self.middle_column.addWidget(self.tabs)
        self._show_empty(False)

    def _show_empty(self, empty: bool) -> None:
        self.empty.setText(self._language.tr("ui.plan.start_here"))
        self.empty.setVisible(empty)

    # --- the plan as it changes ------------------------------------------------------

    def edit(self, label: Message, change: Change, *, group: str = "") -> None:
        """One undoable edit of the open plan; those of one `group` in a row are one."""
        if self.planning is not None:
            self.planning.edit(label, change, group=group)

    def undo(self, steps: int = 0) -> None:
        """Take the newest edit back (in the list of sessions, what was done there), or as
        many `steps` of the plan as are asked for."""
        self.details.keep()
        if not steps and (self.listing.undo() or take_refused_back(self.tabs)):
            return
        if self.planning is not None and self.planning.undo_label is not None:
            self.planning.undo(steps or 1)

    def redo(self, steps: int = 1) -> None:
        """Do again what was undone last."""
        if self.planning is not None and self.planning.redo_label is not None:
            self.planning.redo(steps)

    def steps_menu(self, redo: bool) -> QMenu:
        """What can be undone (or done again), by name."""
        labels = self.planning.steps(redo) if self.planning is not None else ()
        take = self.redo if redo else self.undo
        return undo_menu(labels, take, self._language, self, redo=redo)

    def _sight(self) -> Sight:
        plan = self.planning
        assert plan is not None
        sight = Sight(
            sheet=plan.sheet,
            schedule=plan.schedule,
            findings=plan.findings,
            speaker=self._language.speaker,
        )
        return sight if self.tabs is None else sight.follow(self.tabs.sight)

    def _changed(self) -> None:
        plan, tabs = self.planning, self.tabs
        if plan is None or tabs is None:
            return
        edited = not self._shown_as(plan.sheet)
        sight, unknown = self._sight(), plan.checking and not plan.findings
        score = None if unknown else readiness.score(plan.findings)
        tabs.look_at(sight)
        self.header.show_plan(plan.sheet, score)
        self.details.show_sheet(plan.sheet)
        grave = sum(finding.severity != "hint" for finding in plan.findings)
        self.bar.show_plan(plan.undo_label, plan.redo_label, findings=grave, enabled=True)
        self.findings.show_findings(plan.findings, sight.book, self.place_of, plan.checking)
        self.findings.say_off(self.splits.switched_off())
        if not plan.checking:
            self.listing.planned(plan.sheet.session, score)
        if edited:
            self.timeline.show_plan(sight, self._chosen)
            self._show_details()

    def _shown_as(self, sheet: RunSheet) -> bool:
        """Whether `sheet` is on the screen already, in the language in force."""
        before, self._drawn = self._drawn, (sheet, self._language.speaker)
        return before[0] is sheet and before[1] is self._language.speaker

    # --- selection -------------------------------------------------------------------

    def choose(self, plate: Plate, row: str) -> None:
        """Bring a row to the front in table, details and timeline."""
        self._block_chosen(plate, row)
        if self.tabs is not None:
            self.tabs.plates[plate].table.setFocus()

    def _block_chosen(self, plate: Plate, row: str) -> None:
        """The same, with the keys left where they are."""
        self.details.keep()
        if self.tabs is not None:
            self.tabs.turn_to(plate)
            if row:
                self.tabs.plates[plate].table.choose([RowId(row)])

    def place_of(self, plate: Plate, row: str) -> str:
        """A row as people name it: `T-9`."""
        at = None if self.tabs is None else self.tabs.sight.place[plate].get(RowId(row))
        return plate.value if at is None else f"{plate.value}-{at}"

    def _row_chosen(self, plate: Plate, row: str) -> None:
        self._chosen = (plate, RowId(row)) if row else None
        if self.planning is not None:
            self.timeline.choose(self._chosen)
            self._show_details()

    def _show_details(self) -> None:
        if self.planning is None or self.tabs is None:
            return
        plate = self.tabs.plate
        wanted = self._chosen[1] if self._chosen and self._chosen[0] is plate else None
        row = next((r for r in self.planning.sheet.rows(plate) if r.id == wanted), None)
        self.details.show_row(plate, row, self.place_of(plate, row.id) if row else "")

    # --- edits from elsewhere ---------------------------------------------------------

    def _keep_text(self, plate: Plate, row: str, name: str, text: str) -> None:
        label = message("ui.plan.did.set", field=f"@plan.field.{name}")
        self.edit(
            label,
            lambda sheet: edits.set_field(sheet, plate, RowId(row), name, text),
            group=f"{row} {name}",
        )

    def keep_session(self, session: Session, *, along: bool = True) -> None:
        """The session's own fields as edited in the dialog; `along`: fixed times move too."""
        label = message("ui.plan.did.session")
        self.edit(label, lambda sheet: moving.as_session(sheet, session, along=along))
        self.listing.show(session.id)
        self._selection.choose(session.id, session.title)

    def _mend(self, finding: Finding) -> None:
        what = f"@plan.mend.{finding.mend}"
        self.edit(
            message("ui.plan.did.mend", what=what), lambda sheet: readiness.mend(sheet, finding)
        )

    def follow(self, job: Job, text: str, done: Callable[[Any], str]) -> None:
        """Show long work in the line under the header."""
        self.work.follow(job, text, done)

    def _go_live(self) -> None:
        self.details.keep()
        self.asked.emit("live")

    # --- text and layout --------------------------------------------------------------

    def _said_again(self) -> None:
        self._show_empty(self.empty.isVisible())
        self._changed()

    def save_layout(self) -> None:
        """Keep typing, and remember how wide the panels stand."""
        self.details.keep()
        if self._settings is not None:
            sizes = ",".join(str(size) for size in self.columns.sizes())
            self._settings.set(_LAYOUT, sizes)
            if self.tabs is not None:
                self._settings.set(_COLUMNS, self.tabs.columns_saved())

    def _restore_layout(self) -> None:
        saved = self._settings.get(_LAYOUT) if self._settings is not None else ""
        sizes = [int(word) for word in str(saved or "").split(",") if word.isdigit()]
        if len(sizes) == self.columns.count():
            self.columns.setSizes(sizes)
