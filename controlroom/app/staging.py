"""Setting the stage of the demo: a session with its plan, and facts that will come live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from controlroom.app.compose import recorded, simulated
from controlroom.app.resources import resource_path
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId, fresh
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant, at_local
from controlroom.desk.air import Source
from controlroom.desk.gathering import joined, whole_file
from controlroom.desk.ownorders import plan_from_orders
from controlroom.desk.world import World
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import FactReader, FileRequest, RowError, SheetFiles, SheetRequest

SAMPLE_SEED = 1
"""The seed with which the files in `resources/sample` were made."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A plan and what will happen to it."""

    sheet: RunSheet
    source: Callable[[], Source]
    errors: tuple[RowError, ...] = ()


def sample_sheet(files: SheetFiles, speaker: Speaker) -> RunSheet:
    """The bundled run-sheet as a simulated session (2026-11-22, 19:00 in Shanghai)."""
    from datetime import date, time

    start = at_local(date(2026, 11, 22), time(19), "Asia/Shanghai")
    base = RunSheet(
        session=Session(
            id=SessionId(fresh("ses")),
            title=speaker.text("cli.sample.title"),
            planned_start=start,
            simulated=True,
        )
    )
    path = resource_path("sample", "runsheet.xlsx")
    read = files.read(SheetRequest(path=str(path), base=base))
    return replace(read.sheet, session=replace(read.sheet.session, simulated=True))


def sample_stage(
    files: SheetFiles, reader: FactReader, speaker: Speaker, seed: int = SAMPLE_SEED
) -> Stage:
    """The bundled session; another seed gives another simulated evening on the same plan."""
    sheet = sample_sheet(files, speaker)
    if seed != SAMPLE_SEED:
        return Stage(sheet, lambda: simulated(sheet, seed))
    orders, bad_orders = whole_file(reader, _request("orders", "orders.csv", sheet), OrderLines)
    ads, bad_ads = whole_file(reader, _request("ads", "ads_minute.csv", sheet), AdSamples)
    room, bad_room = whole_file(reader, _request("room", "room.csv", sheet), RoomSamples)
    return Stage(sheet, lambda: recorded(orders, ads, room), (*bad_orders, *bad_ads, *bad_room))


def own_stage(reader: FactReader, speaker: Speaker, request: FileRequest) -> Stage:
    """A merchant's own order file: the plan is made from it, the orders come as they came.

    Raises WorldError when the file holds no paid line.
    """
    orders, errors = whole_file(reader, request, OrderLines)
    hour = replace(speaker, zone=request.zone)
    name = Path(request.path).stem

    def name_hour(start: Instant, end: Instant) -> str:
        return hour.text("cli.demo.hour", start_at=start, end_at=end)

    try:
        sheet = plan_from_orders(
            orders,
            session=SessionId(fresh("ses")),
            title=speaker.text("cli.demo.own", name=name),
            zone=request.zone,
            currency=request.currency,
            name_hour=name_hour,
            derived=lambda by_piece: speaker.text(
                "cli.demo.price_by_piece" if by_piece else "cli.demo.price_by_line"
            ),
        )
    except ValueError as unpaid:
        raise WorldError("import.no_instant") from unpaid
    nothing = joined([], AdSamples), joined([], RoomSamples)
    return Stage(sheet, lambda: recorded(orders, *nothing), errors)


def put_on(world: World, stage: Stage) -> SessionId:
    """The stage's plan into the store; its session id."""
    world.writer.call(lambda: world.store.sheets.save(stage.sheet))
    return stage.sheet.session.id


def _request(kind: str, name: str, sheet: RunSheet) -> FileRequest:
    return FileRequest(
        path=str(resource_path("sample", name)),
        kind=kind,
        zone=sheet.session.zone,
        currency=sheet.session.currency,
        start=sheet.session.planned_start,
    )
