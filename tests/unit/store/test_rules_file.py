"""The rule book on disk: ours beside the merchant's, never lost to a bad file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.time import Span
from controlroom.store.rules_file import RulesFile

OURS = Path(__file__).parents[3] / "resources" / "rules" / "presets.json"


@pytest.fixture
def book(tmp_path: Path) -> RulesFile:
    return RulesFile(OURS, tmp_path / "data" / "rules.json")


def test_without_a_file_there_are_the_presets(book: RulesFile) -> None:
    assert book.rules() == book.ours()
    assert book.own() == ()
    assert book.trouble == ()


def test_only_what_differs_is_kept(book: RulesFile, tmp_path: Path) -> None:
    rules = book.ours()
    changed = replace(rules[0], hold=Span(60_000))
    mine = replace(rules[1], name="mine", number=0)
    book.keep((changed, *rules[1:], mine))
    assert book.own() == (changed, mine)
    assert book.rules() == (changed, *rules[1:], mine)
    book.keep(rules)
    assert book.rules() == rules
    assert not list((tmp_path / "data").glob("*.part"))


def test_a_broken_rule_is_left_out_and_said(book: RulesFile, tmp_path: Path) -> None:
    good = replace(book.ours()[0], name="mine", number=0)
    book.keep((*book.ours(), good, replace(good, name="other")))
    file = tmp_path / "data" / "rules.json"
    file.write_text(file.read_text("utf-8").replace('"other"', '"other", "colour": 1'), "utf-8")
    assert [rule.name for rule in book.own()] == ["mine"]
    (said,) = book.trouble
    assert said.args["rule"] == "other"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rules": 3}'])
def test_an_unreadable_file_leaves_the_presets(book: RulesFile, tmp_path: Path, text: str) -> None:
    file = tmp_path / "data" / "rules.json"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert book.rules() == book.ours()
    assert book.trouble[0].key == "rule.file"
    assert file.read_text("utf-8") == text


def test_what_cannot_be_written_is_said(book: RulesFile, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(WorldError):
        book.keep((replace(book.ours()[0], hold=Span(0)),))
