"""Where real input files lie that are no part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_data() -> Path:
    """The folder of shared input data (CONTROLROOM_SHARED_DATA, or `shared/data` beside the
    project or above it); skips the test where it is absent."""
    named = os.environ.get("CONTROLROOM_SHARED_DATA")
    above = [parent / "shared" / "data" for parent in Path(__file__).resolve().parents]
    for folder in [Path(named)] if named else above:
        if folder.is_dir():
            return folder
    pytest.skip("shared data not here")
