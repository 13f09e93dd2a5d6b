"""Typed ids. All are short text, made once and never reused."""

from __future__ import annotations

import uuid
from typing import NewType

SessionId = NewType("SessionId", str)
RowId = NewType("RowId", str)
CueId = NewType("CueId", str)
RunId = NewType("RunId", str)
ImportId = NewType("ImportId", str)


def fresh(prefix: str) -> str:
    """A new id such as `seg-3f9a1c0b2d4e`: 48 random bits behind `prefix`."""
    return f"{prefix}-{uuid.uuid4().hex[:12]}"
