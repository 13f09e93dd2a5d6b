"""`controlroom demo`: plan → live → review on the sample, or on the user's own orders.

With a display the window opens and the show starts by itself. Without one the same
window runs off-screen, leaves pictures and the report in the output folder, and ends.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from controlroom.app import compose
from controlroom.app.context import Context
from controlroom.app.importing import say_errors
from controlroom.app.paths import make_folder
from controlroom.app.staging import SAMPLE_SEED, Stage, own_stage, put_on, sample_stage
from controlroom.core.ids import SessionId
from controlroom.core.time import HOUR, Instant
from controlroom.desk.control import Desk
from controlroom.desk.curtain import Curtain
from controlroom.desk.gathering import NoGoodRowError
from controlroom.desk.reviewing import review_of
from controlroom.plan import timing
from controlroom.plan.sheet import RunSheet
from controlroom.ports import FileRequest
from controlroom.review.export import to_json
from controlroom.review.summary import Review

HEADLESS_SECONDS = 55
"""Real seconds the show takes off-screen; the whole demo stays under two minutes."""
WATCHED_SECONDS = 300
"""Real seconds the show takes in front of a person."""


def demo(context: Context) -> int:
    """Run the whole job. Returns 0, or 3 when rows of the user's file were refused."""
    context.speed()
    headless = context.args.headless or not has_display()
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(context.args.out or Path("build") / "demo")
    make_folder(out)
    stage = _stage(context)
    desk, curtain = _desk(context, stage, out, headless)
    try:
        session = put_on(desk.world, stage)
        _say_plan(context, stage.sheet, desk)
        from controlroom.app.director import show_demo

        show_demo(context, desk, stage, curtain, out, headless=headless)
        _say_summary(context, desk, session, out)
    finally:
        desk.close()
    say_errors(context, stage.errors)
    return 3 if stage.errors else 0


def has_display() -> bool:
    """Whether a window can be seen: always on macOS and Windows, else by the environment."""
    if sys.platform in ("darwin", "win32"):
        return os.environ.get("QT_QPA_PLATFORM") != "offscreen"
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) and asked not in ("offscreen", "minimal")


def _stage(context: Context) -> Stage:
    reader, files = compose.readers()
    if not context.args.orders:
        return sample_stage(files, reader, context.speaker, context.args.seed or SAMPLE_SEED)
    request = FileRequest(
        path=context.args.orders, kind="orders", mapping=context.mapping(), zone=context.zone()
    )
    try:
        return own_stage(reader, context.speaker, request)
    except NoGoodRowError as nothing:
        say_errors(context, nothing.errors)
        raise


def _desk(context: Context, stage: Stage, out: Path, headless: bool) -> tuple[Desk, Curtain]:
    """A desk on a database of the demo's own, and what holds its clock at the show's start."""
    plan = timing.schedule(stage.sheet)
    seconds = HEADLESS_SECONDS if headless else WATCHED_SECONDS
    speed = context.args.speed or max(1.0, (plan.end - plan.start) / 1000 / seconds)
    clock = compose.run_clock(Instant(plan.start - HOUR), speed)
    clock.hold(Instant(plan.start - HOUR))  # planning takes no time of the show
    database = context.args.db or _fresh_database(out)
    context.say("cli.demo.live", speed_x=speed)
    desk = compose.compose(database, context.speaker, clock=clock)
    return desk, Curtain(clock, plan.start)


def _fresh_database(out: Path) -> Path:
    folder = out / "data"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder / "demo.db"


def _say_plan(context: Context, sheet: RunSheet, desk: Desk) -> None:
    findings = desk.judgement.findings(sheet, desk.now())
    context.say(
        "cli.demo.plan",
        title=sheet.session.title,
        segments=len(sheet.segments),
        products=len(sheet.products),
        findings=len(findings),
    )


def _say_summary(context: Context, desk: Desk, session: SessionId, out: Path) -> None:
    sheet = desk.world.store.sheets.load(session)
    review = review_of(desk.world.store, sheet)
    summary = summary_of(review, desk)
    context.give({**to_json(review), "summary": summary, "out": str(out)})
    spoken = {k: v for k, v in summary.items() if k not in ("cues_fired", "cues_answered")}
    key = "cli.demo.summary_no_roi" if summary["roi_x"] is None else "cli.demo.summary"
    basis = context.speaker.text("roi." + str(summary["basis"]))
    context.say(key, **{**spoken, "basis": basis})
    context.say(
        "cli.demo.cues",
        fired=summary["cues_fired"],
        answered=summary["cues_answered"],
        late=f"{summary['worst_late_ms']:.1f}",
    )
    context.say("cli.demo.out", path=str(out))


def summary_of(review: Review, desk: Desk) -> dict[str, Any]:
    """What the demo prints. Lateness in ms of real time, over the cues that came due
    while the show ran (what was due before is shown late on purpose)."""
    basis = review.session.roi_basis.value
    return {
        "gmv_minor": review.gmv.paid,
        "orders": review.gmv.orders,
        "basis": basis,
        "roi_x": review.roi.get(basis),
        "spend_minor": review.ads.spend,
        "cues_fired": len(review.cues),
        "cues_answered": sum(1 for cue in review.cues if cue.answer),
        "worst_late_ms": desk.world.clock.real(review.worst_late or 0) * 1000,
    }
