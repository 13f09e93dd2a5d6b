"""Whatever keeps passwords: the system's keyring (over a back end of the test's), and the fake."""

from __future__ import annotations

from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from controlroom.core.errors import WorldError
from controlroom.store.secrets import SystemKeyring
from tests.fakes.secrets import FakeSecrets


class Drawer(KeyringBackend):
    """A back end in memory, as good as a system's."""

    priority = 5  # type: ignore[assignment]
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("no")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(password)  # as careless as a back end may be
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("none")
        del self.kept[(service, username)]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    made = Drawer()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture(params=["fake", "system"])
def secrets(request: pytest.FixtureRequest, drawer: Drawer) -> Any:
    return FakeSecrets() if request.param == "fake" else SystemKeyring()


def test_what_is_put_is_there_until_it_is_forgotten(secrets: Any) -> None:
    assert secrets.get("obs") is None
    secrets.put("obs", "秘密 1")
    assert secrets.get("obs") == "秘密 1"
    assert secrets.get("other") is None
    secrets.put("obs", "two")
    assert secrets.get("obs") == "two"
    secrets.put("obs", "")
    assert secrets.get("obs") is None
    secrets.put("obs", "")  # nothing to forget is fine


@pytest.mark.parametrize("priority", [0, 0.5])
def test_a_back_end_that_is_none_or_keeps_them_in_a_file_is_not_used(
    drawer: Drawer, priority: float
) -> None:
    drawer.priority = priority  # type: ignore[assignment]
    for call in (lambda: SystemKeyring().get("obs"), lambda: SystemKeyring().put("obs", "x")):
        with pytest.raises(WorldError) as refused:
            call()
        assert refused.value.message.key == "secrets.none"
    assert drawer.kept == {}


def test_a_locked_keyring_says_so_without_the_secret(drawer: Drawer) -> None:
    drawer.locked = True
    with pytest.raises(WorldError) as refused:
        SystemKeyring().put("obs", "hunter2")
    assert refused.value.message.key == "secrets.refused"
    assert "hunter2" not in repr(refused.value.message)


def test_the_keyring_is_not_imported_before_it_is_asked() -> None:
    import subprocess
    import sys

    code = "import sys, controlroom.store.secrets; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
