"""Both languages say everything the code can ask for, with the same arguments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from controlroom.app.speech import LANGUAGES, book
from controlroom.core.saying import slots

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(
    p.read_text(encoding="utf-8") for p in sorted((ROOT / "controlroom").rglob("*.py"))
)


def test_both_languages_have_the_same_phrases():
    zh, en = book("zh"), book("en")
    assert sorted(zh.keys() ^ en.keys()) == []


def test_both_languages_take_the_same_arguments():
    zh, en = book("zh"), book("en")
    assert [key for key in zh if slots(zh[key]) != slots(en[key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_whole_key_in_the_code_has_a_phrase(lang):
    rooms = sorted({key.split(".")[0] for key in book(lang)})
    asked = set(
        re.findall(
            r'(?:message|Message|WorldError|text|tr|say|warn)\(\s*"([a-z_]+(?:\.[a-z0-9_]+)+)"',
            SOURCE,
        )
    )
    assert len(asked) > 50
    assert sorted(k for k in asked if k not in book(lang)) == [], rooms


def han(text: str) -> int:
    """How many Chinese characters."""
    return len(re.findall(r"[\u4e00-\u9fff]", text))


def test_chinese_is_chinese_unless_there_is_nothing_to_translate():
    alike = re.compile(r"^[\W\dA-Za-z{}_]*$")
    assert [k for k, v in book("zh").items() if not han(v) and not alike.match(v)] == []


def test_english_is_english_with_a_chinese_word_as_an_example_at_most():
    assert [k for k, v in book("en").items() if han(v) > len(v) / 3] == []


def test_english_has_plain_quotation_marks():
    """A Chinese face draws curly ones as wide as a character, with a hole before the word."""
    assert [key for key, said in book("en").items() if re.search("[“”]", said)] == []
