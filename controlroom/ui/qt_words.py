"""The words Qt itself says (file dialogs, message boxes, the menu of a text field) in the
language in force."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from controlroom.ui.i18n import Language

_FILES: Mapping[str, str] = {"zh": "qtbase_zh_CN"}
"""Qt's own translation for each language; English is what it says without one."""


class QtWords(QObject):
    """Follows `language` for as long as `app` lives, or until another is made for it."""

    def __init__(self, app: QCoreApplication, language: Language) -> None:
        for older in app.findChildren(QtWords):
            older._leave()
        super().__init__(app)
        self._app, self._language, self._left = app, language, False
        self._translator = QTranslator(self)
        language.retranslate.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._left:
            return
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        file = _FILES.get(self._language.lang, "")
        if file and self._translator.load(file, folder):
            self._app.installTranslator(self._translator)

    def _leave(self) -> None:
        self._app.removeTranslator(self._translator)
        self._left = True
        self.deleteLater()
