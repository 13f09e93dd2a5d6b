"""`controlroom replay` and `report`: a show by its journal and its facts."""

from __future__ import annotations

from typing import Any

from controlroom.app.context import Context
from controlroom.app.tables import table
from controlroom.core import formats
from controlroom.core.time import Instant, Span
from controlroom.desk.reviewing import entries_of, review_of
from controlroom.live import engine
from controlroom.plan.sheet import RunSheet
from controlroom.review import outside
from controlroom.review.export import to_json
from controlroom.review.summary import Review

DONE = 0


def replay(context: Context) -> int:
    """Fold the journal and the facts; print what they say at an instant."""
    review = looked_back(context, context.sheet())
    document = to_json(review)
    context.give(document)
    print_review(context, review, document)
    return DONE


def looked_back(context: Context, sheet: RunSheet) -> Review:
    """The review, up to `--until` where it was given."""
    offset = context.offset(getattr(context.args, "until", None))
    store = context.desk.world.store
    if offset is None:
        return review_of(store, sheet)
    state = engine.fold(entries_of(store, sheet.session.id))
    start = state.on_air_at if state.on_air_at is not None else sheet.session.planned_start
    return review_of(store, sheet, until=Instant(start + Span(offset)))


def print_review(context: Context, review: Review, document: dict[str, Any]) -> None:
    """What a person wants to know of a review, in lines."""
    gmv, currency = document["gmv"], review.session.currency
    say = context.speaker.text
    context.line(f"{review.session.title}  {review.session.id}")
    context.line(
        say(
            "cli.review.gmv",
            paid=formats.money(gmv["paid_minor"], currency),
            refunded=formats.money(gmv["refunded_minor"], currency),
            net=formats.money(gmv["net_minor"], currency),
            orders=gmv["orders"],
            lines=gmv["lines"],
        )
    )
    for line in outside.said(review.gmv):
        context.line(context.speaker.say(line))
    for basis, value in document["roi"].items():
        context.line(f"ROI ({say('roi.' + basis)}): {formats.times(value)}")
    rows = [
        [
            s["title"],
            formats.money(s["gmv_minor"], currency),
            formats.count(s["orders"]),
            formats.money(s["gmv_per_minute_minor"], currency),
        ]
        for s in document["segments"]
    ]
    head = [say(f"cli.review.{c}") for c in ("segment", "gmv_head", "orders_head", "per_minute")]
    context.line(table(head, rows))


def report(context: Context) -> int:
    """The report by suffix; without a file the figures alone."""
    sheet, out = context.sheet(), context.args.out
    if out is None:
        return replay(context)
    if out.lower().endswith(".pdf"):
        from controlroom.app.printing import ready

        ready()
    path = context.finish(context.desk.write_report(sheet.session.id, out))
    if context.args.json:
        context.give({**to_json(looked_back(context, sheet)), "out": path})
    context.line(path)
    return DONE
