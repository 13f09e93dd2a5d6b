"""The sounds of cues, made here: two short tones for one that is due, three for a late one."""

from __future__ import annotations

import io
import wave
from array import array
from math import pi, sin

RATE = 22_050
_NOTES = {"due": (660.0, 880.0), "late": (988.0, 784.0, 988.0)}
_LENGTH, _FADE = 0.13, 0.02  # seconds of a note, and of its beginning and end


def tone(level: str, volume: int) -> bytes:
    """A WAV file (16 bit, mono) of `level` ("due" | "late") at `volume` 0..100."""
    samples = array("h")
    for pitch in _NOTES[level]:
        samples.extend(_note(pitch, max(0, min(100, volume)) / 100))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def _note(pitch: float, loud: float) -> list[int]:
    count, edge = round(_LENGTH * RATE), round(_FADE * RATE)
    turn, peak = 2 * pi * pitch / RATE, 32_000 * loud
    return [
        round(peak * min(1.0, i / edge, (count - i) / edge) * sin(turn * i)) for i in range(count)
    ]
