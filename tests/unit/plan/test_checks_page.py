"""docs/checks.md lists every check as the code has it."""

from pathlib import Path

from controlroom.core.saying import read_ts
from controlroom.plan.readiness import CHECKS
from tests.builders import at
from tests.unit.plan.test_readiness import FAULTS, NOON, readiness, with_segment

PAGE = Path("docs/checks.md")
BOOKS = {
    lang: read_ts(Path(f"resources/i18n/{lang}/plan.ts").read_text("utf-8"))
    for lang in ("zh", "en")
}


def rows() -> list[str]:
    """The table as it should stand."""
    return [
        f"| `{one.code}` | {one.plate or '—'} | {one.severity} "
        f"| {BOOKS['en'][f'plan.check_name.{one.code}']} "
        f"| {BOOKS['zh'][f'plan.check_name.{one.code}']} "
        f"| {', '.join(BOOKS['en'][f'plan.mend.{mend}'] for mend in one.mends) or '—'} |"
        for one in CHECKS
    ]


def test_the_page_has_every_check_and_nothing_else():
    page = PAGE.read_text("utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == rows()
    assert f"{len(CHECKS)} checks" in page


def test_the_mends_a_check_may_offer_are_declared():
    hard = ("script.overlap", with_segment(hard=True, start=at("20:20")))
    cases = [(code, show) for code, (show, _) in FAULTS.items()] + [hard]
    offered: dict[str, set[str]] = {}
    for _, show in cases:
        for finding in readiness.check(show, now=NOON):
            offered.setdefault(finding.code, set()).add(finding.mend)
    declared = {one.code: set(one.mends) for one in CHECKS}
    assert {code: mends - {""} for code, mends in offered.items()} == declared
