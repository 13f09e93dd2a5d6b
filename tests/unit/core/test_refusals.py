"""What the system refused is said in the reader's language, whatever the machine speaks."""

from __future__ import annotations

import errno
import os

import pytest

from controlroom.app.speech import speaker
from controlroom.core import refusals
from controlroom.core.message import message
from controlroom.core.refusals import reason


def said(trouble: BaseException, lang: str = "zh") -> str:
    return speaker(lang).say(message("runsheet.unwritable", file="x", reason=reason(trouble)))


@pytest.mark.parametrize("name", [n for names in refusals._KEYS.values() for n in names])
def test_no_refusal_is_said_in_the_machines_words(name: str):
    number = getattr(errno, name)
    trouble = OSError(number, os.strerror(number), "x.csv")
    zh, en = said(trouble), said(trouble, "en")
    assert os.strerror(number) not in zh
    assert "@os" not in zh + en and "[os" not in zh + en and zh != en


def test_a_refusal_without_words_of_its_own_says_its_number():
    assert "系统错误 9999" in said(OSError(9999, "odd thing"))
    assert "system error 9999" in said(OSError(9999, "odd thing"), "en")
    assert "odd" not in said(OSError(9999, "odd thing"))


def test_the_cause_is_what_is_said():
    outer = ValueError("could not make it")
    outer.__cause__ = PermissionError(errno.EACCES, "Permission denied")
    assert reason(outer) == "@os.denied"
    assert reason(FileNotFoundError("no number")) == "@os.gone"
    assert reason(ValueError("row 3")) == "row 3"


def test_a_file_in_use_on_windows_is_no_question_of_rights():
    trouble = PermissionError(errno.EACCES, "The process cannot access the file")
    trouble.winerror = 32  # type: ignore[attr-defined]
    assert reason(trouble) == "@os.busy"
