"""What the tests of the window share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.stage import Stage


@pytest.fixture
def stage(qtbot: Any) -> Stage:
    """Live, in front, before any readout."""
    return Stage(qtbot).open()
