"""What a cell is shown from: one sheet, its clock, its findings, and a language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.plan import reading
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import Schedule, Timed, clock_day

_HEAVY = ("error", "warning", "hint")


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A sheet as looked at. Cheap to make; the maps are built on first use."""

    sheet: RunSheet
    schedule: Schedule
    findings: Sequence[Finding]
    speaker: Speaker

    def follow(self, before: Sight) -> Sight:
        """This sight, with the maps of the one before it where nothing of them changed."""
        shared = {
            "timed": self.schedule is before.schedule,
            "starts": self.schedule is before.schedule,
            "troubles": self.findings is before.findings,
            "troubled": self.findings is before.findings,
            "book": (self.speaker, self.zone, self.currency)
            == (before.speaker, before.zone, before.currency),
        }
        for name, same in shared.items():
            if same and name in before.__dict__:
                self.__dict__[name] = before.__dict__[name]
        if "place" in before.__dict__:
            self.__dict__["place"] = {
                plate: before.place[plate]
                if self.sheet.rows(plate) is before.sheet.rows(plate)
                else self._places(plate)
                for plate in Plate
            }
        return self

    @cached_property
    def timed(self) -> Mapping[RowId, Timed]:
        """The planned clock of each segment."""
        return {row.id: row for row in self.schedule.rows}

    @cached_property
    def starts(self) -> Mapping[RowId, Instant]:
        """The planned start of each segment."""
        return {row.id: row.start for row in self.schedule.rows}

    @cached_property
    def troubles(self) -> Mapping[tuple[Plate, RowId], tuple[Finding, ...]]:
        """The findings of each row, gravest first."""
        rows: dict[tuple[Plate, RowId], list[Finding]] = defaultdict(list)
        for finding in sorted(self.findings, key=lambda f: _HEAVY.index(f.severity)):
            if finding.plate is not None and finding.row is not None:
                rows[finding.plate, finding.row].append(finding)
        return {key: tuple(found) for key, found in rows.items()}

    @cached_property
    def troubled(self) -> Mapping[Plate, Mapping[RowId, tuple[Finding, ...]]]:
        """`troubles`, plate by plate."""
        plates: dict[Plate, dict[RowId, tuple[Finding, ...]]] = {plate: {} for plate in Plate}
        for (plate, row), found in self.troubles.items():
            plates[plate][row] = found
        return plates

    @cached_property
    def place(self) -> Mapping[Plate, Mapping[RowId, int]]:
        """The place of each row in its plate, 1 first."""
        return {plate: self._places(plate) for plate in Plate}

    def _places(self, plate: Plate) -> Mapping[RowId, int]:
        return {row.id: at for at, row in enumerate(self.sheet.rows(plate), 1)}

    @property
    def zone(self) -> str:
        """The IANA zone of the session."""
        return self.sheet.session.zone

    @property
    def currency(self) -> str:
        """The ISO currency of the session."""
        return self.sheet.session.currency

    @cached_property
    def book(self) -> Speaker:
        """The speaker with the session's own zone and currency."""
        return Speaker(self.speaker.lang, self.speaker.book, self.zone, self.currency)

    @cached_property
    def day(self) -> Instant:
        """About when clock faces typed are meant (`timing.clock_day`)."""
        return clock_day(self.sheet.session, self.schedule.end)

    def face(self, at: Instant) -> str:
        """An instant as it can be typed back, with the date only where it needs one."""
        return reading.face(at, self.zone, self.day)
