"""The words and tables of the report. Every rate names what it is made of."""

from __future__ import annotations

from controlroom.core import formats
from controlroom.core.message import Arg
from controlroom.core.saying import Speaker
from controlroom.exchange.markup import Cell, card, element, number, section, table, text
from controlroom.plan.sheet import Plate
from controlroom.review import outside
from controlroom.review.results import (
    CueResult,
    Milestone,
    ProductResult,
    Review,
    SegmentResult,
    SlotResult,
)

_GOOD, _BAD = 1.0, 0.8  # share of the target


def heading(review: Review, speaker: Speaker) -> str:
    """Title, when and where, and whether any of it is real."""
    session = review.session
    badges = [
        element("span", text(speaker.text(key)), cls="badge")
        for key, shown in (
            ("report.simulated", session.simulated),
            ("report.rehearsal", review.rehearsal),
        )
        if shown
    ]
    start = review.on_air_at if review.on_air_at is not None else review.start
    end = review.off_air_at if review.off_air_at is not None else review.end
    when = f"{formats.stamp(start, speaker.zone)} – {formats.clock(end, speaker.zone)}"
    about = [when, speaker.zone, session.shop, session.streamer, session.platform]
    if review.run is None:
        about.append(speaker.text("report.no_run"))
    sub = element("div", text(" · ".join(filter(None, about))), cls="sub")
    return element("header", f"<h1>{text(session.title)}</h1>{''.join(badges)}{sub}")


def headline(review: Review, speaker: Speaker) -> str:
    """The figures that matter, each with what it is made of."""
    cards = (_sales_cards(review, speaker), _room_cards(review, speaker))
    aside = [
        element("div", text(speaker.say(line)), cls="sub") for line in outside.said(review.gmv)
    ]
    return "".join([*(element("div", "".join(some), cls="cards") for some in cards), *aside])


def _sales_cards(review: Review, speaker: Speaker) -> list[str]:
    gmv, session = review.gmv, review.session
    goal = session.target_gmv
    source = speaker.text(f"report.source.{gmv.source or 'none'}")
    net = formats.money(gmv.refunded, speaker.currency)
    basis = speaker.text(f"report.basis.{session.roi_basis}")
    value = review.roi.get(session.roi_basis)
    share = review.ads.spend / session.ad_budget if review.ads.spend and session.ad_budget else None
    of = _of(speaker, "report.of_target", goal_minor=goal, share_ratio=review.target_share)
    plan = _of(speaker, "report.of_budget", goal_minor=session.ad_budget, share_ratio=share)
    return [
        card(speaker.text("report.gmv"), _money(gmv.paid, speaker), f"{of} · {source}", cls="lead"),
        card(speaker.text("report.net"), _money(gmv.net, speaker),
             speaker.text("report.less_refunds", refunds=net)),
        card(speaker.text("report.orders"), formats.count(gmv.orders),
             speaker.text("report.aov", aov_minor=review.funnel.aov)),
        card(speaker.text("report.roi_named", basis=basis), formats.times(value),
             speaker.text("report.even_at", even_x=review.break_even)),
        card(speaker.text("report.spend"), _money(review.ads.spend, speaker), plan),
    ]  # fmt: skip


def _room_cards(review: Review, speaker: Speaker) -> list[str]:
    room, rates = review.room, review.funnel
    return [
        card(speaker.text("report.views"), formats.count(room.views),
             speaker.text("report.views_is")),
        card(speaker.text("report.peak"), formats.count(room.peak_online),
             speaker.text("report.average", average=formats.count(room.average_online))),
        card("GPM", _money(rates.gpm, speaker, cents=False), speaker.text("report.gpm_is")),
        card(speaker.text("report.uv"), _money(rates.uv_value, speaker, cents=True),
             speaker.text("report.uv_is")),
        card(speaker.text("report.conversion"), formats.percent(rates.conversion, 2),
             speaker.text("report.conversion_is")),
    ]  # fmt: skip


def _of(speaker: Speaker, key: str, **args: Arg) -> str:
    return speaker.text(key, **args)


def _money(minor: float | None, speaker: Speaker, *, cents: bool | None = None) -> str:
    return formats.money(minor, speaker.currency, cents=cents)


def _heads(speaker: Speaker, names: str) -> list[str]:
    return [speaker.text(f"report.col.{name}") for name in names.split()]


def _judged(share: float | None) -> str:
    if share is None:
        return ""
    return "good" if share >= _GOOD else "bad" if share < _BAD else ""


# --- STAGE and funnel --------------------------------------------------------------


def stage(review: Review, speaker: Speaker) -> str:
    """Score and finding of each plate."""
    rows = [
        [
            Cell("", markup=_plate(score.plate)),
            Cell(speaker.text(f"report.plate.{score.plate}"), cls="tight"),
            number(formats.count(score.score)),
            Cell("", markup=_meter(score.plate, score.score)),
            Cell(speaker.say(score.finding), cls="rest"),
        ]
        for score in review.plates
    ]
    return section(speaker.text("report.stage"), table(["", "", "", "", ""], rows))


def _plate(plate: Plate) -> str:
    return f'<span class="plate" style="background:var(--{plate})">{plate}</span>'


def _meter(plate: Plate, score: float | None) -> str:
    width = 0 if score is None else max(0.0, min(100.0, score))
    bar = f'<div style="width:{width:.0f}%;background:var(--{plate})"></div>'
    return element("div", bar, cls="meter")


def funnel(review: Review, speaker: Speaker) -> str:
    """五维四率: five counts and the four rates between them."""
    steps = review.funnel
    rows = [
        ("exposures", steps.exposures, None),
        ("views", steps.views, steps.enter_rate),
        ("product_exposures", steps.product_exposures, steps.exposure_rate),
        ("product_clicks", steps.product_clicks, steps.click_rate),
        ("deals", steps.orders, steps.deal_rate),
    ]
    cells = [
        [
            Cell(speaker.text(f"report.funnel.{name}")),
            number(formats.count(count)),
            number(formats.percent(rate, 2) if name != "exposures" else ""),
            Cell(
                speaker.text(f"report.funnel.{name}_is") if name != "exposures" else "", cls="muted"
            ),
        ]
        for name, count, rate in rows
    ]
    return section(
        speaker.text("report.funnel"), table(["", *_heads(speaker, "count rate of")], cells)
    )


# --- the five plates ----------------------------------------------------------------


def segments(review: Review, speaker: Speaker) -> str:
    """What each segment brought, planned and actual."""
    names = (
        "nth segment planned actual drift gmv target share per_minute orders conversion online "
        "spend roi"
    )
    rows = [_segment(nth, row, speaker) for nth, row in enumerate(review.segments, start=1)]
    basis = speaker.text(f"report.basis.{review.session.roi_basis}")
    title = speaker.text("report.segments", basis=basis)
    return section(title, table(_heads(speaker, names), rows), long=True)


def _segment(nth: int, row: SegmentResult, speaker: Speaker) -> list[Cell]:
    zone = speaker.zone
    drift = None if row.actual_start is None else row.actual_start - row.planned_start
    actual = "" if row.actual_start is None else formats.clock(row.actual_start, zone)
    long = "" if row.actual is None else f" {formats.span(row.actual)}"
    state = "" if row.state in ("done", "planned") else speaker.text(f"report.state.{row.state}")
    kind = f"{row.kind} · " if row.kind else ""
    online = formats.DASH if row.online_delta is None else f"{row.online_delta:+,d}"
    return [
        Cell(str(nth), cls="muted"),
        Cell(kind + speaker.named(row.title) + (f"（{state}）" if state else "")),
        number(f"{formats.clock(row.planned_start, zone)} {formats.span(row.planned)}"),
        number(f"{actual}{long}" or formats.DASH),
        number(formats.signed_span(drift)),
        number(_money(row.gmv, speaker, cents=False)),
        number(_money(row.target, speaker, cents=False)),
        number(formats.percent(row.target_share, 0), _judged(row.target_share)),
        number(_money(row.gmv_per_minute, speaker, cents=False)),
        number(formats.count(row.orders)),
        number(formats.percent(row.conversion, 2)),
        number(online),
        number(_money(row.spend, speaker, cents=False)),
        number(formats.times(row.roi)),
    ]


def products(review: Review, speaker: Speaker) -> str:
    """What each product sold."""
    names = "link product role units target_units stock orders gmv share_of_gmv"
    rows = [
        [
            Cell("" if row.link is None else str(row.link), cls="muted"),
            Cell(speaker.named(row.title)),
            Cell(row.role),
            number(formats.count(row.units)),
            number(formats.count(row.target_units)),
            _stock(row, speaker),
            number(formats.count(row.orders)),
            number(_money(row.gmv, speaker, cents=False)),
            number(formats.percent(row.share)),
        ]
        for row in review.products
    ]  # fmt: skip
    return section(speaker.text("report.products"), table(_heads(speaker, names), rows), long=True)


def slots(review: Review, speaker: Speaker) -> str:
    """Ad money by slot: planned, actual, what the platform credits to it."""
    names = "slot channel when budget actual_spend deviation attributed slot_roi target_roi"
    even = review.break_even
    rows = [
        [
            Cell(speaker.named(row.title or row.channel)),
            Cell(row.channel),
            number(_stretch(row, speaker)),
            number(_money(row.planned, speaker, cents=False)),
            number(_money(row.actual, speaker, cents=False)),
            number(formats.percent(row.deviation)),
            number(_money(row.gmv, speaker, cents=False)),
            number(formats.times(row.roi), _under(row.roi, even)),
            number(formats.times(row.target_roi)),
        ]
        for row in review.slots
    ]  # fmt: skip
    return section(speaker.text("report.slots"), table(_heads(speaker, names), rows), long=True)


def _stock(row: ProductResult, speaker: Speaker) -> Cell:
    if not row.sold_out:
        return number(formats.count(row.stock))
    return number(f"{formats.count(row.stock)} · {speaker.text('report.sold_out')}", "bad")


def _stretch(row: SlotResult, speaker: Speaker) -> str:
    return f"{formats.clock(row.start, speaker.zone)}–{formats.clock(row.end, speaker.zone)}"


def _under(value: float | None, even: float | None) -> str:
    return "bad" if value is not None and even is not None and value < even else ""


def giveaways(review: Review, speaker: Speaker) -> str:
    """GMV per minute before and during each giveaway: a comparison, not proof of cause."""
    names = "giveaway kind start quantity cost before during uplift online"
    rows = [
        [
            Cell(speaker.named(row.title)),
            Cell(row.kind),
            number(formats.clock(row.start, speaker.zone)),
            number(formats.count(row.quantity)),
            number(_money(row.cost, speaker)),
            number(_money(row.before_per_minute, speaker, cents=False)),
            number(_money(row.during_per_minute, speaker, cents=False)),
            number(formats.percent(row.uplift)),
            number(formats.DASH if row.online_delta is None else f"{row.online_delta:+,d}"),
        ]
        for row in review.giveaways
    ]
    note = element("p", text(speaker.text("report.giveaways_note")), cls="muted")
    return section(
        speaker.text("report.giveaways"), table(_heads(speaker, names), rows) + note, long=True
    )


# --- ROI, moments, cues --------------------------------------------------------------


def roi(review: Review, speaker: Speaker) -> str:
    """ROI by each basis, with what it divides."""
    rows = [
        [
            Cell(speaker.text(f"report.basis.{basis}")),
            number(formats.times(value)),
            Cell(speaker.text(f"report.basis_is.{basis}"), cls="muted"),
        ]
        for basis, value in review.roi.items()
    ]
    return section(
        speaker.text("report.roi_by_basis"), table(_heads(speaker, "basis roi of"), rows)
    )


def moments(review: Review, speaker: Speaker) -> str:
    """How it went on air, milestones and the operator's notes, in time order."""
    found = [(m.at, _milestone(m, speaker)) for m in review.milestones]
    if review.began is not None and review.on_air_at is not None:
        found.insert(0, (review.on_air_at, f"▶ {speaker.say(review.began)}"))
    found += [(n.at, f"✎ {n.text}") for n in review.notes]
    if (given := review.override) is not None:
        open_ = [speaker.say(text) for _, text in given.findings]
        found.append((given.at, f"⚠ {speaker.say(given.text)} · " + " · ".join(open_)))
    rows = [
        [Cell(formats.clock(at, speaker.zone, seconds=True)), Cell(said, cls="rest")]
        for at, said in sorted(found, key=lambda one: one[0])
    ]
    inner = table(["", ""], rows) if rows else _none(speaker)
    return section(speaker.text("report.moments"), inner)


def _milestone(one: Milestone, speaker: Speaker) -> str:
    """What was reached, and where it is in the recording."""
    said = f"★ {speaker.say(one.text)}"
    if one.cut is None:
        return said
    start, end = (formats.span(at, hours=True) for at in one.cut)
    return f"{said} · {speaker.text('report.clip', start=start, end=end)}"


def cues(review: Review, speaker: Speaker) -> str:
    """Every cue that fired: when, how late, what was done about it."""
    names = "plate cue due late answer reaction"
    rows = [_cue(cue, speaker) for cue in review.cues]
    title = speaker.text(
        "report.cues",
        fired=len(review.cues),
        answered=review.cues_answered,
        worst_ms=review.worst_late,
        median_ms=review.reactions.median,
        slowest_ms=review.reactions.slowest,
    )
    return section(
        title, table(_heads(speaker, names), rows) if rows else _none(speaker), long=True
    )


def _cue(cue: CueResult, speaker: Speaker) -> list[Cell]:
    return [
        Cell("", markup=_plate(cue.plate)),
        Cell(speaker.say(cue.text)),
        number(formats.clock(cue.due, speaker.zone, seconds=True)),
        number(f"{cue.late / 1000:.1f} s", "bad" if cue.late >= 60_000 else ""),
        Cell(
            speaker.text(f"report.answer.{cue.answer or 'none'}"), cls="" if cue.answer else "bad"
        ),
        number(formats.span(cue.reaction)),
    ]


def _none(speaker: Speaker) -> str:
    return element("p", text(speaker.text("report.nothing")), cls="muted")


def footer(review: Review, speaker: Speaker) -> str:
    """How to read the figures."""
    lines = ["report.reading.missing", "report.reading.rates", "report.reading.even"]
    if review.session.simulated:
        lines.insert(0, "report.reading.simulated")
    return element("footer", "".join(element("p", text(speaker.text(key))) for key in lines))
