"""A list of things that have an id: what comes, goes or moves is announced as such, so that
the cursor, the selection and the place scrolled to stay with their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex

from controlroom.ui.models.diff import Insert, Move, Remove, Step, steps

Index = QModelIndex | QPersistentModelIndex


class Named(Protocol):
    """Something with an id of its own."""

    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=Named)


class IdList(QAbstractListModel, Generic[Item]):
    """`items` in order; ids are unique."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def show_items(self, items: Sequence[Item], *, all_changed: bool = False) -> None:
        """Show `items`; of those that stay, only what differs is announced, or all."""
        fresh = {item.id: item for item in items}
        before = [item.id for item in self.items]
        if before != list(fresh):
            for step in steps(before, list(fresh)):
                self._do(step, fresh)
        changed = [n for n, item in enumerate(items) if all_changed or self._differs(n, item)]
        self.items = tuple(items)
        if all_changed and items:
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))

    def looks(self, item: Item) -> object:
        """What of `item` is shown: two that look the same need not be painted again."""
        return item

    def _differs(self, number: int, item: Item) -> bool:
        before = self.items[number]
        return before is not item and self.looks(before) != self.looks(item)

    def _do(self, step: Step, fresh: dict[str, Item]) -> None:
        root, rows = QModelIndex(), list(self.items)
        if isinstance(step, Remove):
            self.beginRemoveRows(root, step.first, step.last)
            del rows[step.first : step.last + 1]
            self.items = tuple(rows)
            self.endRemoveRows()
        elif isinstance(step, Insert):
            self.beginInsertRows(root, step.at, step.at + len(step.ids) - 1)
            rows[step.at : step.at] = [fresh[name] for name in step.ids]
            self.items = tuple(rows)
            self.endInsertRows()
        elif isinstance(step, Move):
            self.beginMoveRows(root, step.source, step.source, root, step.before)
            row = rows.pop(step.source)
            rows.insert(step.before - (step.before > step.source), row)
            self.items = tuple(rows)
            self.endMoveRows()
