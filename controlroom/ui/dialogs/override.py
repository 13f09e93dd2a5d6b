"""Going on air with readiness errors: the question, who answers it, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from controlroom.plan.readiness import Finding
from controlroom.ui.i18n import Language
from controlroom.ui.panels.plan_findings import FindingLine
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label

_REASONS = ("checked", "late", "data")
_LIST_HEIGHT = 240


class OverrideDialog(QDialog):
    """Lists the errors. Accepted only with a name and a reason; Enter never goes on air."""

    plan_asked = Signal()

    def __init__(
        self,
        findings: Sequence[Finding],
        name: str,
        theme: Theme,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("override_dialog")
        self.findings, self._theme, self._language = tuple(findings), theme, language
        self.name, self.reason = QLineEdit(name), QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems([language.tr(f"ui.override.reason.{key}") for key in _REASONS])
        self.reason.setCurrentIndex(-1)
        if (edit := self.reason.lineEdit()) is not None:
            edit.setPlaceholderText(language.tr("ui.override.reason.hint"))
        self.go, self.back = QPushButton(), QPushButton()
        self._lay_out()
        self.name.textChanged.connect(self._check)
        self.reason.editTextChanged.connect(self._check)
        self.go.clicked.connect(self.accept)
        self.back.clicked.connect(self._to_plan)
        self._check()

    @property
    def by(self) -> str:
        """Who overrides."""
        return self.name.text().strip()

    @property
    def why(self) -> str:
        """The reason as typed or chosen."""
        return self.reason.currentText().strip()

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.override.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("ui.override.question", count=len(self.findings)), "large"))
        column.addWidget(self._list())
        form = QFormLayout()
        form.addRow(tr("ui.override.by"), self.name)
        form.addRow(tr("ui.override.reason"), self.reason)
        self.name.setAccessibleName(tr("ui.override.by"))
        self.reason.setAccessibleName(tr("ui.override.reason"))
        column.addLayout(form)
        column.addWidget(label(tr("ui.override.logged"), "caption", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        self.back.setText(tr("ui.override.back"))
        self.back.setDefault(True)
        self.go.setText(tr("ui.override.go"))
        self.go.setProperty("kind", "danger")
        self.go.setAutoDefault(False)
        row.addWidget(self.go)
        row.addWidget(self.back)
        column.addLayout(row)
        self.setMinimumWidth(560)

    def _list(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for finding in self.findings:
            column.addWidget(FindingLine(finding, "", self._language.speaker, self._theme, None))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self._language.tr("ui.override.list"))
        area.setMinimumHeight(self._theme.px(min(_LIST_HEIGHT, 64 * len(self.findings))))
        return area

    def _check(self) -> None:
        ready = bool(self.by and self.why)
        self.go.setEnabled(ready)
        self.go.setToolTip("" if ready else self._language.tr("ui.override.missing"))

    def _to_plan(self) -> None:
        self.reject()
        self.plan_asked.emit()
