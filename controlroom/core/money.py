"""Money is an integer number of minor units (分, cents) beside an ISO currency."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import NewType

Minor = NewType("Minor", int)

# ISO 4217 exponents that differ from 2 among currencies sold in by live commerce.
_EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}


def exponent(currency: str) -> int:
    """Decimal places of `currency` (ISO 4217); 2 unless listed otherwise."""
    return _EXPONENTS.get(currency.upper(), 2)


def to_minor(amount: Decimal, currency: str) -> Minor:
    """`amount` in major units as minor units, banker's rounding."""
    scaled = amount.scaleb(exponent(currency))
    return Minor(int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN)))


def to_major(minor: Minor, currency: str) -> Decimal:
    """`minor` as an exact amount in major units."""
    return Decimal(minor).scaleb(-exponent(currency))


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """`numerator / denominator`; None when either is missing or the denominator is 0."""
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator / denominator


def shared_out(total: int, weights: list[float]) -> list[int]:
    """`total` split by `weights` into integers whose sum is exactly `total`.

    Largest-remainder method. All-zero (or no) weights split evenly.
    Raises ValueError for a negative weight or no parts.
    """
    if not weights or min(weights) < 0:
        raise ValueError("weights")
    whole = sum(weights)
    even = weights if whole > 0 else [1.0] * len(weights)
    exact = [Decimal(total) * Decimal(w) / Decimal(sum(even)) for w in even]
    parts = [int(part.to_integral_value(rounding="ROUND_FLOOR")) for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
