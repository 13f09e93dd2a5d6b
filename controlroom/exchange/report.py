"""The report of a show: one HTML file that needs nothing else, a workbook, or JSON."""

from __future__ import annotations

import json
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason
from controlroom.core.saying import Speaker
from controlroom.exchange import report_charts, report_tables
from controlroom.exchange.markup import element, text
from controlroom.exchange.report_book import write_book
from controlroom.exchange.report_style import CSS
from controlroom.review.results import Review


def write_report(review: Review, path: str, speaker: Speaker) -> None:
    """By suffix: .html (self-contained), .xlsx (both said by `speaker` in its zone and
    currency) or .json.

    Raises WorldError for another suffix or when the file can't be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".html", ".htm", ".xlsx", ".json"):
        raise WorldError("report.bad_suffix", file=Path(path).name, suffix=suffix)
    try:
        if suffix == ".xlsx":
            write_book(review, path, speaker)
            return
        content = document(review) if suffix == ".json" else page(review, speaker)
        Path(path).write_text(content, encoding="utf-8")
    except OSError as trouble:
        raise WorldError(
            "runsheet.unwritable", file=Path(path).name, reason=reason(trouble)
        ) from trouble


def document(review: Review) -> str:
    """The figures of `cli.md`'s report as JSON text."""
    from controlroom.review.export import to_json

    return json.dumps(to_json(review), ensure_ascii=False, indent=1) + "\n"


def page(review: Review, speaker: Speaker) -> str:
    """The whole HTML document."""
    lang = {"zh": "zh-CN"}.get(speaker.lang, speaker.lang)
    parts = [
        report_tables.heading(review, speaker),
        report_tables.headline(review, speaker),
        report_charts.sales(review, speaker),
        report_charts.returns(review, speaker),
        report_charts.room(review, speaker),
        element("div", report_tables.stage(review, speaker) + report_tables.funnel(review, speaker),
                cls="two"),
        report_tables.segments(review, speaker),
        report_tables.products(review, speaker),
        report_tables.slots(review, speaker),
        report_tables.giveaways(review, speaker),
        element("div", report_tables.roi(review, speaker) + report_tables.moments(review, speaker),
                cls="two"),
        report_tables.cues(review, speaker),
        report_tables.footer(review, speaker),
    ]  # fmt: skip
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(review.session.title)}</title>\n<style>{CSS}</style>\n</head>\n"
        f"<body>\n<main>\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n"
    )
