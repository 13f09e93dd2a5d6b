"""Templates as files: ours, which ship with the program, and the merchant's own, one JSON
file each, in the data folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason
from controlroom.plan import templates
from controlroom.plan.sheet import RunSheet
from controlroom.plan.templates import Template
from controlroom.ports import TemplateBrief
from controlroom.store.settings_file import write_whole

_OWN = "own:"
_BAD = re.compile(r'[\\/:*?"<>|\x00-\x1f.]+')


class TemplatesFolder:
    """`ports.Templates` in two folders. The id of a template is the name of its file."""

    def __init__(self, ours: str | Path, own: str | Path) -> None:
        self._ours, self._own = Path(ours), Path(own)

    def listed(self, lang: str) -> tuple[TemplateBrief, ...]:
        """Ours in the order of their file names, then the merchant's; unreadable ones are
        left out."""
        return tuple(self._briefs(lang))

    def _briefs(self, lang: str) -> Iterator[TemplateBrief]:
        for own, folder in ((False, self._ours), (True, self._own)):
            for path in sorted(folder.glob("*.json")):
                try:
                    found = _template(path, lang)
                except WorldError:
                    continue
                yield TemplateBrief(
                    id=(_OWN if own else "") + path.stem,
                    name=found.name,
                    about=found.about,
                    own=own,
                    segments=len(found.sheet.segments),
                    length=templates.length_of(found.sheet),
                    begins=templates.begins(found.sheet),
                )

    def load(self, template: str, lang: str) -> RunSheet:
        """Raises WorldError("template.unknown" | "template.unreadable" | "template.wrong")."""
        return _template(self._path(template), lang).sheet

    def save(self, name: str, about: str, sheet: RunSheet) -> str:
        """Raises WorldError("store.cannot_write"). A name that is taken gets a number."""
        text = json.dumps(templates.to_plain(name, about, sheet), ensure_ascii=False, indent=1)
        path = self._free(_BAD.sub("_", name).strip()[:80] or "template")
        write_whole(path, text)
        return _OWN + path.stem

    def _free(self, stem: str) -> Path:
        names = [stem, *(f"{stem} {number}" for number in range(2, 1000))]
        paths = (self._own / f"{name}.json" for name in names)
        return next(path for path in paths if not path.exists())

    def remove(self, template: str) -> None:
        """Raises WorldError("template.ours" | "template.unknown" | "store.cannot_write")."""
        path = self._path(template)
        if not template.startswith(_OWN):
            raise WorldError("template.ours")
        try:
            path.unlink()
        except FileNotFoundError as gone:
            raise WorldError("template.unknown", name=path.stem) from gone
        except OSError as fault:
            raise WorldError("store.cannot_write", place=str(path), detail=reason(fault)) from fault

    def _path(self, template: str) -> Path:
        own, stem = template.startswith(_OWN), template.removeprefix(_OWN)
        if _BAD.search(stem) or not stem:
            raise WorldError("template.unknown", name=stem)
        return (self._own if own else self._ours) / f"{stem}.json"


def _template(path: Path, lang: str) -> Template:
    try:
        plain: Any = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as gone:
        raise WorldError("template.unknown", name=path.stem) from gone
    except (OSError, ValueError) as fault:
        raise WorldError("template.unreadable", place=str(path), detail=reason(fault)) from fault
    if not isinstance(plain, dict):
        raise WorldError("template.unreadable", place=str(path), detail="not an object")
    return templates.from_plain(plain, lang)
