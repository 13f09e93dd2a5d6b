"""Milestones in Live: said over the panels the moment they are reached, with the way to the
picture of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from controlroom.core import formats
from controlroom.core.ids import RunId
from controlroom.live.goal_view import GoalView
from controlroom.live.readout import Readout
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.toast import Toast

_STAYS = 20_000  # ms
_MOST = 2  # named in one breath


class Milestones:
    """Painted from readouts like a panel. What a show had behind it when its run was opened
    is not told again."""

    def __init__(self, toast: Toast, theme: Theme, language: Language, window: QWidget) -> None:
        self._theme, self._language = theme, language
        self._toast, self._window = toast, window
        self._readout = Readout()
        self._run: RunId | None = None
        self._known: frozenset[str] = frozenset()
        self._told: tuple[list[GoalView], str] = ([], "")
        language.retranslate.connect(self._say_again, toast)

    def take(self, readout: Readout) -> None:
        """Say what was reached since the last readout."""
        self._readout = readout
        ids = frozenset(goal.id for goal in readout.goals)
        fresh = [goal for goal in readout.goals if goal.id not in self._known]
        same, self._run, self._known = readout.run == self._run, readout.run, ids
        if same and fresh:
            self._say(fresh)

    def open_card(self) -> None:
        """The share card of the newest milestone, or of the show as it stands."""
        from controlroom.ui.card_facts import occasions, of_readout
        from controlroom.ui.dialogs.share_card import ShareCardDialog

        readout = self._readout
        if readout.on_air_at is None:
            self._toast.say(self._language.tr("ui.card.none"))
            return
        made = (of_readout(readout), occasions(readout))
        dialog = ShareCardDialog(*made, self._theme, self._language, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _say(self, fresh: list[GoalView]) -> None:
        """The ones to be announced first, then the latest."""
        told = sorted(fresh, key=lambda goal: (goal.loud, goal.at), reverse=True)[:_MOST]
        text = "  ·  ".join(f"★ {self._language.say(goal.text)}" for goal in told)
        clock = formats.clock(told[0].at, self._readout.zone, seconds=True)
        act = self._language.tr("ui.card.open")
        self._told = (fresh, f"{text}  ·  {clock}")
        shorter = (text, f"★ {self._language.say(told[0].text)}")
        given = {"tone": "good", "act": act}
        self._toast.say(self._told[1], shorter=shorter, do=self.open_card, stays=_STAYS, **given)

    def _say_again(self) -> None:
        """In the other language, while it is still there."""
        if self._toast.isVisible() and self._toast.said == self._told[1]:
            self._say(self._told[0])
