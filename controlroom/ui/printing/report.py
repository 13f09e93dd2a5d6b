"""What is printed of a show looked back on: the tables of its report, on A4 as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from controlroom.core import formats
from controlroom.core.message import Message
from controlroom.core.saying import Speaker
from controlroom.review import tabulated
from controlroom.review.results import Review
from controlroom.review.tabulated import Kind, Tabulated, Value
from controlroom.ui.printing.content import Head, Line, Printout, Table
from controlroom.ui.printing.pages import Step, print_tables

_GROWING = frozenset(["segment", "product", "slot", "giveaway", "cue", "what", "finding", "of"])
_WRAPPED = _GROWING | {"name", "step", "role", "channel"}
_BOLD = frozenset(["segment", "product", "slot", "giveaway", "figure"])
_LEFT = frozenset({Kind.TEXT})


def print_report(review: Review, path: str, speaker: Speaker, *, step: Step | None = None) -> int:
    """The report of `review` as a PDF at `path`, said by `speaker` in its zone and currency;
    the number of pages. Raises WorldError where it can't be written."""
    return print_tables(report_printout(review, speaker), path, step=step)


def report_printout(review: Review, speaker: Speaker) -> Printout:
    """The report as it goes on paper. Tables without a row are left out."""
    found = [table for table in tabulated.tables(review) if table.rows]
    return Printout(
        title=review.session.title,
        facts=_facts(review, speaker),
        tables=(_summary(review, speaker), *(_table(table, speaker) for table in found)),
        speaker=speaker,
    )


def _facts(review: Review, speaker: Speaker) -> str:
    """`2026-11-22 周日 19:00–23:00 · 示例店铺 · 阿雪 · 模拟数据`."""
    session, zone = review.session, speaker.zone
    start = review.on_air_at if review.on_air_at is not None else review.start
    end = review.off_air_at if review.off_air_at is not None else review.end
    day = formats.stamp(start, zone)[:5] + formats.day(start, zone, speaker.lang)
    said = [
        f"{day} {formats.clock(start, zone)}–{formats.clock(end, zone)}",
        session.shop,
        session.streamer,
        speaker.text("report.simulated") if session.simulated else "",
        speaker.text("report.rehearsal") if review.rehearsal else "",
        speaker.text("report.no_run") if review.run is None else "",
    ]
    return " · ".join(part for part in said if part)


def _summary(review: Review, speaker: Speaker) -> Table:
    text = speaker.text
    heads = ("figure", "value", "of")
    return Table(
        plate=None,
        title=text("report.sheet.summary"),
        sums=text("report.reading.simulated") if review.session.simulated else "",
        heads=tuple(_head(name, Kind.TEXT, text(f"report.col.{name}")) for name in heads),
        lines=tuple(
            Line(
                cells=(
                    speaker.say(one.name),
                    shown(one.value, one.kind, speaker),
                    speaker.say(one.of) if one.of is not None else "",
                )
            )
            for one in tabulated.headline(review)
        ),
    )


def _table(table: Tabulated, speaker: Speaker) -> Table:
    used = [
        at for at in range(len(table.heads)) if any(row[at] not in (None, "") for row in table.rows)
    ]
    kinds = [table.heads[at] for at in used]
    return Table(
        plate=table.plate,
        title=speaker.say(table.title),
        sums="",
        heads=tuple(_head(name, kind, speaker.text(f"report.col.{name}")) for name, kind in kinds),
        lines=tuple(_line([row[at] for at in used], kinds, speaker) for row in table.rows),
    )


def _line(values: Sequence[Value], kinds: Sequence[tuple[str, Kind]], speaker: Speaker) -> Line:
    cells = (shown(value, kind, speaker) for value, (_, kind) in zip(values, kinds, strict=True))
    return Line(cells=tuple(cells))


def _head(name: str, kind: Kind, text: str) -> Head:
    return Head(
        text=text,
        right=kind not in _LEFT or name == "value",
        wraps=name in _WRAPPED,
        grows=name in _GROWING,
        bold=name in _BOLD,
    )


def shown(value: Value, kind: Kind, speaker: Speaker) -> str:
    """A value as it is read; a dash where it is not known."""
    if isinstance(value, Message):
        return speaker.say(value)
    if isinstance(value, str):
        return speaker.named(value)
    if kind is Kind.MONEY:
        return formats.money(value, speaker.currency)
    if kind is Kind.AT:
        return formats.clock(None if value is None else int(value), speaker.zone, seconds=True)
    if value is None:
        return "" if kind is Kind.TEXT else formats.DASH
    plain: dict[Kind, Callable[[float], str]] = {
        Kind.RATIO: formats.percent,
        Kind.TIMES: formats.times,
        Kind.SPAN: formats.span,
        Kind.DRIFT: formats.signed_span,
        Kind.SIGNED: lambda number: f"{number:+,.0f}",
        Kind.SECONDS: lambda number: f"{number:.1f} s",
    }
    return plain.get(kind, formats.count)(value)
