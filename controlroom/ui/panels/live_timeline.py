"""The timeline strip of Live: the five plates over the whole show, and now."""

from __future__ import annotations

from dataclasses import replace

from controlroom.core.formats import money_short
from controlroom.core.time import HOUR, Instant
from controlroom.live.readout import Block, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.timeline import TimelineStrip


class TimelinePanel(LivePanel):
    """Blocks as the readout gives them, from the plan's start (or air) to the expected end."""

    name = "timeline"

    def build(self) -> None:
        """The widgets, without text."""
        self.strip = TimelineStrip(self.theme)
        self.column.addWidget(self.strip)
        self.header.title.hide()
        self.header.row.setContentsMargins(0, 5, 0, 5)  # a grip without words

    def say(self) -> None:
        super().say()
        self.strip.set_labels({plate: self.tr_(f"ui.lane.{plate.value}") for plate in Plate})
        self.strip.setAccessibleName(self.tr_("ui.panel.timeline"))
        self.strip.note = self.tr_("ui.empty.timeline")
        self.strip.update()

    def show_readout(self, readout: Readout) -> None:
        start, end = show_span(readout) if _begun(readout) else (Instant(0), Instant(0))
        now = readout.now if readout.on_air_at is not None else None
        blocks = [self._priced(block, readout.currency) for block in readout.blocks]
        self.strip.show_blocks(blocks, start=start, end=end, zone=readout.zone, now=now)

    def _priced(self, block: Block, currency: str) -> Block:
        """A slot says its budget before its channel; a row without a title says its number."""
        if block.budget is None:
            name = self.language.speaker.named(block.label)
            return block if name == block.label else replace(block, label=name)
        budget = money_short(block.budget, currency, self.language.lang)
        return replace(block, label=f"{budget} {block.label}")


def _begun(readout: Readout) -> bool:
    """Whether there is any time of a show to tell: none before a session is open."""
    known = (readout.planned_start, readout.on_air_at, readout.expected_end)
    return bool(readout.blocks) or any(at is not None for at in known)


def show_span(readout: Readout) -> tuple[Instant, Instant]:
    """The whole show: from planned start or air to planned or expected end, the wider."""
    starts = [at for at in (readout.planned_start, readout.on_air_at) if at is not None]
    ends = [at for at in (readout.planned_end, readout.expected_end) if at is not None]
    start = min(starts, default=readout.now)
    ends += [block.end for block in readout.blocks if block.lane is not Plate.WARMUP]
    end = max(ends, default=start + HOUR)
    return Instant(start), Instant(max(end, start + 60_000))
