"""The Live workspace: panels fed by readouts, buttons and keys that post intents."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import rewording
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.desk.intents import GoOffAir
from controlroom.desk.rehearsing import Rehearsal
from controlroom.live.readout import Phase, Readout
from controlroom.ports import Settings
from controlroom.ui import keymap
from controlroom.ui.actions import KEYMAP, hint
from controlroom.ui.bridge import Bridge, Taker
from controlroom.ui.early import tell_early
from controlroom.ui.going_on_air import GoingOnAir
from controlroom.ui.herald import Herald
from controlroom.ui.i18n import Language
from controlroom.ui.keyboard import Keys
from controlroom.ui.layout_menu import PanelSizes
from controlroom.ui.live_asking import LiveAsking
from controlroom.ui.live_behind import panels_behind
from controlroom.ui.live_desk import LiveDesk
from controlroom.ui.milestones import Milestones
from controlroom.ui.operator import Operator
from controlroom.ui.panels.live_cuelist import CueListPanel
from controlroom.ui.panels.live_cues import CuePanel
from controlroom.ui.panels.live_docks import Docks
from controlroom.ui.panels.live_message import MessagePanel
from controlroom.ui.panels.live_now import NowPanel
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.panels.live_rundown import RundownPanel
from controlroom.ui.panels.live_strip import LiveStrip
from controlroom.ui.panels.live_timeline import TimelinePanel
from controlroom.ui.player import Player
from controlroom.ui.rules_window import RulesWindow
from controlroom.ui.selection import Selection
from controlroom.ui.theme import GAP, Theme
from controlroom.ui.turns import Steps, Turns, at_once
from controlroom.ui.widgets.card import label, put, show_if
from controlroom.ui.widgets.chart_ranges import ChartRanges
from controlroom.ui.widgets.key_button import KeyButton
from controlroom.ui.widgets.toast import Toast

_LAYOUT = "ui.live_layout"
_ROOMY = 1300  # px: under it the keys of the top bar are left to the tooltips
_PANELS = ("cue", "now", "rundown", "cues", "message", "timeline")
_CHARTS = ("gmv", "roi", "spend")
_TABBED = ("funnel", "products")
_LOW = 760  # px of height: in a lower window every row of the run-sheet counts
_BEHIND_MS = 600  # after the charts: what is tabbed behind them
Panel = TypeVar("Panel", bound=LivePanel)


if TYPE_CHECKING:
    from controlroom.ui.panels.live_charts import ChartPanel
    from controlroom.ui.widgets.key_sheet import KeySheet


class LiveWorkspace(QWidget):
    """Run the show. Everything shown comes from a readout; everything done is an intent."""

    asked = Signal(str)  # "plan" | "review" | "prompter": the window does it

    def __init__(
        self,
        desk: LiveDesk,
        bridge: Bridge,
        theme: Theme,
        language: Language,
        selection: Selection,
        settings: Settings | None = None,
        *,
        slowly: bool = False,
    ) -> None:
        """`slowly`: only begun; whoever asked for that does the `steps`."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._bridge, self._selection = desk, bridge, selection
        self._theme, self._language, self._settings = theme, language, settings
        if settings is not None:
            KEYMAP.use(keymap.read(str(settings.get("ui.keys") or "")))
            language.reword(rewording.read(str(settings.get("live.cue_texts") or "")))
        self.operator = Operator(desk, lambda: bridge.readout, language.say)
        self.operator.asked.connect(self._window_action)
        self._given = (theme, language, self.operator)
        self.on_air = GoingOnAir(desk, theme, language, settings, self)
        self.on_air.wanted.connect(self.operator.post)
        self.on_air.plan_asked.connect(lambda: self.asked.emit("plan"))
        self.keys = Keys(self, self.operator)
        self._sheet: KeySheet | None = None
        self.rulebook = RulesWindow(desk, language, self._on_trial, self, slowly=slowly)
        self.charts: list[ChartPanel] = []
        self.panels: dict[str, LivePanel] = {}
        self._slowly = slowly
        self.steps = self._building(slowly)
        if not slowly:
            at_once(self.steps)

    # --- building --------------------------------------------------------------

    def _building(self, slowly: bool) -> Steps:
        self._build_bar()
        self._lay_out()
        yield
        self.cue = self._put(CuePanel(*self._given))
        self.cue.painted = self._bridge.painted
        self.now = self._put(NowPanel(*self._given))
        yield
        self.rundown = self._put(RundownPanel(*self._given))
        self.cues = self._put(CueListPanel(*self._given))
        yield
        self.message = self._put(MessagePanel(*self._given))
        self.timeline = self._put(TimelinePanel(*self._given))
        yield
        player = Player(self)
        self.herald = Herald(self, self._language, self._settings, self._bridge.steady, player)
        gaps = partial(self.docks.gaps, self)
        self.toast = Toast(self, lambda: self.docks.out_of_the_way(self), gaps)
        self.docks.docks["gmv"].installEventFilter(self.toast)  # stands over it
        self.docks.laid_out.connect(self.toast.place)
        given = (self.toast, self._theme, self._language)
        self.asking = LiveAsking(self, self.operator, lambda: self._bridge.readout, *given)
        self.milestones = Milestones(*given, self)
        self._join()
        self._language.retranslate.connect(self._say)
        self._say()
        yield
        yield from self._build_charts(slowly)

    def _put(self, panel: Panel) -> Panel:
        """Into its dock."""
        self.panels[panel.name] = panel
        self.docks.fill(panel.name, panel.header, panel)
        return panel

    def _lay_out(self) -> None:
        self.strip = LiveStrip(self._theme, self._language)
        self.notice = label("", "rehearsal")
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.docks = Docks([*_PANELS, *_CHARTS, *_TABBED], self._theme)
        self.docks.compact = self._compact
        self.sizes = PanelSizes(self.docks, self._language)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, GAP, GAP)
        column.setSpacing(GAP)
        for part in (self.notice, self.strip):
            column.addWidget(part)
        column.addWidget(self.docks, 1)
        saved = self._settings.get(_LAYOUT) if self._settings else None
        if isinstance(saved, str) and saved:
            self.docks.restore(saved)

    def _compact(self, small: bool) -> None:
        for panel in self.panels.values():
            panel.set_compact(small)
        self.take(self._bridge.readout)

    def _join(self) -> None:
        self.now.wanted.connect(self._start)
        self.rundown.hand.insert.connect(self.asking.insert)
        self.message.left.connect(self.setFocus)
        tell_early(self.operator, self._bridge, self._language, self.toast)
        order: tuple[Taker, ...] = (self.cue, self.herald, self, self.strip, self.now, self.cues)
        for taker in (*order, self.rundown, self.message, self.timeline, self.milestones):
            self._bridge.add(taker)

    def _build_charts(self, slowly: bool) -> Steps:
        from controlroom.ui.panels.live_charts import GmvChart, RoiChart, SpendChart

        for kind in (GmvChart, RoiChart, SpendChart):
            panel = self._put(kind(*self._given))
            self.charts.append(panel)
            panel.chart.detached.connect(self._detached)
            panel.menu_asked.connect(partial(self._chart_menu, panel))
            self._bridge.add(panel)
            yield
        first = self.charts[0]
        first.chart.link([panel.chart for panel in self.charts])
        self.ranges = ChartRanges(self._theme, self._language)
        self.ranges.chosen.connect(self._follow)
        for place, part in enumerate((self.ranges, self.follow), 1):
            first.header.row.insertWidget(place, part)
        self._say()
        behind = panels_behind(self._given, self._put, self._bridge)
        self.behind = Turns(behind, self, wait=_BEHIND_MS)
        if not slowly:
            self.behind.finish()

    def _chart_menu(self, panel: ChartPanel, at: object) -> None:
        from controlroom.ui.chart_menu import popup

        popup(panel, self.toast.say, self, at)

    def _build_bar(self) -> None:
        """What stands in the window's top bar while Live is shown."""
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.follow = self._button("follow", "primary", lambda: self.operator.do("follow"))
        self.follow.hide()
        self.end = self._button("off_air", "danger", self._ask_end)
        self.leave = self._button("leave_rehearsal", "plain", self._desk.leave_rehearsal)
        self.leave.hide()
        self.prompt = self._button("prompter", "plain", lambda: self.operator.do("prompter"))
        self.undo = self._button("undo", "plain", lambda: self.operator.do("undo"))
        self.rules = self._button("rules", "plain", lambda: self.operator.do("rules"))
        self.layout_menu = self._button("layout", "quiet", self._show_layouts)
        self.help = self._button("keys", "quiet", lambda: self.operator.do("keys"))
        self._keyed = (self.undo, self.rules, self.prompt, self.layout_menu, self.help)
        for button in (*self._keyed, self.leave, self.end):
            row.addWidget(button)

    def _button(self, name: str, kind: str, call: Callable[[], object]) -> KeyButton:
        button = KeyButton(self._theme, kind)
        button.setObjectName(f"bar_{name}")
        button.clicked.connect(lambda *_: call())
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self._keyed:
            button.set_bare(self.width() < _ROOMY)

    # --- text and readouts -----------------------------------------------------

    def _say(self) -> None:
        tr = self._language.tr
        self.setAccessibleName(tr("ui.workspace.live"))
        self.follow.say(tr("ui.button.follow"), hint("follow"))
        self.end.say(tr("ui.button.off_air"))
        self.leave.say(tr("ui.button.leave_rehearsal"))
        self.leave.setToolTip(tr("ui.button.leave_rehearsal.tip"))
        self.prompt.say(tr("ui.button.prompter"), hint("prompter"))
        self.undo.say(tr("ui.button.undo"), hint("undo"))
        self.rules.say(tr("ui.button.rules"), hint("rules"))
        self.layout_menu.say(tr("ui.button.layout"))
        self.help.say(tr("ui.button.keys"), hint("keys"))
        self.docks.name({name: tr(f"ui.panel.{name}") for name in self.docks.docks})
        self.take(self._bridge.readout)

    def take(self, readout: Readout) -> None:
        """What concerns the workspace as a whole: rehearsal, simulated data, the end."""
        if readout.session is not None:
            self._language.follow(readout.zone, readout.currency)
        marks = [n for n in ("rehearsal", "simulated") if getattr(readout, n)]
        put(self.notice, "  ·  ".join(self._language.tr(f"ui.mark.{n}") for n in marks))
        show_if(self.notice, bool(marks) and self.height() >= _LOW)  # the top bar says it too
        running = readout.phase in (Phase.ON_AIR, Phase.PAUSED)
        show_if(self.end, running)
        show_if(self.leave, readout.rehearsal and readout.phase.is_open)
        if self.undo.isEnabled() is not readout.phase.is_open:
            self.undo.setEnabled(readout.phase.is_open)

    # --- doing -----------------------------------------------------------------

    def _window_action(self, action: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "note": lambda: self._write(action),
            "message": lambda: self._write(action),
            "follow": lambda: self._follow(self.ranges.last if self.charts else None),
            "keys": self._show_keys,
            "settings": self.show_settings,
            "entry": self.asking.figures,
            "cuts": self.asking.cuts,
            "insert": lambda: self.asking.insert(self._bridge.readout.current),
            "rules": self.rulebook.open,
            "card": self.milestones.open_card,
            "on_air": self.on_air.go,
        }
        does.get(action, lambda: self.asked.emit(action))()

    def _write(self, field: str) -> None:
        self.docks.docks["message"].show()
        self.message.focus(field)

    def _start(self, what: str) -> None:
        session = self._bridge.readout.session or self._selection.session
        if what in ("plan", "review") or session is None:
            self.asked.emit(what if what == "review" else "plan")
        else:
            chosen = self._selection.session or session
            if what == "rehearse":
                self._ask_rehearsal(chosen)
            else:
                self._open(chosen)

    def _ask_rehearsal(self, session: SessionId) -> None:
        from controlroom.ui.dialogs.rehearse import RehearseDialog

        known = self._desk.recordings()
        dialog = RehearseDialog(known, self._theme, self._language, self)
        dialog.accepted.connect(lambda: self._open(session, dialog.how))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, session: SessionId, how: Rehearsal | None = None) -> None:
        """Arm a run; where that fails, say why beside the button that was pressed."""
        self._desk.begin_run(session, how is not None, how=how).on_done(self._opened)

    def _opened(self, outcome: object) -> None:
        if isinstance(outcome, WorldError):
            self.now.refuse(self._language.say(outcome.message))
        elif isinstance(outcome, Exception):
            self.now.refuse(self._language.tr("desk.bug"))

    def _ask_end(self) -> None:
        from controlroom.ui.dialogs.ending import ask_end

        ask_end(self, self._language, lambda: self.operator.post(GoOffAir()))

    def _show_keys(self) -> None:
        from controlroom.ui.widgets.key_sheet import KeySheet

        if self._sheet is None:
            self._sheet = KeySheet(self, self._language)
        self._sheet.toggle()

    def show_settings(self, page: object = "") -> None:
        """How a show goes on air, keys, alarms, wording; what is changed holds at once. Opens
        at the page called so (the first, for anything that is no name of a page)."""
        from controlroom.ui.dialogs.live_settings import LiveSettings

        given = (self._settings, self._language, self._desk.obs, self)
        dialog = LiveSettings(*given, slowly=True)
        dialog.keys_changed.connect(self._language.say_again)
        dialog.tested.connect(lambda: self.herald.sounds.play("due", self.herald.volume))
        dialog.finished.connect(dialog.deleteLater)

        def show() -> None:
            dialog.turn_to(page)
            dialog.show()

        building = Turns(dialog.steps, dialog, show)
        if not self._slowly:
            building.finish()

    def _follow(self, last: int | None) -> None:
        """All charts show the last `last` ms of the show, or all of it, and go on with it."""
        self.follow.hide()
        if self.charts and self.ranges.last == last:
            self.ranges.mark(True)
        for panel in self.charts:
            panel.chart.follow(last)

    def _detached(self) -> None:
        self.follow.show()
        self.ranges.detach()

    def _on_trial(self) -> SessionId | None:
        """What a rule is tried on: the show that is open, else the selected session."""
        readout = self._bridge.readout
        return readout.session if readout.phase.is_open else self._selection.session

    def _show_layouts(self) -> None:
        menu = QMenu(self)
        for dock in self.docks.docks.values():
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        self.sizes.fill(menu.addMenu(""))
        if self.charts:
            from controlroom.ui.chart_menu import chart_menus

            save = menu.addMenu(self._language.tr("ui.chart.save"))
            chart_menus(save, self.charts, self.toast.say)
        menu.addAction(self._language.tr("ui.layout.reset"), self.reset_layout)
        menu.addSeparator()
        menu.addAction(self._language.tr("ui.settings.open"), self.show_settings)
        menu.popup(self.layout_menu.mapToGlobal(self.layout_menu.rect().bottomLeft()))

    def reset_layout(self) -> None:
        """The layout we ship, again."""
        self.docks.arrange()
        self.save_layout()

    def save_layout(self) -> None:
        """Remember where the docks stand."""
        if self._settings is not None:
            self._settings.set(_LAYOUT, self.docks.saved())
