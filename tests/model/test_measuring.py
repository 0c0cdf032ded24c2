"""Values to type or to set: the edges of a tolerance, named mistakes, and what is logged."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake

OTHER = Mistake("misread", "that is off", "Read it again.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root.")
DOUBLED = Mistake("factor-two-added", "there is no 2", "Leave it out.")
SIGMA = Quantity(
    "σ", 0.0625, 0.05, 0.075, OTHER, (Wrong(0.00390625, VARIANCE), Wrong(0.0884, DOUBLED))
)
GAIN = Quantity("gain", 1.5, 1.47, 1.53, OTHER)
TWO = Number((SIGMA, GAIN))
POINT = PointOnPlot(SIGMA, start=0.2, step=0.005, least=0.0, most=0.4)


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        (0.0625, True), (0.05, True), (0.075, True),
        (0.05 * (1 - 1e-10), True), (0.075 * (1 + 1e-10), True),
        (0.05 * (1 - 1e-7), False), (0.075 * (1 + 1e-7), False),
        (-0.0625, False), (0.0, False), (math.inf, False), (math.nan, False),
    ],
)  # fmt: skip
def test_the_edges_of_a_tolerance_are_inside(value: float, *, inside: bool) -> None:
    """Both ends count as right, but for rounding; just beyond does not."""
    assert SIGMA.accepts(value) is inside


def test_negative_ranges_and_zero_have_edges_too() -> None:
    """The slack is a share of the larger end, whichever sign it has."""
    below = Quantity("x", -2.0, -2.5, -1.0, OTHER)
    assert [below.accepts(v) for v in (-2.5, -1.0, -2.51, -0.99)] == [True, True, False, False]
    zero = Quantity("x", 0.0, -0.1, 0.1, OTHER)
    assert [zero.accepts(v) for v in (-0.1, 0.1, 0.11)] == [True, True, False]


@pytest.mark.parametrize(
    ("value", "near"),
    [(0.0625, False), (0.05, False), (0.076, True), (0.0874, True), (0.0876, False),
     (0.049, True), (0.0376, True), (0.0374, False)],
)  # fmt: skip
def test_nearly_is_within_twice_the_tolerance(value: float, *, near: bool) -> None:
    """What misses the tolerance by no more than the tolerance was close; right is not close."""
    assert SIGMA.nearly(value) is near


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (0.0039, VARIANCE), (0.0045, VARIANCE), (0.0032, VARIANCE), (0.0031, OTHER),
        (0.0884, DOUBLED), (0.1, DOUBLED), (0.11, OTHER), (-0.0884, OTHER), (0.0, OTHER),
    ],
)  # fmt: skip
def test_a_wrong_value_shows_the_mistake_it_lies_at(value: float, found: Mistake) -> None:
    """A mistake is known by its own value, read with the same relative tolerance."""
    assert SIGMA.found(value) == found


def test_of_two_mistakes_the_nearer_is_shown() -> None:
    """Where their tolerances overlap the distance decides."""
    close = replace(SIGMA, wrong=(Wrong(0.10, VARIANCE), Wrong(0.11, DOUBLED)))
    assert close.found(0.104) == VARIANCE
    assert close.found(0.106) == DOUBLED


def test_mistakes_at_zero_are_measured_by_distance() -> None:
    """A truth or a mistake at 0 has no ratio; the tolerance's width serves."""
    truth = Quantity("layer", 10.0, 9.0, 11.0, OTHER, (Wrong(0.0, DOUBLED),))
    assert [truth.found(v) for v in (0.0, 1.0, -1.0, 1.1)] == [DOUBLED, DOUBLED, DOUBLED, OTHER]
    zero = Quantity("shift", 0.0, -0.5, 0.5, OTHER, (Wrong(2.0, DOUBLED),))
    assert [zero.found(v) for v in (2.0, 2.5, 1.5, 2.6)] == [DOUBLED, DOUBLED, DOUBLED, OTHER]


@given(st.floats(1e-6, 1e6), st.floats(1.01, 3), st.floats(0.02, 50))
def test_a_mistake_is_found_over_the_same_factor_as_the_truth(
    value: float, factor: float, ratio: float
) -> None:
    """Scaling a mistake's value by what the tolerance allows still finds it; by more does not."""
    wrong = Wrong(value * ratio, DOUBLED)
    asked = Quantity("x", value, value / factor, value * factor, OTHER, (wrong,))
    for inside in (1 / factor, 1.0, factor):
        assert asked.found(wrong.value * inside) == DOUBLED
    for outside in (0.999 / factor, factor * 1.001):
        assert asked.found(wrong.value * outside) == OTHER


def test_a_number_is_right_within_its_tolerance() -> None:
    """The solution is the exact values, and each number has its own range."""
    assert TWO.solution == (0.0625, 1.5)
    assert TWO.is_right((0.05, 1.53))
    assert not TWO.is_right((0.05, 1.54))
    assert not TWO.is_right((0.04, 1.5))


@pytest.mark.parametrize(
    "given_", [(), (0.0625,), (0.0625, 1.5, 1.5), (math.nan, 1.5), (0.0625, math.inf)]
)
def test_so_many_finite_numbers_are_wanted(given_: tuple[float, ...]) -> None:
    """Another count, and what is no finite number, are bad requests."""
    with pytest.raises(UsageError, match="The answer is 2 finite numbers"):
        TWO.is_right(given_)
    with pytest.raises(UsageError, match="The answer is 1 finite number;"):
        POINT.is_right((math.nan,))


def test_one_number_is_typed_as_an_expression() -> None:
    """The hint shows how; a refusal is in the words of the reader of expressions."""
    one = Number((SIGMA,))
    assert one.hint == "Type a number, such as 0.0625, 1/16 or sqrt(2/512)"
    assert one.parse("sqrt(2/512)") == (0.0625,)
    assert one.parse("0,0625;") == (0.0625,)
    with pytest.raises(UsageError, match="“x” on"):
        one.parse("2x")
    with pytest.raises(UsageError, match=r"^Type a number, such as .*\.$"):
        one.parse("1; 2")


def test_the_unit_may_be_typed() -> None:
    """Asked for percent, 55 % is 55; without a unit it is 0.55."""
    percent = Quantity("zeros", 55.0, 54.0, 56.0, OTHER, unit="%")
    for text in ("55", "55 %", "55%", " 110/2 % "):
        assert Number((percent,)).parse(text) == (55.0,)
    assert Number((GAIN,)).parse("55 %") == (0.55,)
    layers = replace(percent, unit="layers")
    assert PointOnPlot(layers, 0.0, 1.0, 0.0, 99.0).parse("55 layers") == (55.0,)
    assert Number((percent, layers)).parse("55 %; 55layers") == (55.0, 55.0)


def test_several_numbers_are_typed_with_semicolons() -> None:
    """As many as are asked for, in their order."""
    assert TWO.hint == "Type 2 numbers with ; between them"
    assert TWO.parse("1/16; 3/2") == (0.0625, 1.5)
    for text in ("", ";", "1/16", "1;2;3"):
        with pytest.raises(UsageError, match=r"^Type 2 numbers with ; between them\.$"):
            TWO.parse(text)


def test_the_first_wrong_number_tells_the_mistake() -> None:
    """Right numbers before it are passed over; a right answer shows nothing."""
    assert TWO.mistake((0.0884, 9.0)) == DOUBLED
    assert TWO.mistake((0.0625, 9.0)) == OTHER
    assert TWO.mistake((0.0625, 1.5)) is None
    assert TWO.confusion((0.0039, 1.5)) == "variance-for-std"
    assert TWO.confusion((0.0625, 1.5)) == ""


def test_numbers_are_logged_with_six_digits() -> None:
    """The log is short and reads back as what was answered."""
    assert TWO.log((1 / 3, 20_000.0)) == "0.333333;20000"
    assert TWO.parse(TWO.log((1 / 3, 20_000.0))) == pytest.approx((1 / 3, 20_000), rel=1e-5)
    assert POINT.log((0.12345678,)) == "0.123457"


def test_wrong_numbers_are_just_outside_and_each_mistake() -> None:
    """Quality control tries both sides of each tolerance and every named value."""
    wrong = list(TWO.wrong_answers())
    assert len(wrong) == (2 + 2) + (2 + 0)
    assert not any(map(TWO.is_right, wrong))
    assert [first for first, second in wrong if second == GAIN.value] == pytest.approx(
        [0.04875, 0.07625, 0.00390625, 0.0884]
    )
    assert [second for first, second in wrong if first == SIGMA.value] == pytest.approx(
        [1.467, 1.533]
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_logged_number_reads_back(value: float) -> None:
    """Log and keyboard agree to six digits for every float."""
    assume(abs(value) < 1.7976e308)  # six digits may round the very largest up to infinity
    field = Number((GAIN,))
    (read,) = field.parse(field.log((value,)))
    assert math.isclose(read, value, rel_tol=1e-5, abs_tol=1e-323)


@given(st.floats(1e-9, 1e9), st.floats(1.001, 10))
def test_a_tolerance_is_what_it_says(value: float, factor: float) -> None:
    """Everything between the ends is right, everything clearly beyond is wrong."""
    asked = Quantity("x", value, value / factor, value * factor, OTHER)
    for power in (-1, -0.5, 0, 0.5, 1):
        assert asked.accepts(value * factor**power)
    for power in (-1.01, 1.01):
        assert not asked.accepts(value * factor**power)
    assert not any(map(asked.accepts, (v for (v,) in Number((asked,)).wrong_answers())))


def test_a_point_is_judged_as_a_number() -> None:
    """Solution, edges, mistakes, log and wrong answers are those of the quantity."""
    assert POINT.solution == (0.0625,)
    assert POINT.quantities == (SIGMA,)
    assert POINT.is_right((0.05,))
    assert not POINT.is_right((0.0884,))
    assert POINT.mistake((0.0884,)) == DOUBLED
    assert POINT.mistake((0.0625,)) is None
    assert POINT.confusion((0.3,)) == "misread"
    assert POINT.confusion((0.0625,)) == ""
    assert list(POINT.wrong_answers()) == list(Number((SIGMA,)).wrong_answers())


def test_a_point_may_be_typed() -> None:
    """Who cannot use a mouse types the place; the hint names the axis' ends."""
    assert POINT.hint == "Type the place on the axis, a number from 0 to 0.4"
    assert POINT.parse("1/16") == (0.0625,)
    with pytest.raises(UsageError, match="cannot be read"):
        POINT.parse("left")
