"""What Plan works out for a person: splits, the identity, the mix, the checks. Each is a
dialog with a preview; what is applied is one undoable edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId
from controlroom.core.message import Message, message
from controlroom.plan import adsplit, edits, targets
from controlroom.plan.naming import named
from controlroom.plan.pasts import PastShow
from controlroom.plan.severities import OFF
from controlroom.plan.sheet import AdSlot, RunSheet
from controlroom.ui.dialogs.goals import GoalsDialog
from controlroom.ui.dialogs.identity import IdentityDialog
from controlroom.ui.dialogs.role_mix import RoleMixDialog
from controlroom.ui.dialogs.severities import SeverityDialog
from controlroom.ui.dialogs.split import Line, Method, SplitDialog, Weighed
from controlroom.ui.i18n import Language


class Workplace(Protocol):
    """The workspace, as far as these dialogs know it."""

    planning: Any
    work: Any

    def reload(self) -> None: ...
    def edit(self, label: Message, change: Callable[[RunSheet], RunSheet]) -> None: ...


class SplitDesk(Protocol):
    """What these dialogs need of the desk."""

    @property
    def judgement(self) -> Any: ...
    def choose_severities(self, choices: Mapping[str, str]) -> None: ...
    def past_shows(self, session: SessionId, done: Callable[[Any], None]) -> Any: ...


class PlanSplits:
    """Opens the dialogs over the workspace and applies what they were closed with."""

    def __init__(
        self, workspace: Workplace, parent: QWidget, desk: SplitDesk, language: Language
    ) -> None:
        self._here, self._over = workspace, parent
        self._desk, self._language = desk, language

    def ask(self, what: str) -> None:
        """Open a dialog on the open plan: targets | products | ads | identity | mix | goals."""
        if self._here.planning is not None:
            asked: dict[str, Callable[[RunSheet], None]] = {
                "targets": self._targets,
                "products": self._products,
                "ads": self._ads,
                "identity": self._identity,
                "mix": self._mix,
                "goals": self._goals,
            }
            asked[what](self._here.planning.sheet)

    def severities(self) -> None:
        """How grave each check is."""
        dialog = SeverityDialog(self._language, self._desk.judgement.severities, self._over)

        def keep() -> None:
            try:
                self._desk.choose_severities(dialog.choices())
                self._here.reload()
            except WorldError as error:
                dialog.refuse(error)
                dialog.open()

        self._open(dialog, keep)

    def switched_off(self) -> int:
        """How many checks are off."""
        return sum(level == OFF for level in self._desk.judgement.severities.values())

    # --- splits ------------------------------------------------------------------------

    def _targets(self, sheet: RunSheet) -> None:
        say = self._language.speaker.named
        wanted = {segment.id for segment in targets.playable(sheet)}
        lines = [
            Line(id=s.id, name=f"T-{number} {say(s.title)}", before=s.target_gmv)
            for number, s in enumerate(named(sheet).segments, 1)
            if s.id in wanted
        ]
        methods = (
            _method("duration", lambda: targets.by_duration(sheet)),
            _method("products", lambda: targets.by_products(sheet)),
            _method("present", lambda: targets.by_present(sheet)),
            Method(key="curve", weigh=lambda _, past: _by_curve(sheet, past), past=True),
        )
        self._split("targets", sheet, sheet.session.target_gmv, lines, methods, _keep_targets)

    def _products(self, sheet: RunSheet) -> None:
        say, worth = self._language.speaker.named, targets.product_worth(sheet)
        lines = [
            Line(id=p.id, name=f"S-{number} {say(p.title)}", before=worth.get(p.id))
            for number, p in enumerate(named(sheet).products, 1)
            if not p.skip and p.live_price
        ]
        methods = (
            _method("worth", lambda: {row: float(value) for row, value in worth.items()}),
            _method("stock", lambda: targets.by_stock(sheet)),
            _method("alike", lambda: dict.fromkeys((line.id for line in lines), 1.0)),
        )
        self._split("products", sheet, sheet.session.target_gmv, lines, methods, targets.with_units)

    def _ads(self, sheet: RunSheet) -> None:
        say = self._language.speaker.named
        rows = [(number, s) for number, s in enumerate(named(sheet).slots, 1) if not s.skip]
        names = [f"A-{n} {_when(s, sheet)} {say(s.title or s.channel)}" for n, s in rows]
        lines = [
            Line(id=s.id, name=name, before=s.budget)
            for name, (_, s) in zip(names, rows, strict=True)
        ]
        methods = (
            _method("target_gmv", lambda: adsplit.by_target_gmv(sheet)),
            _method("even", lambda: adsplit.even(sheet)),
            _method("wave", lambda: adsplit.wave(sheet)),
            Method(key="response", weigh=lambda pasts, _: _by_response(sheet, pasts)),
        )
        self._split("ads", sheet, sheet.session.ad_budget, lines, methods, _keep_budgets)

    def _split(
        self,
        what: str,
        sheet: RunSheet,
        total: int | None,
        lines: Sequence[Line],
        methods: Sequence[Method],
        keep: Callable[[RunSheet, Mapping[RowId, int]], RunSheet],
    ) -> None:
        if total is None or not lines:
            self._here.work.tell(self._language.tr(f"ui.split.nothing.{what}"))
            return
        session = sheet.session
        dialog = SplitDialog(self._language, what, session, total, lines, methods, self._over)

        def apply() -> None:
            parts = dialog.parts()
            if parts is not None:
                self._here.edit(message(f"ui.plan.did.split_{what}"), lambda now: keep(now, parts))

        self._open(dialog, apply)
        job = self._desk.past_shows(
            session.id, lambda got: dialog.take_pasts(got if isinstance(got, tuple) else ())
        )
        dialog.finished.connect(job.cancel)

    def _identity(self, sheet: RunSheet) -> None:
        dialog = IdentityDialog(self._language, sheet.session, self._over)

        def keep() -> None:
            self._here.edit(
                message("ui.plan.did.identity"),
                lambda now: edits.set_session(now, target_gmv=dialog.gmv),
            )

        self._open(dialog, keep)

    def _mix(self, sheet: RunSheet) -> None:
        dialog = RoleMixDialog(self._language, sheet, self._over)

        def keep() -> None:
            mix = dialog.mix()
            self._here.edit(
                message("ui.plan.did.mix"), lambda now: edits.set_session(now, role_mix=mix)
            )

        self._open(dialog, keep)

    def _goals(self, sheet: RunSheet) -> None:
        dialog = GoalsDialog(self._language, sheet.session, self._over)

        def keep() -> None:
            text = dialog.text()
            self._here.edit(
                message("ui.plan.did.goals"), lambda now: edits.set_session(now, goals=text)
            )

        self._open(dialog, keep)

    def _open(self, dialog: Any, accepted: Callable[[], None]) -> None:
        dialog.accepted.connect(accepted)
        dialog.open()


def _when(slot: AdSlot, sheet: RunSheet) -> str:
    """`19:00–19:30`."""
    zone = sheet.session.zone
    return f"{formats.clock(slot.start, zone)}–{formats.clock(slot.end, zone)}"


def _method(key: str, weights: Callable[[], Mapping[RowId, float]]) -> Method:
    """A method that needs no past shows; it says when it has nothing to go by."""

    def weigh(pasts: Sequence[PastShow], past: PastShow | None) -> Weighed | Message:
        found = weights()
        if sum(found.values()) <= 0:
            return Message(f"ui.split.none.{key}")
        return Weighed(weights=found, note=Message(f"ui.split.note.{key}"))

    return Method(key=key, weigh=weigh)


def _by_curve(sheet: RunSheet, past: PastShow | None) -> Weighed | Message:
    if past is None:
        return Message("ui.split.no_past")
    return Weighed(weights=targets.by_curve(sheet, past.gmv), note=Message("ui.split.note.curve"))


def _by_response(sheet: RunSheet, pasts: Sequence[PastShow]) -> Weighed | Message:
    found = adsplit.by_response(sheet, pasts)
    if found is None:
        spent = sum(1 for past in pasts if sum(past.spend) > 0)
        return message("ui.split.none.response", sessions=spent)
    return Weighed(
        weights=found.weights,
        spread=found.spread,
        note=message("ui.split.note.response", sessions=found.sessions),
    )


def _keep_targets(sheet: RunSheet, parts: Mapping[RowId, int]) -> RunSheet:
    return targets.with_targets(sheet, parts)


def _keep_budgets(sheet: RunSheet, parts: Mapping[RowId, int]) -> RunSheet:
    return adsplit.with_budgets(sheet, parts)
