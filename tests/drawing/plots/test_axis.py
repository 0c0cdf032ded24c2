"""An axis shows as many round numbers as there is room for, and no more."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from initquiz.drawing.plots.axis import Axis

pytestmark = pytest.mark.usefixtures("qapp")
LETTER, LINE = 7.0, 14.0


def width(text: str) -> float:
    """Return a text's width where all letters are as wide."""
    return LETTER * len(text)


def shown(axis: Axis, low: float, high: float, size: float) -> list[tuple[float, str]]:
    """Return the places of the ticks and their texts."""
    axis.choose(low, high, size, width, LINE)
    levels = axis.tickValues(low, high, size)
    assert len(levels) == 1
    ((step, places),) = levels
    return list(zip(places, axis.tickStrings(places, 1.0, step), strict=True))


@given(low=st.floats(-1e3, 1e3), span=st.floats(1e-3, 1e4), size=st.floats(150, 1200))
def test_numbers_below_do_not_meet(
    qapp: QApplication, low: float, span: float, size: float
) -> None:
    """Whatever range and width, neighbouring numbers are apart unless only two are left."""
    assert qapp
    ticks = shown(Axis("bottom"), low, low + span, size)
    scale = size / span
    for (one, text), (other, next_text) in pairwise(ticks):
        apart = (other - one) * scale - (width(text) + width(next_text)) / 2
        assert apart > 0 or len(ticks) == 2


@given(size=st.floats(60, 900), decades=st.floats(0.2, 70), low=st.floats(-40, 0))
def test_a_logarithmic_axis_has_two_numbers_or_more(
    qapp: QApplication, size: float, decades: float, low: float
) -> None:
    """From a fifth of a decade to seventy of them, one can read off the scale."""
    assert qapp
    axis = Axis("left")
    axis.powers = True
    ticks = shown(axis, low, low + decades, size)
    assert len(ticks) >= 2
    assert len({text for _, text in ticks}) == len(ticks)
    assert all(low - 1e-9 <= place <= low + decades + 1e-9 for place, _ in ticks)


def test_powers_of_ten_are_written_as_such() -> None:
    """From 1e-40 to 1e30 the numbers are powers of ten with raised exponents."""
    axis = Axis("left")
    axis.powers = True
    texts = [text for _, text in shown(axis, -40, 30, 300)]
    assert texts == ["10⁻⁴⁰", "10⁻³⁰", "10⁻²⁰", "10⁻¹⁰", "10⁰", "10¹⁰", "10²⁰", "10³⁰"]


def test_whole_axes_have_no_fractions_and_keep_to_their_data() -> None:
    """Layers are whole, and there is no layer 0 where the first is 1."""
    axis = Axis("bottom")
    axis.whole, axis.limits = True, (1.0, 3.0)
    assert shown(axis, 0.9, 3.1, 600) == [(1.0, "1"), (2.0, "2"), (3.0, "3")]


def test_numbered_bars_are_thinned_and_named_ones_are_not() -> None:
    """Of fifty layers every fifth or tenth is named; words are all written, on several lines."""
    axis = Axis("bottom")
    axis.whole, axis.names = True, tuple(str(layer + 1) for layer in range(50))
    assert shown(axis, 0.5, 50.5, 300)[0] == (10.0, "10")
    axis.names = ("He normal", "LeCun normal")
    assert shown(axis, 0.5, 2.5, 120) == [(1.0, "He\nnormal"), (2.0, "LeCun\nnormal")]
    assert axis.turned == ()


def test_words_too_long_for_their_slot_are_turned() -> None:
    """The axis then writes none itself, and asks for the height of the longest."""
    axis = Axis("bottom")
    axis.names = ("orthogonal", "sparse")
    room = axis.choose(0.5, 2.5, 60, width, LINE)
    assert axis.turned == ("orthogonal", "sparse")
    assert room >= width("orthogonal")
    assert [text for _, text in shown(axis, 0.5, 2.5, 60)] == ["", ""]


def test_a_number_at_the_very_end_gets_room() -> None:
    """The axis knows by how much its last number stands out."""
    axis = Axis("bottom")
    axis.choose(0.0, 100.0, 400, width, LINE)
    assert axis.overhang(0.0, 100.0, 400, width) == pytest.approx(width("100") / 2)
    assert axis.overhang(0.0, 109.0, 400, width) == 0


def test_an_axis_without_numbers_takes_no_room() -> None:
    """Nothing is written, and nothing betrays where round numbers would be."""
    axis = Axis("bottom")
    axis.numbered = False
    assert axis.choose(0.0, 1.0, 400, width, LINE) < LINE
    assert axis.tickValues(0.0, 1.0, 400) == []
