"""The headline of a plan and, for the window's top bar, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from controlroom.core import formats
from controlroom.core.message import Message
from controlroom.plan import margins
from controlroom.plan.sheet import RunSheet
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.elided import ElidedLabel
from controlroom.ui.widgets.key_button import KeyButton
from controlroom.ui.widgets.money_view import break_even_tip

_FIGURES = ("target", "budget", "margin", "roi", "break_even", "ready")
SPLITS = ("targets", "products", "ads", "identity", "mix", "goals")
"""What can be shared out or set for the whole session, as `PlanSplits.ask` knows it."""


class PlanBar(QWidget):
    """Undo, redo, files, and going live. Emits what its buttons are for; decides nothing."""

    undo_asked = Signal()
    redo_asked = Signal()
    import_asked = Signal()
    facts_asked = Signal()
    export_asked = Signal()
    live_asked = Signal()
    steps_asked = Signal(bool, object)  # redo?, where on the screen: the list of steps

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language = language
        self._labels: tuple[Message | None, Message | None] = (None, None)
        self._open = 0
        self._enabled = False
        self.undo, self.redo = KeyButton(theme), KeyButton(theme)
        self.live = KeyButton(theme, "primary")
        self.load, self.facts, self.save = KeyButton(theme), KeyButton(theme), KeyButton(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button, signal in (
            (self.undo, self.undo_asked),
            (self.redo, self.redo_asked),
            (self.load, self.import_asked),
            (self.facts, self.facts_asked),
            (self.save, self.export_asked),
            (self.live, self.live_asked),
        ):
            row.addWidget(button)
            button.clicked.connect(signal)
        for button in (self.undo, self.redo):
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(
                lambda at, b=button: self.steps_asked.emit(b is self.redo, b.mapToGlobal(at))
            )
        language.retranslate.connect(self._say)
        self._say()

    def show_plan(
        self, undo: Message | None, redo: Message | None, *, findings: int, enabled: bool
    ) -> None:
        """What can be undone, how many findings are open, and whether a plan is open."""
        said = (self._labels, self._open, self._enabled)
        self._labels, self._open, self._enabled = (undo, redo), findings, enabled
        if said != (self._labels, self._open, self._enabled):
            self._say()

    def _say(self) -> None:
        tr = self._language.tr
        for button, key in ((self.load, "import"), (self.facts, "facts"), (self.save, "export")):
            button.say(tr(f"ui.plan.head.{key}"))
            button.setToolTip(tr(f"ui.plan.head.{key}.tip"))
            button.setEnabled(self._enabled or button is self.load)  # a file can be a session
        keys = (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z"))
        for button, (key, hint), what in zip(
            (self.undo, self.redo), keys, self._labels, strict=True
        ):
            button.say(tr(f"ui.plan.head.{key}"), hint if key == "undo" else "")
            named = tr(f"ui.plan.head.{key}.tip", what=self._language.say(what), keys=hint)
            button.setToolTip(named if what else tr(f"ui.plan.head.{key}.none"))
            button.setEnabled(what is not None)
        self.live.say(tr("ui.plan.head.live"), str(self._open) if self._open else "✓")
        self.live.setToolTip(tr("ui.plan.head.live.tip", count=self._open))
        self.live.setEnabled(self._enabled)


class PlanHeader(QFrame):
    """When and where the session is, and the figures it is planned to bring."""

    details_asked = Signal()
    split_asked = Signal(str)  # targets | products | ads | identity | mix | goals

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._language = language
        self._sheet: RunSheet | None = None
        self._ready: float | None = None
        self.title, self.context = label("", "strong"), ElidedLabel()
        self.context.setProperty("kind", "muted")
        self.captions = {name: label("", "muted") for name in _FIGURES}
        self.figures = {name: label("—", "strong") for name in _FIGURES}
        self.details = QPushButton()
        self.details.clicked.connect(self.details_asked)
        self.split = QPushButton()
        self.split.setMenu(QMenu(self.split))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.title)
        row.addSpacing(6)
        row.addWidget(self.context, 1)
        for name in _FIGURES:
            row.addWidget(self.captions[name])
            row.addWidget(self.figures[name])
            row.addSpacing(12)
        row.addWidget(self.split)
        row.addWidget(self.details)
        language.retranslate.connect(self._say)
        self._say()

    def show_plan(self, sheet: RunSheet | None, ready: float | None) -> None:
        """Show the session of `sheet`; `ready` is its readiness, 0..1, None: not known yet."""
        before, self._sheet, self._ready = self._sheet, sheet, ready
        if sheet is None or before is None or before.session is not sheet.session:
            self._say()
            return
        self._put("ready", formats.percent(ready, 0))
        if before.products is not sheet.products:
            self._show_margins(sheet)

    def _say(self) -> None:
        tr, sheet = self._language.tr, self._sheet
        self.details.setText(tr("ui.plan.head.details"))
        self.details.setToolTip(tr("ui.plan.head.details.tip"))
        self.details.setEnabled(sheet is not None)
        self.split.setText(tr("ui.plan.head.split"))
        self.split.setToolTip(tr("ui.plan.head.split.tip"))
        self.split.setEnabled(sheet is not None)
        self.split.menu().clear()
        for what in SPLITS:
            action = self.split.menu().addAction(tr(f"ui.split.{what}"))
            action.triggered.connect(lambda _=False, what=what: self.split_asked.emit(what))
        for name in _FIGURES:
            self.captions[name].setText(tr(f"ui.plan.figure.{name}"))
            for part in (self.captions[name], self.figures[name]):
                part.setToolTip(tr(f"ui.plan.figure.{name}.tip"))
                part.setVisible(sheet is not None)
        self.title.setText(sheet.session.title if sheet else tr("ui.plan.none_open"))
        self.context.setText("")
        if sheet is not None:
            self._show(sheet)

    def _show(self, sheet: RunSheet) -> None:
        session, lang = sheet.session, self._language.lang
        ends = (session.planned_start, session.planned_end)
        clocks = "–".join(formats.clock(at, session.zone) for at in ends if at is not None)
        when = f"{formats.day(session.planned_start, session.zone, lang)} {clocks}"
        parts = (when, session.shop, session.streamer)
        self.context.setText(" · ".join(part for part in parts if part))
        self._put(
            "target", formats.money(session.target_gmv, session.currency, cents=False), "money"
        )
        self._put("budget", formats.money(session.ad_budget, session.currency, cents=False))
        basis = self._language.tr(f"ui.basis.{session.roi_basis.value}")
        self.captions["roi"].setText(self._language.tr("ui.plan.figure.roi.of", basis=basis))
        self._put("roi", formats.times(session.target_roi))
        self._put("ready", formats.percent(self._ready, 0))
        self._show_margins(sheet)

    def _show_margins(self, sheet: RunSheet) -> None:
        """What hangs on the products: the margin and the ROI that pays for the ads."""
        self._put("margin", formats.percent(margins.session_margin(sheet)))
        found, tr, target = margins.break_even(sheet), self._language.tr, sheet.session.target_roi
        cannot = found.outcome is margins.Outcome.CANNOT
        short = found.roi is not None and target is not None and target < found.roi
        text = tr("ui.plan.cannot_break_even") if cannot else formats.times(found.roi)
        self._put("break_even", text, "error" if cannot else ("warning" if short else ""))
        for part in (self.captions["break_even"], self.figures["break_even"]):
            part.setToolTip(break_even_tip(found, self._language))

    def _put(self, name: str, text: str, tone: str = "") -> None:
        figure: QLabel = self.figures[name]
        figure.setText(text)
        figure.setAccessibleName(f"{self.captions[name].text()} {text}")
        restyle(figure, "tone", tone)
