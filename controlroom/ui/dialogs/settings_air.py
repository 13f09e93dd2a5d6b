"""How a show goes on air: by hand, at the planned time, or with the stream of OBS."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.core.settings import TABLE
from controlroom.desk.broadcasting import LARGEST_PORT
from controlroom.ports import Settings
from controlroom.ports.broadcast import Broadcast
from controlroom.ui.actions import hint
from controlroom.ui.i18n import Language
from controlroom.ui.obs_desk import ObsDesk
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named, said

_AT_START = ("go", "ask", "off")


class AirPage(QWidget):
    """What is changed holds at once; the password goes to the desk and nowhere else."""

    def __init__(
        self,
        language: Language,
        settings: Settings | None,
        keep: Callable[[str, object], None],
        obs: ObsDesk,
    ) -> None:
        super().__init__()
        self._language, self._settings, self._keep, self._obs = language, settings, keep, obs
        self._told: tuple[Message, str] | None = None
        column = QVBoxLayout(self)
        column.setSpacing(9)
        column.addWidget(said(language, "ui.settings.air.about", "caption", wrap=True))
        self.at_plan = self._switch("live.at_plan", "ui.settings.at_plan")
        self.auto = self._switch("live.auto", "ui.settings.auto", press=hint("auto"))
        self.on = self._switch("obs.on", "ui.settings.obs", self._reconnect)
        column.addWidget(self.at_plan)
        column.addWidget(self.auto)
        column.addSpacing(6)
        column.addWidget(self.on)
        column.addWidget(said(language, "ui.settings.obs.about", "caption", wrap=True))
        column.addLayout(self._fields())
        self.result = label("", "", wrap=True)
        column.addWidget(self.result)
        self.ask_end = self._switch("obs.ask_end", "ui.settings.obs.ask_end", self._retell)
        column.addLayout(self._at_start_row())
        column.addWidget(self.ask_end)
        column.addStretch(1)
        self.on.toggled.connect(self._shade)
        self._shade()
        language.retranslate.connect(self._say_again)

    def showEvent(self, event: QShowEvent) -> None:
        """Where OBS waits for a password, it can be typed at once."""
        super().showEvent(event)
        why = self._obs.now.why
        if why is not None and why.key in ("obs.need_password", "obs.wrong_password"):
            self.password.setFocus()

    # --- parts ---------------------------------------------------------------------------

    def _setting(self, name: str) -> object:
        """The value kept, or the table's default where there is none of its kind."""
        kept = self._settings.get(name) if self._settings is not None else None
        return kept if TABLE[name].fits(kept) else TABLE[name].default

    def _switch(
        self, name: str, key: str, then: Callable[[], None] | None = None, **args: str
    ) -> QCheckBox:
        box = QCheckBox()
        self._language.bind(box, box.setText, key, **args)
        box.setChecked(bool(self._setting(name)))

        def changed(on: bool) -> None:
            self._keep(name, on)
            if then is not None:
                then()

        box.toggled.connect(changed)
        return box

    def _fields(self) -> QGridLayout:
        self.host = QLineEdit(str(self._setting("obs.host") or TABLE["obs.host"].default))
        self.port = QLineEdit(str(self._setting("obs.port")))
        self.port.setValidator(QIntValidator(1, LARGEST_PORT, self.port))
        self.port.setMaximumWidth(90)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.use, self.forget, self.test = QPushButton(), QPushButton(), QPushButton()
        self._words()
        self.host.editingFinished.connect(self._moved)
        self.port.editingFinished.connect(self._moved)
        self.password.returnPressed.connect(self._use)
        self.use.clicked.connect(self._use)
        self.forget.clicked.connect(self._forget)
        self.test.clicked.connect(self._test)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for row, name in enumerate(("host", "password")):
            grid.addWidget(self._name(name, getattr(self, name)), row, 0)
        grid.addWidget(self.host, 0, 1)
        grid.addWidget(self._name("port", self.port), 0, 2)
        grid.addWidget(self.port, 0, 3)
        grid.addWidget(self.test, 0, 4)
        grid.addWidget(self.password, 1, 1)
        grid.addWidget(self.use, 1, 2, 1, 2)
        grid.addWidget(self.forget, 1, 4)
        grid.setColumnStretch(1, 1)
        return grid

    def _name(self, name: str, field: QWidget) -> QLabel:
        words = said(self._language, f"ui.settings.obs.{name}")
        words.setBuddy(field)
        named(self._language, field, f"ui.settings.obs.{name}")
        return words

    def _words(self) -> None:
        for button, key in (
            (self.use, "password.use"),
            (self.forget, "password.forget"),
            (self.test, "test"),
        ):
            button.setAutoDefault(False)
            self._language.bind(button, button.setText, f"ui.settings.obs.{key}")
        hint_key = "ui.settings.obs.password.hint"
        self._language.bind(self.password, self.password.setPlaceholderText, hint_key)

    def _at_start_row(self) -> QHBoxLayout:
        self.at_start = QComboBox()
        for place, name in enumerate(_AT_START):
            self.at_start.addItem("", name)
            key = f"ui.settings.obs.at_start.{name}"
            self._language.bind(self.at_start, partial(self.at_start.setItemText, place), key)
        self.at_start.setCurrentIndex(max(0, self.at_start.findData(self._setting("obs.at_start"))))
        self.at_start.activated.connect(self._start_chosen)
        row = QHBoxLayout()
        words = said(self._language, "ui.settings.obs.at_start")
        words.setBuddy(self.at_start)
        named(self._language, self.at_start, "ui.settings.obs.at_start")
        row.addWidget(words)
        row.addWidget(self.at_start)
        row.addStretch(1)
        return row

    def _shade(self) -> None:
        for part in (self.at_start, self.ask_end):
            part.setEnabled(self.on.isChecked())

    # --- hands ---------------------------------------------------------------------------

    def _moved(self) -> None:
        host, port = self.host.text().strip(), int(self.port.text())
        if (host, port) != (self._setting("obs.host"), self._setting("obs.port")):
            self._keep("obs.host", host)
            self._keep("obs.port", port)
            self._reconnect()

    def _start_chosen(self) -> None:
        self._keep("obs.at_start", self.at_start.currentData())
        self._retell()

    def _reconnect(self) -> None:
        self._obs.apply()

    def _retell(self) -> None:
        self._obs.retell()

    def _use(self) -> None:
        """Keep what was typed; the field is emptied once it is in good hands."""
        typed = self.password.text()
        if typed:
            saved = message("ui.settings.obs.password.saved")
            self._obs.keep_password(typed).on_done(lambda done: self._kept(done, saved))

    def _forget(self) -> None:
        gone = message("ui.settings.obs.password.forgotten")
        self._obs.keep_password("").on_done(lambda done: self._kept(done, gone))

    def _kept(self, outcome: object, well: Message) -> None:
        self.password.clear()
        if isinstance(outcome, WorldError):
            self._tell(outcome.message, "warning")
        elif isinstance(outcome, Exception):
            self._tell(message("desk.bug"), "error")
        else:
            self._tell(well, "good")
        if self.on.isChecked():
            self._reconnect()

    def _test(self) -> None:
        """With what stands in the fields, kept or not."""
        self.test.setEnabled(False)
        self._tell(message("ui.settings.obs.testing"), "")
        typed = self.password.text() or None
        port = self.port.text()
        job = self._obs.look(self.host.text(), int(port) if port.isdigit() else port, typed)
        job.on_done(self._tested)

    def _tested(self, outcome: object) -> None:
        self.test.setEnabled(True)
        if isinstance(outcome, Broadcast):
            self._tell(_works(outcome, self._obs), "good")
        elif isinstance(outcome, WorldError):
            self._tell(outcome.message, "error")
        else:
            self._tell(message("desk.bug"), "error")

    def _tell(self, what: Message, tone: str) -> None:
        self._told = (what, tone)
        self.result.setText(self._language.say(what))
        restyle(self.result, "tone", tone)

    def _say_again(self) -> None:
        if self._told is not None:
            self._tell(*self._told)


def _works(seen: Broadcast, obs: ObsDesk) -> Message:
    versions = {"program": seen.program, "plugin": seen.plugin}
    gone = obs.streamed(seen)
    if gone is None:
        return message("ui.settings.obs.works", **versions)
    return message("ui.settings.obs.works.live", long_ms=gone, **versions)
