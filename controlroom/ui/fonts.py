"""Fonts: the system's Chinese face where there is one, the shipped one otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QFontDatabase

PREFERRED = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
)


def families(shipped: Iterable[Path]) -> list[str]:
    """The families to set the interface in, best first; empty means Qt's default.

    `shipped` are font files to load when the system has no preferred Chinese face.
    """
    present = set(QFontDatabase.families())
    found = [name for name in PREFERRED if name in present]
    return found[:1] or [name for path in shipped for name in _loaded(path)][:1]


def has_chinese(families: Iterable[str]) -> bool:
    """Whether any of `families` can write simplified Chinese."""
    able = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    return any(name in able for name in families)


def _loaded(path: Path) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
