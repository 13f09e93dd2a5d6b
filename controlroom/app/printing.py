"""Printing: the run-sheet and the report as PDF, with a window or without one."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from controlroom.app.resources import resource_path
from controlroom.core.errors import BugError
from controlroom.core.saying import Speaker
from controlroom.plan.sheet import RunSheet
from controlroom.review.results import Review
from controlroom.ui.printing.pages import load_font, print_runsheet
from controlroom.ui.printing.report import print_report

_kept: list[QGuiApplication] = []


def ready() -> None:
    """Make Qt able to write text; on the main thread, before the first `printed`. Only the
    command line needs it, and only for a PDF: no window, no display."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication([]))


def printed(sheet: RunSheet, path: str, speaker: Speaker, step: Callable[[float], None]) -> None:
    """`sheet` as a PDF at `path`; on any thread. Raises WorldError where it can't be written."""
    _prepare()
    print_runsheet(sheet, path, speaker, step=step)


def printed_report(review: Review, path: str, speaker: Speaker) -> None:
    """The report of `review` as a PDF at `path`; as `printed`."""
    _prepare()
    print_report(review, path, speaker)


def _prepare() -> None:
    if QGuiApplication.instance() is None:
        raise BugError("nothing is ready to print")
    load_font(resource_path("fonts"))
