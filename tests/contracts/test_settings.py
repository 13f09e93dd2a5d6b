"""What every Settings must do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from controlroom.core.errors import BugError
from controlroom.core.settings import TABLE
from controlroom.ports import Settings
from controlroom.store.settings_file import SettingsFile
from tests.fakes.settings import FakeSettings

Reopen = Callable[[], Settings]


@pytest.fixture(params=["fake", "file"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Opens the same settings, again and again."""
    fake = FakeSettings()
    return (lambda: fake) if request.param == "fake" else lambda: SettingsFile(tmp_path / "s.json")


def test_what_was_never_set_has_its_default(reopen: Reopen) -> None:
    settings = reopen()
    assert {key: settings.get(key) for key in TABLE} == {k: s.default for k, s in TABLE.items()}


def test_what_was_set_stays(reopen: Reopen) -> None:
    settings = reopen()
    given = {"ui.lang": "zh", "prompter.mirror": True, "prompter.lines": 9, "ui.session": "场次"}
    for key, value in given.items():
        settings.set(key, value)
        assert settings.get(key) == value
    again = reopen()
    assert {key: again.get(key) for key in given} == given
    assert again.get("ui.theme") == TABLE["ui.theme"].default


@pytest.mark.parametrize(
    ("key", "value"),
    [("ui.colour", "red"), ("prompter.lines", "12"), ("prompter.lines", True), ("ui.lang", None)],
)
def test_wrong_names_and_kinds_are_bugs(reopen: Reopen, key: str, value: object) -> None:
    settings = reopen()
    with pytest.raises(BugError):
        settings.set(key, value)
    if key not in TABLE:
        with pytest.raises(BugError):
            settings.get(key)
