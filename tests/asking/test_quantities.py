"""Numbers asked for: tolerances, the usual mistakes, and no mistake that counts as right."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.asking.quantities import (
    bound_for_std,
    by_factor,
    by_share,
    std_for_bound,
    std_for_variance,
    variance_for_std,
)
from initquiz.model.measuring import Wrong
from initquiz.model.mistake import Mistake

OTHER = Mistake("misread", "that is off", "Read it again.")
FIRST, SECOND = Mistake("first", "one", "1."), Mistake("second", "two", "2.")


def test_a_factor_reaches_further_up_than_down() -> None:
    """Factor 1.15: from 13 % below to 15 % above."""
    asked = by_factor("σ", 0.2, 1.15, OTHER, unit="per weight")
    assert (asked.low, asked.value, asked.high) == pytest.approx((0.1739, 0.2, 0.23), rel=1e-3)
    assert (asked.label, asked.unit, asked.mistake, asked.wrong) == ("σ", "per weight", OTHER, ())


@pytest.mark.parametrize("value", [0.5, -0.5])
def test_a_share_reaches_equally_far(value: float) -> None:
    """Two percent of the value to either side, for negative values too."""
    asked = by_share("x", value, 0.02, OTHER, unit="m")
    assert (asked.low, asked.high) == pytest.approx((value - 0.01, value + 0.01))
    assert asked.unit == "m"


def test_a_mistake_within_the_tolerance_is_left_out() -> None:
    """Where the wrong turn leads to an accepted value it does not show."""
    wrong = (Wrong(1.1, FIRST), Wrong(2.0, SECOND))
    for asked in (
        by_factor("x", 1.0, 1.15, OTHER, wrong=wrong),
        by_share("x", 1.0, 0.15, OTHER, wrong=wrong),
    ):
        assert asked.wrong == (Wrong(2.0, SECOND),)


def test_of_two_mistakes_that_cannot_be_told_apart_the_first_stays() -> None:
    """A value the earlier mistake already explains gets no second explanation."""
    asked = by_factor("x", 1.0, 1.15, OTHER, wrong=(Wrong(2.0, FIRST), Wrong(2.2, SECOND)))
    assert asked.wrong == (Wrong(2.0, FIRST),)
    apart = by_factor("x", 1.0, 1.15, OTHER, wrong=(Wrong(2.0, FIRST), Wrong(2.4, SECOND)))
    assert len(apart.wrong) == 2


def test_a_mistake_without_a_value_is_left_out() -> None:
    """Infinity and NaN are nobody's answer."""
    wrong = (Wrong(math.inf, FIRST), Wrong(math.nan, SECOND))
    assert by_factor("x", 1.0, 1.15, OTHER, wrong=wrong).wrong == ()


@given(
    st.floats(1e-3, 1e3),
    st.floats(1.02, 2),
    st.lists(st.floats(1e-6, 1e6), max_size=5),
)
def test_every_mistake_kept_is_wrong_and_found(
    value: float, factor: float, values: list[float]
) -> None:
    """Whatever is named, none of it counts as right and each is recognised at its own value."""
    mistakes = [Mistake(f"m-{i}", "t", "l") for i in range(len(values))]
    wrong = tuple(map(Wrong, values, mistakes))
    for asked in (
        by_factor("x", value, factor, OTHER, wrong=wrong),
        by_share("x", value, factor - 1, OTHER, wrong=wrong),
    ):
        assert asked.accepts(asked.low)
        assert asked.accepts(asked.high)
        for one in asked.wrong:
            assert not asked.accepts(one.value)
            assert asked.found(one.value) == one.mistake


@given(st.floats(1e-3, 0.9))
def test_std_and_variance_are_mixed_up_both_ways(std: float) -> None:
    """Each mistake has the value it leads to, and both numbers in its lesson."""
    variance, root = variance_for_std(std), std_for_variance(std)
    assert variance.value == pytest.approx(std**2)
    assert root.value == std
    assert (variance.mistake.key, root.mistake.key) == ("variance-for-std", "std-for-variance")
    for mistake in (variance.mistake, root.mistake):
        assert f"{std:.3g}" in mistake.lesson
        assert f"{std**2:.3g}" in mistake.lesson


@given(st.floats(1e-3, 10))
def test_std_and_bound_are_mixed_up_both_ways(std: float) -> None:
    """A box of standard deviation σ ends at √3 σ; each lesson says both numbers."""
    narrow, wide = std_for_bound(std), bound_for_std(std)
    assert narrow.value == std
    assert wide.value == pytest.approx(std * 3**0.5)
    assert (narrow.mistake.key, wide.mistake.key) == ("std-for-bound", "bound-for-std")
    for mistake in (narrow.mistake, wide.mistake):
        assert f"{std:.3g}" in mistake.lesson
        assert f"{std * 3**0.5:.3g}" in mistake.lesson


def test_titles_end_a_sentence() -> None:
    """What follows "Not 0.0078:" has no full stop and begins in lower case; lessons have one."""
    for wrong in (variance_for_std(0.1), std_for_variance(0.1), std_for_bound(1), bound_for_std(1)):
        assert wrong.mistake.title[0].islower()
        assert not wrong.mistake.title.endswith(".")
        assert wrong.mistake.lesson.endswith(".")
