"""What can be done with a chart: save it as a picture or as numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.ui.chart_saving import SUFFIXES, Heading, save_chart
from controlroom.ui.i18n import Language

if TYPE_CHECKING:
    from controlroom.ui.panels.live_charts import ChartPanel

Tell = Callable[[str], None]


def fill_chart_menu(menu: QMenu, panel: ChartPanel, tell: Tell) -> None:
    """The ways to save the chart of `panel`; `tell` says what came of it."""
    for suffix in SUFFIXES:
        text = panel.tr_(f"ui.chart.save.{suffix}")
        menu.addAction(text, partial(_ask, panel, suffix, tell))


def _ask(panel: ChartPanel, suffix: str, tell: Tell) -> None:
    """A file dialog that holds up nothing behind it."""
    dialog = QFileDialog(panel, panel.tr_(f"ui.chart.save.{suffix}"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{_plain(panel)}.{suffix}")
    dialog.fileSelected.connect(lambda path: tell(saved(panel, path, panel.language)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(False)
    dialog.show()


def _plain(panel: ChartPanel) -> str:
    """A file's name: the session, the chart and the minute."""
    readout = panel.readout
    clock = formats.clock(readout.now, readout.zone).replace(":", "")
    title = panel.header.title.text()
    words = "-".join(part for part in (readout.title, title, clock) if part)
    return "".join("_" if mark in '\\/:*?"<>| ' else mark for mark in words)


def saved(panel: ChartPanel, path: str, language: Language) -> str:
    """Save the chart of `panel` to `path`; what came of it, in words."""
    try:
        save_chart(panel.chart, path, language.tr("ui.chart.time"), heading(panel))
    except WorldError as wrong:
        return language.say(wrong.message)
    return language.tr("ui.chart.saved", path=path)


def heading(panel: ChartPanel) -> Heading:
    """What stands over the picture of `panel`: its title, the series shown, the session, the
    minute, and whether it is a rehearsal or simulated."""
    theme, readout = panel.theme, panel.readout
    day, clock = (
        formats.day(readout.now, readout.zone, panel.language.lang),
        formats.clock(readout.now, readout.zone),
    )
    mark = "rehearsal" if readout.rehearsal else "simulated" if readout.simulated else ""
    of = [readout.title, f"{day} {clock}", panel.tr_(f"ui.badge.{mark}") if mark else ""]
    shown = ((panel.marks[name], role) for name, role, _ in panel.legend)
    return Heading(
        title=panel.header.title.text(),
        names=tuple(
            (mark.text(), theme.color(role))
            for mark, role in shown
            if mark.isChecked() and not mark.isHidden()
        ),
        of=" · ".join(part for part in of if part),
        font=theme.font(),
        ink=theme.color("text"),
        faint=theme.color("muted"),
        ground=theme.color("panel"),
    )


def chart_menus(menu: QMenu, panels: list[ChartPanel], tell: Tell) -> None:
    """One submenu a chart."""
    for panel in panels:
        fill_chart_menu(menu.addMenu(panel.header.title.text()), panel, tell)


def popup(panel: ChartPanel, tell: Tell, parent: QWidget, at: object) -> None:
    """The menu of a chart where it was asked for."""
    menu = QMenu(parent)
    fill_chart_menu(menu, panel, tell)
    menu.popup(at)  # type: ignore[arg-type]  # a QPoint
