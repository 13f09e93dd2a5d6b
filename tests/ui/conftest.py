"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.stage import Stage


@pytest.fixture
def stage(qtbot: Any) -> Iterator[Stage]:
    """Live, in front, before any readout."""
    made = Stage(qtbot).open()
    yield made
    made.language.finish()
