"""The merchant's severities as text in the settings."""

from hypothesis import given
from hypothesis import strategies as st

from controlroom.plan import severities
from controlroom.plan.severities import LEVELS, OWN

choices = st.dictionaries(st.sampled_from(sorted(OWN)), st.sampled_from(LEVELS))


@given(choices)
def test_choices_come_back_but_for_those_that_change_nothing(chosen):
    kept = {code: level for code, level in chosen.items() if level != OWN[code]}
    assert severities.read(severities.written(chosen)) == kept


@given(st.text())
def test_any_text_is_read(text):
    assert set(severities.read(text).values()) <= set(LEVELS)


def test_what_is_not_understood_is_left_out():
    assert severities.read(
        '{"goods.none": "loud", "goods.no_link": 3, "goods.no_cost": "off"}'
    ) == {"goods.no_cost": "off"}
    assert severities.read("[1]") == {}
    assert severities.read("") == {}
