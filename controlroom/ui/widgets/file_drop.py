"""Files dragged onto a widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

_TAKEN = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".zip")


class FileDrop(QObject):
    """Emits the path of a table or bundle that is dropped onto `widget`; one at a time."""

    dropped = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags that carry one file we read; a drop emits its path."""
        if not isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            return False
        path = _path(event)
        if not path:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(path)
        return True


def _path(event: QDropEvent) -> str:
    """The one local file of the kinds we read, or ""."""
    urls = event.mimeData().urls()
    path = urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
    return path if path.lower().endswith(_TAKEN) else ""
