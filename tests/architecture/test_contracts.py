"""The house's walls hold, and each wall is known to bite: broken once on purpose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# contract id → (module that breaks it, the bad line)
BREAKS = {
    "layers": ("plan/sheet.py", "import controlroom.live.engine"),
    "pure": ("live/engine.py", "import threading"),
    "no-qt-below-ui": ("desk/air.py", "import PySide6"),
    "charts": ("ui/window.py", "import pyqtgraph"),
    "sql": ("desk/planning.py", "import sqlite3"),
    "alarm-clock": ("desk/air.py", "import apscheduler"),
    "wires": ("feeds/files.py", "import websockets"),
    "adapters": ("feeds/files.py", "import controlroom.store.tables"),
    "desk-by-ports": ("desk/control.py", "import controlroom.store.tables"),
    "compose": ("app/verbs.py", "import controlroom.store.tables"),
    "headless": ("app/verbs.py", "import PySide6"),
    "panels": ("ui/panels/live_cues.py", "import controlroom.ui.panels.live_now"),
    "no-rings": ("core/time.py", "import controlroom.core.formats"),
}


def lint_imports(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """import-linter over the package in `folder`."""
    only = [word for name in contracts for word in ("--contract", name)]
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", *only]
    here = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=here, capture_output=True, text=True, check=False
    )


def test_every_wall_holds():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_contract_is_broken_once_on_purpose():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = {line.split('"')[1] for line in text.splitlines() if line.startswith('id = "')}
    assert named == set(BREAKS)


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__", "*.qm")
    shutil.copytree(ROOT / "controlroom", folder / "controlroom", ignore=ignored)
    shutil.copy2(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_wall_is_seen(contract, copy):
    module, line = BREAKS[contract]
    file = copy / "controlroom" / module
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(f"{whole}\n{line}\n", encoding="utf-8")
        done = lint_imports(copy, contract)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert done.returncode != 0, done.stdout
    assert "0 kept, 1 broken" in done.stdout, done.stdout
