"""How cues call: sound and its volume, notifications, the taskbar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QPushButton, QSlider, QWidget

from controlroom.ports import Settings
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.said import named, said

_SWITCHES = ("sound", "notify", "flash")


class AlarmPage(QWidget):
    """`tested`: let the sound be heard as it is set now."""

    tested = Signal()

    def __init__(
        self, language: Language, settings: Settings | None, keep: Callable[[str, object], None]
    ) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        form = QFormLayout(self)
        form.setVerticalSpacing(12)
        for name in _SWITCHES:
            box = QCheckBox()
            language.bind(box, box.setText, f"ui.settings.{name}")
            box.setChecked(settings is None or settings.get(f"live.{name}") is not False)
            box.toggled.connect(lambda on, name=name: keep(f"live.{name}", on))
            self.boxes[name] = box
            form.addRow(box)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        loud = settings.get("live.volume") if settings else 70
        self.volume.setValue(loud if isinstance(loud, int) else 70)
        named(language, self.volume, "ui.settings.volume")
        self.volume.valueChanged.connect(lambda value: keep("live.volume", value))
        self.test = QPushButton()
        language.bind(self.test, self.test.setText, "ui.settings.test")
        self.test.clicked.connect(self.tested)
        form.insertRow(1, said(language, "ui.settings.volume"), self.volume)
        form.insertRow(2, self.test)
        form.addRow(said(language, "ui.settings.alarm.about", "caption", wrap=True))
