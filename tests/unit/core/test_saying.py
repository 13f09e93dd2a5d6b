"""Messages are said by key, with values shown by the ending of their name."""

import pytest

from controlroom.core.errors import BugError
from controlroom.core.message import message
from controlroom.core.saying import Speaker, merged, read_ts, slots

BOOK = {
    "a.sum": "{paid_minor} at {when_at}, {gone_ms}, {part_ratio}, {roi_x}, {n}, {name}",
    "word.roi": "return",
    "a.word": "{which}",
}


def _ts(*entries: str) -> str:
    return f"<TS><context>{''.join(entries)}</context></TS>"


def test_values_are_shown_by_the_ending_of_their_name():
    said = Speaker("en", BOOK).say(
        message(
            "a.sum",
            paid_minor=129990,
            when_at=1_795_000_000_000,
            gone_ms=83_000,
            part_ratio=0.642,
            roi_x=3.4,
            n=3412,
            name="x",
        )
    )
    assert said == "¥1,299.90 at 19:06, 01:23, 64.2%, 3.40, 3,412, x"


def test_missing_values_are_shown_as_missing():
    said = Speaker("en", BOOK).say(message("a.sum"))
    assert said == "— at —, —, —, —, —, —"


def test_a_word_that_is_a_key_is_said_in_the_language():
    assert Speaker("en", BOOK).text("a.word", which="@word.roi") == "return"


def test_an_unknown_key_is_shown_and_not_hidden():
    assert Speaker("en", BOOK).text("no.such") == "[no.such]"


def test_unfinished_and_double_translations_are_bugs():
    good = '<message id="a"><translation>x</translation></message>'
    with pytest.raises(BugError):
        read_ts(_ts('<message id="a"><translation type="unfinished"></translation></message>'))
    with pytest.raises(BugError):
        read_ts(_ts(good, good))
    with pytest.raises(BugError):
        merged([_ts(good), _ts(good)])
    assert read_ts(_ts(good)) == {"a": "x"}


def test_slots_of_a_phrase():
    assert slots("{a_ms} then {b}") == {"a_ms", "b"}
