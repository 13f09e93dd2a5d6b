"""Templates in use: a session from one, one from a session or from its best segments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId, fresh
from controlroom.core.time import Instant, Span
from controlroom.desk.world import World
from controlroom.plan import templates
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import TemplateBrief, Templates

if TYPE_CHECKING:
    from controlroom.review.results import Review


class Shelf:
    """`sheet_of` gives a session's plan as it is, `add` keeps a new one."""

    def __init__(
        self,
        world: World,
        sheet_of: Callable[[SessionId], RunSheet],
        add: Callable[[RunSheet], SessionId],
    ) -> None:
        self._world, self._sheet_of, self._add = world, sheet_of, add

    @property
    def _templates(self) -> Templates:
        if self._world.templates is None:
            raise WorldError("template.none")
        return self._world.templates

    def listed(self, lang: str) -> tuple[TemplateBrief, ...]:
        """All templates; none where there is no place for them."""
        return self._world.templates.listed(lang) if self._world.templates else ()

    def begin(self, template: str, title: str, start: Instant, lang: str) -> SessionId:
        """A session of its own from a template, beginning at `start`. Raises WorldError."""
        sheet = self._templates.load(template, lang)
        made = on_another_day(sheet, SessionId(fresh("ses")), start)
        return self._add(replace(made, session=replace(made.session, title=title)))

    def keep(
        self,
        session: SessionId,
        name: str,
        about: str,
        *,
        plates: Collection[Plate],
        goals: bool,
    ) -> str:
        """A session's plan as a template; returns its id. Raises WorldError."""
        sheet = templates.kept(self._sheet_of(session), plates, goals=goals)
        return self._templates.save(name, about, sheet)

    def keep_best(
        self, session: SessionId, name: str, about: str, lengths: Mapping[RowId, Span]
    ) -> str:
        """The segments named, with these lengths (ms), as a template. Raises WorldError."""
        best = templates.best_of(self._sheet_of(session), lengths)
        plates = (Plate.GOODS, Plate.GIVEAWAY, Plate.WARMUP)
        return self._templates.save(name, about, templates.kept(best, plates, goals=False))

    def remove(self, template: str) -> None:
        """Delete one of the merchant's own. Raises WorldError."""
        self._templates.remove(template)

    def proposed(self, review: Review) -> dict[RowId, Span]:
        """The segments of a past show worth keeping (see `proposed`)."""
        return proposed(review)


def proposed(review: Review) -> dict[RowId, Span]:
    """The segments worth keeping, with their actual length to the minute: those that ran
    and brought at least the GMV per minute of all segments that ran together."""
    ran = [row for row in review.segments if row.gmv_per_minute is not None and row.actual]
    minutes, gmv = sum(row.actual or 0 for row in ran), sum(row.gmv or 0 for row in ran)
    if not minutes:
        return {}
    mean = gmv / (minutes / 60_000)
    return {
        row.id: templates.whole_minutes(row.actual or 0)
        for row in ran
        if (row.gmv_per_minute or 0) >= mean
    }
