"""Fuzz stays in Anki's window, is even, and depends on nothing but card and count."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.schedule.fuzz import fuzz_bounds, fuzz_factor, fuzzed


@pytest.mark.parametrize(
    ("interval", "window"),
    [(1, (1, 1)), (2, (2, 2)), (3, (2, 4)), (7, (5, 9)), (10, (8, 12)), (100, (93, 107))],
)
def test_the_window_is_ankis(interval: float, window: tuple[int, int]) -> None:
    """15 % of the days from 2.5 to 7, 10 % to 20, 5 % beyond, and one day more."""
    assert fuzz_bounds(interval, 1, 36500) == window


def test_each_day_of_the_window_is_equally_likely() -> None:
    """Over many cards a ten-day interval falls evenly on days 8 to 12 (chi-square at 1e-6)."""
    draws = 20_000
    counts = Counter(fuzzed(10, fuzz_factor(f"card-{i}", 3), 1, 36500) for i in range(draws))
    assert sorted(counts) == [8, 9, 10, 11, 12]
    expected = draws / 5
    assert sum((n - expected) ** 2 / expected for n in counts.values()) < 33.4


@given(st.floats(0.1, 40_000), st.floats(0, 1, exclude_max=True), st.integers(1, 500))
def test_fuzz_never_leaves_its_bounds(interval: float, factor: float, minimum: int) -> None:
    """Minimum and maximum hold whatever the dice say."""
    assert minimum <= fuzzed(interval, factor, minimum, 36500) <= 36500


def test_the_dice_are_the_cards_own() -> None:
    """The same card and count give the same number; another count another."""
    assert fuzz_factor("he", 2) == fuzz_factor("he", 2)
    assert fuzz_factor("he", 2) != fuzz_factor("he", 3)
