"""What keeps the house readable: sizes, names, docstrings, and nothing of this machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "controlroom").rglob("*.py"))
_DATA = {".png", ".otf", ".ttf", ".xlsx", ".ods", ".db", ".gz", ".ico"}


KINDS = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, KINDS)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_400_lines():
    long = [(p.name, n) for p in MODULES if (n := len(p.read_text().splitlines())) > 400]
    assert long == []


def test_functions_are_short():
    lengths = sorted(length(node) for path in MODULES for node in functions(path))
    long = [
        f"{path.relative_to(ROOT)}:{node.name} {length(node)}"
        for path in MODULES
        for node in functions(path)
        if length(node) > 50
    ]
    assert long == []
    assert lengths[len(lengths) // 2] < 10


def test_no_room_is_a_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
    assert [p for p in MODULES if p.stem in drawers] == []


def test_public_functions_say_what_they_do():
    """Qt's own that are overridden and functions inside functions too."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in MODULES
        if "migrations" not in path.parts
        for node in functions(path)
        if length(node) > 8 and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def asleep(call: ast.Call) -> bool:
    """Whether it waits for a time, and not for a state: `qtbot.wait(…)`, and any `sleep`."""
    called = call.func
    owner = called.value if isinstance(called, ast.Attribute) else None
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    of = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in {"sleep", "qWait", "qSleep", "msleep", "usleep"} or (of, name) == (
        "qtbot",
        "wait",
    )


def sleeps(source: str) -> list[int]:
    tree = ast.parse(source)
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and asleep(n)]


def test_no_test_sleeps():
    """A test waits for what it means (`waitUntil`), or is handed a clock."""
    bad = "time.sleep(1)\nsleep(0)\nqtbot.wait(1)\nself.qtbot.wait(9)\nQTest.qWait(1)\nx.wait(1)"
    assert sleeps(bad) == [1, 2, 3, 4, 5]
    tests = sorted((ROOT / "tests").rglob("*.py"))
    found = [f"{p.relative_to(ROOT)}:{n}" for p in tests for n in sleeps(p.read_text("utf-8"))]
    assert found == []


def tracked() -> list[Path]:
    if shutil.which("git"):
        command = ["git", "ls-files"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return [ROOT / line for line in done.stdout.splitlines()]
    made = {".venv", ".git", "build", "dist", "__pycache__"}  # a source archive, or no git
    return [p for p in ROOT.rglob("*") if p.is_file() and not made & {*p.parts}]


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_kept():
    bad = re.compile(
        r"(?<![\w.])/(?:work|farm|home/\w+)/[\w./-]+|https?://[^\s\"')]*/simple\b|--index-url[ =]\S"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix not in _DATA and path.is_file() and path.name != "test_house.py"
        for match in [bad.search(path.read_text(encoding="utf-8", errors="ignore"))]
        if match
    ]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    pinned = re.findall(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE)
    assert len(pinned) > 10
    assert text.count("--hash=sha256:") >= len(pinned)
    assert len(pinned) == len(set(pinned)), "mypy reads one version of each for every Python"


def test_every_dependency_has_a_reason():
    project = (ROOT / "pyproject.toml").read_text()
    block = project[project.index("dependencies = [") : project.index("[project.scripts]")]
    names = re.findall(r'^\s+"([A-Za-z0-9-]+)', block, flags=re.MULTILINE)
    reasons = (ROOT / "docs" / "dependencies.md").read_text().lower()
    assert len(names) > 10
    assert [name for name in names if name.lower() not in reasons] == []
