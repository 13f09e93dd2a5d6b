"""`export runsheet … .pdf` as a process of its own: no window, no display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from controlroom.app.resources import resource_path
from controlroom.core import formats
from tests.pdf_text import pages, plain

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    env |= {"CONTROLROOM_HOME": str(home), "CONTROLROOM_LANG": "zh", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "controlroom", *map(str, words)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_sample_goes_on_paper_from_the_command_line(home: Path, tmp_path: Path):
    book = resource_path("sample", "runsheet.xlsx")
    made = run(home, "import", "runsheet", book, "--start", "2026-11-22T19:00", "--json")
    assert made.returncode == 0, made.stderr
    session, out = json.loads(made.stdout)["session_id"], tmp_path / "流程表.pdf"
    done = run(home, "export", "runsheet", session, out, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["files"] == [str(out)]
    paper = pages(out.read_bytes())
    assert f"第1/{len(paper)}页" in paper[0] and "盘直播" in paper[0]
    english = run(home, "export", "runsheet", session, out, "--lang", "en", "--quiet")
    assert (english.returncode, english.stdout) == (0, "")
    assert "Page1of" in pages(out.read_bytes())[0]
    refused = run(home, "export", "runsheet", session, tmp_path / "no" / "x.pdf")
    assert refused.returncode == 2 and "x.pdf" in refused.stderr


def test_the_report_goes_on_paper_from_the_command_line(home: Path, tmp_path: Path):
    book = resource_path("sample", "runsheet.xlsx")
    made = run(home, "import", "runsheet", book, "--start", "2026-11-22T19:00", "--json")
    session, out = json.loads(made.stdout)["session_id"], tmp_path / "复盘.pdf"
    for kind, name in (("orders", "orders"), ("ads", "ads_minute"), ("room", "room")):
        file = resource_path("sample", f"{name}.csv")
        assert run(home, "import", kind, file, "--session", session).returncode == 0
    figures = json.loads(run(home, "replay", session, "--json").stdout)
    done = run(home, "report", session, out, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    content = out.read_bytes()
    paper = pages(content)
    whole = "".join(paper)
    assert len(paper) > 2 and f"第1/{len(paper)}页" in paper[0] and b"842" in content  # A4
    assert plain(formats.money(figures["gmv"]["paid_minor"], "CNY")) in paper[0]
    for row in figures["segments"]:
        assert plain(formats.money(row["gmv_minor"], "CNY")) in whole
    assert "双面毛呢大衣" in whole
    english = run(home, "report", session, out, "--lang", "en", "--quiet")
    assert (english.returncode, english.stdout) == (0, "")
    assert "Page1of" in pages(out.read_bytes())[0]
    refused = run(home, "report", session, tmp_path / "no" / "x.pdf")
    assert refused.returncode == 2 and "x.pdf" in refused.stderr
