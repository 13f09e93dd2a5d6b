"""The rule book as a person works on it: shown, tried on a show, kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.desk.jobs import Job
from controlroom.desk.learning import habits_of
from controlroom.desk.reviewing import buckets_of, entries_of
from controlroom.facts.buckets import Buckets
from controlroom.live import asplanned, baselines, engine, rules
from controlroom.live.events import AlertRaised
from controlroom.live.rulebook import Rule
from controlroom.live.state import State
from controlroom.plan.sheet import Session

if TYPE_CHECKING:
    from controlroom.desk.runs import Runs
    from controlroom.desk.world import World

_LEARNING = 0.3  # of the work of a trial, where it must learn what is usual


@record
class Trial:
    """What a rule would have said in the show of `session` between `start` and `until`.
    `own_usual`: whether "usual" was the streamer's own past (else this show's).
    `as_planned`: there is no journal; rows are taken to have begun as planned."""

    session: Session
    start: Instant
    until: Instant
    alerts: tuple[AlertRaised, ...]
    own_usual: bool
    as_planned: bool = False


class Ruling:
    """Which rules there are; what is kept watches the open run at once."""

    def __init__(self, world: World, runs: Runs) -> None:
        self._world, self._runs = world, runs

    def rules(self) -> tuple[Rule, ...]:
        """All rules, the merchant's version of a preset in its place."""
        book = self._world.rulebook
        return book.rules() if book else ()

    def ours(self) -> tuple[Rule, ...]:
        """The presets as they ship."""
        book = self._world.rulebook
        return book.ours() if book else ()

    def keep(self, rulebook: Sequence[Rule]) -> None:
        """Keep `rulebook` as the whole book. Raises WorldError; nothing has changed then."""
        book = self._world.rulebook
        if book is not None:
            self._world.writer.call(lambda: book.keep(rulebook))
        self._runs.use_rules(rulebook)

    def trial(self, rule: Rule, session: SessionId) -> Job:
        """Try `rule` on the show of `session`: the one on air until now, or its newest run.
        Outcome: Trial, or WorldError("rule.trial.no_show")."""
        air = self._runs.air
        if air is None or air.session != session:
            return self._job(lambda job: _tried(self._world, rule, session, None, job.step))
        world, now = self._runs.world, air.readout.now if air.readout else None
        return self._job(lambda job: _tried(world, rule, session, now, job.step))

    def backtest(self, rule: Rule, session: SessionId) -> Job:
        """As `trial`, on a past show: its newest run, or where facts came in without one,
        the show as planned. Outcome: Trial, or WorldError("rule.trial.nothing")."""
        return self._job(
            lambda job: _tried(self._world, rule, session, None, job.step, planned=True)
        )

    def _job(self, work: Callable[[Job], Trial]) -> Job:
        return Job(work, self._world.dispatch).start()


def _tried(
    world: World,
    rule: Rule,
    session: SessionId,
    now: Instant | None,
    step: Callable[[float], None],
    *,
    planned: bool = False,
) -> Trial:
    """On the job's thread: the journal and the facts as they are in the store."""
    step(0.0)
    state, buckets = _aired(world, session, now), buckets_of(world.store, session)
    as_planned = state is None and planned
    if as_planned:
        state = _as_planned(world, session, buckets)
    if state is None or state.on_air_at is None or state.sheet is None:
        raise WorldError("rule.trial.no_show")
    until = _until(state, now)
    on = replace(rule, enabled=True)
    begun = _LEARNING if baselines.wanted((on,)) else 0.0
    usual = None
    if begun:
        known = habits_of(
            world.store, state.sheet.session, (on,), lambda share: step(share * begun)
        )
        usual = known.baselines
    said = rules.trial(
        on, state, buckets, until, usual, lambda share: step(begun + share * (1 - begun))
    )
    return Trial(
        session=state.sheet.session,
        start=state.on_air_at,
        until=until,
        alerts=said,
        own_usual=bool(usual),
        as_planned=as_planned,
    )


def _aired(world: World, session: SessionId, now: Instant | None) -> State | None:
    """The newest run that went on air; None without one."""
    runs = world.store.journal.runs(session)
    newest = next((r.id for r in runs if now is not None or not r.rehearsal), None)
    state = engine.fold(entries_of(world.store, session, newest)) if newest else None
    return state if state is not None and state.on_air_at is not None else None


def _as_planned(world: World, session: SessionId, buckets: Buckets) -> State:
    """The show as planned. Raises WorldError("rule.trial.nothing") where nothing is known
    of what was sold, spent or seen: every rule would be silent, which says nothing."""
    sheet = world.store.sheets.load(session)
    if not buckets.freshness():
        raise WorldError("rule.trial.nothing", title=sheet.session.title)
    return asplanned.lived(sheet)


def _until(state: State, now: Instant | None) -> Instant:
    """When it went off air; else now; else (a run that a crash cut off) its last event."""
    if state.off_air_at is not None:
        return state.off_air_at
    if now is not None:
        return now
    return max((event.at for _, event in state.entries()), default=Instant(0))
