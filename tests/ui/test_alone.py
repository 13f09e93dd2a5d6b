"""One window per database, and none that is kept out by a program that has died."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from controlroom.app import logs
from controlroom.core.errors import WorldError
from controlroom.ui.alone import alone
from controlroom.ui.i18n import Language
from tests.ui.stage import books

HELD = """
import os, sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.setStaleLockTime(0)
assert lock.tryLock(0)
print("held", flush=True)
sys.stdin.readline()
os._exit(9)
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Another program that has the window of `file`; a line makes it die."""
    made = subprocess.Popen(
        [sys.executable, "-c", HELD, f"{file}.window"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdout is not None and made.stdout.readline() == "held\n"
    return made


@pytest.mark.parametrize("full", [False, True])
def test_it_opens_when_the_other_has_died_and_not_before(
    tmp_path: Path, full: bool, qtbot: object
) -> None:
    """`full`: Qt finds no room for the second lock with which it would take over the first."""
    file, language = tmp_path / "a.db", Language(books())
    other = holder(file)
    if full:
        Path(f"{file}.window.rmlock").mkdir()
    with pytest.raises(WorldError, match="already_open"), alone(str(file), language):
        pass
    other.communicate("die\n")
    entered = False
    with alone(str(file), language):
        entered = True
        with pytest.raises(WorldError, match="already_open"), alone(str(file), language):
            pass
    assert entered


@pytest.mark.skipif(os.name == "nt", reason="a folder has no such permissions there")
def test_a_log_that_cannot_be_written_keeps_nobody_from_a_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logs" / "controlroom.log").mkdir(parents=True)  # no file can be opened there
    monkeypatch.setenv("CONTROLROOM_HOME", str(tmp_path))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    logs.start_logging(quiet=True)
    assert root.handlers == []
    logs.start_logging()
    assert [type(each) for each in root.handlers] == [logging.StreamHandler]
