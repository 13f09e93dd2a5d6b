"""Passwords: in the system's keyring where there is one, else in memory until the program ends."""

from __future__ import annotations

from controlroom.core.errors import WorldError
from controlroom.ports.broadcast import Secrets


class Passwords:
    """Any thread. A call may wait for the user to unlock the keyring: not on the GUI thread."""

    def __init__(self, secrets: Secrets | None) -> None:
        self._secrets = secrets
        self._typed: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """What was typed in this time, else what the keyring has. Raises WorldError where
        nothing was typed and the keyring can't be asked."""
        if name in self._typed:
            return self._typed[name]
        return self._keyring().get(name)

    def put(self, name: str, secret: str) -> None:
        """Use `secret` from now on, and keep it ("" forgets it). Raises WorldError where it
        can't be kept: it holds until the program ends then."""
        self._typed[name] = secret
        self._keyring().put(name, secret)

    def _keyring(self) -> Secrets:
        if self._secrets is None:
            raise WorldError("secrets.none")
        return self._secrets
