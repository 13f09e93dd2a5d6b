"""All that a plan says of its session: when, who, what it is to bring, at what rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.core.time import HOUR, Instant, zone_of
from controlroom.plan import fields
from controlroom.plan.sheet import RoiBasis, Session
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Jakarta",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)
CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "TWD", "JPY", "KRW", "THB", "VND", "MYR", "SGD")
_NUMBERS = (
    "target_gmv",
    "ad_budget",
    "target_roi",
    "refund_rate",
    "platform_fee",
    "reservations_target",
)
_TEXTS = ("title", "shop", "streamer", "note")


class SessionDetails(QDialog):
    """Edits a copy; `session()` gives it when all inputs are understood."""

    def __init__(
        self,
        language: Language,
        session: Session,
        parent: QWidget | None = None,
        *,
        fixed: bool = False,
    ) -> None:
        """`fixed`: rows have times of their own, which may move along."""
        super().__init__(parent)
        self.setObjectName("session_details")
        self._language, self._before, self._fixed = language, session, fixed
        self.texts = {name: QLineEdit(str(getattr(session, name))) for name in _TEXTS}
        self.numbers = {name: QLineEdit(self._shown(name)) for name in _NUMBERS}
        self.start, self.end = self._clock(session.planned_start), self._clock(self._end_shown())
        self.open_end = QCheckBox(language.tr("ui.plan.ask.open_end"))
        self.open_end.setChecked(session.planned_end is None)
        self.zone = _offering(session.zone, ZONES, map(_text, QTimeZone.availableTimeZoneIds()))
        self.currency = _offering(session.currency, CURRENCIES)
        self.along = QCheckBox(language.tr("ui.plan.ask.along"))
        self.along.setChecked(True)
        self.basis = QComboBox()
        for basis in RoiBasis:
            self.basis.addItem(language.tr(f"ui.basis.{basis.value}"), basis)
        self.basis.setCurrentIndex(list(RoiBasis).index(session.roi_basis))
        self.trouble = label("", "caption", wrap=True)
        restyle(self.trouble, "tone", "error")
        self.buttons = buttons(language, self)
        self._lay_out()
        self._watch()
        self._check()

    def _end_shown(self) -> Instant:
        return self._before.planned_end or Instant(self._before.planned_start + 4 * HOUR)

    def _clock(self, at: Instant) -> QDateTimeEdit:
        zone = QTimeZone(self._before.zone.encode())
        edit = QDateTimeEdit()
        edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        edit.setCalendarPopup(True)
        edit.setTimeZone(zone)
        edit.setDateTime(QDateTime.fromMSecsSinceEpoch(at, zone))
        return edit

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.plan.ask.details"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self.end, 1)
        end.addWidget(self.open_end)
        self._row(form, "title", self.texts["title"])
        self._row(form, "planned_start", self.start)
        form.addRow(tr("plan.field.planned_end"), end)
        self.end.setAccessibleName(tr("plan.field.planned_end"))
        form.addRow("", self.along)
        self._row(form, "zone", self.zone)
        for name in ("shop", "streamer"):
            self._row(form, name, self.texts[name])
        self._row(form, "currency", self.currency)
        for name, edit in self.numbers.items():
            self._row(form, name, edit)
        self._row(form, "roi_basis", self.basis)
        self._row(form, "note", self.texts["note"])
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)
        self.setMinimumWidth(460)

    def _row(self, form: QFormLayout, name: str, widget: QWidget) -> None:
        caption = self._language.tr(f"plan.field.{name}")
        widget.setAccessibleName(caption)
        form.addRow(caption, widget)

    def _watch(self) -> None:
        for edit in (*self.texts.values(), *self.numbers.values()):
            edit.textChanged.connect(self._check)
        for clock in (self.start, self.end):
            clock.dateTimeChanged.connect(self._check)
        self.open_end.toggled.connect(self._check)
        self.zone.currentTextChanged.connect(self._zone_chosen)
        self.currency.currentTextChanged.connect(self._check)

    def _zone_chosen(self, name: str) -> None:
        """The clocks keep their faces in another zone."""
        if _is_zone(name):
            for edit in (self.start, self.end):
                face = edit.dateTime()
                edit.setTimeZone(QTimeZone(name.strip().encode()))
                edit.setDateTime(QDateTime(face.date(), face.time(), edit.timeZone()))
        self._check()

    # --- reading -----------------------------------------------------------------------

    def session(self) -> Session:
        """The session as typed. Raises WorldError naming the first input not understood."""
        values: dict[str, Any] = {name: edit.text().strip() for name, edit in self.texts.items()}
        values |= {name: self._number(name) for name in _NUMBERS}
        start = Instant(self.start.dateTime().toMSecsSinceEpoch())
        end = (
            None if self.open_end.isChecked() else Instant(self.end.dateTime().toMSecsSinceEpoch())
        )
        if not values["title"]:
            raise WorldError("ui.plan.bad.title")
        zone, currency = self.zone.currentText().strip(), self._currency()
        if not _is_zone(zone):
            raise WorldError("ui.plan.bad.zone", value=zone)
        if not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            raise WorldError("ui.plan.bad.currency", value=currency)
        if end is not None and end <= start:
            raise WorldError("ui.plan.bad.end_before", start_at=start)
        basis = self.basis.currentData()
        values |= {"planned_start": start, "planned_end": end, "zone": zone, "currency": currency}
        return replace(self._before, **values, roi_basis=RoiBasis(basis))

    def _currency(self) -> str:
        return self.currency.currentText().strip().upper()

    def _number(self, name: str) -> Any:
        session = self._before
        return fields.parse(
            fields.field(None, name),
            self.numbers[name].text(),
            zone=session.zone,
            currency=self._currency(),
            day=session.planned_start,
        )

    def _shown(self, name: str) -> str:
        value, session, lang = getattr(self._before, name), self._before, self._language.lang
        if value is None:
            return ""
        field = fields.field(None, name)
        return fields.show(field, value, zone=session.zone, currency=session.currency, lang=lang)

    def _check(self) -> None:
        self.end.setEnabled(not self.open_end.isChecked())
        begins = Instant(self.start.dateTime().toMSecsSinceEpoch())
        moved = begins != self._before.planned_start or self.zone.currentText() != self._before.zone
        self.along.setVisible(self._fixed and moved)
        for name, edit in self.numbers.items():
            restyle(edit, "error", self._is_bad(name))
        try:
            self.session()
            trouble = ""
        except WorldError as refusal:
            trouble = self._language.say(refusal.message)
        self.trouble.setText(trouble)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not trouble)

    def _is_bad(self, name: str) -> bool:
        try:
            self._number(name)
        except WorldError:
            return True
        return False


def _offering(chosen: str, first: Sequence[str], rest: Iterable[str] = ()) -> QComboBox:
    """A line that offers words, those asked for most first; others may be typed."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    box.setSizeAdjustPolicy(policy)  # six hundred zones are not measured
    box.setMinimumContentsLength(18)
    box.addItems(list(dict.fromkeys([chosen, *first, *rest])))
    box.setCurrentText(chosen)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return box


def _text(name: QByteArray) -> str:
    return bytes(name.data()).decode()


def _is_zone(name: str) -> bool:
    try:
        zone_of(name.strip())
    except KeyError:
        return False
    return bool(name.strip())
