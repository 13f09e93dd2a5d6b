"""What Qt says by itself follows the language of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel

from controlroom.ui.i18n import Language
from controlroom.ui.qt_words import QtWords
from tests.ui.screens import books


def said() -> str:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = " ".join(label.text() for label in dialog.findChildren(QLabel))
    return box.button(QDialogButtonBox.StandardButton.Cancel).text() + " " + labels


def test_qt_speaks_the_language_in_force(qapp):
    before = Language(books(), "zh")
    QtWords(qapp, before)
    language = Language(books(), "en")
    words = QtWords(qapp, language)
    assert "Cancel" in said()
    language.use("zh")
    assert "取消" in said()
    assert "文件" in said()
    language.use("en")
    assert "Cancel" in said()
    before.use("zh")  # has no say any more
    assert "Cancel" in said()
    words.deleteLater()
