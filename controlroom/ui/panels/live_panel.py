"""What the panels of Live share: a body, a header that a dock can use, and figure texts."""

from __future__ import annotations

from controlroom.core import formats
from controlroom.live.readout import Figure, Readout
from controlroom.ui.actions import hint
from controlroom.ui.i18n import Language
from controlroom.ui.operator import Operator
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import Body, Header, put
from controlroom.ui.widgets.key_button import KeyButton

_ANY = 16_777_215  # px: no limit (QWIDGETSIZE_MAX)


class LivePanel(Body):
    """The body of a panel; `header` is its title row (a dock's title bar)."""

    name = ""
    elides = False  # the title gives way to what else is in the header

    def __init__(self, theme: Theme, language: Language, operator: Operator) -> None:
        super().__init__()
        self.theme, self.language, self.operator = theme, language, operator
        self.header = Header(elide=self.elides)
        self.readout = Readout()
        self.build()
        language.retranslate.connect(self._said_again)
        theme.changed.connect(self._said_again)
        self.say()

    def build(self) -> None:
        """Make the widgets, without text."""
        raise NotImplementedError

    def say(self) -> None:
        """Set every text that does not depend on the readout."""
        self.set_title(self.tr_(f"ui.panel.{self.name}"))

    def show_readout(self, readout: Readout) -> None:
        """Paint `readout`."""
        raise NotImplementedError

    def take(self, readout: Readout) -> None:
        """Paint `readout` and keep it for when the language changes."""
        self.readout = readout
        self.show_readout(readout)

    def set_title(self, text: str) -> None:
        """The title in the header, also the name for screen readers."""
        put(self.header.title, text)
        self.setAccessibleName(text)

    def tr_(self, key: str, /, **args: str | float | None) -> str:
        """The phrase `key` in the language in force."""
        return self.language.tr(key, **args)

    def key_button(self, action: str, kind: str = "plain") -> KeyButton:
        """A button that does `action` and shows its key; say it with `name_button`."""
        button = KeyButton(self.theme, kind)
        button.setObjectName(f"do_{action}")
        button.clicked.connect(lambda: self.operator.do(action))
        return button

    def name_button(self, button: KeyButton, action: str, key: str = "") -> None:
        """Say the button's text and key."""
        button.say(self.tr_(key or f"ui.button.{action}"), hint(action))
        button.setToolTip(self.tr_(f"ui.action.{action}"))

    def set_compact(self, compact: bool) -> None:
        """Use less height (a small window). Most panels scroll or stretch anyway."""

    def fit(self, *, closely: bool = False) -> None:
        """Ask for the height the wrapped text and buttons need at this width (`closely`: and
        for no more)."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            need = layout.totalHeightForWidth(self.width())
            most = need if closely and need > 0 else _ANY
            if self.maximumHeight() != most:
                self.setMaximumHeight(most)
            if 0 < need != self.minimumHeight():
                self.setMinimumHeight(need)

    def _said_again(self) -> None:
        self.say()
        self.show_readout(self.readout)


def figure_text(figure: Figure | None, currency: str, *, whole: bool = True) -> str:
    """A figure as read aloud from an arm's length; "—" where it is not known."""
    if figure is None or figure.value is None:
        return formats.DASH
    if figure.unit == "minor":
        cents = False if whole and abs(figure.value) >= 100_000 else None
        return formats.money(figure.value, currency, cents=cents)
    show = {"x": formats.times, "ratio": formats.percent, "count": formats.count}
    return show[figure.unit](figure.value) if figure.unit in show else formats.span(figure.value)


def value_of(readout: Readout, key: str) -> float | None:
    """The value of a headline figure; None where it is not known."""
    figure = readout.figure(key)
    return None if figure is None else figure.value
