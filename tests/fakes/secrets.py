"""A keyring in memory, or none at all."""

from __future__ import annotations

from controlroom.core.errors import WorldError


class FakeSecrets:
    """`ports.Secrets`. `trouble`: the key of the refusal every call meets, or ""."""

    def __init__(self, trouble: str = "") -> None:
        self.kept: dict[str, str] = {}
        self.trouble = trouble

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        self._check()
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep it; "" forgets it."""
        self._check()
        if secret:
            self.kept[name] = secret
        else:
            self.kept.pop(name, None)

    def _check(self) -> None:
        if self.trouble:
            raise WorldError(self.trouble)
