"""What Plan asks a person before it acts: files, titles, dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from controlroom.core.ids import SessionId
from controlroom.core.time import DAY, Instant, at_local, local
from controlroom.ports import FileRequest, SessionBrief
from controlroom.ui.dialogs.facts import FactsDialog
from controlroom.ui.dialogs.session import StartDialog
from controlroom.ui.dialogs.session_details import SessionDetails
from controlroom.ui.i18n import Language

if TYPE_CHECKING:
    from controlroom.ui.plan import PlanWorkspace
    from controlroom.ui.plan_desk import PlanDesk

_SHEETS = "*.xlsx *.xls *.ods *.csv"


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
        dialog = StartDialog(
            self._language, "ui.plan.ask.copy", start, brief.zone, None, self._here
        )
        self._open(
            dialog,
            lambda: self.listed(self._desk.duplicate_session(brief.id, dialog.chosen_start)),
        )

    def session_details(self) -> None:
        """All fields of the open session."""
        plan = self._here.planning
        if plan is None:
            return
        dialog = SessionDetails(self._language, plan.sheet.session, self._here)
        self._open(dialog, lambda: self._here.keep_session(dialog.session()))

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
        """Read the run-sheet at `path` into the open plan as one undoable edit."""
        session = self._here.session
        if session is not None and path:
            job = self._desk.import_sheet(path, session)
            text = self._language.tr("ui.plan.work.import", file=_name(path))
            self._here.follow(job, text, lambda read: self._imported(path, read))

    def _imported(self, path: str, read: Any) -> str:
        args = {"file": _name(path), "rows": read.rows, "refused": len(read.errors)}
        key = "ui.plan.work.imported_some" if read.errors else "ui.plan.work.imported"
        return self._language.tr(key, **args)

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
        counts = {name: getattr(got, name) for name in ("read", "kept", "updated", "unchanged")}
        refused = len(got.errors)
        return self._language.tr("ui.plan.work.facts", file=_name(path), refused=refused, **counts)

    def export(self) -> None:
        """The open plan into a file."""
        tr, plan = self._language.tr, self._here.planning
        if plan is None:
            return
        dialog = QFileDialog(self._here, tr("ui.plan.ask.export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel (*.xlsx)", f"{tr('ui.print.paper')} (*.pdf)", "CSV (*.csv)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(file_name(plan.sheet.session.title))
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(name[-4:-1].strip("*.")))
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the open plan to `path`."""
        session = self._here.session
        if session is not None and path:
            job = self._desk.export_sheet(session, path, speaker=self._language.speaker)
            text = self._language.tr("ui.plan.work.export", file=_name(path))
            said = self._language.tr("ui.plan.work.exported", file=path)
            self._here.follow(job, text, lambda _: said)

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
