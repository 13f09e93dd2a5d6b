"""The rule book: our presets, which ship with the program, and the merchant's own beside
them in one JSON file, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.core.refusals import reason
from controlroom.live.rulebook import Rule, from_plain, merged, to_plain
from controlroom.store.settings_file import write_whole

VERSION = 1


class RulesFile:
    """`ports.RuleBook` in files. A rule that can't be read is left out and said in
    `trouble`; the others are kept, and so is its text in the file until it is replaced."""

    def __init__(self, ours: str | Path, own: str | Path) -> None:
        self._ours, self._path = Path(ours), Path(own)
        self.trouble: tuple[Message, ...] = ()

    def ours(self) -> tuple[Rule, ...]:
        """The presets as they ship."""
        plain = json.loads(self._ours.read_text("utf-8"))
        return tuple(from_plain(each) for each in plain["rules"])

    def own(self) -> tuple[Rule, ...]:
        """The merchant's: changed presets and new rules."""
        self.trouble = ()
        found: list[Rule] = []
        for plain in self._plain():
            try:
                found.append(from_plain(plain))
            except WorldError as wrong:
                self.trouble = (*self.trouble, wrong.message)
        return tuple(found)

    def rules(self) -> tuple[Rule, ...]:
        """All rules, the merchant's version of a preset in its place."""
        return merged(self.ours(), self.own())

    def keep(self, rules: Sequence[Rule]) -> None:
        """Write `rules` as the merchant's whole own book. Raises WorldError
        ("store.cannot_write"); the old one is kept then."""
        ours = {rule.name: rule for rule in self.ours()}
        changed = [to_plain(rule) for rule in rules if ours.get(rule.name) != rule]
        text = json.dumps({"version": VERSION, "rules": changed}, ensure_ascii=False, indent=1)
        write_whole(self._path, text)

    def _plain(self) -> list[dict[str, object]]:
        try:
            plain = json.loads(self._path.read_text("utf-8"))
            return [each for each in plain["rules"] if isinstance(each, dict)]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            self.trouble = (message("rule.file", place=str(self._path), detail=reason(wrong)),)
            return []
