"""What a fresh eye found cramped, cut off or hard to read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QDateTimeEdit, QDialog, QLineEdit

from tests.ui.stage import Stage
from tests.ui.test_live_reshape import late
from tests.ui.test_reach import DIALOGS

pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.mark.parametrize("name", ["rules", "insert", "rehearse"])
def test_a_number_does_not_touch_the_border_of_its_field(stage: Stage, name: str) -> None:
    stage.show(late())
    DIALOGS[name](stage)
    dialogs = [d for d in stage.live.findChildren(QDialog) if d.isVisible()]
    boxes = [b for d in dialogs for b in d.findChildren(QAbstractSpinBox)]
    boxes = [b for b in boxes if not isinstance(b, QDateTimeEdit)]
    assert boxes
    for box in boxes:
        field = box.findChild(QLineEdit)
        assert field is not None
        assert field.textMargins().left() >= 7, box.accessibleName()
    for dialog in dialogs:
        dialog.reject()
