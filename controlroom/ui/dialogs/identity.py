"""GMV = viewers x conversion x average order: three of them give the fourth."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.money import Minor
from controlroom.plan import fields
from controlroom.plan.sheet import Session
from controlroom.plan.targets import Identity, solved
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_LIKE = {
    "gmv": "target_gmv",
    "viewers": "reservations_target",
    "conversion": "refund_rate",
    "order_value": "ad_budget",
}
"""Each part is typed as this field of a session is."""
PARTS = tuple(_LIKE)


class IdentityDialog(QDialog):
    """The part marked is worked out; OK keeps the GMV as the session's target."""

    def __init__(self, language: Language, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("identity_dialog")
        self._language, self._session = language, session
        self.edits = {name: QLineEdit() for name in PARTS}
        self.marks = {name: QRadioButton(language.tr(f"ui.identity.{name}")) for name in PARTS}
        self._group = QButtonGroup(self)
        self.said = label("", "caption", wrap=True)
        self.buttons = buttons(language, self)
        self._lay_out()
        if session.target_gmv is not None:
            self.edits["gmv"].setText(formats.money(session.target_gmv, session.currency))
        self.marks["gmv" if session.target_gmv is None else "viewers"].setChecked(True)
        for edit in self.edits.values():
            edit.textEdited.connect(self._solve)
        self._group.buttonToggled.connect(self._solve)
        self._solve()

    @property
    def gmv(self) -> Minor | None:
        """The GMV as typed or worked out, minor units; None while it is not known."""
        value = self._identity().gmv
        return None if value is None else Minor(round(value))

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.identity.title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for at, name in enumerate(PARTS):
            self._group.addButton(self.marks[name])
            self.marks[name].setToolTip(tr("ui.identity.mark"))
            self.edits[name].setAccessibleName(tr(f"ui.identity.{name}"))
            grid.addWidget(self.marks[name], at, 0)
            grid.addWidget(self.edits[name], at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(label(tr("ui.identity.formula"), "strong"))
        column.addWidget(label(tr("ui.identity.about"), "caption", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("ui.identity.keep"))
        self.setMinimumWidth(460)

    @property
    def unknown(self) -> str:
        """The part that is worked out."""
        return next(name for name, mark in self.marks.items() if mark.isChecked())

    def _identity(self) -> Identity:
        """As typed, with the unknown worked out. Nothing is worked out from bad input."""
        try:
            typed = {name: None if name == self.unknown else self._typed(name) for name in PARTS}
        except WorldError:
            typed = dict.fromkeys(PARTS)
        return solved(Identity(**typed))

    def _typed(self, name: str) -> float | None:
        session = self._session
        value = fields.parse(
            fields.field(None, _LIKE[name]),
            self.edits[name].text(),
            zone=session.zone,
            currency=session.currency,
            day=session.planned_start,
        )
        return float(value) if isinstance(value, int | float) else None

    def _solve(self) -> None:
        found, unknown = self._identity(), self.unknown
        for name, edit in self.edits.items():
            edit.setReadOnly(name == unknown)
            restyle(edit, "error", name != unknown and self._is_bad(name))
        self.edits[unknown].setText(self._shown(unknown, getattr(found, unknown)))
        self.said.setText(self._verdict(found))
        restyle(self.said, "tone", "warning" if getattr(found, unknown) is None else "muted")
        known = self.gmv is not None and getattr(found, unknown) is not None
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(known)

    def _verdict(self, found: Identity) -> str:
        """What came of it, or what is in the way."""
        tr, unknown = self._language.tr, self.unknown
        value = getattr(found, unknown)
        if value is not None:
            over = unknown == "conversion" and value > 1
            return tr("ui.identity.over") if over else ""
        others = [name for name in PARTS if name != unknown]
        if bad := [name for name in others if self._is_bad(name)]:
            return tr("ui.identity.bad", part=f"@ui.identity.{bad[0]}")
        if blank := [name for name in others if not self.edits[name].text().strip()]:
            return tr("ui.identity.blank", part=f"@ui.identity.{blank[0]}")
        return tr("ui.identity.zero")

    def _is_bad(self, name: str) -> bool:
        try:
            return (self._typed(name) or 0) < 0
        except WorldError:
            return True

    def _shown(self, name: str, value: float | None) -> str:
        if value is None:
            return ""
        if name == "viewers":
            return formats.count(value)
        if name == "conversion":
            return formats.percent(value, 2)
        return formats.money(round(value), self._session.currency)
