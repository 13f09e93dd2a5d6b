"""Templates in files: ours beside the merchant's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from controlroom.core.errors import WorldError
from controlroom.store.templates_folder import TemplatesFolder
from tests.builders import segment, sheet

OURS = Path(__file__).parents[3] / "resources" / "templates"


@pytest.fixture
def folder(tmp_path: Path) -> TemplatesFolder:
    return TemplatesFolder(OURS, tmp_path / "own")


def evening():
    return sheet(segment("开场", 5), segment("讲锅", 15))


def test_three_of_ours_ship(folder: TemplatesFolder) -> None:
    assert [(one.id, one.own) for one in folder.listed("zh")] == [
        ("four_hours", False),
        ("morning", False),
        ("new_shop", False),
    ]
    first = folder.listed("en")[0]
    assert (first.name, first.segments, first.length, first.begins) == (
        "Four-hour show (15 segments)",
        15,
        4 * 3_600_000,
        19 * 3_600_000,
    )


def test_own_ones_are_kept_listed_behind_ours_and_deleted(folder: TemplatesFolder) -> None:
    made = folder.save("我的/晚场", "两段", evening())
    again = folder.save("我的/晚场", "", evening())
    assert made != again
    own = [one for one in folder.listed("zh") if one.own]
    assert [(one.name, one.segments) for one in own] == [("我的/晚场", 2)] * 2
    assert [row.title for row in folder.load(made, "zh").segments] == ["开场", "讲锅"]
    folder.remove(made)
    assert [one.id for one in folder.listed("zh") if one.own] == [again]
    with pytest.raises(WorldError, match="template.unknown"):
        folder.load(made, "zh")
    with pytest.raises(WorldError, match="template.unknown"):
        folder.remove(made)


def test_ours_can_not_be_deleted_nor_anything_outside(folder: TemplatesFolder) -> None:
    with pytest.raises(WorldError, match="template.ours"):
        folder.remove("four_hours")
    assert (OURS / "four_hours.json").exists()
    for odd in ("../../secret", "own:../x", "own:", ""):
        with pytest.raises(WorldError, match="template.unknown"):
            folder.load(odd, "zh")


def test_a_broken_file_is_left_out_and_says_why_when_opened(
    folder: TemplatesFolder, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "broken.json").write_text("{", "utf-8")
    (own / "list.json").write_text("[]", "utf-8")
    wrong = {"name": "x", "session": {"planned_start": "20:00"}, "segments": [{"title": ""}]}
    (own / "wrong.json").write_text(json.dumps(wrong), "utf-8")
    assert [one for one in folder.listed("zh") if one.own] == []
    for name, key in (("broken", "unreadable"), ("list", "unreadable"), ("wrong", "wrong")):
        with pytest.raises(WorldError, match=f"template.{key}"):
            folder.load(f"own:{name}", "zh")
