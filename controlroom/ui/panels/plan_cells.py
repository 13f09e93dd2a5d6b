"""How the cells of a plan table are painted and edited."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from controlroom.ui.i18n import Language
from controlroom.ui.models.inks import Ink, LookRole, SkipRole, ToneRole
from controlroom.ui.models.plate_model import PlateModel
from controlroom.ui.models.words import known_words
from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.cell_editor import ARROWS, CellEditor

Index = QModelIndex | QPersistentModelIndex

TONES = {
    "muted": "muted",
    "strong": "text",
    "good": "good",
    "warn": "warning",
    "bad": "alarm",
    "error": "alarm",
    "warning": "warning",
    "hint": "muted",
    "money": "money",
}
SIGNS = {"error": "✕", "warning": "⚠", "hint": "ⓘ"}
_STRIPES = ("script", "goods", "traffic", "giveaway", "warmup", "money")
_HINT = QAbstractItemDelegate.EndEditHint
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PAD = 9  # px beside the text of a cell


class CellDelegate(QStyledItemDelegate):
    """Pills, dots and problems are painted; everything else is text in a tone. Cells that
    have the text looked for are tinted, rows of a group have its stripe."""

    def __init__(self, theme: Theme, language: Language, view: QTableView) -> None:
        super().__init__(view)
        self._language, self._theme, self._view = language, theme, view
        self.found = ""
        self._inks: dict[tuple[str, float], QColor] = {}
        self._fonts: dict[tuple[bool, bool], tuple[QFont, QFontMetrics]] = {}
        theme.changed.connect(self._inks.clear)
        theme.changed.connect(self._fonts.clear)

    # --- painting ------------------------------------------------------------------

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        role = TONES.get(index.data(ToneRole) or "", "muted" if index.data(SkipRole) else "text")
        for slot in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(slot, self._theme.color(role))
        if index.data(ToneRole) == "strong" or index.data(LookRole) == "title":
            option.font.setBold(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        model = index.model()
        assert isinstance(model, PlateModel)
        ink = model.ink(index.row(), index.column())
        self._row_ground(painter, option, index, ink)
        if ink.look == "check":
            super().paint(painter, option, index)
        else:
            self._ground(painter, option)
            {"pill": self._pill, "dots": self._dots, "problem": self._problem}.get(
                ink.look, self._words
            )(painter, option, ink)
        if ink.refused:
            painter.setPen(self._theme.pen("on_air"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -1.5, -1.5))
        if ink.group and index.column() == 0:
            self._stripe(painter, option, ink)
        self._cursor(painter, option, index)

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        """Text as the style sheet would set it (`QTableView::item`), at a fifth of the cost."""
        if not ink.text:
            return
        font, metrics = self._font(option, ink.tone == "strong" or ink.look == "title", ink.skip)
        painter.setFont(font)
        painter.setPen(self._ink(TONES.get(ink.tone, "muted" if ink.skip else "text")))
        box = option.rect.adjusted(_PAD, 4, -_PAD, -5)
        text, room = ink.text.replace("\n", " "), box.width()
        if len(text) * metrics.height() > room and metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _RIGHT if ink.look == "number" else _LEFT, text)

    def _ink(self, role: str, alpha: float = 1.0) -> QColor:
        """The theme's colour, made once."""
        found = self._inks.get((role, alpha))
        if found is None:
            found = self._inks[role, alpha] = self._theme.color(role, alpha)
        return found

    def _font(
        self, option: QStyleOptionViewItem, bold: bool, struck: bool
    ) -> tuple[QFont, QFontMetrics]:
        """The view's font in this cut, and its measures, made once."""
        found = self._fonts.get((bold, struck))
        if found is None:
            font = QFont(option.font)
            font.setBold(bold)
            font.setStrikeOut(struck)
            found = self._fonts[bold, struck] = (font, QFontMetrics(font))
        return found

    def _row_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, ink: Ink
    ) -> None:
        if self._view.currentIndex().row() == index.row():
            painter.fillRect(option.rect, self._ink("selected", 0.6))
        if self.found and self.found in ink.text.casefold():
            painter.fillRect(option.rect, self._ink("money", 0.22))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The selection, and the line below."""
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._ink("selected"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._ink("line"))

    def _stripe(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        """The group of a row as a stripe at its left, one colour for each name."""
        role = _STRIPES[sum(ink.group.encode()) % len(_STRIPES)]
        box = QRectF(option.rect.left(), option.rect.top(), 4, option.rect.height())
        painter.fillRect(box, self._theme.color(role))

    def _cursor(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._view.currentIndex() == index and self._view.hasFocus():
            painter.setPen(self._theme.pen("script"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -1.5, -1.5))

    def _pill(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        text = ink.text
        if not text:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font(SMALL)
        font.setStrikeOut(ink.skip)
        room = option.rect.width() - 24
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide, tall = (
            QFontMetrics(font).horizontalAdvance(shown) + 14,
            self._theme.px(18),
        )
        box = QRectF(
            option.rect.left() + 5,
            option.rect.center().y() - tall / 2 + 0.5,
            wide,
            tall,
        )
        role = pill_role(text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(role, 0.2))
        painter.drawRoundedRect(box, tall / 2, tall / 2)
        painter.setPen(self._theme.color(role))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def _dots(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(9) / 2
        x, y = option.rect.left() + 6 + radius, option.rect.center().y() + 0.5
        painter.setPen(self._theme.pen("script"))
        for mark in ink.text:
            full = mark == "●"
            painter.setBrush(self._theme.color("script") if full else QColor(0, 0, 0, 0))
            painter.drawEllipse(QPointF(x, y), radius, radius)
            x += 2 * radius + self._theme.px(4)
        painter.restore()

    def _problem(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        text, tone = ink.text, ink.tone
        if not text:
            return
        painter.save()
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(self._theme.color(TONES.get(tone, "muted")))
        box = option.rect.adjusted(6, 0, -4, 0)
        words = f"{SIGNS.get(tone, '')} {text}"
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 6, self._theme.px(32))

    # --- editing -------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field that says at once why what is typed can't be taken, and offers known words."""
        model = index.model()
        assert isinstance(model, PlateModel)
        here = QPersistentModelIndex(index)
        editor = CellEditor(parent, lambda text: self._reason(model, here, text))
        column = model.columns[index.column()]
        editor.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        if column.hint:
            editor.setPlaceholderText(self._language.tr(f"{column.hint}.short"))
        editor.offer(known_words(model.sight, model.plate, column.name))
        return editor

    def _reason(self, model: PlateModel, index: QPersistentModelIndex, text: str) -> str:
        return self._language.say(model.refusal(index, text)) if index.isValid() else ""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit) and isinstance(model, PlateModel)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in an editor commits and goes down, as in Excel; so does an arrow where the
        text was typed over a cell. Alt+Enter begins another line."""
        key_press = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if key_press and isinstance(event, QKeyEvent) and isinstance(watched, CellEditor):
            key, mods = event.key(), event.modifiers()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._enter(watched, mods)
            across, down = ARROWS.get(Qt.Key(key), (0, 0))
            plain = not mods & ~Qt.KeyboardModifier.KeypadModifier
            if plain and watched.arrow_leaves(across, down):
                self._commit(watched)
                self._view.steps.arrow(across, down)  # type: ignore[attr-defined]
                return True
        return super().eventFilter(watched, event)

    def _enter(self, editor: CellEditor, mods: Qt.KeyboardModifier) -> bool:
        if mods & Qt.KeyboardModifier.ControlModifier:
            return self._enter_all(editor)
        if mods & Qt.KeyboardModifier.AltModifier:
            editor.insert("\n")
            return True
        self._commit(editor)
        back = bool(mods & Qt.KeyboardModifier.ShiftModifier)
        self._view.steps.down(-1 if back else 1)  # type: ignore[attr-defined]
        return True

    def _commit(self, editor: CellEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _HINT.NoHint)

    def _enter_all(self, watched: QObject) -> bool:
        """Ctrl+Enter puts the text into this column of all selected rows, as in Excel."""
        view = self.parent()
        if not isinstance(watched, QLineEdit) or not isinstance(view, QTableView):
            return False
        model, text = view.model(), watched.text()
        self.closeEditor.emit(watched, _HINT.RevertModelCache)
        if isinstance(model, PlateModel):
            name = model.columns[view.currentIndex().column()].name
            view.set_all(name, text)  # type: ignore[attr-defined]
        return True


_PILLS = (
    (("引流", "traffic", "Traffic"), "goods"),
    (("爆款", "主推", "Hero", "秒杀", "限时"), "alarm"),
    (("福利", "宠粉", "福袋", "抽奖", "红包", "赠品", "Gift", "Welfare"), "giveaway"),
    (("利润", "Profit"), "money"),
    (("形象", "Image", "短视频", "预约"), "warmup"),
    (("粉丝", "检查", "新粉"), "script"),
)


def pill_role(word: str) -> str:
    """The colour role of a free word: the known roles and kinds have theirs."""
    for starts, role in _PILLS:
        if any(start in word for start in starts):
            return role
    return "muted"
