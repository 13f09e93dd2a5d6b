"""What the cut planner offers, in one sentence."""

from __future__ import annotations

from controlroom.core.time import MINUTE
from controlroom.live.readout import CutOffer
from controlroom.ui.i18n import Language


def minutes(ms: int) -> int:
    """Whole minutes, up: "12 min late" is said of 11:20."""
    return -(-ms // MINUTE)


def sentence(offer: CutOffer, language: Language) -> str:
    """ "12 min late: skip 9, 11, 10 down to 6 min"."""
    why = [
        language.tr("ui.cuts.missed", title=one.title, n=minutes(one.late)) for one in offer.missed
    ]
    if offer.late:
        why.append(language.tr("ui.cuts.late", n=minutes(offer.late)))
    join = language.tr("ui.cuts.join")
    return language.tr("ui.cuts.offer", why=join.join(why), what=join.join(_what(offer, language)))


def _what(offer: CutOffer, language: Language) -> list[str]:
    skipped = [str(cut.number) for cut in offer.cuts if cut.left is None]
    rows = language.tr("ui.cuts.rows").join(skipped)
    said = [language.tr("ui.cuts.skip", rows=rows)] if skipped else []
    return said + [
        language.tr("ui.cuts.shorten", row=cut.number, n=minutes(cut.left))
        for cut in offer.cuts
        if cut.left is not None
    ]


def total(offer: CutOffer, language: Language) -> str:
    """What it saves and what it costs, as far as that is known."""
    if offer.value is None:
        return language.tr("ui.cuts.sum.unknown", saves_ms=offer.saves, n=offer.unknown)
    key = "ui.cuts.sum.part" if offer.unknown else "ui.cuts.sum"
    return language.tr(key, saves_ms=offer.saves, value_minor=offer.value, n=offer.unknown)
