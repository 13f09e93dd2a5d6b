"""A merchant's own wording stands in for ours only where it can be filled in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core import rewording
from controlroom.core.message import message
from controlroom.core.saying import Speaker

OURS = {"cue.x": "还有 {lead} 分钟：{title}", "cue.y": "开始"}


def test_figures_may_be_left_out_and_moved_but_not_made_up() -> None:
    assert rewording.wrong(OURS["cue.x"], "{title} 马上开始") is None
    refused = rewording.wrong(OURS["cue.x"], "{title} 还剩 {stock} 件")
    assert refused is not None
    assert refused.args["names"] == "{stock}"
    assert refused.args["known"] == "{lead} {title}"


def test_empty_long_and_broken_texts_are_refused() -> None:
    assert rewording.wrong("x", "  ") is not None
    assert rewording.wrong("x", "长" * 201) is not None
    assert rewording.wrong(OURS["cue.x"], "{title") is not None
    assert rewording.wrong(OURS["cue.x"], "title}") is not None


def test_what_does_not_fit_leaves_ours_in_place() -> None:
    own = {"cue.x": "到了：{title}", "cue.y": "{gmv}", "cue.z": "谁？"}
    book = rewording.reworded(OURS, own)
    assert book == {"cue.x": "到了：{title}", "cue.y": "开始"}
    assert Speaker("zh", book).say(message("cue.x", lead=5, title="锅")) == "到了：锅"


def test_anything_unreadable_is_no_wording() -> None:
    assert rewording.read("") == rewording.read("{") == rewording.read("[1]") == {}
    assert rewording.read('{"zh": 3, "en": {"a": 1, "b": "x"}}') == {"en": {"b": "x"}}


texts = st.dictionaries(st.sampled_from(("zh", "en")), st.dictionaries(st.text(), st.text()))


@given(texts)
def test_kept_and_read_again(wording: dict[str, dict[str, str]]) -> None:
    back = rewording.read(rewording.written(wording))
    assert back == {lang: part for lang, part in wording.items() if part}


@given(st.text(max_size=30))
def test_a_text_that_fits_can_always_be_said(own: str) -> None:
    book = rewording.reworded(OURS, {"cue.x": own})
    said = Speaker("zh", book).say(message("cue.x", lead=5, title="锅"))
    assert "{lead}" not in said
    assert "{title}" not in said
