"""A whole session in one .zip: run-sheet, facts, journal, settings, and a manifest.

    manifest.json        format, version, program, session, every file's size and SHA-256
    session.json         the run-sheet (plan.codec)
    facts/orders.csv …   facts as exact columns; nothing about buyers is in them
    journal/1.jsonl …    a run per file, oldest first: one event a line (live.codec)
    settings.json        settings that belong to the show

Reading checks everything before anything is given out: a damaged bundle, or one of a
newer program, is refused as a whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from controlroom import __version__
from controlroom.core.errors import BugError, WorldError
from controlroom.core.refusals import reason
from controlroom.exchange import columns_csv
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.live import codec as events
from controlroom.live.events import Event, RunOpened
from controlroom.plan import codec as sheets
from controlroom.ports import Bundle

FORMAT, VERSION = "controlroom session bundle", 1
_FACTS: Mapping[str, type[Any]] = {"orders": OrderLines, "ads": AdSamples, "room": RoomSamples}
_MOST_BYTES = 4_000_000_000  # unpacked
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_MANIFEST, _SHEET, _SETTINGS = "manifest.json", "session.json", "settings.json"


class BundleFile:
    """`ports.BundleFiles`."""

    def write(self, bundle: Bundle, path: str) -> None:
        """Write `bundle` to `path`, whole or not at all. Raises WorldError."""
        target = Path(path)
        part = target.with_name(target.name + ".part")
        try:
            part.write_bytes(packed(bundle))
            part.replace(target)
        except OSError as trouble:
            with suppress(OSError):
                part.unlink()
            raise WorldError(
                "runsheet.unwritable", file=target.name, reason=reason(trouble)
            ) from trouble

    def read(self, path: str) -> Bundle:
        """The bundle at `path`, checked. Raises WorldError: unreadable, no bundle, damaged
        (naming the part), of a newer program."""
        name = Path(path).name
        try:
            data = Path(path).read_bytes()
        except OSError as trouble:
            raise WorldError("runsheet.unreadable", file=name, reason=reason(trouble)) from trouble
        return unpacked(name, data)


# --- out -------------------------------------------------------------------------------


def packed(bundle: Bundle) -> bytes:
    """The bundle as the bytes of a .zip; the same bundle gives the same bytes."""
    files = _files(bundle)
    session = bundle.sheet.session
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "made_at_ms": bundle.made_at,
        "session": {"id": session.id, "title": session.title},
        "counts": {
            **{name: len(getattr(bundle, name)) for name in _FACTS},
            "runs": len(bundle.runs),
            "events": sum(map(len, bundle.runs)),
        },
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, data in ({_MANIFEST: _json(manifest)} | files).items():
            about = zipfile.ZipInfo(name)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            parts.writestr(about, data)
    return out.getvalue()


def _files(bundle: Bundle) -> dict[str, bytes]:
    files = {_SHEET: _json(sheets.to_plain(bundle.sheet)), _SETTINGS: _json(bundle.settings)}
    for name in _FACTS:
        files[f"facts/{name}.csv"] = columns_csv.written(getattr(bundle, name))
    for nth, run in enumerate(bundle.runs, start=1):
        files[f"journal/{nth}.jsonl"] = _journal(run)
    return files


def _journal(run: Iterable[Event]) -> bytes:
    lines = (events.to_plain(event) for event in run)
    return "".join(
        json.dumps({"kind": kind, "event": plain}, ensure_ascii=False, separators=(",", ":")) + "\n"
        for kind, plain in lines
    ).encode()


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


# --- in --------------------------------------------------------------------------------


def unpacked(name: str, data: bytes) -> Bundle:
    """The bundle in `data`; `name` is what the file is called. Raises WorldError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            manifest = _manifest(name, parts)
            files = _checked(name, parts, manifest)
    except _BROKEN as bad:
        raise WorldError("bundle.damaged", file=name, part="@bundle.no_zip") from bad
    return _bundle(name, manifest, files)


def _part(name: str, parts: zipfile.ZipFile, part: str) -> bytes:
    """A file of the bundle, unpacked. Raises WorldError that names it."""
    try:
        return parts.read(part)
    except _BROKEN as bad:
        raise WorldError("bundle.damaged", file=name, part=part) from bad


def _manifest(name: str, parts: zipfile.ZipFile) -> dict[str, Any]:
    if _MANIFEST not in parts.namelist():
        raise WorldError("bundle.not_one", file=name)
    if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
        raise WorldError("bundle.damaged", file=name, part="> 4 GB")
    try:
        manifest = json.loads(_part(name, parts, _MANIFEST))
    except ValueError as bad:
        raise WorldError("bundle.damaged", file=name, part=_MANIFEST) from bad
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise WorldError("bundle.not_one", file=name)
    version = manifest.get("version")
    if not isinstance(version, int) or not isinstance(manifest.get("files"), dict):
        raise WorldError("bundle.damaged", file=name, part=_MANIFEST)
    if version > VERSION:
        raise _newer(name, manifest)
    return manifest


def _newer(name: str, manifest: Mapping[str, Any]) -> WorldError:
    program = str(manifest.get("program", "?"))
    return WorldError("bundle.newer", file=name, program=program, ours=__version__)


def _checked(name: str, parts: zipfile.ZipFile, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of the manifest, as it was written."""
    listed = set(parts.namelist())
    files: dict[str, bytes] = {}
    for part, about in manifest["files"].items():
        data = _part(name, parts, part) if part in listed else None
        if data is None or hashlib.sha256(data).hexdigest() != about.get("sha256"):
            raise WorldError("bundle.damaged", file=name, part=part)
        files[part] = data
    wanted = {_SHEET, _SETTINGS, *(f"facts/{fact}.csv" for fact in _FACTS)}
    missing = sorted(wanted - files.keys())
    if missing:
        raise WorldError("bundle.damaged", file=name, part=missing[0])
    return files


def _bundle(name: str, manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Bundle:
    part = _SHEET
    try:
        sheet = sheets.from_plain(json.loads(files[_SHEET]))
        facts = {}
        for fact, kind in _FACTS.items():
            part = f"facts/{fact}.csv"
            facts[fact] = columns_csv.read(files[part], kind)
        runs = []
        for nth in range(1, sum(f.startswith("journal/") for f in files) + 1):
            part = f"journal/{nth}.jsonl"
            runs.append(_run(name, manifest, files[part]))
        part = _SETTINGS
        settings = dict(json.loads(files[_SETTINGS]))
        made_at = manifest.get("made_at_ms", 0)
    except WorldError as bad:
        if bad.message.key in ("bundle.newer", "plan.codec_newer"):
            raise _newer(name, manifest) from bad
        raise WorldError("bundle.damaged", file=name, part=part) from bad
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        raise WorldError("bundle.damaged", file=name, part=part) from bad
    return Bundle(sheet=sheet, runs=tuple(runs), settings=settings, made_at=made_at, **facts)


def _run(name: str, manifest: Mapping[str, Any], data: bytes) -> tuple[Event, ...]:
    try:
        found = tuple(_event(json.loads(line)) for line in data.decode().split("\n") if line)
    except BugError as unknown:
        raise _newer(name, manifest) from unknown
    if not found or not isinstance(found[0], RunOpened):
        raise ValueError("a journal begins with RunOpened")
    return found


def _event(plain: dict[str, Any]) -> Event:
    return events.from_plain(plain["kind"], plain["event"])
