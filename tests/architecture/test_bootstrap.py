"""The way in on a fresh machine: a script that a bare `sh` can read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "bootstrap.sh"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", [SCRIPT, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_scripts_are_readable_by_a_plain_shell(script):
    done = run("sh", "-n", str(script))
    assert done.returncode == 0, done.stderr
    if shutil.which("shellcheck"):
        done = run("shellcheck", str(script))
        assert done.returncode == 0, done.stdout


def test_help_names_every_verb():
    helped = run("sh", str(SCRIPT), "help")
    assert helped.returncode == 0
    assert all(verb in helped.stdout for verb in ("run", "test", "lint", "lock", "package"))
    assert "#" not in helped.stdout


def test_an_unknown_verb_is_named_and_the_usage_follows_on_stderr():
    done = run("sh", str(SCRIPT), "dance")
    assert done.returncode == 2 and done.stdout == ""
    assert "dance" in done.stderr and "bootstrap.sh run|test" in done.stderr
    assert "#" not in done.stderr


def test_help_is_found_from_any_folder(tmp_path):
    done = subprocess.run(
        ["sh", SCRIPT.name, "help"], cwd=SCRIPT.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "setup" in done.stdout, done.stderr


@pytest.mark.parametrize("sudo", [True, False], ids=["sudo asks", "no sudo"])
def test_missing_libraries_are_answered_with_a_command_this_machine_has(tmp_path, sudo):
    """An ordinary user of a Debian on which nothing is installed."""
    for name in ("dirname", "tr"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    answers = {"dpkg-query": "exit 1", "apt-get": "exit 1", "id": "echo 1000"}
    for name, does in (answers | ({"sudo": "exit 1"} if sudo else {})).items():
        (tmp_path / name).write_text(f"#!{shutil.which('sh')}\n{does}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [str(shutil.which("sh")), str(SCRIPT), "setup"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    prefix = "sudo " if sudo else ""
    assert done.returncode == 2
    assert f"\n  {prefix}apt-get update && {prefix}apt-get install -y" in done.stderr
    assert "python3-venv" in done.stderr and "libegl1" in done.stderr
    assert ("as root" in done.stderr) is not sudo


@pytest.mark.parametrize(("there", "said"), [(True, "(above)"), (False, "pip install uv")])
def test_a_lock_that_cannot_be_made_says_whether_uv_is_missing(tmp_path, there, said):
    """`dirname` is all the script needs besides; the uv of this test can do nothing."""
    (tmp_path / "dirname").symlink_to(str(shutil.which("dirname")))
    if there:
        (tmp_path / "uv").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "uv").chmod(0o755)
    shell, before = str(shutil.which("sh")), (ROOT / "requirements.lock").read_bytes()
    done = subprocess.run(
        [shell, str(SCRIPT), "lock"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and said in done.stderr
    assert (ROOT / "requirements.lock").read_bytes() == before


def test_make_and_the_script_know_the_same_verbs():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if "lint" in row and row.endswith(":"))
    script = SCRIPT.read_text(encoding="utf-8")
    assert [verb for verb in line.rstrip(":").split() if f"    {verb})" not in script] == []
