"""Settings of Live: how a show goes on air, keys, how cues call, their words. Not modal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from controlroom.core.errors import WorldError
from controlroom.ports import Settings
from controlroom.ui.dialogs.settings_air import AirPage
from controlroom.ui.dialogs.settings_alarm import AlarmPage
from controlroom.ui.dialogs.settings_keys import KeysPage
from controlroom.ui.dialogs.settings_words import WordsPage
from controlroom.ui.i18n import Language
from controlroom.ui.obs_desk import ObsDesk
from controlroom.ui.turns import Steps, at_once
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named


class LiveSettings(QDialog):
    """What is changed holds at once and is kept. `tested` asks for a sound to be heard."""

    keys_changed = Signal()
    tested = Signal()

    def __init__(
        self,
        settings: Settings | None,
        language: Language,
        obs: ObsDesk,
        parent: QWidget | None = None,
        *,
        slowly: bool = False,
    ) -> None:
        """`slowly`: only begun; whoever asked for that does the `steps`."""
        super().__init__(parent)
        self.setObjectName("live_settings")
        self._settings, self._language = settings, language
        self.trouble = label("", "caption", wrap=True)
        restyle(self.trouble, "tone", "error")
        self.steps = self._building(obs)
        if not slowly:
            at_once(self.steps)

    def _building(self, obs: ObsDesk) -> Steps:
        """A page a turn."""
        settings, language = self._settings, self._language
        self.air = AirPage(language, settings, self._keep, obs)
        yield
        self.keys = KeysPage(language, self._keep)
        yield
        self.alarm = AlarmPage(language, settings, self._keep)
        self.words = WordsPage(language, settings, self._keep)
        yield
        self.keys.changed.connect(self.keys_changed)
        self.alarm.tested.connect(self.tested)
        self._pages = pages = QTabWidget()
        named(language, pages.tabBar(), "ui.settings.title")
        self._named: dict[str, QWidget] = {
            "air": self.air, "keys": self.keys, "alarm": self.alarm, "words": self.words
        }  # fmt: skip
        for name, page in self._named.items():
            place = pages.addTab(page, "")
            language.bind(pages, partial(pages.setTabText, place), f"ui.settings.{name}")
            yield
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(pages, 1)
        column.addWidget(self.trouble)
        language.bind(self, self.setWindowTitle, "ui.settings.title")
        self.resize(760, 560)

    def turn_to(self, page: object) -> None:
        """Bring the page called so to the front; any other word: the first."""
        if isinstance(page, str) and page in self._named:
            self._pages.setCurrentWidget(self._named[page])

    def _keep(self, name: str, value: object) -> None:
        """Keep a setting; say so where the disk refuses (it holds until the end then)."""
        try:
            if self._settings is not None:
                self._settings.set(name, value)
        except WorldError as refused:
            self.trouble.setText(self._language.say(refused.message))
        else:
            self.trouble.setText("")
