"""Theme, language and pictures for the tests of whole screens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QRect
from PySide6.QtWidgets import QApplication, QWidget

from controlroom.core.saying import merged
from controlroom.ui import fonts
from controlroom.ui.i18n import Language
from controlroom.ui.panels.live_docks import Docks
from controlroom.ui.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLES = {
    "ui.review.sample_cue": ("第 {number} 条提示：整点秒杀，主播预告 30 秒", "Cue {number}: flash sale, announce 30 s"),
    "ui.review.sample_S": ("爆款占比 46%（+9），引流款承接不足", "Hero share 46 %; traffic items too few"),
    "ui.review.sample_T": ("超时 18 分钟；话术「售后」缺 4 段", "18 min over; after-sales missing in 4"),
    "ui.review.sample_A": ("21:00 后 ROI 1.9，低于保本仍消耗 ¥22k", "ROI 1.9 after 21:00, ¥22k spent below break-even"),
    "ui.review.sample_G": ("秒杀 20:30 拉升 +34%", "Flash sale at 20:30 lifted sales by 34 %"),
    "ui.review.sample_E": ("没有预约数据", "No reservation data"),
    "ui.review.sample_milestone": ("突破 100 万", "Crossed one million"),
}  # fmt: skip


def books() -> dict[str, dict[str, str]]:
    """Both phrase books, with the sample sentences of the made-up review."""
    found = {}
    for at, lang in enumerate(("zh", "en")):
        files = sorted((RESOURCES / "i18n" / lang).glob("*.ts"))
        book = merged(path.read_text(encoding="utf-8") for path in files)
        found[lang] = book | {key: texts[at] for key, texts in SAMPLES.items()}
    return found


def dressed(lang: str = "zh") -> tuple[Theme, Language]:
    """The theme applied to the application, and a language."""
    QDir.setSearchPaths("theme", [str(RESOURCES / "theme")])
    theme = Theme((RESOURCES / "theme" / "app.qss").read_text(encoding="utf-8"))
    shipped = sorted((RESOURCES / "fonts").glob("*.otf")) + sorted(
        (RESOURCES / "fonts").glob("*.ttf")
    )
    theme.families = fonts.families(shipped)
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet() != theme.style_sheet():
        theme.apply()
    return theme, Language(books(), lang)


def put_away(widget: QWidget) -> None:
    """Delete `widget` now, so that no test sees another one's widgets."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at_rest(root: QWidget) -> Callable[[], bool]:
    """For `waitUntil`: nothing in `root` has moved or been shown since it last looked, and
    what shares out the panels of Live has nothing left to share out."""
    seen: list[list[tuple[bool, QRect]]] = []

    def look() -> bool:
        every = [root, *root.findChildren(QWidget)]
        seen.append([(widget.isVisible(), widget.geometry()) for widget in every])
        due = any(isinstance(widget, Docks) and widget._again.isActive() for widget in every)
        return not due and len(seen) > 1 and seen[-1] == seen[-2]

    return look


def untranslated(root: QWidget) -> list[str]:
    """Texts on the screen that are keys in brackets."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        for name in ("text", "toolTip", "accessibleName", "placeholderText"):
            said = getattr(widget, name, None)
            text = said() if callable(said) else ""
            if isinstance(text, str) and text.startswith("[") and "." in text:
                found.append(text)
    return sorted(set(found))
