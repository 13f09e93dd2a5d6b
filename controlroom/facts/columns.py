"""Facts as typed columns: a batch is a set of equally long arrays, never a row object.

Instants are int64 UTC epoch ms, amounts int64 minor units; `MISSING` marks a value
that was not given (missing is not zero).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Float = NDArray[np.float64]
Text = NDArray[np.object_]  # str per element, "" when not given

MISSING = np.int64(np.iinfo(np.int64).min)


class Status(IntEnum):
    """Where an order line stands. Only lines with a `paid_at` count into GMV, and
    a line CLOSED before payment never does."""

    UNKNOWN = 0
    UNPAID = 1
    PAID = 2
    SHIPPED = 3
    DONE = 4
    CLOSED = 5


class Kind(StrEnum):
    """How a number of a series is meant."""

    CUMULATIVE = "cumulative"  # grows over the show
    SNAPSHOT = "snapshot"  # holds at an instant
    DELTA = "delta"  # happened within its period


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLines:
    """n order lines. Natural key within a session: `order_id` and `line_id`; a line id
    alone may come again in every order."""

    line_id: Text
    order_id: Text
    product_id: Text
    product_title: Text
    quantity: Int
    amount: Int  # paid amount of the line, minor units; MISSING if not given
    paid_at: Int  # MISSING if unpaid
    created_at: Int
    updated_at: Int
    status: Small
    refunded: Int  # refunded amount so far, minor units, 0 if none
    refunded_at: Int  # MISSING if none
    channel: Text
    carrier: Text
    streamer: Text
    buyer_new: Small  # 1 new, 0 returning, -1 not known

    def __len__(self) -> int:
        return len(self.line_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdSamples:
    """n ad report rows. Natural key: (source, channel, campaign, from_at, to_at, basis).

    All counts are deltas over [from_at, to_at).
    """

    source: Text
    channel: Text
    campaign: Text
    from_at: Int
    to_at: Int
    spend: Int  # minor units
    impressions: Int
    clicks: Int
    views: Int
    orders: Int
    gmv: Int  # attributed by the platform, minor units
    basis: Text  # RoiBasis value of `gmv`

    def __len__(self) -> int:
        return len(self.from_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSamples:
    """n readings of the room in long form. Natural key: (source, metric, at).

    `at` is the end of the period the reading covers; a delta covers (at - period, at].
    Metrics: online views leaves exposures product_exposures product_clicks orders
    gmv comments likes shares new_fans average_stay. gmv in minor units, stay in ms.
    """

    source: Text
    metric: Text
    kind: Text  # Kind value
    at: Int
    period: Int  # ms, 0 for a snapshot
    value: Float

    def __len__(self) -> int:
        return len(self.at)
