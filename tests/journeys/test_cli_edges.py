"""The command line's edges: archives, sheets of files without any, databases that are not
there, rows kept with a cell left out, bad use in the reader's language, a rehearsal's start."""

from __future__ import annotations

import json

import pytest

from tests.journeys.test_cli import GOOD, HEAD, Line, line, sample  # noqa: F401  # a fixture


def test_archived_sessions_can_be_listed(line: Line):  # noqa: F811
    kept, gone = line.session(), line.session()
    line.json("sessions", "archive", gone)

    def listed(*words: str) -> dict[str, bool]:
        found = line.json("sessions", "list", *words)["sessions"]
        return {one["id"]: one["archived"] for one in found}

    assert listed() == {kept: False}
    assert listed("--archived") == {gone: True}
    assert listed("--all") == {kept: False, gone: True}
    assert line("sessions", "--all")[1].count("已归档") == 1
    line.refused("sessions", "--all", "--archived", says="--archived")


@pytest.mark.parametrize("kind", ["orders", "runsheet"])
def test_a_sheet_can_not_be_asked_of_a_text_file(line: Line, kind: str):  # noqa: F811
    session, file = line.session(), line.file("o.csv", HEAD + GOOD)
    line.refused("import", kind, file, "--session", session, "--sheet", "订单", says="o.csv")
    assert line.json("replay", session)["gmv"]["lines"] is None
    line.refused("import", kind, line.folder / "no.csv", "--session", session, "--sheet", "x")
    book = sample("runsheet.xlsx")
    said = line.refused("import", "runsheet", book, "--session", session, "--sheet", "nope")
    assert "--sheet" not in said.replace("--sheet nope", "") or "nope" in said


def test_reading_does_not_make_a_database(line: Line):  # noqa: F811
    missing = line.folder / "deep" / "none.db"
    file = line.file("o.csv", HEAD + GOOD)
    reading = [
        ("sessions",),
        ("sessions", "show", "s"),
        ("sessions", "archive", "s"),
        *((verb, "s") for verb in ("check", "schedule", "replay", "report", "rehearse")),
        ("export", "runsheet", "s", line.folder / "o.xlsx"),
        ("doctor",),
        ("backup", line.folder / "b.db"),
        ("import", "undo", "i"),
        ("import", "orders", file, "--session", "s"),
        ("import", "runsheet", file, "--session", "s"),
    ]
    for place in (missing, f"sqlite:///{missing}"):
        for words in reading:
            line.refused(*words, "--db", place, says="none.db")
            assert not missing.parent.exists()
    assert line("import", "formats", "--db", missing)[0] == 0
    assert not missing.parent.exists()
    line.json("import", "orders", file, "--session", "new", "--db", missing)
    assert len(line.json("sessions", "--db", missing)["sessions"]) == 1


def test_a_row_with_a_bad_cell_is_kept_without_it_and_said_so(line: Line):  # noqa: F811
    rows = "开场,19:00,5分,5万\n讲解,19:05,10分,很多\n返场,19:15,好久,也多\n,19:30,5分,1万\n"
    sheet = line.file("s.csv", "title,start,duration,target_gmv\n" + rows)
    code, out, err = line("import", "runsheet", sheet, "--start", "2026-11-22T19:00", "--json")
    read = json.loads(out)
    assert (code, read["totals"]["segments"]) == (3, 3)
    assert (read["rows"]["read"], read["rows"]["kept"], read["rows"]["refused"]) == (4, 3, 1)
    assert read["rows"]["cells_left_out"] == 3
    told = [(e["row"], e["value"], e["row_kept"]) for e in read["errors"]]
    assert sorted(told)[:3] == [(3, "很多", True), (4, "也多", True), (4, "好久", True)]
    assert told[-1][0::2] == (5, False)
    assert err.count("保留该行、未读入单元格") == 3
    assert err.count("拒绝") == 1
    said = line("import", "runsheet", sheet, "--start", "2026-11-22T19:00", "--lang", "en")
    assert "left out 3 bad cells" in said[1]
    assert said[2].count("kept with a cell left out") == 3


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("sessions", "bogus"),
        ("check",),
        ("export", "runsheet"),
        ("schedule", "s", "--drift", "x"),
        ("rehearse", "s", "--speed", "quick"),
        ("replay", "s", "--until"),
        ("import", "orders", "--map"),
        ("import", "orders", "--kind", "odd"),
        ("check", "s", "--nope"),
        ("doctor", "--json=1"),
        ("import", "orders", "--se", "x", "--s", "y"),
    ],
)
def test_bad_use_is_said_in_the_readers_language(line: Line, words: tuple[str, ...]):  # noqa: F811
    said = line.refused(*words)
    assert "wrong use" in said
    _, _, err = line(*words, "--lang", "zh")
    assert err.startswith("用法：controlroom")
    why = err.split("用法不对：")[1].split("。请看")[0]
    for english in ("argument", "expected", "invalid", "choose", "required", "could", "ignored"):
        assert english not in why
    assert any("\u4e00" <= sign <= "\u9fff" for sign in why)


def test_help_is_in_the_readers_language(line: Line):  # noqa: F811
    code, out, _ = line("sessions", "--help")
    assert code == 0
    for english in ("usage:", "positional", "options:", "show this"):
        assert english not in out
    assert out.startswith("用法：controlroom sessions")


def test_a_rehearsal_begins_at_its_first_second(line: Line):  # noqa: F811
    session = line.session()
    sheet = line.file("s.csv", "title,start,duration\n开场,19:00,5分\n讲解,19:05,10分\n")
    line.json("import", "runsheet", sheet, "--session", session)
    ran = line.json("rehearse", session, "--speed", "900")["session"]
    assert ran["on_air"] == ran["planned_start"]
