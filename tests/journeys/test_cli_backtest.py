"""`backtest`: a rule on past shows, through the engine that would have run them."""

from __future__ import annotations

import json

from controlroom.app import compose
from controlroom.live import asplanned
from controlroom.live.readout import Phase
from controlroom.live.rulebook import from_plain
from tests.builders import at, segment, sheet
from tests.journeys.test_cli import Line, bugs, line  # noqa: F401  # a fixture

PLAN = "title,start,duration\n开场,19:00,10分\n讲解,19:10,10分\n"
MINE = {
    "name": "falls",
    "plate": "G",
    "when": [{"gauge": "online", "op": "<", "than": {"number": 50}, "window": 60_000}],
    "title": {"zh": "人少了", "en": "Few left"},
    "text": {"zh": "在线 {online_1}", "en": "{online_1} online"},
    "advice": {"zh": "发福袋", "en": "open a giveaway"},
}


def room(low: int) -> str:
    """Twenty minutes of a hundred viewers, but for two minutes from `low` on."""
    rows = (f"{m},{10 if low <= m <= low + 1 else 100}\n" for m in range(1, 21))
    return "minute,online\n" + "".join(rows)


def shown(line: Line, low: int) -> str:  # noqa: F811
    """A session as planned whose viewers leave in minute `low`."""
    made = line.json("import", "runsheet", line.file("p.csv", PLAN), "--start", "2026-11-22T19:00")
    session = str(made["session_id"])
    line.json("import", "room", line.file("r.csv", room(low)), "--session", session)
    return session


def test_a_rule_of_ones_own_speaks_where_it_held(line: Line):  # noqa: F811
    compose.rulebook().keep((*compose.rulebook().rules(), from_plain(MINE)))
    first, second, never = shown(line, 5), shown(line, 12), shown(line, 40)
    told = line.json("backtest", "falls", first, second, never)
    assert (told["rule"]["name"], told["rule"]["own"], told["spoke"]) == ("falls", True, 2)
    assert [one["spoke"] for one in told["sessions"]] == [1, 1, 0]
    assert [one["as_planned"] for one in told["sessions"]] == [True] * 3
    one = told["sessions"][0]
    (alert,) = one["alerts"]
    assert one["from"] == "2026-11-22T19:00:00+08:00"
    assert 4 * 60_000 <= alert["offset_ms"] <= 6 * 60_000
    assert alert["at"].startswith("2026-11-22T19:0") and alert["text"] == "在线 10"
    assert line.json("replay", first)["cues"] == []  # nothing was written to the session
    code, out, _ = line("backtest", "Few left", first, "--lang", "en")
    assert code == 0 and "10 online" in out and "open a giveaway" in out and "planned" in out


def test_what_can_not_be_tried_is_listed(line: Line):  # noqa: F811
    tried, empty = shown(line, 5), line.session()
    code, out, err = line("backtest", "online_low", tried, empty, "nope", "--json")
    told = json.loads(out)
    assert (code, len(told["sessions"])) == (3, 1)
    assert [e["session_id"] for e in told["errors"]] == [empty, "nope"]
    assert err.count("controlroom:") == 2
    assert line("backtest", "online_low", empty)[0] == 2
    refused = line.refused("backtest", "nobody", tried, says="nobody")
    assert "online_low" in refused
    assert bugs(line) == []


def test_a_show_as_planned_begins_its_rows_when_they_are_planned():
    plan = sheet(segment("A", 10), segment("B", 5, skip=True), segment("C", 5), start="20:00")
    state = asplanned.lived(plan)
    assert (state.phase, state.on_air_at) == (Phase.OFF_AIR, at("20:00"))
    begun = [(e.row, e.at) for _, e in state.entries() if hasattr(e, "row")]
    assert begun[-1] == ("C", at("20:10"))
    assert "B" not in dict(begun)
    nothing = asplanned.lived(sheet(start="20:00"))
    assert nothing.phase in (Phase.OFF_AIR, Phase.ARMED)
