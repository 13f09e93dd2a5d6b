"""How columns of files were meant before, by the words of their header."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from controlroom.plan.sheet import Plate
from controlroom.ports import OpenedSheets, Settings, SheetLayout, SheetPage

KEY = "import.columns"
_MOST = 40
_SEARCHED = 60


class ImportMemory:
    """Choices of column kept in the settings, newest last."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings
        self._known = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(str(self._settings.get(KEY) or "{}")) if self._settings else {}
        except ValueError:
            return {}
        return known if isinstance(known, dict) else {}

    def layout_of(self, opened: OpenedSheets, page: SheetPage) -> SheetLayout | None:
        """How a sheet with this header was read last time, or None."""
        for header in range(min(_SEARCHED, len(page.cells)) if self._known else 0):
            labels = opened.columns(page.name, header)
            found = self._known.get(signature(labels))
            if isinstance(found, dict):
                return _layout(found, labels, header)
        return None

    def keep(self, labels: Sequence[str], layout: SheetLayout) -> None:
        """Remember how the columns called `labels` are meant."""
        if self._settings is None:
            return
        fields = {labels[at]: name for at, name in layout.fields.items() if at < len(labels)}
        key, plate = signature(labels), layout.plate.value if layout.plate else ""
        self._known.pop(key, None)
        self._known[key] = {"plate": plate, "fields": fields}
        self._known = dict(list(self._known.items())[-_MOST:])
        self._settings.set(KEY, json.dumps(self._known, ensure_ascii=False))


def signature(labels: Sequence[str]) -> str:
    """A short name of a header by its words."""
    said = "\x1f".join(label.strip() for label in labels)
    return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()[:16]


def _layout(found: dict[str, Any], labels: Sequence[str], header: int) -> SheetLayout | None:
    fields = found.get("fields")
    if not isinstance(fields, dict):
        return None
    named = next((p for p in Plate if p.value == found.get("plate")), None)
    places = {at: str(fields[label]) for at, label in enumerate(labels) if label in fields}
    return SheetLayout(header=header, plate=named, fields=places)
