"""A cue that is answered before it was due is gone from the list: what that was is said."""

from __future__ import annotations

from controlroom.desk.intents import AnswerCue
from controlroom.ui.actions import hint
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.operator import Operator
from controlroom.ui.widgets.toast import Toast


def tell_early(operator: Operator, bridge: Bridge, language: Language, toast: Toast) -> None:
    """Say it in `toast`, with the key that takes it back."""

    def tell(intent: object) -> None:
        if not isinstance(intent, AnswerCue):
            return
        cues = (cue for cue in bridge.readout.cues if cue.id == intent.cue and cue.fired is None)
        for cue in cues:
            key, words = f"ui.early.{intent.answer.value}", language.say(cue.text)
            toast.say(language.tr(key, text=words, press=hint("undo")))

    operator.posted.connect(tell)
