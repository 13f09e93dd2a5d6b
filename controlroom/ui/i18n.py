"""The language in force: one speaker, and who is told when it changes at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from controlroom.core.message import Arg, Message
from controlroom.core.rewording import Wording, reworded
from controlroom.core.saying import Speaker
from controlroom.ui.retelling import Retelling
from controlroom.ui.turns import Turns, begun


class Language(QObject):
    """Says every text of the window; `retranslate` tells widgets to say theirs again."""

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
        self.retranslate = Retelling()
        self._telling: Turns | None = None
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
        """Speak `lang` from now on; everything has said its texts in it when this returns."""
        self.turn_to(lang)
        self.finish()

    def turn_to(self, lang: str) -> None:
        """Speak `lang` from now on; what is on the screen says its texts again in turns."""
        if lang != self.lang:
            now = self.speaker
            self.speaker = Speaker(lang, self._book(lang), now.zone, now.currency)
            self.say_again()

    def reword(self, own: Wording) -> None:
        """Say phrases of `own` in place of ours from now on; said again in turns."""
        kept = {lang: dict(part) for lang, part in own.items()}  # `own` may be edited further
        if kept != self._own:
            self._own, now = kept, self.speaker
            self.speaker = Speaker(now.lang, self._book(now.lang), now.zone, now.currency)
            self.say_again()

    def say_again(self) -> None:
        """Have every text said again, in turns. What was still to be said is said by this."""
        if self._telling is not None:
            self._telling.drop()
        self._telling = begun(self.retranslate.telling(), self)

    def finish(self) -> None:
        """Have said now whatever is still to be said again."""
        if self._telling is not None:
            self._telling.finish()

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

        self.retranslate.connect(lambda: put(self.tr(key, **args)), owner)
        put(self.tr(key, **args))
