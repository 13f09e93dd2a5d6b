"""What is known of a streamer from the shows before: what her rules and forecasts lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from controlroom.core.records import record
from controlroom.live.pace import Past
from controlroom.live.scene import Baseline


@record
class Habits:
    """`baselines` by `gauges.usual_key`; `past`: her newest shows, newest first."""

    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    past: tuple[Past, ...] = ()


NONE = Habits()
