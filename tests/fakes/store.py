"""A store in memory: sheets, facts and journal as plain dictionaries."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import ImportId, RunId, SessionId, fresh
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples
from controlroom.facts.sales import Sales, sales_of
from controlroom.live import codec
from controlroom.live.events import Event, RunOpened, WentOffAir, WentOnAir
from controlroom.plan.history import LIMIT, Entry, History, Step
from controlroom.plan.patch import applied
from controlroom.plan.sheet import RunSheet
from controlroom.ports import ImportRecord, RunBrief, SessionBrief, Upsert

Batch = Any
Key = tuple[Any, ...]
Row = tuple[Any, ...]

KEYS: dict[type[Any], tuple[str, ...]] = {
    OrderLines: ("line_id", "order_id"),
    AdSamples: ("source", "channel", "campaign", "from_at", "to_at", "basis"),
    RoomSamples: ("source", "metric", "at"),
}


_VALUES = ("sheets", "steps", "bin")  # of frozen values: copied no deeper than their lists


def _shallow(held: dict[Any, Any]) -> dict[Any, Any]:
    return {key: list(one) if isinstance(one, list) else one for key, one in held.items()}


@dataclass
class Memory:
    """Everything kept. Versions of a fact: [(import id or "", row)], oldest first."""

    sheets: dict[SessionId, list[tuple[Message, RunSheet]]] = field(default_factory=dict)
    steps: dict[SessionId, History] = field(default_factory=dict)
    bin: dict[SessionId, list[tuple[Message, RunSheet]]] = field(default_factory=dict)
    facts: dict[tuple[SessionId, type[Any]], dict[Key, list[tuple[str, Row]]]] = field(
        default_factory=dict
    )
    imports: dict[ImportId, ImportRecord] = field(default_factory=dict)
    revisions: dict[ImportId, tuple[int, int]] = field(default_factory=dict)
    runs: dict[RunId, list[Event]] = field(default_factory=dict)
    importing: bool = False

    def sheet(self, session: SessionId) -> RunSheet:
        if session not in self.sheets:
            raise WorldError("session.unknown", session=session)
        return self.sheets[session][-1][1]


class FakeSheets:
    """`ports.SheetStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def sessions(
        self, *, archived: bool = False, discarded: bool = False
    ) -> tuple[SessionBrief, ...]:
        memory = self._memory
        kept = memory.bin if discarded else memory.sheets
        held = [(each[-1][1].session, len(each)) for each in reversed(kept.values())]
        held.sort(key=lambda one: one[0].planned_start, reverse=True)
        return tuple(
            SessionBrief(
                id=s.id,
                title=s.title,
                planned_start=s.planned_start,
                zone=s.zone,
                currency=s.currency,
                archived=s.archived,
                simulated=s.simulated,
                aired=self._aired(s.id),
                revision=revision,
                streamer=s.streamer,
            )
            for s, revision in held
            if archived or discarded or not s.archived
        )

    def _aired(self, session: SessionId) -> bool:
        return any(
            isinstance(events[0], RunOpened)
            and events[0].sheet.session.id == session
            and not events[0].rehearsal
            and any(isinstance(event, WentOnAir) for event in events)
            for events in self._memory.runs.values()
        )

    def load(self, session: SessionId) -> RunSheet:
        return self._memory.sheet(session)

    def recall(self, session: SessionId) -> tuple[History, int]:
        present = self.load(session)
        kept = self._memory.steps[session]
        history = History(present=present, past=kept.past, future=kept.future)
        return history, len(self._memory.sheets[session])

    def save(self, sheet: RunSheet, *, label: Message | None = None) -> int:
        session = sheet.session.id
        old = self._memory.steps.get(session)
        self._memory.sheets.setdefault(session, self._memory.bin.pop(session, []))
        done = old.do(sheet, label) if old and label else History(present=sheet)
        return self._revise(done, label or Message(""))

    def keep(self, entry: Entry, *, onto: int) -> int:
        session = entry.session
        present = self.load(session)
        old = self._memory.steps[session]
        if len(self._memory.sheets[session]) != onto:
            raise WorldError("store.sheet_changed")
        sheet, step = applied(entry.by, present), entry.step
        past, future = old.past, old.future
        if entry.kind == "do" and step:
            past, future = (*past, step)[-LIMIT:], ()
        elif entry.kind == "fold":
            past, future = (*past[:-1], step) if step else past[:-1], ()
        elif entry.kind == "undo":
            past, future = self._without(past[::-1], step)[::-1], (past[-1], *future)
        else:
            past, future = (*past, *future[:1]), self._without(future, step)
        return self._revise(History(present=sheet, past=past, future=future), Message(""))

    def _without(self, steps: tuple[Step, ...], step: Step | None) -> tuple[Step, ...]:
        if not steps or step is None or steps[0].id != step.id:
            raise WorldError("store.sheet_changed")
        return steps[1:]

    def rewrite(self, history: History) -> int:
        self._memory.sheets.setdefault(history.present.session.id, [])
        return self._revise(history, Message(""))

    def _revise(self, history: History, label: Message) -> int:
        session = history.present.session.id
        self._memory.steps[session] = history
        self._memory.sheets[session].append((label, history.present))
        return len(self._memory.sheets[session])

    def history(self, session: SessionId) -> tuple[tuple[int, Message], ...]:
        self.load(session)
        return tuple((i, label) for i, (label, _) in enumerate(self._memory.sheets[session], 1))

    def discard(self, session: SessionId) -> None:
        self.load(session)
        self._memory.bin[session] = self._memory.sheets.pop(session)

    def restore(self, session: SessionId) -> None:
        if session not in self._memory.bin:
            raise WorldError("session.unknown", session=session)
        self._memory.sheets[session] = self._memory.bin.pop(session)

    def revision(self, session: SessionId, number: int) -> RunSheet:
        self.load(session)
        kept = self._memory.sheets[session]
        if not 1 <= number <= len(kept):
            raise WorldError("store.no_revision", session=session, number=number)
        return kept[number - 1][1]

    def delete(self, session: SessionId) -> None:
        memory = self._memory
        if session in memory.bin:
            self.restore(session)
        self.load(session)
        del memory.sheets[session]
        memory.facts = {k: v for k, v in memory.facts.items() if k[0] != session}
        memory.imports = {k: v for k, v in memory.imports.items() if v.session != session}
        memory.runs = {
            run: events
            for run, events in memory.runs.items()
            if not isinstance(events[0], RunOpened) or events[0].sheet.session.id != session
        }


class FakeFacts:
    """`ports.FactStore` in memory: each fact keeps the list of its versions."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @contextmanager
    def importing(
        self, session: SessionId, kind: str, source: str, *, at: Instant
    ) -> Iterator[ImportId]:
        memory = self._memory
        before = len(memory.sheets.get(session, [])) if memory.sheet(session) else 0
        if memory.importing:
            raise BugError("import inside an import")
        saved = copy.deepcopy(
            {name: held for name, held in vars(memory).items() if name not in _VALUES}
        )
        saved |= {name: _shallow(getattr(memory, name)) for name in _VALUES}
        made = ImportId(fresh("imp"))
        counts = dict.fromkeys(("read", "kept", "updated", "unchanged", "refused"), 0)
        memory.imports[made] = ImportRecord(
            id=made, session=session, kind=kind, source=source, at=at, undone=False, **counts
        )
        memory.importing = True
        try:
            yield made
        except BaseException:
            vars(memory).update(saved)
            raise
        memory.importing = False
        memory.revisions[made] = (before, len(memory.sheets[session]))

    def put_orders(
        self, session: SessionId, lines: OrderLines, *, into: ImportId | None = None
    ) -> Upsert:
        return self._put(session, lines, into)

    def put_ads(
        self, session: SessionId, ads: AdSamples, *, into: ImportId | None = None
    ) -> Upsert:
        return replace(self._put(session, ads, into), before=None, after=None)

    def put_room(
        self, session: SessionId, room: RoomSamples, *, into: ImportId | None = None
    ) -> Upsert:
        return replace(self._put(session, room, into), before=None, after=None)

    def finish_import(
        self, into: ImportId, *, read: int, refused: int, totals: Sequence[Upsert]
    ) -> None:
        self._memory.imports[into] = replace(
            self._memory.imports[into],
            read=read,
            refused=refused,
            kept=sum(t.kept for t in totals),
            updated=sum(t.updated for t in totals),
            unchanged=sum(t.unchanged for t in totals),
        )

    def undo_import(self, into: ImportId) -> None:
        memory = self._memory
        if into not in memory.imports:
            raise WorldError("store.no_import", import_id=into)
        record = memory.imports[into]
        if record.undone:
            raise WorldError("store.undone_already", source=record.source)
        self._restore_sheet(record)
        for (session, _), kept in memory.facts.items():
            if session == record.session:
                for key in list(kept):
                    kept[key] = [version for version in kept[key] if version[0] != into]
                    if not kept[key]:
                        del kept[key]
        memory.imports[into] = replace(record, undone=True)

    def _restore_sheet(self, record: ImportRecord) -> None:
        before, after = self._memory.revisions[record.id]
        sheets = self._memory.sheets[record.session]
        if before != after:
            if sheets[-1][1] != sheets[after - 1][1]:
                raise WorldError("store.sheet_edited", source=record.source)
            FakeSheets(self._memory).save(
                sheets[before - 1][1],
                label=message("store.edit.import_undone", source=record.source),
            )

    def imports(self, session: SessionId) -> tuple[ImportRecord, ...]:
        return tuple(i for i in self._memory.imports.values() if i.session == session)

    def orders(
        self,
        session: SessionId,
        *,
        start: Instant | None = None,
        end: Instant | None = None,
        only: Collection[str] | None = None,
    ) -> OrderLines:
        lines: OrderLines = self._all(session, OrderLines)
        keep = np.ones(len(lines), dtype=bool)
        if start is not None:
            keep &= (lines.paid_at >= start) & (lines.paid_at != MISSING)
        if end is not None:
            keep &= (lines.paid_at < end) & (lines.paid_at != MISSING)
        found: OrderLines = _taken(lines, keep)
        if only is None:
            return found
        return OrderLines(
            **{
                f.name: getattr(found, f.name) if f.name in only else _blank(f.name, len(found))
                for f in fields(OrderLines)
            }
        )

    def sales(self, session: SessionId) -> Sales:
        return sales_of(self.orders(session))

    def ads(self, session: SessionId) -> AdSamples:
        samples: AdSamples = self._all(session, AdSamples)
        return samples

    def room(self, session: SessionId) -> RoomSamples:
        samples: RoomSamples = self._all(session, RoomSamples)
        return samples

    def _all(self, session: SessionId, kind: type[Any]) -> Batch:
        self._memory.sheet(session)
        kept = self._memory.facts.get((session, kind), {})
        return to_batch(kind, [versions[-1][1] for versions in kept.values()])

    def _put(self, session: SessionId, batch: Batch, into: ImportId | None) -> Upsert:
        self._memory.sheet(session)
        if into is not None and into not in self._memory.imports:
            raise BugError("put into an import that was never begun")
        kind = type(batch)
        kept = self._memory.facts.setdefault((session, kind), {})
        tally = {"kept": 0, "updated": 0, "unchanged": 0}
        before: dict[Key, Row] = {}
        touched: dict[Key, list[tuple[str, Row]]] = {}  # the versions as they were
        for row in to_rows(batch):
            key = key_of(kind, row)
            old = kept[key][-1][1] if key in kept else None
            what = _verdict(kind, old, row)
            tally[what] += 1
            if what == "unchanged":
                continue
            if key not in touched and old is not None:
                before[key] = old
            touched.setdefault(key, list(kept.get(key, ())))
            _add(kept.setdefault(key, []), into or "", row)
        changed = [key for key in touched if before.get(key) != kept[key][-1][1]]
        for key in touched.keys() - changed:  # there and back within a batch is not written
            kept[key] = touched[key]
        olds = [before[key] for key in changed if key in before]
        return Upsert(
            **tally,
            before=to_batch(kind, olds) if olds else None,
            after=to_batch(kind, [kept[key][-1][1] for key in changed]) if changed else None,
        )


def _add(versions: list[tuple[str, Row]], into: str, row: Row) -> None:
    if versions and versions[-1][0] == into:
        versions.pop()
    versions.append((into, row))


def _verdict(kind: type[Any], old: Row | None, row: Row) -> str:
    if old is None:
        return "kept"
    if old == row:
        return "unchanged"
    if kind is OrderLines:
        at = [f.name for f in fields(OrderLines)].index("updated_at")
        if row[at] != MISSING and old[at] != MISSING and row[at] < old[at]:
            return "unchanged"
    return "updated"


def to_rows(batch: Batch) -> list[Row]:
    """A batch as tuples of plain values; NaN as None so that rows compare."""
    columns = [getattr(batch, f.name).tolist() for f in fields(batch)]
    return [
        tuple(None if isinstance(v, float) and v != v else v for v in row)
        for row in zip(*columns, strict=True)
    ]


def to_batch(kind: type[Any], rows: list[Row]) -> Batch:
    """Tuples as a batch of `kind`."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields(kind))
    made = {
        f.name: np.array(column, dtype=_type_of(kind, f.name))
        for f, column in zip(fields(kind), columns, strict=True)
    }
    return kind(**made)


def _type_of(kind: type[Any], name: str) -> Any:
    told = {f.name: f.type for f in fields(kind)}[name]
    return {"Text": object, "Int": np.int64, "Small": np.int8, "Float": np.float64}[str(told)]


def _blank(name: str, length: int) -> Any:
    kind = _type_of(OrderLines, name)
    empty = {object: "", np.int64: MISSING, np.int8: -1 if name == "buyer_new" else 0}[kind]
    return np.full(length, empty, dtype=kind)


def key_of(kind: type[Any], row: Row) -> Key:
    """The natural key within a session."""
    names = [f.name for f in fields(kind)]
    return tuple(row[names.index(name)] for name in KEYS[kind])


def _taken(batch: Batch, keep: Any) -> Batch:
    return type(batch)(**{f.name: getattr(batch, f.name)[keep] for f in fields(batch)})


class FakeJournal:
    """`ports.Journal` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def append(self, run: RunId, events: Sequence[Event], *, after: int | None = None) -> int:
        if self._memory.importing:
            raise BugError("a commit of its own was asked for inside another transaction")
        known = self._memory.runs.get(run)
        opening = [event for event in events if isinstance(event, RunOpened)]
        if known is None:
            if len(opening) != 1 or events[0] is not opening[0] or opening[0].run != run:
                raise BugError(f"run {run} does not begin with RunOpened")
            self._memory.sheet(opening[0].sheet.session.id)
        elif opening and after is None:
            raise BugError(f"run {run} opened twice")
        for event in events:
            codec.to_plain(event)  # what can't be written is refused here, too
        log = self._memory.runs.setdefault(run, [])
        there = [] if after is None else log[after:]
        if (after or 0) > len(log) or there != list(events)[: len(there)]:
            raise WorldError("store.run_taken")
        log.extend(list(events)[len(there) :])
        return len(log) if after is None else after + len(events)

    def read(self, run: RunId, *, after: int = 0) -> Iterator[tuple[int, Event]]:
        log = list(self._memory.runs.get(run, []))
        return iter([(seq, event) for seq, event in enumerate(log, 1) if seq > after])

    def runs(self, session: SessionId | None = None) -> tuple[RunBrief, ...]:
        briefs = []
        for run, events in reversed(self._memory.runs.items()):
            first = events[0]
            assert isinstance(first, RunOpened)
            ended = any(isinstance(event, WentOffAir) for event in events)
            brief = RunBrief(
                id=run,
                session=first.sheet.session.id,
                opened=first.at,
                rehearsal=first.rehearsal,
                ended=ended,
            )
            briefs.append(brief)
        briefs.sort(key=lambda brief: brief.opened, reverse=True)
        binned = self._memory.bin
        return tuple(b for b in briefs if session in (None, b.session) and b.session not in binned)


class FakeStore:
    """A whole store in memory."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.sheets = FakeSheets(self.memory)
        self.facts = FakeFacts(self.memory)
        self.journal = FakeJournal(self.memory)

    def hand_over(self) -> None:
        """Nothing to hand over."""

    def backup(self, path: str | Path) -> None:
        """There is no file to copy."""
        raise WorldError("store.backup_by_server", place="memory")

    def doctor(self) -> list[Message]:
        """Always healthy."""
        return []

    def close(self) -> None:
        """Nothing to close."""
