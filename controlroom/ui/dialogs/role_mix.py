"""The mix of roles a session is to have: 引流, 福利, 爆款, 利润… in percent."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.plan.margins import role_shares
from controlroom.plan.sheet import RunSheet
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.spin_field import inset

ROLES = ("引流款", "福利款", "爆款", "利润款", "形象款", "宠粉款", "常规款")
Mix = tuple[tuple[str, float], ...]


class RoleMixDialog(QDialog):
    """One line a role; a role at 0 % is left out. The shares sum to 100 %, or are all 0."""

    def __init__(self, language: Language, sheet: RunSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("role_mix_dialog")
        self._language = language
        self._planned = {one.role: one.planned for one in role_shares(sheet)}
        self.boxes: dict[str, QDoubleSpinBox] = {}
        self._grid = QGridLayout()
        self.more, self.add = QComboBox(), QPushButton(language.tr("ui.mix.add"))
        self.sum = label("", "strong")
        self.buttons = buttons(language, self)
        self._lay_out()
        wanted = dict(sheet.session.role_mix)
        for role in (*wanted, *(r for r in self._planned if r not in wanted)):
            self._row(role, wanted.get(role, 0.0))
        self.more.addItems([role for role in ROLES if role not in self.boxes])
        self.add.clicked.connect(self._add)
        self._check()

    def mix(self) -> Mix:
        """(role, share) of every role with a share."""
        shares = ((role, round(box.value() / 100, 4)) for role, box in self.boxes.items())
        return tuple((role, share) for role, share in shares if share > 0)

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.mix.title"))
        self._grid.setHorizontalSpacing(16)
        for at, name in enumerate(("role", "target", "planned")):
            self._grid.addWidget(label(tr(f"ui.mix.{name}"), "caption"), 0, at)
        self.more.setEditable(True)
        self.more.setAccessibleName(tr("ui.mix.add"))
        row = QHBoxLayout()
        row.addWidget(self.more, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("ui.mix.about"), "caption", wrap=True))
        column.addLayout(self._grid)
        column.addLayout(row)
        column.addWidget(self.sum)
        column.addWidget(self.buttons)
        self.setMinimumWidth(440)

    def _row(self, role: str, share: float) -> None:
        at = len(self.boxes) + 1
        box = QDoubleSpinBox()
        inset(box)
        box.setRange(0, 100)
        box.setDecimals(1)
        box.setSuffix(" %")
        box.setValue(share * 100)
        box.setAccessibleName(role)
        box.valueChanged.connect(self._check)
        self._grid.addWidget(label(role), at, 0)
        self._grid.addWidget(box, at, 1)
        self._grid.addWidget(label(formats.percent(self._planned.get(role, 0.0)), "muted"), at, 2)
        self.boxes[role] = box

    def _add(self) -> None:
        role = self.more.currentText().strip()
        if role and role not in self.boxes:
            self._row(role, 0.0)
            self.more.removeItem(self.more.findText(role))
            self.boxes[role].setFocus()

    def _check(self) -> None:
        total = sum(share for _, share in self.mix())
        fine = not self.mix() or abs(total - 1) < 5e-4
        key = "ui.mix.none" if not self.mix() else "ui.mix.sum"
        self.sum.setText(self._language.tr(key, sum_ratio=total))
        restyle(self.sum, "tone", "good" if fine else "error")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)
