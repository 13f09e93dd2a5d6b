"""How grave each check is to this merchant: kept as text in the settings.

A choice is {check code: "error" | "warning" | "hint" | "off"}; what is not in it is as
the check itself says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from controlroom.plan.readiness import CHECKS, SEVERITIES

SETTING = "plan.severities"
"""Its name in `core.settings.TABLE`."""
OFF = "off"
LEVELS = (*SEVERITIES, OFF)
OWN: Mapping[str, str] = {one.code: one.severity for one in CHECKS}
"""Each check's own severity by its code."""


def read(text: str) -> dict[str, str]:
    """The choices in `text`; what can't be understood (a hand in the file, a newer
    program's check) is left out and the check's own severity holds."""
    try:
        told = json.loads(text) if text else {}
    except ValueError:
        return {}
    return _sound(told) if isinstance(told, dict) else {}


def written(choices: Mapping[str, str]) -> str:
    """`choices` as `read` reads them; only those that differ from the check's own."""
    return json.dumps(_sound(choices), sort_keys=True)


def _sound(choices: Mapping[str, object]) -> dict[str, str]:
    return {
        code: level
        for code, level in choices.items()
        if isinstance(level, str) and level in LEVELS and level != OWN.get(code, level)
    }
