"""Starting the program: the shell first, without anything heavy; then the desk."""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from controlroom.app import compose, desktop, logs
from tests.ui.demo_readout import demo
from tests.ui.stage import FakeDesk

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"numpy", "sqlalchemy", "alembic", "pyqtgraph", "openpyxl", "apscheduler"}


def said_by(code: str, *given: object) -> list[str]:
    """The words a program prints that runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, given)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_shell_needs_nothing_heavy() -> None:
    """What a user waits for before the window is there."""
    code = "import sys, controlroom.app.cli, controlroom.app.opening; print(*sys.modules)"
    assert not HEAVY & set(said_by(code))


CLOSED = """
from types import SimpleNamespace
from controlroom.app import compose, opening
from controlroom.core.errors import WorldError

class Closed:
    args, settings = SimpleNamespace(lang="en"), compose.passing_settings()
    database, close = "postgresql://nowhere/x", lambda self: None

    @property
    def desk(self):
        raise WorldError("store.locked", path="x")

compose.settings_file = compose.passing_settings
try:
    opening.open_window(Closed())
except WorldError as refused:
    print(refused.message.key)
"""


def test_a_database_that_will_not_open_ends_the_program() -> None:
    """The command line gets the reason, after the window is closed. In a process of its own:
    a QApplication that has once been quit runs no timers for the tests after this one."""
    assert said_by(CLOSED) == ["store.locked"]


HOLDS = """
import sys
from controlroom.app import compose, desktop
from controlroom.ui.alone import alone
from controlroom.core.errors import WorldError

app = desktop.application()
language = desktop.shell("zh", compose.passing_settings(), app).language
try:
    with alone(sys.argv[1], language):
        print("held", flush=True)
        sys.stdin.readline()
except WorldError as refused:
    print(refused.message.key, flush=True)
"""


def test_a_second_window_on_the_same_database_is_refused_until_the_first_is_gone(
    tmp_path: Path,
) -> None:
    def hold() -> subprocess.Popen[str]:
        words = [sys.executable, "-c", HOLDS, str(tmp_path / "night.db")]
        pipe = subprocess.PIPE
        return subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True)

    def said(window: subprocess.Popen[str]) -> str:
        assert window.stdout is not None
        return window.stdout.readline().strip()

    windows = [hold()]
    try:
        assert said(windows[0]) == "held"
        windows.append(hold())
        answer, _ = windows[1].communicate(timeout=60)  # it ends by itself
        assert answer.strip() == "cli.already_open"
        windows[0].kill()  # as a crash does
        windows[0].wait(20)
        windows.append(hold())
        assert said(windows[2]) == "held"
        windows[2].communicate("\n", timeout=20)
    finally:
        for window in windows:
            window.kill()
            window.communicate()


POSTPONED = """
import sys
from controlroom.app import loading
with loading.postponed():
    import sqlalchemy
from sqlalchemy.util import concurrency
never = {"asyncio.base_events", "ssl", "email.message", "asyncio", "importlib.metadata"}
assert not never & set(sys.modules), sorted(never & set(sys.modules))
async def nothing(): pass
waiting = nothing()
assert concurrency.iscoroutine(waiting) and not concurrency.iscoroutine(1)
waiting.close()
import asyncio, importlib.metadata
assert type(asyncio).__name__ == "module"
assert concurrency.is_cancellation_exception(asyncio.CancelledError())
assert importlib.metadata.version("sqlalchemy")
with sqlalchemy.create_engine("sqlite://").connect() as line:
    print(line.execute(sqlalchemy.text("select 41 + 1")).scalar())
"""


def test_sqlalchemy_is_whole_though_asyncio_waits() -> None:
    """What it hardly ever uses is imported when it is used, and is the real thing then."""
    assert said_by(POSTPONED) == ["42"]


DEMO = """
import gc, sys
from types import SimpleNamespace
from PySide6.QtCore import QTimer
from controlroom.app import compose, director, speech
from controlroom.ui.housekeeping import Housekeeping

class Empty:
    '''A demo that ends as soon as the window has settled.'''
    def __init__(self, desktop, *_, **__):
        self.desktop, self.timer = desktop, QTimer()

    def begin(self):
        assert not gc.isenabled()
        self.timer.timeout.connect(self.look)
        self.timer.start(5)
        QTimer.singleShot(20_000, self.desktop.app.quit)

    def look(self):
        if gc.isenabled():
            self.desktop.app.quit()

    def finish(self):
        self.timer.stop()
        kept = self.desktop.window.findChildren(Housekeeping)
        print(len(kept), gc.get_threshold()[2], sys.getswitchinterval() < 0.001)
        print("controlroom.ui.review" in sys.modules)

director.Director, director.SETTLED_MS = Empty, 100
context = SimpleNamespace(args=SimpleNamespace(lang="en", seed=1))
desk = compose.compose(sys.argv[1], speech.speaker("en"))
director.show_demo(context, desk, None, None, None, headless=True)
desk.close()
"""


def test_the_demo_runs_in_a_window_that_settles_as_that_of_its_users(tmp_path: Path) -> None:
    """In a process of its own, whose rubbish is nobody else's."""
    assert said_by(DEMO, tmp_path / "demo.db") == ["1", "1000", "True", "True"]


OPENED = """
import gc, sys
from argparse import Namespace
from PySide6.QtCore import QTimer
from controlroom.app import desktop, loading, opening, speech
from controlroom.app.context import Context
from controlroom.ui.housekeeping import Housekeeping
from controlroom.ui.reminder_bar import ReminderBar

loading.begin()
app, timer = desktop.application(), QTimer()

def look():
    [window] = [each for each in app.topLevelWidgets() if type(each).__name__ == "Window"]
    if not window.findChildren(Housekeeping):
        return
    timer.stop()
    print(gc.isenabled(), gc.get_threshold()[2], sys.getswitchinterval() < 0.001)
    print(len(window.findChildren(ReminderBar)))
    app.quit()

timer.timeout.connect(look)
timer.start(5)
QTimer.singleShot(20_000, app.quit)
opening.SETTLED_MS = 20
opening.open_window(Context(Namespace(db=sys.argv[1], verb=None, lang="en"), speech.speaker("en")))
print("controlroom.ui.review" in sys.modules)
"""


def test_the_window_settles_once_the_desk_is_there(tmp_path: Path) -> None:
    """Collections are rare, turns are short, reminders are looked at, and what is needed later
    is there: in a process of its own, on a database of its own."""
    assert said_by(OPENED, tmp_path / "night.db") == ["True", "1000", "True", "1", "True"]


HASHES = """
import sys
from importlib import import_module
from controlroom.app import loading
with loading.postponed():
    import_module("controlroom.store.house")
assert not {"hashlib", "_hashlib"} & set(sys.modules)
held = {(name, stood.__name__) for name, module in sys.modules.items()
        for stood in vars(module).values() if isinstance(stood, loading.Postponed)}
assert ("sqlalchemy.util.compat", "hashlib") in held
assert all(name.startswith("sqlalchemy.") for name, _ in held), held
from sqlalchemy import Column, Integer, MetaData, Table, util
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.schema import CreateIndex
assert util.md5_hex("a") == "0cc175b9c0f1b6a831c399e269772661"
import hashlib
from hashlib import sha256
assert type(hashlib).__name__ == "module" and sys.modules["hashlib"] is hashlib
assert sha256(b"").hexdigest().startswith("e3b0c44298fc1c14")
long = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
table = Table("t" * 50, long, Column("c" * 50, Integer, index=True))
[index] = table.indexes
print(str(CreateIndex(index).compile(dialect=dialect())).split()[2])
"""


def test_sqlalchemy_names_what_is_too_long_though_hashlib_waits() -> None:
    """By the real hash; and nobody but SQLAlchemy is left with a stand-in."""
    name = f"ix_{'t' * 50}_{'c' * 50}"
    wanted = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[-4:]
    [said] = said_by(HASHES)
    assert (len(said) <= 63, said[:-4], said[-4:]) == (True, f"{name[:55]}_", wanted)


def test_a_log_that_is_full_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES", 40)
    file = logs.RollingFile(tmp_path / "x.log", encoding="utf-8")
    for number in range(9):
        file.emit(
            logging.LogRecord("t", logging.INFO, "", 0, f"line {number} {'x' * 40}", (), None)
        )
    file.close()
    kept = [(tmp_path / f"x.log{end}").read_text("utf-8")[:6] for end in ("", ".1", ".2", ".3")]
    assert kept == ["line 8", "line 7", "line 6", "line 5"]
    assert len(list(tmp_path.iterdir())) == 4


def test_the_prompter_goes_with_the_window_and_logging_off_is_not_held_up(qtbot: Any) -> None:
    """A prompter that stays would keep the program alive without an operator."""
    made = desktop.shell("zh", compose.passing_settings(), desktop.application())
    qtbot.addWidget(made.window)
    made.joined = FakeDesk()  # type: ignore[assignment]
    second = made.open_prompter()
    qtbot.addWidget(second)
    made.window.asks = True
    made.window.show()
    made.bridge.readout = demo()
    made.window.take(demo())
    made.window.close()
    assert made.window.isVisible() and second.isVisible()
    made.session_ends()
    made.window.close()
    assert not made.window.isVisible() and not second.isVisible()


def test_the_prompter_looks_around_when_the_window_is_on_another_screen(qtbot: Any) -> None:
    made = desktop.shell("zh", compose.passing_settings(), desktop.application())
    qtbot.addWidget(made.window)
    made.joined = FakeDesk()  # type: ignore[assignment]
    made.window.show()
    second, looked = made.open_prompter(), []
    qtbot.addWidget(second)
    second.look_around = lambda: looked.append(True)  # type: ignore[method-assign]
    made.window.windowHandle().screenChanged.emit(made.window.screen())
    assert looked == [True]
    made.window.close()
    second.close()
