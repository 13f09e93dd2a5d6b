"""Text to be said later: a key and its arguments, said at the edge in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Arg = str | int | float | None
"""What a message may carry: plain values. Money and times go as minor units and instants,
with the argument name telling which (`*_minor`, `*_at`, `*_ms`, `*_ratio`)."""


@dataclass(frozen=True, slots=True)
class Message:
    """`key` names a sentence of the phrase book (`controlroom.core.phrases`)."""

    key: str
    args: Mapping[str, Arg] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.args.items(), key=lambda kv: kv[0]))))


def message(key: str, **args: Arg) -> Message:
    """A `Message` with keyword arguments."""
    return Message(key, MappingProxyType(args))
