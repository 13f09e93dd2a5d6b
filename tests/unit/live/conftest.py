"""A small show to play with."""

from __future__ import annotations

import pytest

from tests.strategies.show import Desk, small_show


@pytest.fixture
def desk() -> Desk:
    """See `small_show`."""
    return small_show()
