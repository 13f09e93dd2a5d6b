"""What argparse has against a command line, in the words of our phrase books."""

from __future__ import annotations

import re
from collections.abc import Callable

Say = Callable[..., str]

_ARGUMENT = re.compile(r"argument (?P<name>.+?): (?P<why>.+)", re.DOTALL)
_KNOWN = tuple(
    (f"cli.parse.{name}", re.compile(pattern, re.DOTALL))
    for name, pattern in (
        ("unrecognized", r"unrecognized arguments: (?P<what>.+)"),
        ("required", r"the following arguments are required: (?P<what>.+)"),
        ("one", r"expected one argument"),
        ("at_most_one", r"expected at most one argument"),
        ("at_least_one", r"expected at least one argument"),
        ("choice", r"invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)"),
        ("int", r"invalid int value: '(?P<value>.*)'"),
        ("float", r"invalid float value: '(?P<value>.*)'"),
        ("ambiguous", r"ambiguous option: (?P<option>.+) could match (?P<matches>.+)"),
        ("not_with", r"not allowed with argument (?P<other>.+)"),
        ("no_value", r"ignored explicit argument '(?P<value>.*)'"),
    )
)


def said(message: str, say: Say) -> str:
    """`message` of argparse as `say(key, …)` has it; as it is where we do not know it."""
    if found := _ARGUMENT.fullmatch(message):
        name, why = found["name"], said(found["why"], say)
        return message if why == found["why"] else say("cli.parse.argument", name=name, why=why)
    for key, pattern in _KNOWN:
        if found := pattern.fullmatch(message):
            words = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return say(key, **words)
    return message
