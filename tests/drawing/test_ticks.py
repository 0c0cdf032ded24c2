"""Numbers on axes are round, few and honest."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from initquiz.drawing.ticks import (
    log_texts,
    log_ticks,
    marker_text,
    nice_step,
    number,
    reading,
    shared_places,
    tick_text,
    tick_values,
)


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
        (2e9, 1e9, "2e09"),
        (-5e299, 5e299, "−5e299"),
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


@example(low=0.5, span=0.25, most=2)
@given(low=st.floats(-300, 290), span=st.floats(1e-3, 600), most=st.integers(1, 12))
def test_logarithmic_ticks_are_round_distinct_and_inside(
    low: float, span: float, most: int
) -> None:
    """From a thousandth of a decade to hundreds, ticks are two or more, each with its own text."""
    high = min(low + span, 300.0)
    ticks = log_ticks(low, high, most)
    slack = 1e-9 * max(1, abs(low), abs(high))
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    texts = log_texts(ticks)
    assert len(set(texts)) == len(texts) == len(ticks)
    assert len(ticks) >= 2 or most == 1


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (-40, 30, ["10⁻⁴⁰", "10⁻²⁰", "10⁰", "10²⁰"]),
        (-2.1, 1.1, ["0.01", "0.1", "1", "10"]),
        (0, 5, ["1", "10", "100", "1,000", "10,000", "100,000"]),
        (-0.4, 0.4, ["0.5", "1", "2"]),
        (-20.2, -19.5, ["7×10⁻²¹", "8×10⁻²¹", "9×10⁻²¹", "10⁻²⁰", "2×10⁻²⁰", "3×10⁻²⁰"]),
        (0.1, 0.2, ["1.3", "1.4", "1.5"]),
    ],
)
def test_logarithmic_ticks_read_well(low: float, high: float, texts: list[str]) -> None:
    """Powers of ten over decades, multiples within one; numbers near 1 are written in full."""
    assert log_texts(log_ticks(low, high, 6)) == texts


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.062, 0.002, "0.062"),
        (-0.06, 0.002, "−0.060"),
        (7.0, 1.0, "7"),
        (1200.0, 100.0, "1,200"),
        (0.00411, 0.00137, "0.00411"),
        (3e-9, 1e-9, "3e−09"),
    ],
)
def test_a_markers_value_has_the_decimals_of_its_step(value: float, step: float, text: str) -> None:
    """Neighbouring steps differ in writing, and no more digits are shown than that takes."""
    assert marker_text(value, step) == text
    assert marker_text(value + step, step) != text


def test_readings_are_short() -> None:
    """A value read out has few digits, a true minus sign and no plus sign in its exponent."""
    assert reading(-0.044194) == "−0.04419"
    assert reading(1.5e-12, 3) == "1.5e−12"
    assert reading(1e30) == "1e30"
