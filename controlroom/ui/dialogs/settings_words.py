"""The wording of cues, in both languages, as the merchant says it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import rewording
from controlroom.ports import Settings
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named, said

PREFIX = "cue."
SETTING = "live.cue_texts"
_KEY = Qt.ItemDataRole.UserRole


class WordsPage(QWidget):
    """One line a phrase, one column a language. A text that asks for a figure that is not
    there is refused and ours stays; an emptied one becomes ours again."""

    def __init__(
        self, language: Language, settings: Settings | None, keep: Callable[[str, object], None]
    ) -> None:
        super().__init__()
        self._language, self._keep = language, keep
        kept = str(settings.get(SETTING) or "") if settings else ""
        self.own = rewording.read(kept)
        self._ours = {lang: language.shipped(lang, PREFIX) for lang in language.languages}
        self.search, self.table = QLineEdit(), QTableWidget()
        self.said = label("", "strong", wrap=True)
        self.reset = QPushButton()
        language.bind(self.reset, self.reset.setText, "ui.settings.words.reset")
        self._lay_out()
        self._fill()
        self.table.cellChanged.connect(self._edited)
        self.search.textChanged.connect(self._filter)
        self.reset.clicked.connect(self._reset)

    def change(self, lang: str, key: str, text: str) -> bool:
        """Say `key` as `text` in `lang`; False where it is refused."""
        ours = self._ours[lang][key]
        part = self.own.setdefault(lang, {})
        if not text.strip() or text == ours:
            part.pop(key, None)
        else:
            refused = rewording.wrong(ours, text)
            if refused is not None:
                restyle(self.said, "tone", "error")
                self.said.setText(self._language.say(refused))
                return False
            part[key] = text
        self.said.setText("")
        self._use()
        return True

    def _use(self) -> None:
        self._keep(SETTING, rewording.written(self.own))
        self._language.reword(self.own)

    def _lay_out(self) -> None:
        language = self._language
        language.bind(self.search, self.search.setPlaceholderText, "ui.settings.words.search")
        named(language, self.search, "ui.settings.words.search")
        self.search.setClearButtonEnabled(True)
        self.table.setTabKeyNavigation(False)
        named(language, self.table, "ui.settings.words")
        bottom = QHBoxLayout()
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.addWidget(said(language, "ui.settings.words.about", "caption", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(bottom)

    def _fill(self) -> None:
        langs = self._language.languages
        keys = sorted(self._ours[langs[0]])
        self.table.setColumnCount(len(langs))
        self.table.setRowCount(len(keys))
        self._say_head()
        self._language.retranslate.connect(self._say_head)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().hide()
        for row, key in enumerate(keys):
            for column, lang in enumerate(langs):
                item = QTableWidgetItem(self._said(lang, key))
                item.setData(_KEY, (lang, key))
                item.setToolTip(rewording.named_slots(self._ours[lang][key]))
                self.table.setItem(row, column, item)
        self.table.setColumnWidth(0, 350)

    def _say_head(self) -> None:
        tr, langs = self._language.tr, self._language.languages
        self.table.setHorizontalHeaderLabels([tr(f"ui.settings.words.{lang}") for lang in langs])
        self.said.setText("")

    def _said(self, lang: str, key: str) -> str:
        return self.own.get(lang, {}).get(key, self._ours[lang][key])

    def _edited(self, row: int, column: int) -> None:
        item = self.table.item(row, column)
        if item is not None:
            lang, key = item.data(_KEY)
            self.change(lang, key, item.text())
            self._show(item)

    def _show(self, item: QTableWidgetItem) -> None:
        """What holds now, without taking it for an edit."""
        lang, key = item.data(_KEY)
        self.table.blockSignals(True)
        item.setText(self._said(lang, key))
        self.table.blockSignals(False)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, place) for place in range(self.table.columnCount()))
            said = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self.table.setRowHidden(row, wanted not in said)

    def _reset(self) -> None:
        self.own = {}
        self._use()
        for row in range(self.table.rowCount()):
            for column in range(self.table.columnCount()):
                item = self.table.item(row, column)
                if item is not None:
                    self._show(item)
