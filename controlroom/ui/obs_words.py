"""How OBS is said: the mark in the top bar, and what stands behind it."""

from __future__ import annotations

from controlroom.core import formats
from controlroom.core.money import ratio
from controlroom.core.time import Span
from controlroom.ports.broadcast import Broadcast, Link
from controlroom.ui.figure_tips import age as aged
from controlroom.ui.i18n import Language


def mark(now: Broadcast, age: Span | None, language: Language) -> tuple[str, str]:
    """(text, tone) of the mark; ("", "") while OBS is switched off."""
    tr = language.tr
    if now.link is Link.OFF:
        return "", ""
    if now.link is Link.UP:
        if now.streaming and now.faltering:
            return f"▲ {tr('ui.obs.faltering')}", "warning"
        return (
            (f"● {tr('ui.obs.live')}", "good")
            if now.streaming
            else (f"● {tr('ui.obs.up')}", "plain")
        )
    if now.link is Link.LOST:
        return f"✕ {tr('ui.obs.lost', age=aged(age or 0, language))}", "stale"
    if now.link is Link.REFUSED:
        wants = now.why is not None and now.why.key == "obs.need_password"
        return f"! {tr('ui.obs.password' if wants else 'ui.obs.refused')}", "warning"
    return f"○ {tr('ui.obs.seeking')}", "stale"


def behind(
    now: Broadcast, age: Span | None, streamed: Span | None, language: Language
) -> list[str]:
    """The lines of the mark's tooltip."""
    tr = language.tr
    lines = [language.say(now.why)] if now.why else []
    if now.program:
        lines.append(tr("ui.obs.tip.version", program=now.program, plugin=now.plugin))
    if now.link is Link.UP:
        lines += _stream(now, streamed, language)
    elif age is not None:
        lines.append(tr("ui.obs.tip.heard", age=aged(age, language)))
    if now.file:
        lines.append(tr("ui.obs.tip.file", file=now.file))
    return [*lines, tr("ui.obs.tip.open")]


def _stream(now: Broadcast, streamed: Span | None, language: Language) -> list[str]:
    tr, lines = language.tr, []
    if now.streaming and streamed is not None:
        lines.append(tr("ui.obs.tip.streams", long=formats.span(streamed, hours=True)))
    if now.faltering:
        lines.append(tr("ui.obs.tip.faltering"))
    lost = ratio(now.skipped, now.frames)
    if now.streaming and lost is not None:
        lines.append(tr("ui.obs.tip.skipped", share=formats.percent(lost)))
    if now.recording:
        lines.append(tr("ui.obs.tip.recording"))
    return lines
