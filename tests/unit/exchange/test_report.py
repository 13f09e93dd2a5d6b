"""The report: one valid file, nothing from outside, everything escaped, both languages."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from controlroom.app.speech import book
from controlroom.core.errors import WorldError
from controlroom.core.message import message
from controlroom.core.saying import Speaker
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.exchange import svg
from controlroom.exchange.report import document, page, write_report
from controlroom.plan.sheet import Plate, RoiBasis, Session
from controlroom.review.results import (
    AdTotals,
    Aside,
    CueResult,
    Funnel,
    GiveawayResult,
    GmvTotals,
    Milestone,
    Note,
    PlateScore,
    ProductResult,
    Review,
    ReviewCurves,
    RoomTotals,
    SegmentResult,
    SlotResult,
)

START = Instant(1795345200000)
EVIL = "<script>alert('x')</script>&\"quoted\""
VOID = {"meta", "line", "circle", "path"}


def segment(nth, title="讲解", **more):
    start = Instant(START + nth * 30 * MINUTE)
    values = dict(  # noqa: C408
        id=f"s{nth}", title=title, kind="主推", state="done", planned_start=start,
        expected_start=start, actual_start=Instant(start + 90_000), planned=Span(30 * MINUTE),
        actual=Span(28 * MINUTE), gmv=42_130_000, orders=900, gmv_per_minute=1_504_642.8,
        gpm=241_000.0, conversion=0.042, online_delta=-210, spend=1_510_000, roi=3.1,
        target=34_000_000, target_share=1.239, points_written=5, points_said=4,
    )  # fmt: skip
    return SegmentResult(**(values | more))


def curves(n=120):
    minute = START + MINUTE * np.arange(n, dtype=np.int64)
    gmv = 600_000 + 400_000 * np.sin(np.arange(n) / 9.0)
    gap = np.where(np.arange(n) < 4, np.nan, 2.4 + np.sin(np.arange(n) / 14.0))
    return ReviewCurves(
        step=Span(MINUTE), minute=minute, gmv_per_minute=gmv, gmv_total=np.cumsum(gmv),
        spend_per_minute=np.full(n, 60_000.0), roi_total=gap, roi_15=gap + 0.4,
        online_at=minute + MINUTE, online=3000 + 900 * np.sin(np.arange(n) / 11.0),
        target_at=np.array([START, START + 2 * HOUR], dtype=np.int64),
        target=np.array([0.0, 80_000_000.0]), break_even=2.43, target_roi=3.2,
    )  # fmt: skip


def review(**more):
    session = Session(
        id="s", title="冬季上新专场", planned_start=START, shop="示例店铺", streamer="小雪",
        target_gmv=200_000_000, ad_budget=15_000_000, roi_basis=RoiBasis.DIRECT, simulated=True,
    )  # fmt: skip
    values = dict(  # noqa: C408
        session=session, run="run-1", rehearsal=False, start=START, end=Instant(START + 2 * HOUR),
        on_air_at=START, off_air_at=Instant(START + 2 * HOUR), paused=Span(0),
        gmv=GmvTotals(paid=194_454_020, refunded=13_000_000, net=181_454_020, orders=22_871,
                      lines=24_335, source="orders"),
        ads=AdTotals(spend=14_517_579, attributed=48_825_000),
        roi={"direct": 3.363, "whole": 13.39, "net": 12.5, "all_in": None},
        break_even=2.428, room=RoomTotals(views=653_753, peak_online=8369, average_online=3768.4),
        funnel=Funnel(exposures=5_500_000, views=653_753, product_exposures=770_000,
                      product_clicks=150_000, orders=22_871, enter_rate=0.118, exposure_rate=1.18,
                      click_rate=0.19, deal_rate=0.152, gpm=297_400.0, uv_value=297.4,
                      conversion=0.035, aov=8502.2),
        target_share=0.972,
        segments=(segment(0), segment(1), segment(2, target_share=0.4), segment(
            3, state="missed", actual_start=None, actual=None, gmv=None, orders=None, roi=None)),
        products=(ProductResult(id="p", title="大衣", link=3, role="爆款", units=1100, orders=1050,
                                gmv=43_890_000, share=0.22, stock=1100, target_units=1050,
                                sold_out=True),),
        slots=(SlotResult(id="a", title="泛人群-02", channel="磁力金牛", start=START,
                          end=Instant(START + HOUR), planned=2_000_000, actual=2_014_666,
                          deviation=0.007, gmv=3_850_000, roi=1.91, target_roi=2.8),),
        giveaways=(GiveawayResult(id="g", title="福袋", kind="福袋", start=START, end=START,
                                  quantity=100, cost=120_000, before_per_minute=400_000.0,
                                  during_per_minute=520_000.0, uplift=0.3, online_delta=640),),
        cues=(CueResult(id="c", plate=Plate.GIVEAWAY, kind="giveaway",
                        text=message("report.simulated"), due=START, fired=Instant(START + 90_000),
                        late=Span(90_000), answer="", answered=None, reaction=None),),
        milestones=(Milestone(key="gmv", at=Instant(START + HOUR), value=100_000_000,
                              text=message("report.target")),),
        plates=tuple(PlateScore(plate=p, score=s, finding=message("report.nothing"))
                     for p, s in zip(Plate, (82.0, 71.0, 64.0, 88.0, None), strict=True)),
        notes=(Note(at=Instant(START + 5000), text="换话术"),), curves=curves(),
    )  # fmt: skip
    return Review(**(values | more))


def speaker(lang="zh"):
    return Speaker(lang=lang, book=book(lang))


class Balance(HTMLParser):
    """Fails on a tag that is not closed in its place."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID

    def handle_endtag(self, tag):
        assert tag not in VOID
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


def words(html):
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    return "\n".join(parser.words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_whole_and_needs_nothing_else(lang):
    html = page(review(), speaker(lang))
    said = words(html)
    assert not re.search(r"https?:|src=|@import|url\(|<link|<script", html)
    assert "[report." not in said
    assert html.count("<svg") == 3
    assert "nan" not in html.lower().replace("finance", "")


def test_the_figures_and_their_bases_are_said():
    said = words(page(review(), speaker()))
    for expected in ("¥1,944,540.20", "模拟数据", "ROI · 直接", "3.36", "保本 2.43", "8,369",
                     "目标 ¥2,000,000 的 97.2%", "售罄", "未播", "全站", "13.39", "换话术"):  # fmt: skip
        assert expected in said, expected


def test_what_put_the_show_on_air_is_said_before_all_else():
    said = words(page(review(started_by="obs"), speaker()))
    assert said.index("▶ 跟随 OBS 推流开播") < said.index("✎ 换话术")
    assert "▶" not in words(page(review(), speaker())), "an older journal does not know"


def test_english_has_no_chinese_but_the_shows_own_words():
    own = {"冬季上新专场", "示例店铺", "小雪", "大衣", "爆款", "泛人群", "磁力金牛", "福袋", "讲解", "主推",
           "换话术"}  # fmt: skip
    said = words(page(review(), speaker("en")))
    for word in own:
        said = said.replace(word, "")
    assert re.findall(r"[\u4e00-\u9fff]+", said) == []


def test_everything_said_is_escaped():
    evil = review(
        session=replace(review().session, title=EVIL, shop=EVIL, streamer=EVIL),
        segments=(segment(0, EVIL, kind=EVIL),),
        notes=(Note(at=START, text=EVIL),),
    )
    html = page(evil, speaker())
    assert "<script" not in html
    assert EVIL in words(html)


def test_a_rate_per_minute_stays_one_whatever_the_width_of_its_bins():
    wide = replace(curves(), step=Span(10 * MINUTE))
    axis = r'<text class="tick" x=[^>]*>([^<]*)'
    one, other = (re.findall(axis, page(review(curves=c), speaker())) for c in (curves(), wide))
    assert one == other and len(one) > 4


def test_missing_is_a_dash_and_an_empty_show_is_no_crash():
    nothing = np.zeros(0)
    none = np.zeros(0, dtype=np.int64)
    empty = review(
        run=None, on_air_at=None, off_air_at=None, end=START, break_even=None, target_share=None,
        gmv=GmvTotals(paid=None, refunded=None, net=None, orders=None, lines=None, source=""),
        ads=AdTotals(spend=None, attributed=None), roi={}, segments=(), products=(), slots=(),
        giveaways=(), cues=(), milestones=(), plates=(), notes=(),
        room=RoomTotals(views=None, peak_online=None, average_online=None),
        funnel=Funnel(**dict.fromkeys(Funnel.__dataclass_fields__)),
        curves=ReviewCurves(
            step=Span(MINUTE), minute=none, gmv_per_minute=nothing, gmv_total=nothing,
            spend_per_minute=nothing, roi_total=nothing, roi_15=nothing, online_at=none,
            online=nothing, target_at=none, target=nothing, break_even=None, target_roi=None,
        ),
    )  # fmt: skip
    said = words(page(empty, speaker()))
    assert "—" in said and "¥0" not in said
    assert "没有数据" in said


def test_files_by_suffix(tmp_path):
    path = tmp_path / "r.html"
    write_report(review(), str(path), speaker())
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(WorldError) as refused:
        write_report(review(), str(tmp_path / "r.doc"), speaker())
    assert refused.value.message.key == "report.bad_suffix"
    with pytest.raises(WorldError):
        write_report(review(), str(tmp_path / "no" / "such" / "r.html"), speaker())


def test_json(tmp_path):
    path = tmp_path / "r.json"
    write_report(review(), str(path), speaker())
    assert json.loads(path.read_text("utf-8"))["gmv"]["paid_minor"] == 194_454_020


def test_ticks_are_round_and_reach_the_top():
    assert svg.ticks(195) == [0, 50, 100, 150, 200]
    assert svg.ticks(0) == [0, 1]
    assert svg.ticks(float("nan")) == [0, 1]
    assert svg.ticks(3.1)[-1] >= 3.1


def test_a_line_breaks_where_a_value_is_unknown():
    frame = svg.Frame(start=0, end=3, top_value=10)
    path = svg.line(frame, np.array([0, 1, 2, 3]), np.array([1, np.nan, 2, 3.0]), "roi")
    assert path.count("M") == 2 and path.count("L") == 1
    assert svg.line(frame, np.array([0]), np.array([np.nan]), "roi") == ""


def test_the_sample_files_stay_small():
    folder = Path(__file__).parents[3] / "resources" / "sample"
    assert sum(f.stat().st_size for f in folder.iterdir()) < 3_000_000


def test_what_was_paid_before_and_after_air_is_in_the_report():
    given = review()
    assert "开播前：" not in page(given, speaker())
    aside = Aside(paid=123_400, orders=12, near_paid=0, near_orders=0)
    late = Aside(paid=5_000, orders=2, near_paid=900, near_orders=1)
    told = replace(given, gmv=replace(given.gmv, before_air=aside, after_air=late))
    html = page(told, speaker())
    assert "开播前：12 单，¥1,234，不计入本场" in html
    assert "下播后：2 单，¥50，不计入本场（其中下播后 5 分钟内 1 单，¥9，" in html
    assert "before air: orders 12" in page(told, speaker("en"))
    assert json.loads(document(told))["gmv"]["after_air"] == {
        "paid_minor": 5_000,
        "orders": 2,
        "near_paid_minor": 900,
        "near_orders": 1,
    }
