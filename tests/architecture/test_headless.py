"""What a process really loads: headless verbs no Qt, and a Qt that keeps `None` alive."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parents[2]
CALLS = 2_000


def test_headless_verbs_never_load_qt():
    lines = [
        "import sys",
        "from controlroom.app import cli, compose, verbs",
        "print(*[m for m in ('PySide6', 'shiboken6', 'pyqtgraph') if m in sys.modules])",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_a_void_call_of_qt_keeps_none_alive():
    """PySide6 6.12.0 loses one reference to None at each void call on Python before 3.12.

    From 3.12 on None is immortal and its count stands still, which passes too.
    """
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("a")
    assert sys.getrefcount(None) > before - CALLS // 10
