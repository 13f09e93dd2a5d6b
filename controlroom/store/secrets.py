"""Passwords in the system's own keyring: Windows Credential Manager, macOS Keychain, the
Secret Service of a Linux desktop. Nowhere else: a back end that keeps them in a plain file
counts as none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "controlroom"
_TRUSTED = 1
"""The priority from which on `keyring` itself recommends a back end."""


class SystemKeyring:
    """`ports.Secrets`. Imports `keyring` when first asked."""

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises WorldError("secrets.none", "secrets.refused")."""
        found = _backend()
        try:
            return found.get_password(_SERVICE, name)
        except Exception as trouble:
            raise _refused(trouble) from trouble

    def put(self, name: str, secret: str) -> None:
        """Keep it; "" forgets it. Raises WorldError as `get` does."""
        from keyring.errors import PasswordDeleteError

        found = _backend()
        try:
            if secret:
                found.set_password(_SERVICE, name, secret)
            else:
                with suppress(PasswordDeleteError):  # there was none
                    found.delete_password(_SERVICE, name)
        except Exception as trouble:
            raise _refused(trouble) from trouble


def _backend() -> KeyringBackend:
    import keyring

    try:
        found = keyring.get_keyring()
        trusted = found.priority >= _TRUSTED
    except Exception as trouble:  # a back end that breaks where it looks whether it fits
        raise WorldError("secrets.none") from trouble
    if not trusted:
        raise WorldError("secrets.none")
    return found


def _refused(trouble: Exception) -> WorldError:
    """Locked, cancelled by the user, or the service is gone: its own words, no secret in them."""
    return WorldError("secrets.refused", detail=type(trouble).__name__)
