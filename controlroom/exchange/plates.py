"""The five plates of a run-sheet from their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from controlroom.core.ids import RowId
from controlroom.core.time import SECOND, Instant, Span
from controlroom.exchange.cells import blank, text_of
from controlroom.exchange.merging import (
    ids,
    merged,
    placed_among,
    values_for,
)
from controlroom.exchange.records import Findings, Record, as_when
from controlroom.exchange.references import Goods, all_products, link_of, one_product, one_segment
from controlroom.exchange.references import Script as References
from controlroom.exchange.timeline import Clockwork, Placed, Stated
from controlroom.exchange.times import When
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, Segment, WarmupTask

_MILESTONES = {"milestone", "里程碑", "节点"}
_GROUPS = {"group", "group-start", "groupstart", "分组", "组"}
_GROUP_ENDS = {"group-end", "groupend", "分组结束"}
_NOT_IMPORTED = {"skip-import", "skip import", "不导入"}
_TIMERS = {"count-down", "count down", "countdown", "count-up", "count up", "clock", "none"}


# --- goods --------------------------------------------------------------------


def goods(
    rows: Sequence[Record], there: Sequence[Product], findings: Findings
) -> tuple[Product, ...]:
    """The products of the S records, merged into `there`."""
    titled = [r for r in rows if _titled(r, findings)]
    named = ids(titled, [r.text("title") for r in titled], there, findings)
    made: list[Product] = []
    old = {p.id: p for p in there}
    for record, row in zip(titled, named, strict=True):
        if row is not None:
            given = values_for(Plate.GOODS, record.values)
            new = {"id": row, "title": record.text("title"), **given}
            made.append(merged(Product, new, old.get(row), given))
    return placed_among(there, made, findings)


def goods_in_script(
    rows: Sequence[Record], there: Sequence[Product], findings: Findings
) -> tuple[Product, ...]:
    """Products that a script's own price and stock columns describe, added to or merged
    into `there`; a row names its product by link number or title."""
    products = list(there)
    for record in rows:
        text = text_of(record.raw.get("products"))
        filled = {k: v for k, v in record.goods.items() if v not in (None, "")}
        if not record.goods or blank(record.raw.get("products")):
            continue
        known = one_product(text, products)
        if known is not None:
            products[products.index(known)] = replace(known, **filled)  # type: ignore[arg-type]
            continue
        link, title = link_of(text)
        title = title or record.text("title") or text
        row = ids([replace(record, plate=Plate.GOODS, values={})], [title], (), findings)[0]
        made = {"id": row, "title": title, "link": link, **filled}
        products.append(Product(**made))  # type: ignore[arg-type]
    return tuple(products)


def _titled(record: Record, findings: Findings) -> bool:
    if record.text("title") or record.text("id"):  # a row of ours not named yet
        return True
    findings.bad(
        record.sheet, record.row, record.headings.get("title", ""), "", "runsheet.no_title"
    )
    return False


# --- script -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Script records sorted out: playable ones with the group they stand in."""

    rows: tuple[Record, ...]
    groups: tuple[str | None, ...]  # None: the table has no group rows
    entries: int  # rows with a known type, groups included


def script_rows(records: Sequence[Record], findings: Findings) -> Script:
    """Group rows give their title to the rows that follow; rows not to be imported and
    rows without any name are left out."""
    rows: list[Record] = []
    groups: list[str | None] = []
    group: str | None = None
    entries = 0
    for record in records:
        word = record.text("kind").lower()
        if word in _NOT_IMPORTED:
            continue
        entries += 1
        if word in _GROUPS:
            group = record.text("title") or record.text("group")
        elif word in _GROUP_ENDS:
            group = ""
        elif (named := _named(record)) is None:
            heading = record.headings.get("title", "")
            findings.bad(record.sheet, record.row, heading, "", "runsheet.no_title")
        else:
            rows.append(named)
            groups.append(group)
    return Script(rows=tuple(rows), groups=tuple(groups), entries=entries)


def _named(record: Record) -> Record | None:
    """The record with a title: its own, else its kind, else its product."""
    if record.text("title"):
        return record
    word = record.text("kind")
    known = word if word.lower() not in _MILESTONES | _TIMERS else ""
    title = known or text_of(record.raw.get("products"))
    if not title:
        return record if record.text("id") else None
    return replace(record, values={**record.values, "title": title})


def stated(record: Record) -> Stated:
    """What a script record says about its time."""
    start = as_when(record.values.get("start")) or as_when(record.values.get("offset"))
    end = as_when(record.values.get("end")) or as_when(record.values.get("until"))
    duration = record.values.get("duration")
    linked = record.values.get("linked")
    return Stated(
        start=start,
        end=end,
        duration=Span(duration)
        if isinstance(duration, int) and (duration > 0 or end in (None, start))
        else None,
        linked=linked if isinstance(linked, bool) else None,
        hard=bool(record.values.get("hard")),
        milestone=_is_milestone(record),
        skip=bool(record.values.get("skip")),
    )


def _is_milestone(record: Record) -> bool:
    return bool(record.values.get("milestone")) or record.text("kind").lower() in _MILESTONES


def script(
    sorted_rows: Script,
    places: Sequence[Placed],
    there: Sequence[Segment],
    products: Sequence[Product],
    findings: Findings,
) -> tuple[Segment, ...]:
    """The segments of the T records at their places, merged into `there`."""
    rows = sorted_rows.rows
    named = ids(rows, [r.text("title") for r in rows], there, findings)
    old, goods = {s.id: s for s in there}, Goods(products)
    made: list[Segment] = []
    for record, row, group, place in zip(rows, named, sorted_rows.groups, places, strict=True):
        _doubt(record, place, findings)
        if row is not None:
            given = _segment_values(record, group, place, goods, findings)
            new = {"id": row, "title": record.text("title"), **given}
            made.append(merged(Segment, new, old.get(row), given))
    return placed_among(there, made, findings)


def _segment_values(
    record: Record,
    group: str | None,
    place: Placed,
    products: Sequence[Product],
    findings: Findings,
) -> dict[str, object]:
    given = values_for(Plate.SCRIPT, record.values)
    given |= {"start": place.start, "duration": place.duration, "linked": place.linked}
    given["milestone"] = _is_milestone(record)
    if record.text("kind").lower() in _MILESTONES | _TIMERS:
        given["kind"] = ""
    if group is not None and not record.text("group"):
        given["group"] = group
    if "products" in record.values:
        given["products"] = _products(record, products, findings)
    return given


def _products(record: Record, products: Sequence[Product], findings: Findings) -> tuple[RowId, ...]:
    cell = record.raw.get("products")
    found, unknown = all_products(cell, products)
    for word in unknown:
        heading = record.headings.get("products", "")
        findings.bad(record.sheet, record.row, heading, word, "runsheet.unknown_product")
    return found


def _doubt(record: Record, place: Placed, findings: Findings) -> None:
    if place.doubt == "runsheet.no_duration":
        return
    if place.doubt:
        heading = record.headings.get("duration") or record.headings.get("end") or ""
        cell = record.raw.get("duration" if "duration" in record.headings else "end")
        findings.bad(record.sheet, record.row, heading, cell, place.doubt)


# --- paid traffic, giveaways, warm-up -----------------------------------------


def traffic(
    rows: Sequence[Record], there: Sequence[AdSlot], works: Clockwork, findings: Findings
) -> tuple[AdSlot, ...]:
    """The ad slots of the A records; one without an end lasts until the next start."""
    sound = [(r, s, e) for r, (s, e) in zip(rows, _slot_times(rows, works), strict=True)]
    old = {s.id: s for s in there}
    kept = [item for item in sound if _unchanged(*item, old) or _has_times(*item, findings)]
    names = [f"{r.text('channel')} {r.text('title')}".strip() for r, _, _ in kept]
    named = ids([r for r, _, _ in kept], names, there, findings)
    made: list[AdSlot] = []
    for (record, start, end), row in zip(kept, named, strict=True):
        if row is not None:
            given = values_for(Plate.TRAFFIC, record.values) | {"start": start, "end": end}
            new = {"id": row, "channel": "", **given}
            made.append(merged(AdSlot, new, old.get(row), given))
    return placed_among(there, made, findings)


def _slot_times(
    rows: Sequence[Record], works: Clockwork
) -> list[tuple[Instant | None, Instant | None]]:
    starts = [_at(as_when(r.values.get("start")), works, None) for r in rows]
    times: list[tuple[Instant | None, Instant | None]] = []
    for index, (record, start) in enumerate(zip(rows, starts, strict=True)):
        stated_end = as_when(record.values.get("end")) or as_when(record.values.get("until"))
        end = _at(stated_end, works, start)
        times.append((start, _next(starts[index + 1 :], start) if end is None else end))
    return times


def _next(starts: Sequence[Instant | None], start: Instant | None) -> Instant | None:
    """The first of `starts` behind `start`."""
    if start is None:
        return None
    return next((one for one in starts if one is not None and one > start), None)


def _unchanged(
    record: Record, start: Instant | None, end: Instant | None, old: Mapping[RowId, AdSlot]
) -> bool:
    """Whether a slot has the times it had, to the second: then it stays even when it has no
    length, which the readiness checks say."""
    slot = old.get(RowId(record.text("id")))
    if slot is None or start is None or end is None:
        return False
    return max(abs(start - slot.start), abs(end - slot.end)) < SECOND


def _has_times(
    record: Record, start: Instant | None, end: Instant | None, findings: Findings
) -> bool:
    if start is not None and end is not None and end > start:
        return True
    name = "start" if start is None else "end"
    cell = record.raw.get(name)
    heading = record.headings.get(name, record.headings.get("start", name))
    findings.bad(record.sheet, record.row, heading, cell, "runsheet.slot_times")
    return False


def _at(when: When | None, works: Clockwork, after: Instant | None) -> Instant | None:
    return None if when is None else works.at(when, after)


def giveaways(
    rows: Sequence[Record],
    there: Sequence[Giveaway],
    segments: Sequence[Segment],
    products: Sequence[Product],
    works: Clockwork,
    findings: Findings,
) -> tuple[Giveaway, ...]:
    """The giveaways of the G records: at a time, or some span after a segment starts."""
    titled = [r for r in rows if _titled(r, findings)]
    named = ids(titled, [r.text("title") for r in titled], there, findings)
    old, known, script = {g.id: g for g in there}, Goods(products), References(segments)
    made: list[Giveaway] = []
    for record, row in zip(titled, named, strict=True):
        if row is not None:
            given = _giveaway_values(record, script, known, works, findings)
            new = {"id": row, "title": record.text("title"), **given}
            made.append(merged(Giveaway, new, old.get(row), given))
    return placed_among(there, made, findings)


def _giveaway_values(
    record: Record,
    segments: Sequence[Segment],
    products: Sequence[Product],
    works: Clockwork,
    findings: Findings,
) -> dict[str, object]:
    given = values_for(Plate.GIVEAWAY, record.values)
    start = _at(as_when(record.values.get("start")), works, None)
    end = _at(as_when(record.values.get("until")), works, start)
    if "start" in record.values:
        given["start"] = start
    if start is not None and end is not None and end > start:
        given["duration"] = Span(end - start)
    if "segment" in record.values:
        found = (
            None if blank(record.raw["segment"]) else one_segment(record.raw["segment"], segments)
        )
        given["segment"] = found.id if found else None
        _unknown(record, "segment", found is None, "runsheet.unknown_segment", findings)
    if "product" in record.values:
        text = text_of(record.raw["product"])
        product = None if blank(record.raw["product"]) else one_product(text, products)
        given["product"] = product.id if product else None
        _unknown(record, "product", product is None, "runsheet.unknown_product", findings)
    return given


def _unknown(record: Record, name: str, unknown: bool, key: str, findings: Findings) -> None:
    cell = record.raw.get(name)
    if unknown and not blank(cell):
        findings.bad(record.sheet, record.row, record.headings[name], cell, key)


def warmup(
    rows: Sequence[Record], there: Sequence[WarmupTask], works: Clockwork, findings: Findings
) -> tuple[WarmupTask, ...]:
    """The tasks of the E records, by T-minus or by the time they are due."""
    titled = [r for r in rows if _titled(r, findings)]
    named = ids(titled, [r.text("title") for r in titled], there, findings)
    old = {t.id: t for t in there}
    made: list[WarmupTask] = []
    for record, row in zip(titled, named, strict=True):
        before = _before(record, works)
        if row is not None and before is not None:
            given = values_for(Plate.WARMUP, record.values) | {"before": before}
            new = {"id": row, "title": record.text("title"), **given}
            made.append(merged(WarmupTask, new, old.get(row), given))
        elif row is not None:
            heading = record.headings.get("before", "")
            cell = record.raw.get("before")
            findings.bad(record.sheet, record.row, heading, cell, "runsheet.no_before")
    return placed_among(there, made, findings)


def _before(record: Record, works: Clockwork) -> Span | None:
    value = record.values.get("before")
    if isinstance(value, When):
        return Span(works.start - works.at(value, works.start))
    return Span(value) if isinstance(value, int) else None
