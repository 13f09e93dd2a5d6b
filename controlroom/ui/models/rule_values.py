"""How the figures of a rule stand in its editor: money in major units, shares in per cent,
spans in minutes; and back."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.money import exponent
from controlroom.core.time import MINUTE, Span
from controlroom.live.rulebook import Reference

WAYS = ("number", "gauge", "usual", "ago")
"""What a gauge may be compared with."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One shown unit is `size` of the stored ones; `places` decimals, `suffix` behind."""

    size: float
    places: int
    suffix: str
    whole: bool = False  # stored as a whole number

    def shown(self, stored: float) -> float:
        """The number in the field."""
        return stored / self.size

    def stored(self, shown: float) -> float:
        """The number in the rule; `stored(shown(x))` is x up to the shown decimals."""
        value = round(shown * self.size, 9)
        return round(value) if self.whole else value


def scale_of(unit: str, currency: str, minutes: str) -> Scale:
    """How a gauge's unit is shown; `minutes` is the word behind a span."""
    if unit == "minor":
        places = exponent(currency)
        return Scale(10.0**places, places, f" {currency}", whole=True)
    if unit == "ms":
        return Scale(float(MINUTE), 1, f" {minutes}", whole=True)
    if unit == "ratio":
        return Scale(0.01, 2, " %")
    return Scale(1.0, 2, " ×") if unit == "x" else Scale(1.0, 0, "", whole=True)


def way_of(than: Reference) -> str:
    """Which of `WAYS` a reference goes."""
    if than.number is not None:
        return "number"
    if than.gauge:
        return "gauge"
    return "usual" if than.usual else "ago"


def minutes_of(span: int) -> float:
    """A span in minutes."""
    return span / MINUTE


def span_of(minutes: float) -> Span:
    """Minutes as a span in ms."""
    return Span(round(minutes * MINUTE))
