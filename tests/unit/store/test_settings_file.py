"""What only a settings file does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.settings import TABLE
from controlroom.store.settings_file import SettingsFile


def test_an_unreadable_file_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff{half")
    settings = SettingsFile(file)
    assert settings.get("ui.theme") == TABLE["ui.theme"].default
    assert settings.kept is not None
    assert settings.kept.read_bytes() == b"\xff{half"
    assert not file.exists()


def test_what_we_do_not_know_stays_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"new.thing": [1], "ui.theme": 5}), "utf-8")
    settings = SettingsFile(file)
    assert settings.get("ui.theme") == TABLE["ui.theme"].default
    settings.set("ui.lang", "zh")
    assert json.loads(file.read_text("utf-8"))["new.thing"] == [1]


def test_what_cannot_be_written_holds_and_the_old_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", "utf-8")
    settings = SettingsFile(tmp_path / "settings.json")
    settings.set("ui.lang", "zh")
    settings._path = tmp_path / "taken" / "settings.json"
    with pytest.raises(WorldError) as refused:
        settings.set("ui.lang", "en")
    assert refused.value.message.key == "store.cannot_write"
    assert settings.get("ui.lang") == "en"
    assert SettingsFile(tmp_path / "settings.json").get("ui.lang") == "zh"
    with pytest.raises(WorldError):
        settings.set("ui.lang", "en")  # still not written: said again
    settings._path = tmp_path / "settings.json"
    settings.set("ui.lang", "en")
    assert SettingsFile(tmp_path / "settings.json").get("ui.lang") == "en"


def test_no_part_is_left_behind(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "below" / "settings.json")
    settings.set("prompter.mirror", True)
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["settings.json"]
