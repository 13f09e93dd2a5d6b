"""Phrase books from the resources folder, and which language to speak."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterator, Mapping
from functools import cache

from controlroom.app.resources import resource_path
from controlroom.core.saying import Speaker, merged

LANGUAGES = ("zh", "en")


@cache
def book(lang: str) -> dict[str, str]:
    """All phrases of `lang`."""
    files = sorted(resource_path("i18n", lang).glob("*.ts"))
    return merged(file.read_text(encoding="utf-8") for file in files)


class Books(Mapping[str, dict[str, str]]):
    """The books of all languages, each read when it is first spoken."""

    def __getitem__(self, lang: str) -> dict[str, str]:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        return book(lang)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def speaker(lang: str) -> Speaker:
    """Someone who says messages in `lang`."""
    return Speaker(lang=lang, book=book(lang))


def preferred(asked: str | None = None) -> str:
    """`asked`, else CONTROLROOM_LANG, else the system's language; Chinese unless English."""
    for name in (asked, os.environ.get("CONTROLROOM_LANG"), _system()):
        if name:
            return "en" if name.lower().startswith("en") else "zh"
    return "zh"


def _system() -> str | None:
    return os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0]
