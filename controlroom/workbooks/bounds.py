"""How large a workbook may be for the room that asks, and how that room says so."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.errors import WorldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most rows, columns and cells (the rectangle up to the last filled cell) of one
    sheet, and the most bytes of a package unpacked. `room` is the first word of the phrases
    of a refusal, `damaged` the whole key of the one for a broken file."""

    room: str
    damaged: str
    rows: int
    columns: int
    cells: int
    unpacked: int

    def passed(self, rows: int, columns: int) -> bool:
        """Whether a sheet of this size is too large."""
        return rows > self.rows or columns > self.columns or rows * columns > self.cells

    def refuse(self, file: str, sheet: str, rows: int, columns: int, last: str = "") -> None:
        """Raises WorldError for a sheet that is too large; `last` is the name of its last
        filled cell."""
        if self.passed(rows, columns):
            key = "far_cell" if last else "too_large"
            size = {"rows": rows, "columns": columns, "most": self.rows, "cells": self.cells}
            raise WorldError(f"{self.room}.{key}", file=file, sheet=sheet, last=last, **size)

    def no(self, why: str, file: str) -> WorldError:
        """The refusal of a whole file: `password`, `not_a_workbook`, `binary` or `huge`."""
        return WorldError(f"{self.room}.{why}", file=file)

    def broken(self, file: str, reason: object) -> WorldError:
        """The refusal of a damaged file."""
        return WorldError(self.damaged, file=file, reason=str(reason)[:120])
