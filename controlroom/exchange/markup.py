"""HTML by hand: everything that is said is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


def text(said: str) -> str:
    """Text for HTML content or an attribute."""
    return escape(said, quote=True)


def element(tag: str, inner: str, *, cls: str = "") -> str:
    """An element around ready markup."""
    return f"<{tag}{f' class={chr(34)}{cls}{chr(34)}' if cls else ''}>{inner}</{tag}>"


def section(title: str, inner: str, *, legend: str = "", long: bool = False) -> str:
    """A panel with a title; `inner` and `legend` are ready markup."""
    return element("section", f"<h2>{text(title)}{legend}</h2>{inner}", cls="long" if long else "")


def card(name: str, value: str, below: str = "", *, cls: str = "") -> str:
    """A headline figure with its name and what it is made of."""
    inner = f"<span>{text(name)}</span><b>{text(value)}</b>"
    return element(
        "div", inner + (element("small", text(below)) if below else ""), cls=f"card {cls}".strip()
    )


def legend(items: Sequence[tuple[str, str]]) -> str:
    """Names of lines with their colour (a CSS variable without its dashes)."""
    said = "".join(f'<i style="background:var(--{text(c)})"></i>{text(name)}' for name, c in items)
    return element("span", said, cls="legend")


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text, whether it is a number, and a class such as good or bad."""

    said: str
    number: bool = False
    cls: str = ""
    markup: str = ""  # ready markup instead of `said`


def number(said: str, cls: str = "") -> Cell:
    """A cell set to the right."""
    return Cell(said, True, cls)


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table; heads of number columns are set to the right as well."""
    numeric = [bool(rows) and rows[0][at].number for at in range(len(heads))]
    head = "".join(
        f"<th{' class=n' if num else ''}>{text(name)}</th>"
        for name, num in zip(heads, numeric, strict=True)
    )
    head = f"<thead><tr>{head}</tr></thead>" if any(heads) else ""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return element("div", f"<table>{head}<tbody>{body}</tbody></table>", cls="wide")


def _cell(cell: Cell) -> str:
    cls = " ".join(filter(None, ("n" if cell.number else "", cell.cls)))
    return element("td", cell.markup or text(cell.said), cls=cls)
