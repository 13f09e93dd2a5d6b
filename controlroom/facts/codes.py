"""Texts as small integers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from controlroom.facts.columns import Int, Text


class _Numbers(dict[str, int]):
    """Texts and their numbers; a text asked for the first time gets the next."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        self._names.append(text)
        return number


class Codes:
    """Texts as small integers, in order of first sight."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names: list[str] = list(names)
        self._of = _Numbers(self.names)
        self._of.update((name, code) for code, name in enumerate(self.names))

    def find(self, text: str) -> int | None:
        """The code of `text` if it has one."""
        return self._of.get(text)

    def code(self, texts: Text) -> Int:
        """The code of each text; new texts get new codes."""
        return np.fromiter(map(self._of.__getitem__, texts.tolist()), np.int64, len(texts))
