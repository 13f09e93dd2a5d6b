"""A Live screen on a stage: real widgets, a desk that writes down what it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QWidget

from controlroom.core.errors import WorldError
from controlroom.core.saying import merged
from controlroom.desk.intents import Intent
from controlroom.desk.jobs import Job
from controlroom.desk.rehearsing import Rehearsal
from controlroom.live.rulebook import Rule, from_plain
from controlroom.plan.readiness import Finding
from controlroom.ports import SessionBrief
from controlroom.ports.broadcast import Broadcast, Link
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.live import LiveWorkspace
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.window import Window
from tests.ui.screens import at_rest

RESOURCES = Path(__file__).parents[2] / "resources"


def books() -> dict[str, dict[str, str]]:
    """The shipped phrase books."""
    return {
        lang: merged(
            path.read_text(encoding="utf-8")
            for path in sorted((RESOURCES / "i18n" / lang).glob("*.ts"))
        )
        for lang in ("zh", "en")
    }


class FakeRules:
    """The presets, and what was kept of them."""

    def __init__(self) -> None:
        plain = json.loads((RESOURCES / "rules/presets.json").read_text("utf-8"))
        self._ours = tuple(from_plain(each) for each in plain["rules"])
        self.book = self._ours
        self.refusal: WorldError | None = None
        self.waiting: list[Callable[[], None]] = []
        self.tried: list[tuple[Rule, str]] = []
        self.outcome: object = None

    def ours(self) -> tuple[Rule, ...]:
        return self._ours

    def rules(self) -> tuple[Rule, ...]:
        return self.book

    def keep(self, rulebook: Sequence[Rule]) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.book = tuple(rulebook)

    def trial(self, rule: Rule, session: str) -> Job:
        self.tried.append((rule, session))

        def work(job: Job) -> object:
            job.step(0.5)
            return self.outcome

        return Job(work, self.waiting.append)  # begun by the test, told by `tell`

    def tell(self) -> None:
        """What jobs have to say, on this thread."""
        while self.waiting:
            self.waiting.pop(0)()


class FakeObs:
    """OBS in the test's hand: jobs are done at once, with the outcome it was given."""

    def __init__(self) -> None:
        self.now = Broadcast()
        self.on_change: list[Callable[[Broadcast], None]] = []
        self.applied = self.retold = 0
        self.looked: list[tuple[str, object, str | None]] = []
        self.passwords: list[str] = []
        self.outcome: object = Broadcast(link=Link.UP, program="30.1.2", plugin="5.4.2")
        self.refusal: WorldError | None = None
        self.quiet, self.long = 12_000, 65_000

    def age(self) -> int | None:
        return None if self.now.heard is None else self.quiet

    def streamed(self, of: Broadcast | None = None) -> int | None:
        return None if (of or self.now).began is None else self.long

    def apply(self) -> None:
        self.applied += 1

    def retell(self) -> None:
        self.retold += 1

    def look(self, host: str, port: object, password: str | None = None) -> Job:
        self.looked.append((host, port, password))
        return _done(lambda: self.outcome)

    def keep_password(self, password: str) -> Job:
        self.passwords.append(password)
        return _done(lambda: self.refusal)

    def news(self, **known: Any) -> None:
        """OBS says something."""
        self.now = Broadcast(**known)
        for listener in list(self.on_change):
            listener(self.now)


def _done(outcome: Callable[[], object]) -> Job:
    def work(_: Job) -> object:
        found = outcome()
        if isinstance(found, WorldError):
            raise found
        return found

    job = Job(work).start()
    job.join()
    return job


class FakeDesk:
    """Remembers intents and opened runs."""

    def __init__(self) -> None:
        self.ruling, self.obs = FakeRules(), FakeObs()
        self.intents: list[Intent] = []
        self.opened: list[tuple[str, bool]] = []
        self.refusal: WorldError | None = None
        self.recorded: tuple[SessionBrief, ...] = ()
        self.how: Rehearsal | None = None
        self.errors: tuple[Finding, ...] = ()
        self.left = 0

    def post(self, intent: Intent) -> None:
        self.intents.append(intent)

    def obstacles(self) -> tuple[Finding, ...]:
        return self.errors

    def leave_rehearsal(self) -> Job:
        self.left += 1
        return Job(lambda _: None).start()

    def recordings(self) -> tuple[SessionBrief, ...]:
        return self.recorded

    def begin_run(
        self, session: str, rehearsal: bool = False, *, how: Rehearsal | None = None
    ) -> Job:
        self.opened.append((session, rehearsal))
        self.how = how

        def work(job: Job) -> object:
            if self.refusal is not None:
                raise self.refusal
            return None

        job = Job(work).start()
        with suppress(WorldError):
            job.wait()
        return job


class FakeSettings:
    """A dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}

    def get(self, key: str) -> object:
        return self.kept.get(key, "")

    def set(self, key: str, value: object) -> None:
        self.kept[key] = value


class Stage:
    """Desk, bridge, theme, language and the window with Live in front."""

    def __init__(self, qtbot: Any, lang: str = "zh") -> None:
        self.qtbot, self.desk, self.settings = qtbot, FakeDesk(), FakeSettings()
        self.timer = QElapsedTimer()
        self.timer.start()
        self.bridge = Bridge(self.timer.elapsed)
        self.theme = Theme((RESOURCES / "theme/app.qss").read_text(encoding="utf-8"))
        self.theme.apply()
        self.language = Language(books(), lang)
        self.selection = Selection()
        self.live: LiveWorkspace
        self.window = Window(
            {"live": self._make_live, "plan": QWidget, "review": QWidget},
            bridge=self.bridge,
            theme=self.theme,
            language=self.language,
            selection=self.selection,
            settings=self.settings,
        )
        qtbot.addWidget(self.window)

    def _make_live(self) -> QWidget:
        self.live = LiveWorkspace(
            self.desk, self.bridge, self.theme, self.language, self.selection, self.settings
        )
        return self.live

    def open(self) -> Stage:
        """Show the window with Live and its charts built."""
        self.window.show_workspace("live")
        self.window.show()
        self.until(lambda: hasattr(self, "live") and "products" in self.live.panels)
        self.live.setFocus()
        return self

    def show(self, readout: Any) -> None:
        """Post `readout` and wait until the last panel has it, and the charts, which rest."""
        self.bridge.post(readout)
        panels = (self.live.panels["products"], *self.live.charts)
        self.until(lambda: all(panel.readout is readout for panel in panels))

    def rest(self) -> None:
        """Run the loop until the layout has come to rest."""
        self.until(at_rest(self.window))

    def until(self, holds: Callable[[], bool]) -> None:
        """Run the loop until `holds`."""
        self.qtbot.waitUntil(holds, timeout=8000)
