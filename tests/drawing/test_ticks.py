"""Numbers on axes are round, few and honest."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.ticks import nice_step, number, shared_places, tick_text, tick_values


@given(span=st.floats(min_value=1e-9, max_value=1e9), most=st.integers(min_value=1, max_value=40))
def test_steps_are_round_and_fit(span: float, most: int) -> None:
    """A step is 1, 2 or 5 times a power of ten, and no more than `most` fit the span."""
    step = nice_step(span, most)
    mantissa = step / 10.0 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - allowed) for allowed in (1, 2, 5)) < 1e-6
    assert span / step <= most * (1 + 1e-6)
    assert span / step * 2.6 > most


@given(
    low=st.floats(min_value=-100, max_value=100),
    span=st.floats(min_value=1e-4, max_value=200),
)
def test_ticks_lie_in_the_range(low: float, span: float) -> None:
    """All ticks are inside the range, one step apart."""
    step = nice_step(span, 7)
    ticks = tick_values(low, low + span, step)
    assert all(low - 1e-6 * step <= tick <= low + span + 1e-6 * step for tick in ticks)
    assert all(abs(b - a - step) < 1e-6 * step for a, b in pairwise(ticks))


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (-0.05, 0.05, "−0.05"),
        (0.1, 0.05, "0.10"),
        (-1e-18, 0.05, "0"),
        (16000, 2000, "16,000"),
        (-0.0002, 0.0002, "−0.0002"),
        (2e-8, 1e-8, "2e−08"),
        (-1.25e-7, 5e-9, "−1.25e−07"),
    ],
)
def test_tick_text(value: float, step: float, text: str) -> None:
    """Ticks have the decimals of their step, the true minus sign and no SI prefix."""
    assert tick_text(value, step) == text


def test_no_negative_zero() -> None:
    """What rounds to nothing is written without a sign."""
    assert number(-0.0001, 2) == "0.00"


def test_shared_places() -> None:
    """Edges get as many decimals as all of them need."""
    assert shared_places((-0.05, 0.0, 0.05), 0.05) == 2
    assert shared_places((0.0, 1.0), 1.0) == 0
    assert shared_places((0.0, 0.125, 0.25), 0.125) == 3
