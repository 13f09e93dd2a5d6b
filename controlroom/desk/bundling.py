"""A whole session out into a bundle, and in again: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import RunId, SessionId, fresh
from controlroom.core.message import Message, message
from controlroom.core.records import record
from controlroom.core.settings import TABLE
from controlroom.core.time import Instant
from controlroom.desk.factflow import put
from controlroom.live import engine
from controlroom.live.events import Event, RunOpened, SheetChanged
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import Bundle, BundleFiles, Settings

if TYPE_CHECKING:
    from controlroom.desk.world import Store, World

Step = Callable[[float], None]
OF_THE_SHOW = (
    "prompter.mirror",
    "prompter.light",
    "prompter.lines",
    "prompter.mode",
    "prompter.speed",
)
"""Settings that a colleague needs to run the show the same way."""
_CHUNK = 500
_HALF = "\u2063controlroom: half a bundle\u2063"
"""The note of a session that is being brought in; nobody types such signs."""


@record
class Unbundled:
    """What came of a bundle: `renamed` says that it got an id of its own."""

    session: SessionId
    title: str
    renamed: bool
    orders: int
    runs: int


def files_of(world: World) -> BundleFiles:
    """The adapter for bundles."""
    if world.bundles is None:
        raise BugError("no bundles in this world")
    return world.bundles


def gathered(
    store: Store, session: SessionId, *, settings: Settings | None, now: Instant, rehearsals: bool
) -> Bundle:
    """Everything of a session. Rehearsals stay at home unless `rehearsals`."""
    sheet = store.sheets.load(session)
    runs = [r for r in reversed(store.journal.runs(session)) if rehearsals or not r.rehearsal]
    facts = store.facts
    return Bundle(
        sheet=sheet,
        orders=facts.orders(session),
        ads=facts.ads(session),
        room=facts.room(session),
        runs=tuple(tuple(e for _, e in store.journal.read(run.id)) for run in runs),
        settings=_of_the_show(settings),
        made_at=now,
    )


def _of_the_show(settings: Settings | None) -> dict[str, str | int | float | bool]:
    if settings is None:
        return {}
    values = ((name, settings.get(name)) for name in OF_THE_SHOW)
    return {name: value for name, value in values if isinstance(value, str | int | float | bool)}


def known(store: Store, session: SessionId) -> bool:
    """Whether the session is in the store, archived or not."""
    try:
        store.sheets.load(session)
    except WorldError:
        return False
    return True


def is_half(session: Session) -> bool:
    """Whether the session is what a bundle left whose import was cut off."""
    return session.archived and session.note == _HALF


def halves(store: Store) -> tuple[Message, ...]:
    """What imports of bundles that were cut off have left, to be deleted."""
    away = (brief for brief in store.sheets.sessions(archived=True) if brief.archived)
    left = [brief for brief in away if is_half(store.sheets.load(brief.id).session)]
    return tuple(message("bundle.half", session=one.id, title=one.title) for one in left)


def keep(
    store: Store,
    bundle: Bundle,
    source: str,
    *,
    at: Instant,
    as_new: bool = False,
    settings: Settings | None = None,
    step: Step = lambda share: None,
) -> Unbundled:
    """Store `bundle` on the writer's thread; `as_new` gives it a new id in any case.

    All or nothing: when anything fails, or `step` raises to cancel, nothing stays.
    Raises WorldError("bundle.known") when the session is there and it is not `as_new`.
    """
    _without_half(store, bundle.sheet.session.id)
    there = known(store, bundle.sheet.session.id)
    if there and not as_new:
        shown = bundle.sheet.session
        raise WorldError("bundle.known", session=shown.id, title=shown.title)
    _can_be_replayed(bundle, source)
    if as_new:
        bundle = renamed(bundle, SessionId(fresh("ses")))
    bundle = replace(bundle, runs=_runs_of_their_own(store, bundle))
    session = bundle.sheet.session.id
    try:
        _store(store, bundle, source, at, step)
    except BaseException:
        if known(store, session):
            store.sheets.delete(session)
        raise
    _adopt(settings, bundle)
    return Unbundled(
        session=session,
        title=bundle.sheet.session.title,
        renamed=as_new,
        orders=len(bundle.orders),
        runs=len(bundle.runs),
    )


def _without_half(store: Store, session: SessionId) -> None:
    """What an import of the same session has left that was cut off goes."""
    if known(store, session) and is_half(store.sheets.load(session).session):
        store.sheets.delete(session)


def _can_be_replayed(bundle: Bundle, source: str) -> None:
    """A journal whose events do not follow from one another is not the whole of a show."""
    for nth, run in enumerate(bundle.runs, start=1):
        if engine.fold(enumerate(run, start=1)).misfits:
            raise WorldError("bundle.damaged", file=source, part=f"journal/{nth}.jsonl")


def _store(store: Store, bundle: Bundle, source: str, at: Instant, step: Step) -> None:
    """The sheet is put away and marked until all is in: what a crash leaves is not taken for
    whole, and is found by `halves`."""
    session = bundle.sheet.session
    away = replace(bundle.sheet, session=replace(session, archived=True, note=_HALF))
    store.sheets.save(away)
    step(0.3)
    facts = [batch for batch in (bundle.orders, bundle.ads, bundle.room) if len(batch)]
    if facts:
        with store.facts.importing(session.id, "orders", source, at=at) as made:
            totals = [put(store.facts, session.id, batch, made) for batch in facts]
            plain = [replace(total, before=None, after=None) for total in totals]
            read = sum(map(len, facts))
            store.facts.finish_import(made, read=read, refused=0, totals=plain)
            step(0.7)
    for run in bundle.runs:
        name = _opened(run).run
        for first in range(0, len(run), _CHUNK):
            store.journal.append(name, run[first : first + _CHUNK])
            step(0.8)
    store.sheets.save(replace(bundle.sheet, session=replace(session, archived=False)))
    step(0.95)


def _opened(run: tuple[Event, ...]) -> RunOpened:
    assert isinstance(run[0], RunOpened)
    return run[0]


def renamed(bundle: Bundle, session: SessionId) -> Bundle:
    """The same bundle as another session."""

    def of(sheet: RunSheet) -> RunSheet:
        return replace(sheet, session=replace(sheet.session, id=session))

    def event(one: Event) -> Event:
        if isinstance(one, RunOpened | SheetChanged):
            return replace(one, sheet=of(one.sheet))
        return one

    runs = tuple(tuple(map(event, run)) for run in bundle.runs)
    return replace(bundle, sheet=of(bundle.sheet), runs=runs)


def _runs_of_their_own(store: Store, bundle: Bundle) -> tuple[tuple[Event, ...], ...]:
    """Runs whose ids another session already has get new ones."""
    taken = {run.id for run in store.journal.runs()}
    found = []
    for run in bundle.runs:
        opened = _opened(run)
        name = RunId(fresh("run")) if opened.run in taken else opened.run
        found.append((replace(opened, run=name), *run[1:]))
    return tuple(found)


def _adopt(settings: Settings | None, bundle: Bundle) -> None:
    """The show's settings, where the person here has not set their own."""
    if settings is None:
        return
    for name in OF_THE_SHOW:
        value = bundle.settings.get(name)
        default = TABLE[name].default
        if value is not None and TABLE[name].fits(value) and settings.get(name) == default:
            settings.set(name, value)
