"""The language in force: one speaker, and a signal when it changes at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QObject, Signal

from controlroom.core.message import Arg, Message
from controlroom.core.rewording import Wording, reworded
from controlroom.core.saying import Speaker


class Language(QObject):
    """Says every text of the window; `retranslate` tells widgets to say theirs again."""

    retranslate = Signal()

    def __init__(
        self,
        books: Mapping[str, Mapping[str, str]],
        lang: str = "zh",
        *,
        zone: str = "Asia/Shanghai",
        currency: str = "CNY",
    ) -> None:
        """`books`: language → phrase book (read by the composition root)."""
        super().__init__()
        self._books = books
        self._own: Wording = {}
        self.speaker = Speaker(lang, self._book(lang), zone, currency)

    @property
    def lang(self) -> str:
        """ "zh" or "en"."""
        return self.speaker.lang

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are books for."""
        return tuple(self._books)

    def in_language(self, lang: str) -> Speaker:
        """Who says things in `lang`, for the same session."""
        now = self.speaker
        return Speaker(lang, self._book(lang), now.zone, now.currency)

    def use(self, lang: str) -> None:
        """Speak `lang` from now on."""
        if lang != self.lang:
            now = self.speaker
            self.speaker = Speaker(lang, self._book(lang), now.zone, now.currency)
            self.retranslate.emit()

    def reword(self, own: Wording) -> None:
        """Say phrases of `own` in place of ours from now on."""
        self._own, now = own, self.speaker
        self.speaker = Speaker(now.lang, self._book(now.lang), now.zone, now.currency)
        self.retranslate.emit()

    def shipped(self, lang: str, prefix: str) -> dict[str, str]:
        """Our own phrases whose key begins with `prefix`, in `lang`."""
        book = self._books.get(lang, {})
        return {key: said for key, said in book.items() if key.startswith(prefix)}

    def _book(self, lang: str) -> Mapping[str, str]:
        book, own = self._books.get(lang, {}), self._own.get(lang)
        return reworded(book, own) if own else book

    def follow(self, zone: str, currency: str) -> None:
        """Say times and money as the selected session does."""
        now = self.speaker
        if (zone, currency) != (now.zone, now.currency):
            self.speaker = Speaker(now.lang, now.book, zone, currency)

    def tr(self, key: str, /, **args: Arg) -> str:  # type: ignore[override]
        """The phrase `key`, filled in."""
        return self.speaker.text(key, **args)

    def everywhere(self, key: str) -> tuple[str, ...]:
        """The bare phrase `key` in every language there is a book for."""
        return tuple(book[key] for book in self._books.values() if key in book)

    def say(self, message: Message | None) -> str:
        """A message of a pure room; "" for None."""
        return "" if message is None else self.speaker.say(message)

    def word(self, prefix: str, value: str) -> str:
        """The phrase `prefix.value`, or `value` itself where there is none (free words)."""
        key = f"{prefix}.{value}"
        return self.speaker.text(key) if value and self.speaker.has(key) else value

    def bind(self, owner: QObject, put: Callable[[str], object], key: str, **args: Arg) -> None:
        """Call `put` with the phrase now and after every change, while `owner` lives."""

        def say() -> None:
            if shiboken6.isValid(owner):
                put(self.tr(key, **args))

        say()
        self.retranslate.connect(say)
        owner.destroyed.connect(lambda: _let_go(self, say))


def _let_go(language: Language, say: Callable[[], None]) -> None:
    if shiboken6.isValid(language):
        language.retranslate.disconnect(say)
