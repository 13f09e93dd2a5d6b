"""Looking back: the newest run's journal and all facts of a session, as a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from controlroom.core.ids import RunId, SessionId
from controlroom.core.time import Instant
from controlroom.facts.buckets import COUNTED, Buckets
from controlroom.live.events import Event
from controlroom.plan.sheet import RunSheet

if TYPE_CHECKING:
    from controlroom.desk.world import Store
    from controlroom.review.headline import Headline
    from controlroom.review.summary import Review


def buckets_of(store: Store, session: SessionId) -> Buckets:
    """All facts of a session in buckets."""
    facts = store.facts
    orders = facts.orders(session, only=COUNTED)
    return Buckets.from_columns(orders, facts.ads(session), facts.room(session))


def settled(store: Store, session: SessionId) -> Buckets:
    """The same buckets, only to be asked: no batch of order lines may be applied to them."""
    facts = store.facts
    return Buckets.of_sales(facts.sales(session), facts.ads(session), facts.room(session))


def entries_of(
    store: Store, session: SessionId, run: RunId | None = None
) -> list[tuple[int, Event]]:
    """The journal of `run`, or of the newest real run of a session; empty without one."""
    runs = [r.id for r in store.journal.runs(session) if run == r.id or not (run or r.rehearsal)]
    return list(store.journal.read(runs[0])) if runs else []


def headline_of(store: Store, sheet: RunSheet) -> Headline:
    """The figures of `review_of` that a list of sessions shows."""
    from controlroom.review import headline

    session = sheet.session.id
    return headline.headline(sheet, entries_of(store, session), settled(store, session))


def review_of(
    store: Store,
    sheet: RunSheet,
    *,
    until: Instant | None = None,
    rehearsal: RunId | None = None,
) -> Review:
    """The review of a session from its store, by its newest run (or a named rehearsal)."""
    from controlroom.review import summary  # not before the first look back

    session = sheet.session.id
    entries = entries_of(store, session, rehearsal)
    return summary.review(sheet, entries, settled(store, session), until=until)
