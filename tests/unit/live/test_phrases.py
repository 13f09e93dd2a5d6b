"""Every message the live room can give is in both books, with the figures it carries."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import controlroom.live
from controlroom.core.saying import merged, slots
from controlroom.plan.goals import METRICS
from controlroom.plan.sheet import RoiBasis

ROOT = Path(controlroom.live.__file__).parent
BOOKS = ROOT.parents[1] / "resources" / "i18n"
FIGURES = {  # what `with_figures` may extend a key by
    "cue.goods.detail": ("price_minor", "stock"),
    "cue.script.detail": ("owner",),
    "cue.traffic.switch": ("channel", "budget_minor"),
    "cue.traffic.detail": ("bid_minor", "target_x"),
    "cue.giveaway.detail": ("quantity", "condition"),
    "cue.warmup.reserve.detail": ("target",),
    "cue.warmup.detail": ("target", "actual"),
}


def book(lang: str) -> dict[str, str]:
    return merged((BOOKS / lang / f"{room}.ts").read_text("utf-8") for room in ("cue", "live"))


def written_keys() -> set[str]:
    """Keys that stand in the code whole, plus those made of figures and of kinds."""
    code = "\n".join(path.read_text("utf-8") for path in ROOT.glob("*.py"))
    found = {key for key in re.findall(r'"((?:cue|live)\.[\w.]+)"', code) if key[-1] != "."}
    made = {
        ".".join((key, *names))
        for key, known in FIGURES.items()
        for count in range(1, len(known) + 1)
        for names in combinations(known, count)
    }
    made |= {f"cue.traffic.detail.{n}target_x.basis" for n in ("", "bid_minor.")}
    kinds = {f"cue.script.{k}" for k in ("start", "on_air", "milestone", "overrun", "finish")}
    goals = {f"cue.goal.{said}{k}" for k in (*METRICS, "target") for said in ("", "say.")}
    basis = {f"live.basis.{b.value}" for b in RoiBasis}
    phases = {f"live.refuse.phase.{p}" for p in ("idle", "armed", "on_air", "paused", "off_air")}
    return (found - FIGURES.keys()) | made | kinds | goals | basis | phases | {"cue.traffic.switch"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_has_a_phrase_and_every_phrase_a_key(lang: str) -> None:
    assert book(lang).keys() == written_keys()


def test_both_languages_carry_the_same_figures() -> None:
    zh, en = book("zh"), book("en")
    assert {key: slots(text) for key, text in zh.items()} == {
        key: slots(text) for key, text in en.items()
    }


def test_a_phrase_of_figures_shows_just_those() -> None:
    zh = book("zh")
    for key, known in FIGURES.items():
        for name in known:
            assert slots(zh[f"{key}.{name}"]) == {name}
