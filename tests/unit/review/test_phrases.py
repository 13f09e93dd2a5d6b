"""Every message a review can give is in both books, with the same figures."""

from __future__ import annotations

import re
from pathlib import Path

import controlroom.review
from controlroom.core.saying import merged, slots
from controlroom.plan.sheet import Plate
from controlroom.review.results import STARTS

ROOT = Path(controlroom.review.__file__).parent
BOOKS = ROOT.parents[1] / "resources" / "i18n"


def book(lang: str) -> dict[str, str]:
    return merged([(BOOKS / lang / "review.ts").read_text("utf-8")])


def test_every_key_has_a_phrase_and_every_phrase_a_key() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ROOT.glob("*.py"))
    keys = set(re.findall(r'"(review\.\w+\.\w+)"', code))
    keys |= {f"review.{said}.{plate.value}" for said in ("fine", "none") for plate in Plate}
    keys |= {f"review.began.{how}" for how in STARTS}
    assert book("zh").keys() == keys
    assert book("en").keys() == keys


def test_both_languages_carry_the_same_figures() -> None:
    zh, en = book("zh"), book("en")
    assert all(slots(zh[key]) == slots(en[key]) for key in zh)
