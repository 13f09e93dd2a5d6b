"""The command line's contract: the JSON that others build on, its names and units, the exit
codes, one document on standard output, no Qt where there is no picture."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_cli import GOOD, HEAD, Line, bugs, line, plan_and_facts, sample  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
COUNT, MONEY, RATIO, SPAN, WHEN, TEXT, FLAG = "count", "minor", "ratio", "ms", "at", "text", "flag"

REVIEW: dict[str, Any] = {
    "currency": TEXT,
    "session": {"id": TEXT, "title": TEXT, "currency": TEXT, "planned_start": WHEN},
    "gmv": {
        "paid_minor": MONEY,
        "refunded_minor": MONEY,
        "net_minor": MONEY,
        "orders": COUNT,
        "lines": COUNT,
        "source": TEXT,
    },
    "ads": {"spend_minor": MONEY, "attributed_minor": MONEY},
    "roi": dict.fromkeys(("direct", "whole", "net", "all_in"), RATIO),
    "room": {"views": COUNT, "peak_online": COUNT, "average_online": RATIO},
    "funnel": {
        "views": COUNT,
        "orders": COUNT,
        "click_rate": RATIO,
        "deal_rate": RATIO,
        "conversion": RATIO,
        "gpm_minor": RATIO,
    },
    "segments": [
        {
            "id": TEXT,
            "title": TEXT,
            "planned_start": WHEN,
            "expected_start": WHEN,
            "actual_start": WHEN,
            "planned_ms": SPAN,
            "actual_ms": SPAN,
            "gmv_minor": MONEY,
            "orders": COUNT,
            "gmv_per_minute_minor": RATIO,
        }
    ],
    "slots": [{"id": TEXT, "start": WHEN, "end": WHEN, "planned_minor": MONEY}],
    "giveaways": [{"id": TEXT, "start": WHEN, "quantity": COUNT, "cost_minor": MONEY}],
    "cues": [
        {
            "id": TEXT,
            "plate": TEXT,
            "due": WHEN,
            "fired": WHEN,
            "late_ms": SPAN,
            "answer": TEXT,
            "reaction_ms": SPAN,
        }
    ],
    "milestones": [{"key": TEXT, "at": WHEN, "value_minor": MONEY}],
}
SCHEDULE: dict[str, Any] = {
    "currency": TEXT,
    "over_under_ms": SPAN,
    "expected_end": WHEN,
    "rows": [
        {
            "id": TEXT,
            "planned_start": WHEN,
            "expected_start": WHEN,
            "actual_start": WHEN,
            "hard": FLAG,
            "gap_ms": SPAN,
            "skipped": FLAG,
        }
    ],
    "cuts": [{"id": TEXT, "action": TEXT, "saves_ms": SPAN, "value_minor": MONEY}],
}
IMPORT: dict[str, Any] = {
    "import_id": TEXT,
    "session_id": TEXT,
    "format": TEXT,
    "rows": dict.fromkeys(("read", "kept", "updated", "unchanged", "refused"), COUNT),
    "errors": [
        {
            "file": TEXT,
            "sheet": TEXT,
            "row": COUNT,
            "column": TEXT,
            "value": TEXT,
            "message": TEXT,
        }
    ],
    "totals": {},
}


def _whole(value: object) -> bool:
    return type(value) is int


UNITS: dict[str, Callable[[Any], bool]] = {
    COUNT: _whole,
    MONEY: _whole,
    SPAN: _whole,
    RATIO: lambda value: type(value) in (int, float),
    TEXT: lambda value: isinstance(value, str),
    FLAG: lambda value: isinstance(value, bool),
    WHEN: lambda value: datetime.fromisoformat(value).utcoffset() is not None,
}


def walk(wanted: Any, found: Any, where: str, empty: list[str]) -> None:
    """Every name of the contract is there, in its unit; missing is null."""
    if isinstance(wanted, dict):
        assert isinstance(found, dict), where
        for name, unit in wanted.items():
            assert name in found, f"{where}.{name}"
            walk(unit, found[name], f"{where}.{name}", empty)
    elif isinstance(wanted, list):
        assert isinstance(found, list), where
        if not found:
            empty.append(where)
        for at, one in enumerate(found):
            walk(wanted[0], one, f"{where}[{at}]", empty)
    else:
        assert found is None or UNITS[wanted](found), f"{where}: {found!r} is no {wanted}"


def walked(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The lists that had nothing to look at."""
    empty: list[str] = []
    walk(wanted, found, "", empty)
    return empty


def test_the_documents_have_every_name_in_its_unit(line: Line):  # noqa: F811
    session = plan_and_facts(line)
    replay = line.json("replay", session)
    assert walked(REVIEW, replay) == [".cues"]  # nothing was on air
    assert line.json("report", session) == replay
    out = line.folder / "r.json"
    assert line.json("report", session, out) == {**replay, "out": str(out)}
    assert json.loads(out.read_text(encoding="utf-8")) == replay
    shown = line.json("sessions", "show", session)
    kinds = [one["kind"] for one in shown.pop("imports")]
    assert kinds == ["runsheet", *(k for k in ("orders", "ads", "room") for _ in range(2))]
    assert shown == replay
    late = line.json("schedule", session)
    row = late["rows"][3]["id"]
    late = line.json("schedule", session, "--row", row, "--drift", "3600000")
    assert walked(SCHEDULE, late) == []
    assert line.json("schedule", session, "--row", row, "--drift=-600000")["over_under_ms"] <= 0


def test_a_show_that_was_run_has_its_cues(line: Line):  # noqa: F811
    session = line.session()
    plan = "title,start,duration\n开场,19:00,5分\n讲解,19:05,10分\n互动,19:15,1分\n收尾,19:16,1分\n"
    line.json("import", "runsheet", line.file("s.csv", plan), "--session", session)
    ran = line.json("rehearse", session, "--speed", "900")
    assert ".cues" not in walked(REVIEW, ran)
    assert all(row["actual_start"] for row in ran["segments"][:1])


@pytest.mark.parametrize("kind", ["runsheet", "orders", "ads", "room"])
def test_every_import_has_every_name(line: Line, kind: str):  # noqa: F811
    bad = {
        "runsheet": "title,start,duration\n开场,19:00,5分\n,19:15,5分\n",
        "orders": HEAD + GOOD + "o3,l3,p,x,2026-11-22 20:00:00\n",
        "ads": "at,channel,spend\n2026-11-22 20:00:00,a,1\n2026-11-22 20:01:00,a,x\n",
        "room": "at,online\n2026-11-22 20:00:00,5\n2026-11-22 20:01:00,x\n",
    }[kind]
    file, session = line.file(f"{kind}.csv", bad), line.session()
    read = line.json("import", kind, file, "--session", session, code=3)
    assert walked(IMPORT, read) == []
    rows = read["rows"]
    assert rows["refused"] == 1 and rows["kept"] == rows["read"] - 1
    assert read["import_id"] and read["session_id"] == session
    if kind != "runsheet":
        assert read["totals"]["currency"] == "CNY"
    again = line.json("import", kind, file, "--session", session, code=3)["rows"]
    assert (again["kept"], again["unchanged"]) == (0, rows["kept"])


def test_facts_go_out_and_come_back_by_csv_and_by_workbook(line: Line):  # noqa: F811
    session = plan_and_facts(line)
    whole = line.json("replay", session)
    for out in ("facts.xlsx", "facts.csv"):
        made = line.json("export", "facts", session, line.folder / out)["files"]
        copy = line.session()
        for at, kind in enumerate(("orders", "ads", "room")):
            file = made[at] if len(made) > 1 else made[0]
            read = line.json("import", kind, file, "--session", copy)
            assert read["rows"]["refused"] == 0
        back = line.json("replay", copy)
        for part in ("gmv", "ads", "room", "funnel"):
            assert back[part] == whole[part], (out, part)
    titles = (line.folder / "facts-orders.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    personal = r"phone|mobile|address|receiver|name$|nick|email|buyer_id"
    assert [t for t in titles if re.search(personal, t)] == []


def test_running_totals_come_back_as_running_totals(line: Line):  # noqa: F811
    session, start = line.session(), ("--start", "2026-11-22T19:00")
    rows = "".join(f"{m},{50 + m},{m * 10},{m},{m * 500}\n" for m in range(1, 31))
    file = line.file("r.csv", "minute,online,views,orders,gmv\n" + rows)
    line.json("import", "room", file, "--session", session, *start, "--kind", "cumulative")
    whole = line.json("replay", session)
    assert (whole["room"]["views"], whole["gmv"]["orders"]) == (300, 30)
    (out,) = line.json("export", "facts", session, line.folder / "f.csv")["files"]
    copy = line.session()
    line.json("import", "room", out, "--session", copy)
    back = line.json("replay", copy)
    assert (back["room"], back["gmv"]) == (whole["room"], whole["gmv"])


def test_a_bundle_is_a_zip(line: Line):  # noqa: F811
    session = line.session()
    line.refused("export", "bundle", session, line.folder / "b.xlsx", says="b.xlsx")
    assert not (line.folder / "b.xlsx").exists()


def test_quiet_is_quiet_and_json_is_one_document(line: Line):  # noqa: F811
    session = plan_and_facts(line)
    verbs: list[tuple[object, ...]] = [
        ("sessions",),
        ("sessions", "show", session),
        ("sessions", "duplicate", session),
        ("check", session),
        ("schedule", session),
        ("replay", session, "--until", "1h"),
        ("report", session, line.folder / "r.xlsx"),
        ("backtest", "roi", session),
        ("export", "facts", session, line.folder / "f.zip"),
        ("export", "bundle", session, line.folder / "b.zip"),
        ("export", "runsheet", session, line.folder / "p.csv"),
        ("import", "formats"),
        ("backup", line.folder / "b.db"),
        ("doctor",),
        ("migrate",),
        ("feeds", "list"),
    ]
    for words in verbs:
        code, out, err = line(*words, "--quiet")
        assert (code, out, err) == (0, "", ""), words
        code, out, err = line(*words, "--json")
        assert (code, err) == (0, ""), words
        assert isinstance(json.loads(out), dict), words
    assert bugs(line) == []


def test_verbs_without_pictures_never_load_qt(line: Line):  # noqa: F811
    session = plan_and_facts(line)
    folder = line.folder
    verbs = [
        ["sessions"],
        ["check", session],
        ["schedule", session],
        ["replay", session],
        ["backtest", "roi", session],
        *(["report", session, str(folder / f"r.{s}")] for s in ("html", "xlsx", "json")),
        *(["export", "runsheet", session, str(folder / f"p.{s}")] for s in ("xlsx", "csv")),
        ["export", "facts", session, str(folder / "f.xlsx")],
        ["export", "bundle", session, str(folder / "b.zip")],
        ["import", "orders", str(sample("orders.csv")), "--session", session],
        ["import", "runsheet", str(sample("runsheet.xlsx")), "--session", session],
        ["backup", str(folder / "b.db")],
        ["doctor"],
    ]
    lines = [
        "import sys, json",
        "from controlroom.app.cli import main",
        f"codes = [main([*words, '--quiet']) for words in json.loads({json.dumps(verbs)!r})]",
        "print(codes, [m for m in ('PySide6', 'shiboken6', 'pyqtgraph') if m in sys.modules])",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == f"{[0] * len(verbs)} []", done.stderr
