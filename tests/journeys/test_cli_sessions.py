"""Sessions and run-sheets by command: made, imported, taken back, copied, put away."""

from __future__ import annotations

from controlroom.core import formats
from tests.journeys.test_cli import GOOD, HEAD, Line, bugs, line, plan_and_facts, sample  # noqa: F401  # a fixture
from tests.shared import shared_data

PLAN = "title,start,duration\n开场,19:00,5分\n讲解,19:05,10分\n"


def test_a_run_sheet_is_taken_back_as_one_import(line: Line):  # noqa: F811
    session = line.session()
    before = line.json("schedule", session)
    made = line.json("import", "runsheet", sample("runsheet.xlsx"), "--session", session)
    assert made["import_id"].startswith("imp-")
    rows = made["rows"]
    assert (rows["read"], rows["kept"], rows["updated"], rows["unchanged"]) == (50, 50, 0, 0)
    assert made["totals"]["segments"] > 5 and made["totals"]["products"] > 5
    there = line.json("schedule", session)
    again = line.json("import", "runsheet", sample("runsheet.xlsx"), "--session", session)
    assert (again["rows"]["kept"], again["rows"]["unchanged"]) == (0, 50)
    line.json("import", "undo", again["import_id"])
    assert line.json("schedule", session) == there
    line.json("import", "undo", made["import_id"])
    assert line.json("schedule", session) == before
    line.refused("import", "undo", made["import_id"])
    assert bugs(line) == []


def test_taking_a_run_sheet_back_is_refused_when_something_was_built_on_it(line: Line):  # noqa: F811
    file = line.file("a.csv", PLAN)
    made = line.json("import", "runsheet", file, "--start", "2026-11-22T19:00")
    session = made["session_id"]
    line.file("a.csv", PLAN + "收尾,19:15,5分\n")
    later = line.json("import", "runsheet", file, "--session", session)
    assert later["rows"]["kept"] == 1
    line.refused("import", "undo", made["import_id"], says="a.csv")
    line.json("import", "undo", later["import_id"])
    assert len(line.json("schedule", session)["rows"]) == 2
    line.json("import", "undo", made["import_id"])
    assert line.json("schedule", session)["rows"] == []


def test_a_dry_run_of_a_run_sheet_keeps_nothing(line: Line):  # noqa: F811
    file = line.file("a.csv", PLAN)
    tried = line.json("import", "runsheet", file, "--dry-run")
    assert (tried["import_id"], tried["session_id"]) == (None, None)
    session = line.session()
    tried = line.json("import", "runsheet", file, "--session", session, "--dry-run")
    assert (tried["import_id"], tried["session_id"]) == (None, session)
    assert line.json("schedule", session)["rows"] == []


def test_a_copy_is_on_the_same_weekday_at_the_same_time(line: Line):  # noqa: F811
    made = line.json("sessions", "new", "--start", "2020-03-01T23:30", "--tz", "America/New_York")
    copy = line.json("sessions", "duplicate", made["session_id"])
    (session,) = [s for s in line.json("sessions")["sessions"] if s["id"] == copy["session_id"]]
    assert session["planned_start"] == copy["planned_start"]
    assert "T23:30:00-0" in copy["planned_start"]  # the session's own zone and clock face
    code, out, _ = line("sessions", "duplicate", made["session_id"], "--lang", "en")
    assert code == 0 and "23:30" in out and "--start" in out
    given = ("--start", "2027-01-01T20:00")
    copy = line.json("sessions", "duplicate", made["session_id"], *given)
    assert copy["planned_start"] == "2027-01-01T20:00:00-05:00"


def test_a_session_needs_no_more_than_new(line: Line):  # noqa: F811
    made = line.json("sessions", "new")
    assert made["planned_start"][13:19] == ":00:00"
    (session,) = line.json("sessions")["sessions"]
    assert session["title"] and session["id"] == made["session_id"]


def test_what_was_put_away_is_listed_when_asked_for(line: Line):  # noqa: F811
    session = line.session()
    assert line.json("sessions", "archive", session)["session_id"] == session
    assert line.json("sessions")["sessions"] == []
    (kept,) = line.json("sessions", "list", "--archived")["sessions"]
    assert (kept["id"], kept["archived"]) == (session, True)
    assert line.json("sessions", "show", session)["session"]["id"] == session


def test_several_rows_that_make_one_segment_are_all_new(line: Line):  # noqa: F811
    file = shared_data() / "runsheet" / "rundown_template_v4.xlsx"
    made = line.json("import", "runsheet", file, "--start", "2026-11-22T10:00")
    rows = made["rows"]
    assert (rows["kept"], rows["updated"], rows["unchanged"]) == (rows["read"], 0, 0)
    again = line.json("import", "runsheet", file, "--session", made["session_id"])["rows"]
    assert (again["kept"], again["unchanged"]) == (0, rows["read"])


def test_a_run_sheet_without_one_good_row_is_no_session(line: Line):  # noqa: F811
    file = line.file("bad.csv", "title,start,duration\n,19:00,5分\n")
    read = line.json("import", "runsheet", file, code=2)
    assert (read["import_id"], read["session_id"], read["format"]) == (None, None, "runsheet")
    assert (read["rows"]["read"], read["rows"]["refused"]) == (1, 1)
    assert line.json("sessions")["sessions"] == []
    session = line.session()
    line.json("import", "runsheet", file, "--session", session, code=2)
    assert line.json("sessions", "show", session)["imports"] == []


def test_what_was_imported_is_listed_with_its_session(line: Line):  # noqa: F811
    file = line.file("a.csv", PLAN)
    made = line.json("import", "runsheet", file, "--start", "2026-11-22T19:00")
    (one,) = line.json("sessions", "show", made["session_id"])["imports"]
    assert (one["import_id"], one["source"], one["undone"]) == (made["import_id"], "a.csv", False)
    assert {k: one["rows"][k] for k in ("read", "kept")} == {"read": 2, "kept": 2}
    assert made["import_id"] in line("sessions", "show", made["session_id"])[1]
    line.json("import", "undo", made["import_id"])
    (one,) = line.json("sessions", "show", made["session_id"])["imports"]
    assert one["undone"] is True


def test_the_list_has_the_figures_of_each_session(line: Line):  # noqa: F811
    empty, shown = line.session(), plan_and_facts(line)
    rows = {one["id"]: one for one in line.json("sessions")["sessions"]}
    review = line.json("replay", shown)
    with_facts, without = rows[shown], rows[empty]
    basis = with_facts["roi_basis"]
    assert with_facts["gmv_minor"] == review["gmv"]["paid_minor"] > 0
    assert basis == review["session"]["roi_basis"]
    assert with_facts["roi"] == review["roi"][basis]
    assert with_facts["target_share"] == review["session"]["target_share"]
    assert 0 <= with_facts["readiness"] <= 1, "it was never on air"
    unknown = ("gmv_minor", "roi", "target_share", "roi_basis")
    assert [without[name] for name in unknown] == [None] * 4
    assert 0 <= without["readiness"] <= 1
    code, out, _ = line("sessions", "--lang", "en")
    told = {text.split()[0]: text for text in out.splitlines()}
    money = formats.money(with_facts["gmv_minor"], with_facts["currency"])
    assert code == 0 and f"GMV {money}" in told[shown]
    assert f"ready {with_facts['readiness']:.0%}" in told[shown]
    assert "GMV" not in told[empty] and "ready" in told[empty]


def test_facts_taken_back_leave_no_figures(line: Line):  # noqa: F811
    session = line.session()
    orders = line.file("o.csv", HEAD + GOOD)
    made = line.json("import", "orders", orders, "--session", session)
    (one,) = line.json("sessions")["sessions"]
    assert one["gmv_minor"] > 0
    line.json("import", "undo", made["import_id"])
    (one,) = line.json("sessions")["sessions"]
    assert one["gmv_minor"] is None and one["readiness"] is not None
