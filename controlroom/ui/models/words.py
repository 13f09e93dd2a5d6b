"""Words to choose from while typing: those of the field, then those the sheet uses."""

from __future__ import annotations

from controlroom.plan import fields
from controlroom.plan.sheet import Plate
from controlroom.ui.models.sight import Sight

_PLAIN = (
    "role",
    "kind",
    "channel",
    "audience",
    "owner",
    "group",
    "condition",
    "mechanism",
)


def known_words(sight: Sight, plate: Plate, name: str) -> list[str]:
    """The words offered in a cell of column `name`; none where anything may stand."""
    if name == "products" or name == "product":
        return [p.title for p in sight.sheet.products]
    if name == "segment":
        return [f"#{at} {one.title}" for at, one in enumerate(sight.sheet.segments, 1)]
    if name == "roi_basis":
        return [words[sight.speaker.lang != "zh"] for words in fields.BASIS_WORDS.values()]
    if name not in _PLAIN:
        return []
    offered = next((field.words for field in fields.FIELDS[plate] if field.name == name), ())
    used = [str(getattr(row, name, "")) for row in sight.sheet.rows(plate)]
    return [word for word in dict.fromkeys([*offered, *used]) if word]
