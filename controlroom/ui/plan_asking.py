"""What Plan asks a person before it acts: files, titles, dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMessageBox

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.time import DAY, Instant, at_local, local
from controlroom.plan import moving
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import FileRequest, SessionBrief, SheetRead
from controlroom.ui.dialogs.facts import FactsDialog
from controlroom.ui.dialogs.import_sheet import ImportDialog
from controlroom.ui.dialogs.session import StartDialog
from controlroom.ui.dialogs.session_details import SessionDetails
from controlroom.ui.i18n import Language

if TYPE_CHECKING:
    from controlroom.ui.plan import PlanWorkspace
    from controlroom.ui.plan_desk import PlanDesk

_ORDER = (Plate.SCRIPT, Plate.GOODS, Plate.TRAFFIC, Plate.GIVEAWAY, Plate.WARMUP)
_SHEETS = "*.xlsx *.xlsm *.xls *.ods *.csv"


class PlanAsking:
    """The dialogs of Plan. All are window-modal and answered by signals, so that the
    program goes on behind them."""

    def __init__(self, workspace: PlanWorkspace, desk: PlanDesk, language: Language) -> None:
        self._here, self._desk, self._language = workspace, desk, language

    # --- sessions --------------------------------------------------------------------

    def new_session(self) -> None:
        """A title and a start; then an empty plan is open."""
        start, zone = self.next_start()
        dialog = StartDialog(self._language, "ui.plan.ask.new", start, zone, "", self._here)

        def make() -> None:
            made = self._desk.new_session(dialog.chosen_title, dialog.chosen_start)
            self.listed(made)

        self._open(dialog, make)

    def duplicate(self) -> None:
        """The open plan again at another start."""
        brief = self._brief()
        if brief is None:
            return
        start = Instant(brief.planned_start + DAY)
        key = "ui.plan.ask.copy"
        dialog = StartDialog(self._language, key, start, brief.zone, brief.title, self._here)

        def copy() -> None:
            given = (brief.id, dialog.chosen_start, dialog.chosen_title)
            self.listed(self._desk.duplicate_session(*given))

        self._open(dialog, copy)

    def session_details(self) -> None:
        """All fields of the open session."""
        plan = self._here.planning
        if plan is None:
            return
        fixed = moving.has_fixed_times(plan.sheet)
        dialog = SessionDetails(self._language, plan.sheet.session, self._here, fixed=fixed)

        def keep() -> None:
            self._here.keep_session(dialog.session(), along=dialog.along.isChecked())

        self._open(dialog, keep)

    def listed(self, session: SessionId) -> None:
        """Open a session that was just made, and list it."""
        self._here.open(session)
        self._here.reload()

    def _brief(self) -> SessionBrief | None:
        session, known = self._here.session, self._desk.sessions(archived=True)
        return next((brief for brief in known if brief.id == session), None)

    def next_start(self) -> tuple[Instant, str]:
        """A day after the latest session, on its clock; the zone it is in."""
        briefs = self._desk.sessions()
        if briefs:
            last = max(briefs, key=lambda brief: brief.planned_start)
            return Instant(last.planned_start + DAY), last.zone
        now, zone = self._desk.now(), self._language.speaker.zone
        tonight = at_local(local(now, zone).date(), time(20), zone)
        return tonight if tonight > now else Instant(tonight + DAY), zone

    # --- files -----------------------------------------------------------------------

    def import_sheet(self) -> None:
        """A run-sheet file into the open plan."""
        self._ask_file("ui.plan.ask.import", _SHEETS, self.import_sheet_from)

    def import_sheet_from(self, path: str) -> None:
        """Look at the file at `path`; agreed, it is one undoable edit or a new session. A
        bundle (.zip) is a session of its own."""
        plan = self._here.planning
        if path.lower().endswith(".zip"):
            self.import_bundle_from(path)
        elif path:
            start, zone = self.next_start()
            blank = Session(id=SessionId(""), title="", planned_start=start, zone=zone)
            dialog = ImportDialog(
                self._desk.exchange,
                path,
                None if plan is None else plan.sheet,
                blank if plan is None else plan.sheet.session,
                self._here.theme,
                self._language,
                self._here.settings,
                self._here,
            )
            self._open(dialog, lambda: self._take(path, dialog))

    def _take(self, path: str, dialog: ImportDialog) -> None:
        read, exchange = dialog.read, self._desk.exchange
        if read is None:
            return
        if dialog.as_new:
            text = self._language.tr("ui.plan.work.import", file=_name(path))
            self._here.follow(
                exchange.take_as_new(read.sheet), text, lambda made: self._made(path, read, made)
            )
            return
        try:
            exchange.take(read, dialog.base.session.id, dialog.base)
        except WorldError as refusal:
            self._here.work.tell(self._language.say(refusal.message), "error")
            return
        self._show_what_came(dialog.base, read)
        tone = "warning" if read.errors else "good"
        self._here.work.tell(self._imported(path, read), tone, read.errors)

    def _show_what_came(self, base: RunSheet, read: SheetRead) -> None:
        """Turn to a plate the file has changed, unless the one in front is one."""
        tabs = self._here.tabs
        came = [plate for plate in _ORDER if base.rows(plate) != read.sheet.rows(plate)]
        if tabs is not None and came and tabs.plate not in came:
            tabs.turn_to(came[0])

    def _made(self, path: str, read: SheetRead, made: SessionId) -> str:
        self.listed(made)
        self._show_what_came(RunSheet(session=read.sheet.session), read)
        return self._imported(path, read, "_new")

    def _imported(self, path: str, read: SheetRead, new: str = "") -> str:
        refused = len(read.errors)
        some = "_some" if read.errors else ""
        key = f"ui.plan.work.imported{new}{some}"
        return self._language.tr(key, file=_name(path), rows=read.rows, refused=refused)

    # --- bundles ---------------------------------------------------------------------

    def import_bundle(self) -> None:
        """A session bundle, as a session."""
        self._ask_file("ui.plan.ask.bundle", "*.zip", self.import_bundle_from)

    def import_bundle_from(self, path: str, *, as_new: bool = False) -> None:
        """Read the bundle at `path`; when the session is here already, ask."""
        text = self._language.tr("ui.plan.work.import", file=_name(path))
        job = self._desk.exchange.import_bundle(path, as_new=as_new)
        job.on_done(lambda outcome: self._maybe_known(path, outcome))
        self._here.follow(job, text, self._unbundled)

    def _unbundled(self, came: Any) -> str:
        self.listed(came.session)
        return self._language.tr(
            "ui.plan.work.unbundled", title=came.title, lines=came.orders, runs=came.runs
        )

    def _maybe_known(self, path: str, outcome: Any) -> None:
        if not isinstance(outcome, WorldError) or outcome.message.key != "bundle.known":
            return
        tr = self._language.tr
        box = QMessageBox(self._here)
        box.setObjectName("bundle_known")
        box.setWindowTitle(tr("ui.plan.ask.bundle"))
        box.setText(tr("ui.plan.ask.known", title=str(outcome.message.args["title"])))
        box.setInformativeText(tr("ui.plan.ask.known.why"))
        yes = box.addButton(tr("ui.import.new"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("ui.plan.cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            if box.clickedButton() is yes:
                self.import_bundle_from(path, as_new=True)

        box.finished.connect(answered)
        box.open()

    def export_bundle(self) -> None:
        """All of the open session into one file for a colleague."""
        self._ask_target(
            "ui.plan.ask.bundle_out",
            ["ZIP (*.zip)"],
            "zip",
            lambda path, _: self.export_bundle_to(path),
        )

    def export_bundle_to(self, path: str) -> None:
        """Write the bundle of the open session to `path`."""
        self._export(path, lambda session: self._desk.exchange.export_bundle(session, path))

    def export_facts(self) -> None:
        """Orders, ads and room figures of the open session as tables."""
        filters = ["Excel (*.xlsx)", "CSV (*.csv)"]
        self._ask_target(
            "ui.plan.ask.facts_out", filters, "xlsx", lambda path, _: self.export_facts_to(path)
        )

    def export_facts_to(self, path: str) -> None:
        """Write the facts of the open session to `path`."""
        self._export(path, lambda session: self._desk.exchange.export_facts(session, path))

    def import_facts(self) -> None:
        """Orders, ads or room figures into the open session."""
        plan = self._here.planning
        if plan is None:
            return
        dialog = FactsDialog(self._language, plan.sheet.session, self._here)
        self._open(dialog, lambda: self.import_facts_from(dialog.request()))

    def import_facts_from(self, request: FileRequest) -> None:
        """Read a file of facts into the open session."""
        session = self._here.session
        if session is not None and request.path:
            job = self._desk.import_facts(request, session)
            text = self._language.tr("ui.plan.work.import", file=_name(request.path))
            self._here.follow(job, text, lambda got: self._facts_in(request.path, got))

    def _facts_in(self, path: str, got: Any) -> str:
        names = ("read", "kept", "updated", "unchanged", "refused")
        counts = {name: getattr(got, name) for name in names}
        return self._language.tr("ui.plan.work.facts", file=_name(path), **counts)

    def export(self) -> None:
        """The open plan into a file; a .csv may hold the plate in front alone."""
        tr = self._language.tr
        plate = f"{tr('ui.plan.ask.csv_plate')} (*.csv)"
        paper = f"{tr('ui.print.paper')} (*.pdf)"
        filters = ["Excel (*.xlsx)", paper, f"{tr('ui.plan.ask.csv_all')} (*.csv)", plate]

        def take(path: str, chosen: str) -> None:
            front = self._here.tabs.front.plate if self._here.tabs else None
            self.export_to(path, front if chosen == plate else None)

        self._ask_target("ui.plan.ask.export", filters, "xlsx", take)

    def export_to(self, path: str, plate: Plate | None = None) -> None:
        """Write the open plan, or one plate of it, to `path`."""
        speaker = self._language.speaker
        self._export(path, lambda session: self._desk.export_sheet(session, path, plate, speaker))

    def _export(self, path: str, begin: Callable[[SessionId], Any]) -> None:
        session = self._here.session
        if session is None or not path:
            return
        text = self._language.tr("ui.plan.work.export", file=_name(path))

        def said(made: Any) -> str:
            files = ", ".join(made) if isinstance(made, tuple) else path
            return self._language.tr("ui.plan.work.exported", file=files)

        self._here.follow(begin(session), text, said)

    def _ask_target(
        self, key: str, filters: list[str], suffix: str, take: Callable[[str, str], None]
    ) -> None:
        """Ask where to write; `take(path, filter)`."""
        plan = self._here.planning
        if plan is None:
            return
        dialog = QFileDialog(self._here, self._language.tr(key))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(file_name(plan.sheet.session.title))
        dialog.filterSelected.connect(
            lambda name: dialog.setDefaultSuffix(name.rpartition("*.")[2].rstrip(")"))
        )
        dialog.fileSelected.connect(lambda path: take(path, dialog.selectedNameFilter()))
        dialog.open()

    def _ask_file(self, key: str, patterns: str, take: Callable[[str], None]) -> None:
        tr = self._language.tr
        dialog = QFileDialog(self._here, tr(key))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [f"{tr('ui.plan.ask.tables')} ({patterns})", f"{tr('ui.plan.ask.all')} (*)"]
        )
        dialog.fileSelected.connect(take)
        dialog.open()

    def _open(self, dialog: Any, accepted: Callable[[], None]) -> None:
        dialog.accepted.connect(accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def file_name(title: str) -> str:
    """A title as a file name."""
    return "".join("_" if letter in '\\/:*?"<>|' else letter for letter in title).strip() or "plan"


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
