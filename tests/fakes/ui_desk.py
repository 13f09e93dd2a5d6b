"""A desk in memory for the Plan and Review screens: no store, no threads, no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.desk.listing import Standing
from controlroom.desk.shelf import proposed
from controlroom.exchange.sheets import SheetBook
from controlroom.plan import readiness, templates, timing
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import (
    FileRequest,
    OpenedSheets,
    SessionBrief,
    SheetRead,
    SheetRequest,
    TemplateBrief,
)
from controlroom.review.summary import Review


class FakePlanning:
    """The plan of one session with undo, as the desk has it."""

    def __init__(self, sheet: RunSheet) -> None:
        self.sheet = sheet
        self._past: list[tuple[Message, RunSheet]] = []
        self._group = ""
        self._future: list[tuple[Message, RunSheet]] = []
        self._heard: list[Callable[[Any], None]] = []
        self.checking = False
        self._derive()

    @property
    def undo_label(self) -> Message | None:
        return self._past[-1][0] if self._past else None

    @property
    def redo_label(self) -> Message | None:
        return self._future[-1][0] if self._future else None

    def steps(self, redo: bool) -> tuple[Message, ...]:
        kept = self._future if redo else self._past
        return tuple(label for label, _ in reversed(kept))

    def edit(
        self, label: Message, change: Callable[[RunSheet], RunSheet], *, group: str = ""
    ) -> None:
        changed = change(self.sheet)
        if changed != self.sheet:
            if not (group and group == self._group and self._past):
                self._past.append((label, self.sheet))
            self._group = group
            self._future.clear()
            self._take(changed)

    def undo(self, steps: int = 1) -> None:
        for _ in range(steps):
            label, sheet = self._past.pop()
            self._future.append((label, self.sheet))
            self._take(sheet)

    def redo(self, steps: int = 1) -> None:
        for _ in range(steps):
            label, sheet = self._future.pop()
            self._past.append((label, self.sheet))
            self._take(sheet)

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self._heard.append(callback)
        return lambda: self._heard.remove(callback)

    def _take(self, sheet: RunSheet) -> None:
        self.sheet = sheet
        self._derive()
        for callback in list(self._heard):
            callback(self)

    def _derive(self) -> None:
        self.schedule = timing.schedule(self.sheet)
        self.findings = readiness.check(self.sheet, now=self.sheet.session.planned_start)


class FakeJob:
    """A job the test moves on by hand."""

    def __init__(self) -> None:
        self.cancelled = False
        self._progress: list[Callable[[float], None]] = []
        self._done: list[Callable[[Any], None]] = []
        self._outcome: list[Any] = []
        self.work: Callable[[], Any] = lambda: None

    def on_progress(self, callback: Callable[[float], None]) -> FakeJob:
        self._progress.append(callback)
        return self

    def on_done(self, callback: Callable[[Any], None]) -> FakeJob:
        self._done.append(callback)
        for outcome in self._outcome:
            callback(outcome)
        return self

    def do(self) -> None:
        """Do the work now."""
        try:
            outcome = self.work()
        except WorldError as refusal:
            outcome = refusal
        self._outcome = [outcome]
        self.finish(outcome)

    def cancel(self) -> None:
        self.cancelled = True

    def step(self, share: float) -> None:
        for callback in self._progress:
            callback(share)

    def finish(self, outcome: Any) -> None:
        for callback in self._done:
            callback(outcome)


class FakeListing:
    """Standings at once: how ready, or what the review of the test says."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def ask(self, briefs: Iterable[SessionBrief], heard: Callable[[Any], None]) -> None:
        for brief in briefs:
            review = self._desk.reviews.get(brief.id)
            if review is None:
                score = readiness.score(self._desk.plans[brief.id].findings)
                heard(Standing(session=brief.id, ready=score))
            else:
                basis = review.session.roi_basis.value
                gmv, share, roi = review.gmv.paid, review.target_share, review.roi.get(basis)
                heard(Standing(session=brief.id, gmv=gmv, share=share, roi=roi, basis=basis))


class FakeShelf:
    """Templates in memory."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.kept: dict[str, tuple[str, str, RunSheet]] = {}

    def listed(self, lang: str) -> tuple[TemplateBrief, ...]:
        return tuple(
            TemplateBrief(
                id=key,
                name=name,
                about=about,
                own=True,
                segments=len(sheet.segments),
                length=templates.length_of(sheet),
                begins=templates.begins(sheet),
            )
            for key, (name, about, sheet) in self.kept.items()
        )

    def begin(self, template: str, title: str, start: Instant, lang: str) -> SessionId:
        if template not in self.kept:
            raise WorldError("template.unknown", name=template)
        made = SessionId(f"from-{len(self._desk.plans)}")
        sheet = on_another_day(self.kept[template][2], made, start)
        named = replace(sheet, session=replace(sheet.session, title=title))
        self._desk.plans[made] = FakePlanning(named)
        return made

    def keep(self, session: SessionId, name: str, about: str, *, plates: Any, goals: bool) -> str:
        sheet = templates.kept(self._desk.plans[session].sheet, plates, goals=goals)
        return self._add(name, about, sheet)

    def keep_best(self, session: SessionId, name: str, about: str, lengths: Any) -> str:
        return self._add(name, about, templates.best_of(self._desk.plans[session].sheet, lengths))

    def _add(self, name: str, about: str, sheet: RunSheet) -> str:
        key = f"own:{len(self.kept)}"
        self.kept[key] = (name, about, sheet)
        return key

    def proposed(self, review: Review) -> Any:
        return proposed(review)

    def remove(self, template: str) -> None:
        del self.kept[template]


class FakeExchange:
    """Files are really read, at once unless `held`: then the test finishes the jobs."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk, self.held = desk, False

    def fields(self, plate: Plate | None) -> tuple[tuple[str, str, str], ...]:
        return SheetBook().fields(plate)

    def meant(self, plate: Plate, headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return SheetBook().meant(plate, headings)

    def open_sheet(self, path: str) -> FakeJob:
        return self._read("open_sheet", path, lambda: SheetBook().open(path))

    def preview(self, opened: OpenedSheets, request: SheetRequest) -> FakeJob:
        return self._read("preview", request, lambda: opened.read(request))

    def _read(self, name: str, given: Any, work: Callable[[], Any]) -> FakeJob:
        job = self._desk._job(name, given)
        job.work = work
        if not self.held:
            job.do()
        return job

    def take(self, read: SheetRead, session: SessionId, base: RunSheet) -> None:
        plan = self._desk.plans[session]
        if plan.sheet != base:
            raise WorldError("desk.plan_moved_on")
        plan.edit(message("desk.edit.import", rows=read.rows), lambda _: read.sheet)

    def take_as_new(self, sheet: RunSheet) -> FakeJob:
        self._desk.plans[sheet.session.id] = FakePlanning(sheet)
        return self._read("take_as_new", sheet, lambda: sheet.session.id)

    def export_bundle(self, session: SessionId, path: str) -> FakeJob:
        return self._desk._job("export_bundle", path)

    def import_bundle(self, path: str, *, as_new: bool = False) -> FakeJob:
        return self._desk._job("import_bundle", (path, as_new))

    def export_facts(self, session: SessionId, path: str) -> FakeJob:
        return self._desk._job("export_facts", path)


class FakeRuling:
    """Keeps what was judged; `refusal` is what comes of it instead."""

    def __init__(self) -> None:
        self.judged: list[tuple[str, dict[str, bool | None]]] = []
        self.noted: dict[str, bool | None] = {}
        self.refusal: WorldError | None = None

    def judge(self, run: str, judgements: Mapping[str, bool | None]) -> FakeJob:
        job = FakeJob()
        job.work = lambda: self._note(run, dict(judgements))
        job.do()
        return job

    def _note(self, run: str, judgements: dict[str, bool | None]) -> dict[str, bool | None]:
        if self.refusal is not None:
            raise self.refusal
        self.judged.append((run, judgements))
        before = {cue: self.noted.get(cue) for cue in judgements}
        self.noted |= judgements
        return before


class FakeDesk:
    """Sessions by id; jobs are kept for the test to finish."""

    def __init__(self, *sheets: RunSheet, reviews: dict[str, Review] | None = None) -> None:
        self.plans = {sheet.session.id: FakePlanning(sheet) for sheet in sheets}
        self.reviews = reviews or {}
        self.bin: dict[SessionId, FakePlanning] = {}
        self.on_air: SessionId | None = None
        self.listing = FakeListing(self)
        self.shelf = FakeShelf(self)
        self.jobs: list[FakeJob] = []
        self.asked: list[tuple[str, Any]] = []
        self.ruling = FakeRuling()
        self.judgement = SimpleNamespace(severities={})
        self.exchange = FakeExchange(self)

    def now(self) -> Instant:
        return Instant(1_795_000_000_000)

    def sessions(
        self, *, archived: bool = False, discarded: bool = False
    ) -> tuple[SessionBrief, ...]:
        kept = self.bin if discarded else self.plans
        rows = (plan.sheet.session for plan in kept.values())
        return tuple(self._brief(r) for r in rows if archived or discarded or not r.archived)

    def _brief(self, session: Session) -> SessionBrief:
        return SessionBrief(
            id=session.id,
            title=session.title,
            planned_start=session.planned_start,
            zone=session.zone,
            currency=session.currency,
            archived=session.archived,
            simulated=session.simulated,
            aired=session.id in self.reviews,
            revision=1,
            streamer=session.streamer,
        )

    def new_session(self, title: str, start: Instant) -> SessionId:
        made = SessionId(f"new-{len(self.plans)}")
        sheet = RunSheet(session=Session(id=made, title=title, planned_start=start))
        self.plans[made] = FakePlanning(sheet)
        return made

    def duplicate_session(self, session: SessionId, start: Instant, title: str = "") -> SessionId:
        made, sheet = SessionId(f"copy-{len(self.plans)}"), self.plans[session].sheet
        named = title or sheet.session.title
        session_ = replace(sheet.session, id=made, planned_start=start, title=named)
        copy = replace(sheet, session=session_)
        self.plans[made] = FakePlanning(copy)
        return made

    def archive_session(self, session: SessionId, archived: bool = True) -> None:
        sheet = self.plans[session].sheet
        put = replace(sheet, session=replace(sheet.session, archived=archived))
        self.plans[session] = FakePlanning(put)

    def discard_session(self, session: SessionId) -> None:
        if session == self.on_air:
            raise WorldError("desk.session_on_air")
        self.bin[session] = self.plans.pop(session)

    def restore_session(self, session: SessionId) -> None:
        self.plans[session] = self.bin.pop(session)

    def purge_session(self, session: SessionId) -> None:
        del self.bin[session]

    def planning(self, session: SessionId) -> FakePlanning:
        return self.plans[session]

    def import_facts(self, request: FileRequest, session: SessionId) -> FakeJob:
        return self._job("import_facts", request)

    def export_sheet(
        self, session: SessionId, path: str, plate: Plate | None = None, speaker: Any = None
    ) -> FakeJob:
        return self._job("export_sheet", path if plate is None else (path, plate))

    def choose_severities(self, choices: Mapping[str, str]) -> None:
        self.judgement.severities = dict(choices)

    def past_shows(self, session: SessionId, done: Callable[[Any], None]) -> FakeJob:
        return self._job("past_shows", session).on_done(done)

    def write_report(self, session: SessionId, path: str) -> FakeJob:
        return self._job("write_report", path)

    def review(self, session: SessionId, done: Callable[[Any], None]) -> FakeJob:
        job = self._job("review", session).on_done(done)
        found = self.reviews.get(session)
        job.finish(found or WorldError("ui.review.empty"))
        return job

    def _job(self, name: str, given: Any) -> FakeJob:
        job = FakeJob()
        self.asked.append((name, given))
        self.jobs.append(job)
        return job
