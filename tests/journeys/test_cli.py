"""The command line from beginning to end, in one process: what it does, says and refuses."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from controlroom.app import compose
from controlroom.app.cli import main, parser
from controlroom.app.resources import resource_path
from controlroom.app.speech import speaker
from controlroom.plan import severities
from tests.contracts.conftest import postgres  # noqa: F401  # a fixture
from tests.shared import shared_data

HEAD = "order_id,line_id,product_id,amount,paid_at\n"
GOOD = "o1,l1,p1,10.00,2026-11-22 20:00:00\no2,l2,p1,20,2026-11-22 20:01:00\n"


class Line:
    """The command line as a person has it: exit code, standard output, standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys, self.folder = capsys, folder
        self.extra: list[str] = []

    def __call__(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        try:
            code = main([*map(str, words), *self.extra])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def json(self, *words: object, code: int = 0) -> dict[str, Any]:
        """The one document on standard output."""
        got, out, err = self(*words, "--json")
        assert got == code, err
        return json.loads(out)

    def refused(self, *words: object, says: str = "") -> str:
        """Bad use or input: exit code 2, in both languages, nothing on standard output."""
        said = []
        for lang in ("zh", "en"):
            code, out, err = self(*words, "--lang", lang)
            assert (code, out) == (2, ""), (out, err)
            assert "[" not in err.replace("[-", "").split("controlroom", 1)[0]
            assert says in err
            said.append(err)
        assert said[0] != said[1]
        return said[1]

    def file(self, name: str, content: str | bytes) -> Path:
        """A small file of the test's own."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def session(self) -> str:
        """A new session."""
        made = self.json("sessions", "new", "--title", "夜", "--start", "2026-11-22T19:00")
        return str(made["session_id"])


@pytest.fixture
def line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Line:
    monkeypatch.setenv("CONTROLROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONTROLROOM_LANG", "zh")
    return Line(capsys, tmp_path)


def sample(name: str) -> Path:
    return resource_path("sample", name)


def bugs(line: Line) -> list[Path]:
    return list((line.folder / "home" / "logs").glob("bug-*.txt"))


# --- the journey ------------------------------------------------------------------


def plan_and_facts(line: Line) -> str:
    session = line.session()
    read = line.json("import", "runsheet", sample("runsheet.xlsx"), "--session", session)
    assert (read["session_id"], read["rows"]["refused"]) == (session, 0)
    for kind, name in (("orders", "orders.csv"), ("ads", "ads_minute.csv"), ("room", "room.csv")):
        first = line.json("import", kind, sample(name), "--session", session)
        again = line.json("import", kind, sample(name), "--session", session)
        assert first["rows"]["kept"] == first["rows"]["read"] == again["rows"]["unchanged"] > 0
        assert again["rows"]["kept"] == again["rows"]["updated"] == 0
    return session


def test_plan_facts_review(line: Line):
    session = plan_and_facts(line)
    whole = line.json("replay", session)
    assert whole["gmv"]["paid_minor"] > 0
    assert whole["session"]["id"] == session
    part = line.json("replay", session, "--until", "1:00:00")
    assert 0 < part["gmv"]["paid_minor"] < whole["gmv"]["paid_minor"]
    assert line.json("report", session)["gmv"] == whole["gmv"]
    assert line("report", session, line.folder / "r.html")[0] == 0
    assert "<html" in (line.folder / "r.html").read_text(encoding="utf-8")
    line.json("report", session, line.folder / "r.json")
    written = json.loads((line.folder / "r.json").read_text(encoding="utf-8"))
    assert written["gmv"] == whole["gmv"]
    line.refused("report", session, line.folder / "r.txt", says="r.txt")


def test_totals_of_an_import_say_what_the_files_say(line: Line):
    session = line.session()
    room = line.file("room.csv", "minute,online,orders,gmv\n1,10,2,10\n2,11,3,5.5\n")
    start = ("--start", "2026-11-22T19:00", "--kind", "delta")
    totals = line.json("import", "room", room, "--session", session, *start)["totals"]
    assert (totals["orders"], totals["amount_minor"]) == (5, 1550)
    bare = line.file("bare.csv", "minute,online\n1,10\n2,11\n")
    totals = line.json("import", "room", bare, "--session", session, *start)["totals"]
    assert (totals["orders"], totals["amount_minor"]) == (None, None)  # missing is not zero


MINUTES = "minute,online{}\n1,10{}\n2,11{}\n3,12{}\n"


@pytest.mark.parametrize(
    ("kind", "content", "start", "window"),
    [
        ("room", MINUTES.format(",views", ",5", ",5", ",4"), "19:00", ("19:00", "19:03")),
        ("room", MINUTES.format(*[""] * 4), "19:00", ("19:00", "19:03")),
        ("room", "minute,views\n31,5\n32,7\n", "19:00", ("19:30", "19:32")),
        ("room", "at,views\n2026-11-22 19:00,5\n2026-11-22 19:05,5\n", None, ("19:00", "19:10")),
        ("room", "at,online\n2026-11-22 19:00,5\n2026-11-22 19:05,5\n", None, ("19:00", "19:05")),
        ("room", "at,online\n2026-11-22 19:00,5\n", None, ("19:00", "19:01")),
        ("ads", "at,spend\n2026-11-22 19:00,5\n2026-11-22 20:00,5\n", None, ("19:00", "21:00")),
        ("orders", HEAD + GOOD, None, ("20:00", "20:02")),
    ],
)
def test_a_session_from_a_file_begins_and_ends_with_it(
    line: Line, kind: str, content: str, start: str | None, window: tuple[str, str]
):
    words = ("import", kind, line.file("f.csv", content), "--session", "new")
    when = ("--start", f"2026-11-22T{start}") if start else ()
    made = line.json(*words, *when)["session_id"]
    sheet = line.json("sessions", "show", made)["session"]
    planned = [sheet[name] for name in ("planned_start", "planned_end")]
    assert planned == [f"2026-11-22T{clock}:00+08:00" for clock in window]


def test_an_import_tells_paid_orders_from_the_others(line: Line):
    paid, late = "2026-11-22 20:00:00", "2026-11-22 20:10:00"
    head = HEAD.strip() + ",updated_at\n"
    rows = f"o1,l1,p,10,{paid},{paid}\no1,l1,p,12,{paid},{late}\no1,l2,p,1,{paid},{paid}\n"
    file = line.file("o.csv", f"{head}{rows}u1,l3,p,9,,\nu2,l4,p,9,,\n")
    session = line.session()
    totals = line.json("import", "orders", file, "--session", session)["totals"]
    gmv = line.json("replay", session)["gmv"]
    assert (totals["paid_orders"], totals["amount_minor"]) == (gmv["orders"], gmv["paid_minor"])
    assert (gmv["orders"], gmv["paid_minor"]) == (1, 1300)
    assert (totals["orders"], totals["unpaid_orders"]) == (3, 2)
    twice = line.json("import", "orders", file, file, "--session", "new")["totals"]
    assert {**twice, "first": None} == {**totals, "first": None}
    words = ("import", "orders", file, "--session", session, "--lang")
    assert "已付款订单 1 个，合计 ¥13；另有未付款订单 2 个，不计入金额" in line(*words, "zh")[1]
    assert (
        "paid orders: 1, ¥13 in all; orders not paid, not in that sum: 2" in line(*words, "en")[1]
    )
    whole = ("import", "orders", line.file("p.csv", HEAD + GOOD), "--session", session, "--lang")
    assert "已付款订单 2 个，合计 ¥30\n" in line(*whole, "zh")[1]


def test_a_series_that_has_grown_counts_each_row_once(line: Line):
    """At about every five minutes: each new row changes how long the others last."""
    clocks = ("19:00:03", "19:05:01", "19:10:04", "19:12:00", "19:12:30", "19:20:00")
    rows = [f"2026-11-22 {clock},100,10.50,7\n" for clock in clocks]
    session, told = line.session(), ("--kind", "delta")
    for count in range(1, 7):
        file = line.file("r.csv", "at,views,gmv,online\n" + "".join(rows[:count]))
        made = line.json("import", "room", file, "--session", session, *told)
        review = line.json("replay", session)
        assert (review["gmv"]["paid_minor"], review["room"]["views"]) == (1050 * count, 100 * count)
        assert made["totals"]["amount_minor"] == 1050 * count
        assert (made["rows"]["read"], made["rows"]["kept"]) == (count, 1)
        assert made["rows"]["updated"] + made["rows"]["unchanged"] == count - 1
    again = line.json("import", "room", file, "--session", session, *told)["rows"]
    assert (again["kept"], again["updated"], again["unchanged"]) == (0, 0, 6)
    line.json("export", "facts", session, line.folder / "f.csv")
    head, *held = (line.folder / "f-room.csv").read_text("utf-8-sig").splitlines()
    assert head == "at,source,gmv,online,views"
    cells = [row.split(",")[2:] for row in held]
    assert [[*filter(None, column)] for column in zip(*cells, strict=True)] == [
        [said] * 6 for said in ("10.5", "7", "100")
    ]
    assert all(any(row) for row in cells), "what was taken back is no row"
    line.json("import", "undo", made["import_id"])
    assert line.json("replay", session)["gmv"]["paid_minor"] == 1050 * 5
    parts = [
        line.file(
            f"r{n}.csv",
            "at,gmv\n" + "".join(r.replace("100,", "") for r in rows[:n]).replace(",7", ""),
        )
        for n in (2, 4, 6)
    ]
    both = line.json("import", "room", *parts, "--session", "new", *told)
    assert both["totals"]["amount_minor"] == 1050 * 6
    assert line.json("replay", both["session_id"])["gmv"]["paid_minor"] == 1050 * 6
    assert both["rows"]["kept"] == 6


def test_rows_are_counted_not_what_becomes_of_them(line: Line):
    session, head = line.session(), "账户ID,时间,总花费(元),当日累计GMV(元),直接GMV(元)\n"
    rows = ["8,2026-11-22 20:00,100,400,250\n", "8,2026-11-22 21:00,100,400,250\n"]
    changed = [rows[0], rows[1].replace("400", "410"), "8,2026-11-22 22:00,1,,\n"]
    counts = []
    for content in (rows, rows, changed):
        file = line.file("a.csv", head + "".join(content))
        counts.append(line.json("import", "ads", file, "--session", session)["rows"])
    minutes = ["1,5,10\n", "2,6,11\n"], ["1,5,10\n", "2,6,12\n", "3,7,9\n"]
    for some in minutes:
        file = line.file("r.csv", "minute,views,online\n" + "".join(some))
        told = ("--session", session, "--start", "2026-11-22T19:00", "--kind", "delta")
        counts.append(line.json("import", "room", file, *told)["rows"])
    names = ("read", "kept", "updated", "unchanged")
    assert [[count[name] for name in names] for count in counts] == [
        [2, 2, 0, 0],
        [2, 0, 0, 2],
        [3, 1, 1, 1],
        [2, 2, 0, 0],
        [3, 1, 1, 1],
    ]
    shown = line.json("sessions", "show", session)["imports"]
    assert [[one["rows"][name] for name in names] for one in shown] == [
        [count[name] for name in names] for count in counts
    ]


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_no_session_is_made_of_orders_nobody_paid_and_nothing_of_them_stays(
    line: Line, how: tuple[str, ...]
):
    path = line.folder / "here.db"
    line.json("migrate", "--db", path)
    file = line.file("o.csv", HEAD + "u1,l1,p,9,\nu2,l2,p,9,\n")
    words = ("import", "orders", file, "--session", "new", "--db", path, *how)
    line.refused(*words, says="--session")
    with closing(sqlite3.connect(path)) as held:
        for table in ("sessions", "order_lines", "imports"):
            assert held.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_the_spend_of_a_report_of_two_bases_is_told_once(line: Line):
    head = "账户ID,时间,总花费(元),当日累计GMV(元),直接GMV(元)\n"
    file = line.file("a.csv", head + "8,2026-11-22 20:00,100,400,250\n")
    session = line.session()
    totals = line.json("import", "ads", file, "--session", session)["totals"]
    assert totals["amount_minor"] == 10_000
    assert line.json("replay", session)["ads"]["spend_minor"] in (None, 10_000)
    assert (totals["paid_orders"], totals["unpaid_orders"]) == (None, None)


def test_lines_numbered_anew_in_every_order_are_all_kept(line: Line):
    session, paid = line.session(), "2026-11-22 20:00:00"
    rows = [f"o{o},{n},p{n},{o}{n}.50,{paid}\n" for o in range(1, 4) for n in range(1, 4)]
    file = line.file("o.csv", HEAD + "".join(rows))
    made = line.json("import", "orders", file, "--session", session)
    assert (made["rows"]["kept"], made["rows"]["refused"]) == (9, 0)
    gmv = line.json("replay", session)["gmv"]
    cents = sum(100 * (10 * o + n) + 50 for o in range(1, 4) for n in range(1, 4))
    assert (gmv["orders"], gmv["lines"], gmv["paid_minor"]) == (3, 9, cents)
    again = line.json("import", "orders", file, "--session", session)
    assert again["rows"]["unchanged"] == again["rows"]["read"] == 9
    out = line.folder / "b.zip"
    line.json("export", "bundle", session, out)
    copy = line.json("import", "bundle", out, "--as-new")["session_id"]
    assert line.json("replay", copy)["gmv"] == gmv


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_argument_of_every_verb_is_explained(lang: str):
    spoken = parser(speaker(lang))
    verbs = next(a for a in spoken._actions if isinstance(a.choices, dict)).choices
    assert len(verbs) > 10
    for asked in (spoken, *verbs.values()):
        told = [argument for argument in asked._actions if argument.choices is not verbs]
        for argument in told:
            assert argument.help and "cli.help" not in argument.help, argument
        if lang == "zh":  # no sentence that argparse made, in any line
            said = [asked.description, *(group.title for group in asked._action_groups)]
            said += [argument.help for argument in told]
            assert all(re.search("[\u4e00-\u9fff]", str(one)) for one in said), said
            assert not re.search(r"usage:|[a-z]+ [a-z]+ [a-z]+", asked.format_help())
        assert "%(" not in asked.format_help()


def test_check_and_schedule(line: Line):
    session = line.session()
    line.json("import", "runsheet", sample("runsheet.xlsx"), "--session", session)
    findings = line.json("check", session)["findings"]
    assert {"code", "severity", "plate", "row", "text", "advice"} == set(findings[0])
    planned = line.json("schedule", session)
    assert {"over_under_ms", "expected_end", "rows", "cuts"} <= set(planned)
    row = planned["rows"][2]
    keys = {"id", "planned_start", "expected_start", "actual_start", "hard", "gap_ms", "skipped"}
    assert keys <= set(row)
    assert (planned["over_under_ms"], row["actual_start"]) == (0, None)
    late = line.json("schedule", session, "--row", row["id"], "--drift", "600000")
    assert late["over_under_ms"] == 600_000
    assert late["rows"][2]["expected_start"] > row["planned_start"]
    assert row["id"] in line("schedule", session)[1]


def test_undo_duplicate_archive(line: Line):
    session = line.session()
    file = line.file("o.csv", HEAD + GOOD)
    made = line.json("import", "orders", file, "--session", session)
    assert made["format"] == "generic"
    assert line.json("replay", session)["gmv"]["paid_minor"] == 3000
    assert line.json("import", "undo", made["import_id"]) == {"undone": [made["import_id"]]}
    assert line.json("replay", session)["gmv"]["paid_minor"] is None
    line.refused("import", "undo", made["import_id"])
    copy = line.json("sessions", "duplicate", session, "--start", "2026-11-29T19:00")["session_id"]
    assert {s["id"] for s in line.json("sessions")["sessions"]} == {session, copy}
    line.json("sessions", "archive", session)
    assert [s["id"] for s in line.json("sessions", "list")["sessions"]] == [copy]


def test_backup_restore_doctor(line: Line):
    session = line.session()
    out = line.json("backup", line.folder / "b.db")["out"]
    later = line.session()
    kept = line.json("restore", out)["kept"]
    assert [s["id"] for s in line.json("sessions")["sessions"]] == [session]
    left = line.json("sessions", "--db", kept)["sessions"]
    assert {s["id"] for s in left} == {session, later}
    assert line.json("doctor") == {"findings": []}
    assert line("doctor")[1].strip()
    line.refused("restore", line.folder / "none.db", says="none.db")
    line.refused("restore", out, "--db", "postgresql://nowhere/x", says="nowhere")
    fresh = line.folder / "elsewhere.db"
    assert "elsewhere.db" in line("restore", out, "--db", fresh)[1]  # nothing was there to keep


def test_what_a_crash_left_in_the_log_is_kept_by_restore(line: Line):
    line.session()
    out = line.json("backup", line.folder / "b.db")["out"]
    database = line.folder / "home" / "controlroom.db"
    Path(f"{database}-wal").write_bytes(b"committed last")
    kept = line.json("restore", out)["kept"]
    assert Path(f"{kept}-wal").read_bytes() == b"committed last"


def test_formats_and_quiet(line: Line):
    formats = line.json("import", "formats")["formats"]
    assert {"name": "kuaishou_orders", "kind": "orders"} in formats
    session = line.session()
    assert line("schedule", session, "--quiet") == (0, "", "")
    code, out, err = line("check", "nope", "--quiet")
    assert (code, out) == (2, "")
    assert "nope" in err


def test_rehearse_writes_nothing_to_the_session(line: Line):
    session = line.session()
    sheet = line.file("s.csv", "title,start,duration\n开场,19:00,5分\n讲解,19:05,10分\n")
    with sheet.open("a", encoding="utf-8") as more:  # gone before the double-press guard opens
        more.write("互动,19:15,1分\n抽奖,19:16,1分\n收尾,19:17,1分\n")
    line.json("import", "runsheet", sheet, "--session", session)
    before = line.json("replay", session)
    ran = line.json("rehearse", session, "--speed", "900")
    assert ran["session"]["rehearsal"] is True
    assert ran["session"]["off_air"] is not None
    assert line.json("replay", session) == before
    for speed in ("0", "-1", "nan", "inf"):
        line.refused("rehearse", session, f"--speed={speed}", says="--speed")
    assert bugs(line) == []


def test_on_postgresql(line: Line, postgres: Callable[[], str]):  # noqa: F811
    line.extra = ["--db", postgres()]
    session = plan_and_facts(line)
    on_server = line.json("replay", session)
    line.extra = []
    assert on_server["gmv"] == line.json("replay", plan_and_facts(line))["gmv"]
    assert on_server["gmv"]["paid_minor"] > 0


def test_the_busiest_day(line: Line):
    file = shared_data() / "orders" / "completejourney_busiest_day.csv"
    words = ("basket_id=order_id", "sales_value=amount", "transaction_timestamp=paid_at")
    made = line.json("import", "orders", file, "--session", "new", "--map", *words)
    assert made["rows"]["kept"] == 7110
    gmv = line.json("replay", made["session_id"])["gmv"]
    assert (gmv["paid_minor"], gmv["orders"], gmv["lines"]) == (2_499_447, 606, 7110)


def test_the_rundown_template(line: Line):
    file = shared_data() / "runsheet" / "rundown_template_v4.xlsx"
    read = line.json("import", "runsheet", file, "--start", "2026-11-22T19:00")
    assert read["totals"]["segments"] > 0


# --- bad input --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n\n\n"),
        ("head_only.csv", HEAD.encode()),
        ("prose.csv", b"hello world\nthis is prose\n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("page.xls", b"<html><table></table></html>"),
        ("encoding.csv", (HEAD + GOOD).encode() + b"\xff\xfe\xfa,x,1,2026\n" * 3),
        ("columns.csv", b"a,b,c\n1,2,3\n"),
        ("quote.csv", HEAD.encode() + b'"' + b"a" * 2_000_000),
    ],
)
def test_a_file_that_is_no_table_of_orders(line: Line, name: str, content: bytes):
    session = line.session()
    line.refused("import", "orders", line.file(name, content), "--session", session, says=name)
    assert line.json("replay", session)["gmv"]["lines"] is None
    assert bugs(line) == []


def test_a_truncated_workbook(line: Line):
    session, whole = line.session(), sample("runsheet.xlsx").read_bytes()
    half = line.file("half.xlsx", whole[: len(whole) // 2])
    line.refused("import", "orders", half, "--session", session, says="half.xlsx")
    line.refused("import", "runsheet", half, says="half.xlsx")
    line.refused("import", "runsheet", line.file("no.csv", "a,b\n1,2\n"), says="no.csv")
    assert [s["id"] for s in line.json("sessions")["sessions"]] == [session]


def test_a_sheet_of_ten_million_cells(line: Line):
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["ZZ20000"] = "order_id", "x"
    book.save(line.folder / "huge.xlsx")
    session = line.session()
    line.refused(
        "import", "orders", line.folder / "huge.xlsx", "--session", session, says="huge.xlsx"
    )


def test_bad_rows_are_listed_and_the_good_ones_kept(line: Line):
    session = line.session()
    bad = "o3,l3,p1,abc,2026-11-22 20:01:00\no4,l4,p1,5,2026-99-22\n"
    odd = "o5,l5,p1,5,2026-11-22T20:00:00+99:00\no6,l6,p1,5,0001-01-01 00:00:00\n"
    twice = "o1,l1,p1,99,2026-11-22 20:00:00\n"
    file = line.file("rows.csv", HEAD + GOOD + bad + odd + twice)
    read = line.json("import", "orders", file, "--session", session, code=3)
    assert read["rows"] == {"read": 7, "kept": 2, "updated": 0, "unchanged": 0, "refused": 5}
    found = [(e["file"], e["row"], e["column"], e["value"]) for e in read["errors"]]
    assert found == [
        ("rows.csv", 4, "amount", "abc"),
        ("rows.csv", 5, "paid_at", "2026-99-22"),
        ("rows.csv", 6, "paid_at", "2026-11-22T20:00:00+99:00"),
        ("rows.csv", 7, "paid_at", "0001-01-01 00:00:00"),
        ("rows.csv", 8, "line_id", "l1"),
    ]
    code, _, err = line("import", "orders", file, "--session", session, "--lang", "en")
    assert code == 3
    assert 'row 4 amount "abc"' in err
    assert line.json("replay", session)["gmv"]["paid_minor"] == 3000


def test_a_row_of_several_faults_is_one_refused_row_that_names_them_all(line: Line):
    session = line.session()
    file = line.file("rows.csv", HEAD + GOOD + "o3,l3,p1,abc,2026-99-22\n")
    read = line.json("import", "orders", file, "--session", session, code=3)
    assert (read["rows"]["refused"], read["rows"]["kept"]) == (1, 2)
    found = [(e["file"], e["row"], e["column"], e["value"]) for e in read["errors"]]
    assert found == [("rows.csv", 4, "amount", "abc"), ("rows.csv", 4, "paid_at", "2026-99-22")]
    shown = line.json("sessions", "show", session)
    assert [one["rows"]["refused"] for one in shown["imports"]] == [1]
    _, out, err = line("import", "orders", file, "--session", session, "--lang", "en")
    assert "1 refused" in out
    assert err.count("refused") == 1
    for told in ('amount "abc": Not an amount', 'paid_at "2026-99-22": Not a time'):
        assert f"rows.csv  row 4 {told}" in err


def test_two_files_of_one_name_have_rows_of_their_own(line: Line):
    files = []
    for name in ("a", "b"):
        (line.folder / name).mkdir()
        content = f"{HEAD}{name}1,l1,p1,abc,2026-11-22 20:00:00\n{name}2,l2,p1,1,2026-11-22 20:01\n"
        files.append(line.file(f"{name}/o.csv", content))
    words = ("import", "orders", *files, "--session", line.session())
    rows = line.json(*words, code=3)["rows"]
    assert (rows["read"], rows["kept"], rows["refused"]) == (4, 2, 2)
    assert line(*words, "--lang", "en")[2].count("refused o.csv") == 2


def test_only_so_many_bad_rows_are_told_but_each_whole(line: Line):
    session = line.session()
    bad = "".join(f"b{i},l{i},p1,abc,never\n" for i in range(23))
    file = line.file("rows.csv", HEAD + bad + "o1,k1,p1,10.00,2026-11-22 20:00:00\n")
    _, _, err = line("import", "orders", file, "--session", session, "--lang", "en")
    assert err.count('"abc"') == err.count('"never"') == 20
    assert "3 more rows have faults" in err


def test_a_file_without_one_good_row_says_why(line: Line):
    file = line.file("bad.csv", HEAD + "o3,l1,p1,abc,2026-11-22 20:01:00\n")
    session = line.session()
    said = line.refused("import", "orders", file, "--session", session)
    assert 'row 2 amount "abc"' in said
    read = line.json("import", "orders", file, "--session", "new", code=2)
    assert (read["import_id"], read["session_id"], read["rows"]["refused"]) == (None, None, 1)
    assert len(line.json("sessions")["sessions"]) == 1


def test_two_files_are_imported_whole_or_not_at_all(line: Line):
    session, good = line.session(), line.file("o.csv", HEAD + GOOD)
    none = line.folder / "none.csv"
    line.refused("import", "orders", good, none, "--session", session, says="none.csv")
    assert line.json("replay", session)["gmv"]["lines"] is None
    line.refused("import", "runsheet", sample("runsheet.xlsx"), sample("runsheet.xlsx"))


@pytest.mark.parametrize("form", ["%d/%m %H:%M", "%Y %H:%M", "%Q", "nonsense"])
def test_a_time_format_without_the_whole_date(line: Line, form: str):
    file = line.file("o.csv", HEAD + "q1,l1,p1,10,22/11 20:00\n")
    words = ("import", "orders", file, "--session", line.session(), "--time-format", form)
    line.refused(*words, says="--time-format")


@pytest.mark.parametrize("form", ["%d/%m/%y %H:%M", "%d/%m/%y %H:%M%z"])
def test_a_time_format_with_the_whole_date(line: Line, form: str):
    shown = "22/11/26 20:00" + ("+0800" if form.endswith("z") else "")
    file = line.file("o.csv", HEAD + f"q1,l1,p1,10,{shown}\n")
    read = line.json("import", "orders", file, "--session", "new", "--time-format", form)
    assert read["totals"]["first"] == "2026-11-22T20:00:00+08:00"


# --- bad use ----------------------------------------------------------------------


def test_bad_use(line: Line):
    session, file = line.session(), line.file("o.csv", HEAD + GOOD)
    orders = ("import", "orders", file, "--session")
    for verb in ("check", "schedule", "replay", "report", "rehearse"):
        line.refused(verb, "ses-nope", says="ses-nope")
    line.refused(*orders, "ses-nope", says="ses-nope")
    line.refused(*orders, session, "--map", "amount", says="amount")
    line.refused(*orders, session, "--map", "nope=amount", says="nope")
    line.refused(*orders, session, "--map", "amount=nope", says="nope")
    line.refused(*orders, session, "--tz", "Mars/Base", says="Mars/Base")
    line.refused(*orders, session, "--start", "tomorrow", says="tomorrow")
    line.refused(*orders, session, "--format", "nope", says="nope")
    line.refused(*orders, session, "--currency", "USD", says="USD")
    line.refused(*orders, "new", "--currency", "12", says="12")
    line.refused("import", "orders", file, says="--session")
    for start in ("tomorrow", "0001-01-01", "9999-12-31"):
        line.refused("sessions", "new", "--start", start, says=start)
    line.refused("schedule", session, "--row", "nope", says="nope")
    for offset in ("90x", "9" * 400, "99999999h"):
        line.refused("replay", session, "--until", offset)
    line.refused("bogus", says="bogus")
    line.refused("schedule", session, "--drift", "x")
    assert line.json("replay", session)["gmv"]["lines"] is None
    assert bugs(line) == []


def test_databases_that_are_none_of_ours(line: Line):
    newer = line.folder / "newer.db"
    line.json("migrate", "--db", newer)
    with sqlite3.connect(newer) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    line.refused("sessions", "--db", newer, says="9999")
    line.refused("restore", newer, says="9999")
    line.refused("sessions", "--db", line.file("no.db", "a,b,c\n" * 50), says="no.db")
    line.refused("sessions", "--db", "mysql://x/y", says="mysql")
    line.refused("sessions", "--db", line.folder, says=line.folder.name)


def test_places_that_cannot_be_written(line: Line, monkeypatch: pytest.MonkeyPatch):
    session, taken = line.session(), line.file("taken", "x")
    line.refused("report", session, taken / "r.html", says="r.html")
    line.refused("backup", taken / "b.db", says="b.db")
    line.refused("export", "runsheet", session, taken / "o.xlsx", says="o.xlsx")
    line.refused("demo", "--headless", "--out", taken, says="taken")
    assert bugs(line) == []
    monkeypatch.setenv("CONTROLROOM_HOME", str(taken))
    line.refused("doctor", says="taken")


def test_the_system_is_never_quoted_in_english_to_a_chinese_reader(line: Line):
    session, taken, none = line.session(), line.file("taken", "x"), line.folder / "no"
    tries: list[tuple[object, ...]] = [
        ("import", "runsheet", none / "a.xlsx"),
        ("import", "runsheet", line.folder),
        ("import", "bundle", none / "a.zip"),
        ("backup", taken / "b.db"),
        ("sessions", "--db", line.folder),
        ("export", "bundle", session, taken / "o.zip"),
        ("export", "bundle", session, none / "o.zip"),
    ]
    tries += [
        ("import", "orders", file, "--session", session) for file in (none / "a", taken / "b")
    ]
    for suffix in ("html", "json", "xlsx"):
        tries += [("report", session, place / f"r.{suffix}") for place in (taken, none)]
    for suffix in ("xlsx", "csv"):
        tries += [("export", "runsheet", session, p / f"r.{suffix}") for p in (taken, none)]
    for words in tries:
        code, out, err = line(*words)
        assert (code, out) == (2, ""), (words, out, err)
        told = err.replace(str(line.folder), "").replace(line.folder.name, "")
        assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", told), (words, err)
        assert re.search(r"找不到|文件夹|权限|已满", err), (words, err)
    assert bugs(line) == []


# --- bundles and tables of facts --------------------------------------------------------


def test_a_bundle_there_and_back(line: Line):
    session = plan_and_facts(line)
    path = line.folder / "夜.zip"
    made = line.json("export", "bundle", session, path)
    assert made["files"] == [str(path)]
    line.refused("import", "bundle", path, says=session)
    again = line.json("import", "bundle", path, "--as-new")
    assert again["session_id"] != session
    other = line.folder / "other.db"
    there = line.json("import", "bundle", path, "--db", other)
    assert (there["session_id"], there["renamed"]) == (session, False)
    assert line.json("replay", session, "--db", other) == line.json("replay", session)
    path.write_bytes(path.read_bytes()[:-200])
    line.refused("import", "bundle", path, says="夜.zip")
    line.refused("import", "bundle", sample("runsheet.xlsx"), says="runsheet.xlsx")
    line.refused("import", "bundle", line.folder / "none.zip", says="none.zip")
    assert bugs(line) == []


def test_facts_as_tables_are_read_again_as_the_same_orders(line: Line):
    session = plan_and_facts(line)
    out = line.folder / "facts.csv"
    made = line.json("export", "facts", session, out)
    names = [Path(file).name for file in made["files"]]
    assert names == ["facts-orders.csv", "facts-ads.csv", "facts-room.csv"]
    whole = line.json("replay", session)
    again = line.json("import", "orders", made["files"][0], "--session", session)
    assert again["rows"]["unchanged"] == again["rows"]["read"] > 0
    fresh = line.session()
    read = line.json("import", "orders", made["files"][0], "--session", fresh)
    assert read["rows"]["refused"] == 0
    copy = line.json("replay", fresh)
    assert copy["gmv"] == whole["gmv"]
    ads = line.json("import", "ads", made["files"][1], "--session", fresh)
    room = line.json("import", "room", made["files"][2], "--session", fresh)
    assert (ads["rows"]["refused"], room["rows"]["refused"]) == (0, 0)
    copy = line.json("replay", fresh)
    assert copy["ads"] == whole["ads"]
    assert copy["room"] == whole["room"]
    book = line.folder / "facts.xlsx"
    line.json("export", "facts", session, book)
    assert book.read_bytes().startswith(b"PK")
    line.refused("export", "facts", session, line.folder / "facts.pdf", says=".pdf")
    line.refused("export", "facts", line.session(), out)


def test_one_plate_as_csv(line: Line):
    session = line.session()
    line.json("import", "runsheet", sample("runsheet.xlsx"), "--session", session)
    out = line.folder / "plan.csv"
    made = line.json("export", "runsheet", session, out, "--plate", "each")
    assert [Path(f).name for f in made["files"]] == [f"plan-{p}.csv" for p in "STAGE"]
    one = line.json("export", "runsheet", session, out, "--plate", "T")
    assert one["files"] == [str(out)]
    before = line.json("schedule", session)
    read = line.json("import", "runsheet", out, "--session", session)
    assert read["rows"]["refused"] == 0
    assert line.json("schedule", session) == before
    line.refused("export", "runsheet", session, line.folder / "plan.xlsx", "--plate", "T")


def test_check_goes_by_the_merchants_severities(line: Line):
    session = line.session()
    plain = {f["code"]: f for f in line.json("check", session)["findings"]}
    assert plain["goods.none"]["severity"] == "error"
    chosen = {"goods.none": "hint", "script.none": "off"}
    settings = compose.settings_file()
    settings.set("plan.severities", severities.written(chosen))
    told = line.json("check", session)
    found = {f["code"]: f for f in told["findings"]}
    assert (found["goods.none"]["severity"], found["goods.none"]["own_severity"]) == (
        "hint",
        "error",
    )
    assert "script.none" not in found
    assert told["off"] == ["script.none"]
    out = line("check", session, "--lang", "en")[1]
    assert "set by the merchant, was error" in out
    assert "Checks switched off: script.none" in out
