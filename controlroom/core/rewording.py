"""A merchant's own wording of phrases we ship: kept as one JSON text, by language and key."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from controlroom.core.message import Message, message
from controlroom.core.saying import slots

Wording = Mapping[str, Mapping[str, str]]
"""language → key → phrase"""
LONGEST = 200
_SLOT = re.compile(r"\{\w+\}")


def read(text: str) -> dict[str, dict[str, str]]:
    """What `written` wrote. Anything else counts as no wording."""
    try:
        plain = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(plain, dict):
        return {}
    return {
        lang: {key: said for key, said in part.items() if isinstance(said, str)}
        for lang, part in plain.items()
        if isinstance(part, dict)
    }


def written(wording: Wording) -> str:
    """`wording` as text, without empty parts; "" when there is none."""
    kept = {lang: dict(part) for lang, part in wording.items() if part}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def wrong(shipped: str, own: str) -> Message | None:
    """Why `own` can't stand in for `shipped`: empty, too long, or it asks for figures that
    are not there. None when it can. Leaving figures out is allowed."""
    if not own.strip():
        return message("wording.empty")
    if len(own) > LONGEST:
        return message("wording.too_long", most=LONGEST)
    unknown = sorted(slots(own) - slots(shipped))
    if unknown:
        names = ", ".join(f"{{{name}}}" for name in unknown)
        return message("wording.unknown_slot", names=names, known=named_slots(shipped))
    bare = _SLOT.sub("", own)
    return message("wording.brace") if "{" in bare or "}" in bare else None


def named_slots(phrase: str) -> str:
    """The placeholders of a phrase as they are typed; "—" without any."""
    return " ".join(f"{{{name}}}" for name in sorted(slots(phrase))) or "—"


def reworded(book: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """`book` with the phrases of `own` that fit in the place of ours."""
    fits = {k: said for k, said in own.items() if k in book and wrong(book[k], said) is None}
    return {**book, **fits}
