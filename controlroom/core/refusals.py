"""What the operating system refused, in our own words: its own are in the language of the
machine, not of the person."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_KEYS: Mapping[str, tuple[str, ...]] = {
    "gone": ("ENOENT",),
    "denied": ("EACCES", "EPERM"),
    "folder": ("EISDIR",),
    "not_folder": ("ENOTDIR",),
    "exists": ("EEXIST", "ENOTEMPTY"),
    "full": ("ENOSPC", "EDQUOT"),
    "read_only": ("EROFS",),
    "busy": ("EBUSY", "ETXTBSY", "EAGAIN"),
    "bad_name": ("ENAMETOOLONG", "EINVAL", "EILSEQ"),
    "too_large": ("EFBIG",),
    "too_many": ("EMFILE", "ENFILE"),
    "loop": ("ELOOP",),
    "fault": ("EIO", "ENXIO", "ENODEV"),
    "unreachable": ("ETIMEDOUT", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ESTALE"),
}
_BY_NUMBER = {
    getattr(errno, name): key
    for key, names in _KEYS.items()
    for name in names
    if hasattr(errno, name)
}
_IN_USE = frozenset({32, 33})  # Windows: another program has the file open, or a part of it
_BY_TYPE: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "gone"),
    (PermissionError, "denied"),
    (IsADirectoryError, "folder"),
    (NotADirectoryError, "not_folder"),
    (FileExistsError, "exists"),
    (TimeoutError, "unreachable"),
    (ConnectionError, "unreachable"),
)


def reason(trouble: BaseException) -> str:
    """Why, as an argument of a `Message`: the key of a phrase ("@os.denied"), or of the one
    for a refusal without a phrase of its own, with its number. Of an exception that was
    raised because of an OSError, that one's; of any other, its own text."""
    refused = _origin(trouble)
    if refused is None:
        return str(trouble)
    if getattr(refused, "winerror", None) in _IN_USE:
        return "@os.busy"
    key = _BY_NUMBER.get(refused.errno or 0)
    key = key or next((key for kind, key in _BY_TYPE if isinstance(refused, kind)), None)
    return f"@os.{key}" if key else f"@os.other#{refused.errno or 0}"


def _origin(trouble: BaseException) -> OSError | None:
    """The OSError behind an exception, if there is one."""
    seen: BaseException | None = trouble
    for _ in range(5):
        if seen is None or isinstance(seen, OSError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None
