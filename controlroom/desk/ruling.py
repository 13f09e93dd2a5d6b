"""The rule book as a person works on it: shown, tried on a show, kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, RunId, SessionId
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.desk.intents import JudgeAlert
from controlroom.desk.jobs import Job
from controlroom.desk.learning import habits_of
from controlroom.desk.reviewing import buckets_of, entries_of
from controlroom.facts.buckets import Buckets
from controlroom.live import asplanned, baselines, engine, rules
from controlroom.live.events import AlertJudged, AlertRaised
from controlroom.live.rulebook import Rule
from controlroom.live.state import State
from controlroom.plan.sheet import Session

if TYPE_CHECKING:
    from controlroom.desk.air import Air
    from controlroom.desk.runs import Runs
    from controlroom.desk.world import World

Judgements = Mapping[CueId, bool | None]
"""Which alerts were wrong: True, False, or as they were answered on air."""
_PATIENCE = 3.0  # s for the thread of the open run to write something down
_LEARNING = 0.3  # of the work of a trial, where it must learn what is usual


@record
class Trial:
    """What a rule would have said in the show of `session` between `start` and `until`.
    `own_usual`: whether "usual" was the streamer's own past (else this show's).
    `as_planned`: there is no journal; rows are taken to have begun as planned. `spoke`, `wrong`:
    how often the rule did speak in that show, and how often that was marked a false alarm."""

    session: Session
    start: Instant
    until: Instant
    alerts: tuple[AlertRaised, ...]
    own_usual: bool
    as_planned: bool = False
    spoke: int = 0
    wrong: int = 0


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
        """Keep `rulebook` as the whole book; the open run follows it from now on, whatever
        the disk says. Raises WorldError where the file can't be written: it is as it was."""
        self._runs.use_rules(rulebook)
        if self._world.rulebook is not None:
            self._world.rulebook.keep(rulebook)

    def trial(self, rule: Rule, session: SessionId) -> Job:
        """Try `rule` on the show of `session`: the one on air until now, or its newest run.
        Outcome: Trial, or WorldError("rule.trial.no_show")."""
        air = self._runs.air
        if air is None or air.session != session:
            return self._job(lambda job: _tried(self._world, rule, session, None, job.step))
        world, now = self._runs.world, air.readout.now if air.readout else None
        return self._job(lambda job: _tried(world, rule, session, now, job.step))

    def judge(self, run: RunId, judgements: Judgements) -> Job:
        """Looking back, note in the journal of `run` which alerts were wrong (None: as they
        were answered on air). Outcome: what was noted before, to undo it, or WorldError; then
        nothing is noted, or not yet ("rule.judge.late")."""
        return Job(lambda _: self._judge(run, judgements), self._world.dispatch).start()

    def _judge(self, run: RunId, judgements: Judgements) -> Judgements:
        """On the job's thread. The journal of the open run is written by its own thread."""
        world, air = self._world, self._runs.air
        if air is not None and air.show.run == run:
            return _told(air, judgements)
        entries = list(world.store.journal.read(run))
        state, now = engine.fold(entries), world.clock.wall()
        events = [AlertJudged(at=now, cue=cue, wrong=wrong) for cue, wrong in judgements.items()]
        refused = next(filter(None, (engine.check(state, event) for event in events)), None)
        if refused is not None:
            raise WorldError(refused.key, **refused.args)
        journal, last = world.store.journal, entries[-1][0]
        world.writer.call(lambda: journal.append(run, events, after=last))
        return _noted(state, judgements)

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
    told = [cue for cue in state.fired.values() if cue.rule == rule.name]
    return Trial(
        session=state.sheet.session,
        start=state.on_air_at,
        until=until,
        alerts=said,
        own_usual=bool(usual),
        as_planned=as_planned,
        spoke=len(told),
        wrong=sum(cue.false_alarm for cue in told),
    )


def precision(tried: Sequence[Trial]) -> float | None:
    """By the operator's own marks: the share of what the rule said in those shows that was no
    false alarm (a ratio of sums); None where it never spoke."""
    spoke = sum(one.spoke for one in tried)
    return 1.0 - sum(one.wrong for one in tried) / spoke if spoke else None


def _noted(state: State, cues: Iterable[CueId]) -> Judgements:
    """What is noted of them. Raises WorldError for one that was never shown."""
    if any(cue not in state.fired for cue in cues):
        raise WorldError("live.refuse.no_cue")
    return {cue: state.fired[cue].judged for cue in cues}


def _told(air: Air, judgements: Judgements) -> Judgements:
    """The same through the thread of the open run. Raises WorldError where it does not come
    to that within a while (it will, then)."""
    before, heard = _noted(air.show.state, judgements), threading.Event()

    def look(_: object) -> None:
        if _noted(air.show.state, judgements) == judgements:
            heard.set()

    stop = air.subscribe(look)
    try:
        for cue, wrong in judgements.items():
            air.post(JudgeAlert(cue, wrong))
        look(None)
        if not heard.wait(_PATIENCE):
            raise WorldError("rule.judge.late")
    finally:
        stop()
    return before


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
    lived = (event.at for _, event in state.entries() if not isinstance(event, AlertJudged))
    return max(lived, default=Instant(0))
