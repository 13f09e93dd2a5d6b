"""Half and damaged session bundles by command: what `doctor` and `import bundle` say of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from controlroom import __version__
from tests.journeys.test_cli import GOOD, HEAD, Line, bugs, line  # noqa: F401  # a fixture

ROOT = Path(__file__).resolve().parents[2]
KILLED = 9
DIES = f"""
import os, sys
from controlroom.app.cli import main
from controlroom.desk import bundling
bundling.put = lambda *_: os._exit({KILLED})  # no handler runs: as by `kill -9`
main(sys.argv[1:])
"""


def bundle_of(line: Line) -> tuple[str, Path]:  # noqa: F811
    """A session with orders, and its bundle."""
    session, out = line.session(), line.folder / "夜.zip"
    line.json("import", "orders", line.file("o.csv", HEAD + GOOD), "--session", session)
    line.json("export", "bundle", session, out)
    return session, out


def killed_import(path: Path, database: Path) -> None:
    """Import `path` in a process that dies while the facts go in."""
    words = ["import", "bundle", str(path), "--db", str(database)]
    paths = os.pathsep.join([str(ROOT), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-c", DIES, *words],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == KILLED, ran.stderr.decode()


def test_doctor_names_what_a_killed_import_left_until_it_is_imported_again(line: Line):  # noqa: F811
    session, path = bundle_of(line)
    there = ("--db", line.folder / "there.db")
    line.json("migrate", *there)
    killed_import(path, there[1])
    said = {}
    for lang, half, mend in (
        ("zh", "半场", "请删除后重新导入场次包"),
        ("en", "half a session", "import the bundle again"),
    ):
        code, out, err = line("doctor", "--lang", lang, *there)
        assert (code, err) == (0, "")
        (said[lang],) = out.splitlines()  # the one finding, and not that all is sound
        assert session in said[lang] and "夜" in said[lang]
        assert half in said[lang] and mend in said[lang]
    assert line.json("doctor", "--lang", "en", *there) == {"findings": [said["en"]]}
    assert line.json("sessions", *there)["sessions"] == []
    assert line.json("doctor") == {"findings": []}  # where it came from nothing is amiss
    line.json("import", "bundle", path, *there)
    assert line.json("doctor", *there) == {"findings": []}
    assert line.json("replay", session, *there)["gmv"] == line.json("replay", session)["gmv"]
    assert bugs(line) == []


Files = dict[str, bytes]


def altered(name: str) -> Callable[[Files], object]:
    return lambda files: files.update({name: files[name] + b"x"})


def lacking(name: str) -> Callable[[Files], object]:
    return lambda files: files.pop(name)


def newer(files: Files) -> None:
    about = json.loads(files["manifest.json"]) | {"version": 99, "program": "99.9"}
    files["manifest.json"] = json.dumps(about).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (altered("facts/orders.csv"), "facts/orders.csv"),
        (altered("session.json"), "session.json"),
        (lacking("settings.json"), "settings.json"),
        (altered("manifest.json"), "manifest.json"),
        (lacking("manifest.json"), "夜.zip"),
        (newer, f"99.9|{__version__}"),
    ],
)
def test_a_damaged_bundle_is_refused_with_its_part_and_nothing_of_it_stays(
    line: Line,  # noqa: F811
    change: Callable[[Files], object],
    told: str,
):
    _, path = bundle_of(line)
    with zipfile.ZipFile(path) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in files.items():
            parts.writestr(name, data)
    refused_whole(line, path, told)


@pytest.mark.parametrize("share", [0.0, 0.4, 0.9])
def test_half_a_file_is_refused_and_nothing_of_it_stays(line: Line, share: float):  # noqa: F811
    _, path = bundle_of(line)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    refused_whole(line, path, "夜.zip")


def test_a_part_that_cannot_be_unpacked_is_named(line: Line):  # noqa: F811
    _, path = bundle_of(line)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as parts:
        at = parts.getinfo("facts/orders.csv").header_offset
    for place in range(at + 60, at + 90):
        data[place] ^= 0xFF
    path.write_bytes(data)
    refused_whole(line, path, "facts/orders.csv")


def refused_whole(line: Line, path: Path, told: str) -> None:  # noqa: F811
    """Exit code 2 naming the file and what is wrong, in both languages; the database is as
    it was."""
    there = ("--db", line.folder / "there.db")
    line.json("migrate", *there)
    english = line.refused("import", "bundle", path, *there, says="夜.zip")
    code, out, chinese = line("import", "bundle", path, "--lang", "zh", *there)
    assert (code, out) == (2, "")
    for word in told.split("|"):
        assert word in english and word in chinese
    assert not re.search("[A-Za-z]+ [a-z]+ [a-z]+", chinese.partition("夜.zip")[2])
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in english.replace("夜", ""))
    code, out, _ = line("import", "bundle", path, "--json", *there)
    assert (code, out) == (2, "")
    assert line.json("sessions", "--all", *there)["sessions"] == []
    assert line.json("doctor", *there) == {"findings": []}
    assert bugs(line) == []
