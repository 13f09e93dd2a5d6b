"""Saying a `Message` in a language: phrase books in Qt Linguist's .ts form.

`resources/i18n/<lang>/<room>.ts` hold id-based messages:
`<message id="import.refused"><translation>第 {row} 行…</translation></message>`.
Placeholders are `{name}`; the ending of a name says how its value is shown:
`_minor` money, `_at` clock, `_stamp` day and clock, `_ms` span, `_long` a long span, `_ratio`
percent, `_x` two decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from controlroom.core import formats
from controlroom.core.errors import BugError
from controlroom.core.message import Arg, Message

OWN = "own"
"""Key of a message that brings its own phrases: args `text_zh`, `text_en`."""
_SLOT = re.compile(r"\{(\w+)\}")


def read_ts(text: str) -> dict[str, str]:
    """The finished translations of one .ts document by message id.

    Raises BugError for a message without an id or with an unfinished translation.
    """
    book: dict[str, str] = {}
    for entry in ET.fromstring(text).iter("message"):  # noqa: S314  # our own files
        key, said = entry.get("id"), entry.find("translation")
        if not key or said is None or said.get("type") == "unfinished" or not said.text:
            raise BugError(f"unfinished translation: {key}")
        if key in book:
            raise BugError(f"translated twice: {key}")
        book[key] = said.text
    return book


def merged(documents: Iterable[str]) -> dict[str, str]:
    """Several .ts documents as one book. Raises BugError for a key in two of them."""
    book: dict[str, str] = {}
    for text in documents:
        part = read_ts(text)
        if twice := book.keys() & part.keys():
            raise BugError(f"translated twice: {sorted(twice)}")
        book |= part
    return book


def slots(phrase: str) -> frozenset[str]:
    """The placeholder names of a phrase."""
    return frozenset(_SLOT.findall(phrase))


@dataclass(frozen=True)
class Speaker:
    """Says messages in `lang` ("zh" | "en") for a session's zone and currency."""

    lang: str
    book: Mapping[str, str]
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"

    def say(self, message: Message) -> str:
        """The message in this language. An unknown key is said as the key itself, in
        brackets, so that nothing is hidden (a test forbids that it happens)."""
        phrase = self._own(message) if message.key == OWN else self.book.get(message.key)
        if phrase is None:
            return f"[{message.key}]"
        return _SLOT.sub(lambda m: self._shown(m[1], message.args.get(m[1])), phrase)

    def _own(self, message: Message) -> str | None:
        """The phrase a message brings in this language, or in the one that it has."""
        for lang in (self.lang, "zh", "en"):
            if isinstance(phrase := message.args.get(f"text_{lang}"), str) and phrase:
                return phrase
        return None

    def text(self, key: str, **args: Arg) -> str:
        """The phrase called `key` with `args` filled in."""
        return self.say(Message(key, args))

    def has(self, key: str) -> bool:
        """Whether there is a phrase called `key`."""
        return key in self.book

    def named(self, title: str) -> str:
        """A title as it is; "@key" and "@key#3" (a stand-in with its number) are said."""
        if not title.startswith("@"):
            return title
        key, _, number = title[1:].partition("#")
        phrase = self.book.get(key)
        return title if phrase is None else phrase.replace("{n}", number)

    def _shown(self, name: str, value: Arg) -> str:
        if isinstance(value, str):
            return self.named(value)
        if name.endswith("_minor"):
            return formats.money(value, self.currency)
        if name.endswith("_at"):
            return formats.clock(None if value is None else int(value), self.zone)
        if name.endswith("_stamp"):
            at = None if value is None else int(value)
            day = formats.day(at, self.zone, self.lang)
            return day if at is None else f"{day} {formats.clock(at, self.zone)}"
        if name.endswith("_long"):
            return formats.long_span(value, self.lang)
        if name.endswith("_ms"):
            return formats.span(value)
        if name.endswith("_ratio"):
            return formats.percent(value)
        if name.endswith("_x"):
            return formats.times(value)
        return formats.count(value) if isinstance(value, int) else formats.short(value, self.lang)
