"""A run-sheet file looked at before it is taken: sheets, header, columns, problems, changes.

Nothing of the plan changes until the person agrees; reading goes on beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidgetItem, QTableWidgetItem, QWidget

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId, fresh
from controlroom.desk.jobs import Cancelled
from controlroom.plan.comparing import Change, compare
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import (
    OpenedSheets,
    Settings,
    SheetLayout,
    SheetPage,
    SheetRead,
    SheetRequest,
)
from controlroom.ui.dialogs.import_face import PLATES, ImportFace
from controlroom.ui.dialogs.import_memory import ImportMemory
from controlroom.ui.dialogs.work import Job
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme

_SOON_MS = 120


class ImportDesk(Protocol):
    """What the dialog needs of the desk (see `desk.exchanging`)."""

    def fields(self, plate: Plate | None) -> tuple[tuple[str, str, str], ...]: ...
    def open_sheet(self, path: str) -> Any: ...
    def preview(self, opened: OpenedSheets, request: SheetRequest) -> Any: ...


class ImportDialog(ImportFace):
    """Accepted with `read` (what the preview showed), for `base` or as a session `as_new`."""

    def __init__(
        self,
        desk: ImportDesk,
        path: str,
        sheet: RunSheet | None,
        fresh_session: Session,
        theme: Theme,
        language: Language,
        settings: Settings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`sheet`: the open plan, None: the file can only become a session of its own, which
        begins as `fresh_session` until the file says otherwise."""
        super().__init__(
            theme, language, path, "" if sheet is None else sheet.session.title, parent
        )
        self._desk, self._path = desk, path
        self._fresh = _new_sheet(path, fresh_session)
        self._sheet = self._fresh if sheet is None else sheet
        self.must_be_new(sheet is None)
        self.start_too.setChecked(not self._sheet.segments)
        self._memory = ImportMemory(settings)
        self.opened: OpenedSheets | None = None
        self.read: SheetRead | None = None
        self._layouts: dict[str, SheetLayout | None] = {}
        self._page: SheetPage | None = None
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._preview)
        self._connect()
        self._run(desk.open_sheet(path), self._opened)

    # --- what was chosen ----------------------------------------------------------------

    @property
    def as_new(self) -> bool:
        """Whether the file is to become a session of its own."""
        return self.new.isChecked()

    @property
    def base(self) -> RunSheet:
        """What the preview was made for."""
        return self._fresh if self.as_new else self._sheet

    def request(self) -> SheetRequest:
        """The file as it is meant at present."""
        chosen = {
            page.name: layout
            for page in self._pages()
            if self._checked(page) and (layout := self._layouts.get(page.name)) is not None
        }
        return SheetRequest(
            path=self._path,
            base=self.base,
            layouts=chosen,
            hidden_rows=self.hidden_rows.isChecked(),
            drop_missing=self.drop.isChecked() and not self.as_new,
            keep_start=not self.as_new and not self.start_too.isChecked(),
        )

    def accept(self) -> None:
        """Only with a preview of what is chosen now. Remembers the columns."""
        if self.read is None or self._job is not None or self._soon.isActive():
            return
        if self.opened is not None:
            for name, layout in self.request().layouts.items():
                self._memory.keep(self.opened.columns(name, layout.header), layout)
        super().accept()

    def done(self, result: int) -> None:
        """However it ends: nothing goes on behind it."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)

    # --- jobs -----------------------------------------------------------------------------

    def _run(self, job: Any, done: Callable[[Any], None]) -> None:
        """Follow `job`; only the newest one is listened to."""
        if self._job is not None:
            self._job.cancel()
        self._job = job
        self.show_busy(True)
        job.on_progress(lambda share: self._step(job, share))
        job.on_done(lambda outcome: self._ended(job, outcome, done))

    def _step(self, job: Any, share: float) -> None:
        if job is self._job:
            self.bar.setValue(round(share * 1000))

    def _ended(self, job: Any, outcome: Any, done: Callable[[Any], None]) -> None:
        if job is not self._job:
            return
        self._job = None
        self.show_busy(False)
        if isinstance(outcome, WorldError):
            self._failed(self._language.say(outcome.message))
        elif isinstance(outcome, Cancelled):
            self._failed(self._language.tr("ui.plan.work.cancelled"))
        elif isinstance(outcome, Exception):
            self._failed(self._language.tr("ui.plan.work.bug"))
        else:
            done(outcome)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, text: str) -> None:
        self.read = None
        self.say(text, "error")
        self.show_nothing()
        self._enable()

    # --- the file ---------------------------------------------------------------------------

    def _opened(self, opened: OpenedSheets) -> None:
        self.opened = opened
        remembered = False
        for page in opened.pages:
            known = None if page.about else self._memory.layout_of(opened, page)
            remembered = remembered or known is not None
            self._layouts[page.name] = known or page.layout
        self.show_remarks(opened.remarks, remembered=remembered)
        self.hidden_rows.setVisible(any(page.hidden_rows for page in opened.pages))
        self.show_pages(opened.pages, self._layouts)
        first = next((at for at, p in enumerate(opened.pages) if self._checked(p)), 0)
        self.sheets.setCurrentRow(first)
        self._preview()

    def _pages(self) -> tuple[SheetPage, ...]:
        return self.opened.pages if self.opened is not None else ()

    def _checked(self, page: SheetPage) -> bool:
        return page.name in self.checked_sheets()

    def _turn_to(self, row: int) -> None:
        pages = self._pages()
        self._page = pages[row] if 0 <= row < len(pages) else None
        self._show_page()

    def _show_page(self) -> None:
        page = self._page
        layout = None if page is None else self._layouts.get(page.name)
        plate = None if layout is None else layout.plate
        labels: tuple[str, ...] = ()
        if page is not None and layout is not None and self.opened is not None:
            labels = self.opened.columns(page.name, layout.header)
        self.fields = {name: self._said(zh, en) for name, zh, en in self._desk.fields(plate)}
        names = {} if layout is None else layout.fields
        self.show_page(
            page,
            layout,
            labels,
            {at: self.fields.get(name, name) for at, name in names.items()},
        )
        self._mark()

    def _said(self, zh: str, en: str) -> str:
        return zh if self._language.lang == "zh" else en

    # --- what is changed by hand ----------------------------------------------------------------

    def _connect(self) -> None:
        self.sheets.currentRowChanged.connect(self._turn_to)
        self.sheets.itemChanged.connect(self._sheet_checked)
        self.plate.activated.connect(self._plate_chosen)
        self.header.valueChanged.connect(self._header_chosen)
        self.field.activated.connect(self._field_chosen)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_field())
        self.table.horizontalHeader().sectionClicked.connect(self._column_clicked)
        self.problems.itemActivated.connect(self._to_problem)
        self.problems.itemClicked.connect(self._to_problem)
        for switch in (self.new, self.hidden_rows, self.drop, self.start_too):
            switch.toggled.connect(lambda _: self._changed())
        self.stop.clicked.connect(self._stop)
        self.ok.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def _sheet_checked(self, item: QListWidgetItem) -> None:
        self.sheets.setCurrentItem(item)
        self._changed()

    def _plate_chosen(self, at: int) -> None:
        page = self._page
        if page is None or self.opened is None:
            return
        before = self._layouts.get(page.name)
        header = None if before is None else before.header
        plate = PLATES[at]
        found = self.opened.propose(page.name, plate, header) if plate is not None else None
        top = header if header is not None else 0
        self._layouts[page.name] = found or SheetLayout(header=top, plate=plate, fields={})
        self.check_sheet(page.name)
        self._show_page()
        self._changed()

    def _header_chosen(self, number: int) -> None:
        page = self._page
        if page is None or self.opened is None:
            return
        before = self._layouts.get(page.name)
        plate = before.plate if before is not None else None
        found = self.opened.propose(page.name, plate, number - 1)
        empty = SheetLayout(header=number - 1, plate=plate or Plate.SCRIPT, fields={})
        self._layouts[page.name] = found or empty
        self._show_page()
        self._changed()

    def _column_clicked(self, column: int) -> None:
        self.table.setCurrentIndex(self.model.index(0, column))
        self.field.setFocus()
        self.field.showPopup()

    def _show_field(self) -> None:
        page = self._page
        layout = None if page is None else self._layouts.get(page.name)
        column = self.table.currentIndex().column()
        name = "" if layout is None else layout.fields.get(column, "")
        self.show_field(self.fields, name, enabled=layout is not None and column >= 0)

    def _field_chosen(self, at: int) -> None:
        page, column = self._page, self.table.currentIndex().column()
        layout = None if page is None else self._layouts.get(page.name)
        if page is None or layout is None or column < 0:
            return
        name = str(self.field.itemData(at) or "")
        others = {c: f for c, f in layout.fields.items() if c != column and f != name}
        chosen = others | ({column: name} if name else {})
        self._layouts[page.name] = replace(layout, fields=dict(sorted(chosen.items())))
        where = self.table.currentIndex()
        row = where.row()
        self._show_page()
        self.table.setCurrentIndex(self.model.index(row, column))
        self._changed()

    # --- the preview ---------------------------------------------------------------------------

    def _changed(self) -> None:
        """Something was chosen otherwise: the preview is out of date."""
        self.read = None
        self.drop.setEnabled(not self.as_new)
        self._enable()
        if self.opened is not None:
            self._soon.start()

    def _preview(self) -> None:
        if self.opened is None:
            return
        request = self.request()
        if not request.layouts:
            self._failed(self._language.tr("ui.import.no_sheet"))
            return
        self._run(self._desk.preview(self.opened, request), self._previewed)

    def _previewed(self, read: SheetRead) -> None:
        self.read = read
        self._ask_start(read)
        changes = compare(self.base, read.sheet)
        self.changes.show_changes(changes, self.base, read.sheet)
        counts = {kind: sum(c.change is kind for c in changes) for kind in Change}
        self.show_result(read, counts, session=any(c.plate is None for c in changes))
        self._mark()
        self._enable()

    def _ask_start(self, read: SheetRead) -> None:
        """Whether the session is to begin when the file does is asked where that differs."""
        session = self._sheet.session
        differs = read.begins is not None and read.begins != session.planned_start
        self.start_too.setVisible(differs and not self.as_new)
        if read.begins is not None and differs:
            self.ask_start(session.planned_start, read.begins, session.zone)

    def _mark(self) -> None:
        page = self._page
        if page is not None:
            errors = () if self.read is None else self.read.errors
            self.model.mark([error for error in errors if error.sheet == page.name])

    def _to_problem(self, item: QTableWidgetItem) -> None:
        errors = () if self.read is None else self.read.errors
        if not 0 <= item.row() < len(errors):
            return
        error = errors[item.row()]
        at = next((n for n, p in enumerate(self._pages()) if p.name == error.sheet), None)
        if at is not None:
            self.sheets.setCurrentRow(at)
            place = self.model.place_of(error)
            if place is not None:
                where = self.model.index(*place)
                self.table.setCurrentIndex(where)
                self.table.scrollTo(where)

    def _enable(self) -> None:
        rows = 0 if self.read is None else self.read.rows
        changed = self.read is not None and self.read.sheet != self.base
        ready = self._job is None and (changed or (self.as_new and rows > 0))
        self.ok.setEnabled(ready)


def _new_sheet(path: str, before: Session) -> RunSheet:
    """The empty session a file becomes: named after it, at the hour of `before`."""
    name = path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "plan"
    return RunSheet(
        session=Session(
            id=SessionId(fresh("ses")),
            title=name,
            planned_start=before.planned_start,
            zone=before.zone,
            currency=before.currency,
            shop=before.shop,
        )
    )
