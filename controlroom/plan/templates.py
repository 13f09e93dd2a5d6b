"""Run-sheets to begin with, as data a person can read and edit.

A template is JSON: `name`, `about`, `session`, and the five plates under the names of the
codec (`products`, `segments`, `slots`, `giveaways`, `tasks`). Every field of `plan.fields`
is written as it is typed in a table: a length `"12:00"`, a clock face `"19:30"` (`"+1 00:30"`
after midnight), money `"9.90"`, a share `"30%"`; what is left out has its default. Rows
name each other by `id`; a row that nobody names needs none. A text may be given in several
languages: `{"zh": "开场", "en": "Opening"}`. See docs/templates.md.

The day of a template means nothing: `duplicate.on_another_day` moves it to its show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, replace
from dataclasses import fields as fields_of
from datetime import date, time
from typing import Any, cast

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId
from controlroom.core.records import record
from controlroom.core.time import HOUR, MINUTE, Instant, Span, at_local, local
from controlroom.plan import fields
from controlroom.plan.codec import PLATE_NAMES, ROW_TYPES
from controlroom.plan.edits import new_id
from controlroom.plan.sheet import Giveaway, Plate, Product, Row, RunSheet, Segment, Session
from controlroom.plan.timing import schedule

VERSION = 1
NO_DAY = date(2024, 1, 1)
"""The day templates are read on."""
_PLACES = {"zone": "Asia/Shanghai", "currency": "CNY"}


@record
class Template:
    """A sheet to begin with, what it is called and what it is for."""

    name: str
    about: str
    sheet: RunSheet


# --- reading ---------------------------------------------------------------------------------


def from_plain(plain: Mapping[str, Any], lang: str) -> Template:
    """The template in `lang`. Raises WorldError "template.wrong" with the path of the value
    that can't be read, or "plan.codec_newer"."""
    version = plain.get("v", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise WorldError("plan.codec_newer", found=str(version), known=str(VERSION))
    session = _session(plain.get("session"), lang)
    plates = {
        name: tuple(
            _row(plate, each, session, lang, f"{name}[{at}]")
            for at, each in enumerate(_list(plain.get(name, []), name))
        )
        for plate, name in PLATE_NAMES.items()
    }
    name, about = (_words(plain.get(key, ""), lang) for key in ("name", "about"))
    if not name.strip():
        raise WorldError("template.wrong", where="name")
    sheet = RunSheet(session=session, **cast("dict[str, Any]", plates))
    return Template(name=name, about=about, sheet=sheet)


def _session(plain: object, lang: str) -> Session:
    said = _dict(plain, "session")
    places = {key: str(said.get(key, usual)) for key, usual in _PLACES.items()}
    try:
        day = at_local(NO_DAY, time(12), places["zone"])
    except (ValueError, KeyError, OSError) as no_zone:
        raise WorldError("template.wrong", where="session.zone") from no_zone
    start = fields.field(None, "planned_start")
    raw = _words(said.get("planned_start", ""), lang)
    at = cast("Instant", _read(start, raw, day, places, "session.planned_start"))
    wanted = [one for one in fields.SESSION_FIELDS if one.name in said]
    values = {
        one.name: _read(one, _words(said[one.name], lang), at, places, f"session.{one.name}")
        for one in wanted
        if one.name not in ("planned_start", *_PLACES)
    }
    values.setdefault("title", "")
    return Session(
        id=SessionId("template"), planned_start=at, **cast("dict[str, Any]", values | places)
    )


def _row(plate: Plate, plain: object, session: Session, lang: str, where: str) -> Row:
    said, places = _dict(plain, where), {"zone": session.zone, "currency": session.currency}
    values = {
        field.name: _read(
            field,
            _words(said[field.name], lang),
            session.planned_start,
            places,
            f"{where}.{field.name}",
        )
        for field in fields.FIELDS[plate]
        if field.name in said
    }
    row = RowId(str(said["id"])) if said.get("id") else new_id(plate)
    try:
        return ROW_TYPES[plate](id=row, **cast("dict[str, Any]", values))
    except TypeError as short:
        raise WorldError("template.wrong", where=where) from short


def _read(
    field: fields.Field, text: str, day: Instant, places: Mapping[str, str], where: str
) -> object:
    try:
        return fields.parse(field, text, day=day, **places)
    except WorldError as wrong:
        raise WorldError("template.wrong", where=where) from wrong


def _words(value: object, lang: str) -> str:
    """A text in `lang`, or in the language there is."""
    if isinstance(value, Mapping):
        found = value.get(lang, next(iter(value.values()), ""))
        return str(found)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _dict(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WorldError("template.wrong", where=where)
    return value


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise WorldError("template.wrong", where=where)
    return value


# --- writing ---------------------------------------------------------------------------------


def to_plain(name: str, about: str, sheet: RunSheet) -> dict[str, Any]:
    """`sheet` as a template; what `from_plain` reads back (to the second)."""
    session = sheet.session
    plain: dict[str, Any] = {"v": VERSION, "name": name, "about": about}
    said = _said(session, fields.SESSION_FIELDS, session)
    plain["session"] = said | {key: getattr(session, key) for key in _PLACES}
    for plate, key in PLATE_NAMES.items():
        plain[key] = [
            {"id": row.id} | _said(row, fields.FIELDS[plate], session) for row in sheet.rows(plate)
        ]
    return plain


def _said(value: object, wanted: tuple[fields.Field, ...], session: Session) -> dict[str, object]:
    usual = {f.name: f.default for f in fields_of(cast("Any", value)) if f.default is not MISSING}
    return {
        field.name: _shown(field, getattr(value, field.name), session)
        for field in wanted
        if getattr(value, field.name) != usual.get(field.name, MISSING)
        and getattr(value, field.name) not in (None, "")
    }


def _shown(field: fields.Field, value: object, session: Session) -> object:
    if field.type == "clock":
        return _face(cast("Instant", value), session)
    if field.type == "bool":
        return bool(value)
    if field.type == "money":
        return formats.money(cast("int", value), session.currency, cents=True)
    zone, currency = session.zone, session.currency
    return fields.show(field, value, zone=zone, currency=currency, lang="zh")


def _face(at: Instant, session: Session) -> str:
    """A clock face, with the days after the start's where it is on another."""
    first = local(session.planned_start, session.zone).date()
    days = (local(at, session.zone).date() - first).days
    face = formats.clock(at, session.zone, seconds=at // 1000 % 60 != 0)
    return f"{days:+d} {face}" if days else face


# --- what goes into one ------------------------------------------------------------------------


def kept(sheet: RunSheet, plates: Collection[Plate], *, goals: bool) -> RunSheet:
    """`sheet` with the plates wanted (the script is always kept) and, with `goals`, its
    targets and budgets. What belongs to one show only is cleared."""
    gone = {PLATE_NAMES[p]: () for p in Plate if p not in plates and p is not Plate.SCRIPT}
    sheet = replace(sheet, **cast("dict[str, Any]", gone))
    products = {row.id for row in sheet.products}
    sheet = replace(
        sheet,
        session=replace(sheet.session, archived=False, simulated=False),
        segments=tuple(
            replace(row, products=tuple(p for p in row.products if p in products))
            for row in sheet.segments
        ),
        giveaways=tuple(
            replace(row, product=row.product if row.product in products else None)
            for row in sheet.giveaways
        ),
        tasks=tuple(replace(row, done=False, actual=None, spend=None) for row in sheet.tasks),
    )
    return sheet if goals else _without_goals(sheet)


def _without_goals(sheet: RunSheet) -> RunSheet:
    session = replace(sheet.session, target_gmv=None, ad_budget=None, reservations_target=None)
    return replace(
        sheet,
        session=session,
        products=tuple(replace(row, target_units=None, stock=None) for row in sheet.products),
        segments=tuple(replace(row, target_gmv=None) for row in sheet.segments),
        slots=tuple(replace(row, budget=None) for row in sheet.slots),
        tasks=tuple(replace(row, target=None) for row in sheet.tasks),
    )


def best_of(sheet: RunSheet, lengths: Mapping[RowId, Span]) -> RunSheet:
    """The script cut down to the segments named, one after the other, each as long as given
    (ms). The goods they show, the giveaways that fall into them (now hanging on them) and
    the warm-up stay; ad slots, which were made for other hours, go."""
    timed = {row.id: row for row in schedule(sheet).rows}
    inside = {row: (timed[row].start, timed[row].end) for row in lengths}
    segments = tuple(_alone(row, lengths[row.id]) for row in sheet.segments if row.id in lengths)
    shown = {product for row in segments for product in row.products}
    gifts = tuple(moved for row in sheet.giveaways if (moved := _hung(row, inside)) is not None)
    shown |= {row.product for row in gifts if row.product is not None}
    products: tuple[Product, ...] = tuple(row for row in sheet.products if row.id in shown)
    return replace(sheet, segments=segments, products=products, giveaways=gifts, slots=())


def _alone(row: Segment, length: Span) -> Segment:
    return replace(row, duration=length, start=None, linked=True, hard=False, skip=False)


def _hung(row: Giveaway, inside: Mapping[RowId, tuple[Instant, Instant]]) -> Giveaway | None:
    """A giveaway on the kept segment it belongs to or falls into, or None."""
    if row.segment is not None:
        return row if row.segment in inside else None
    if row.start is None:
        return None
    for segment, (start, end) in inside.items():
        if start <= row.start < end:
            return replace(row, segment=segment, start=None, offset=Span(row.start - start))
    return None


def whole_minutes(length: int) -> Span:
    """A length as planned next time: to the minute, at least one (ms)."""
    return Span(max(MINUTE, round(length / MINUTE) * MINUTE))


def begins(sheet: RunSheet) -> int:
    """The clock face of the planned start, as ms from midnight."""
    face = local(sheet.session.planned_start, sheet.session.zone)
    return face.hour * HOUR + face.minute * MINUTE


def length_of(sheet: RunSheet) -> int:
    """How long the script is, from the planned start to its end (ms)."""
    return max(0, schedule(sheet).end - sheet.session.planned_start)
