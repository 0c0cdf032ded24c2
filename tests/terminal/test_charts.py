"""Charts of characters: every block inside the width, true to its data, with its words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.blocks import (
    Bars,
    Block,
    Code,
    Curve,
    CurveRole,
    Heatmap,
    Lines,
    Spectrum,
    Table,
)
from initquiz.terminal.blocks import draw

RISE = Curve("rising", CurveRole.SERIES, (1.0, 2.0, 3.0), (1.0, 10.0, 100.0))
FALL = Curve("falling", CurveRole.SERIES, (1.0, 2.0, 3.0), (100.0, 10.0, 1.0))
GUIDE = Curve("", CurveRole.GUIDE, (1.0, 3.0), (10.0, 10.0))


def _rows(drawing: str, mark: str) -> list[int]:
    """Return the rows of a mark from left to right."""
    lines = [line[11:] for line in drawing.splitlines()[1:15]]
    found = [
        (column, row)
        for row, line in enumerate(lines)
        for column, c in enumerate(line)
        if c == mark
    ]
    return [row for _, row in sorted(found)]


def test_lines_rise_and_fall_as_their_values() -> None:
    """Each line bears its number; on a logarithmic axis equal factors are equal steps."""
    block = Lines((RISE, FALL, GUIDE), "layer", "std", log_y=True)
    drawing = draw(block, 60)
    up, down = _rows(drawing, "1"), _rows(drawing, "2")
    assert up[0] > up[-1]
    assert down[0] < down[-1]
    assert "1 rising · 2 falling" in drawing
    assert drawing.startswith("std (logarithmic)\n")
    assert drawing.splitlines()[-2].strip() == "layer"


def test_values_without_a_place_on_a_logarithmic_axis_are_left_out() -> None:
    """Zeros are not drawn; the rest is."""
    curve = Curve("", CurveRole.SERIES, (1.0, 2.0, 3.0), (0.0, 1.0, 2.0))
    assert len(_rows(draw(Lines((curve,), "x", "y", log_y=True), 40), "1")) == 2
    nothing = Curve("", CurveRole.SERIES, (1.0,), (0.0,))
    assert _rows(draw(Lines((nothing,), "x", "y", log_y=True), 40), "1") == []


def test_a_fixed_range_holds() -> None:
    """Plots side by side share an axis; what lies beyond is not drawn."""
    drawing = draw(Lines((RISE,), "x", "y", y_range=(0.0, 20.0)), 40)
    assert len(_rows(drawing, "1")) == 2
    assert drawing.splitlines()[1].split()[0] == "20"


def test_bars_tell_their_values() -> None:
    """The longest bar is the greatest value; each is written out."""
    drawing = draw(Bars(("1", "2", "3"), (1.0, 4.0, 2.0), "layer", "rms"), 60)
    lengths = [line.count("█") for line in drawing.splitlines()[1:]]
    assert lengths[1] == max(lengths)
    assert lengths == pytest.approx([11, 45, 22], abs=1)
    assert [line.split()[-1] for line in drawing.splitlines()[1:]] == ["1", "4", "2"]


def test_a_bar_of_zero_has_no_length_on_a_logarithmic_axis() -> None:
    """It has no place there, and its value is still told."""
    first, second = draw(Bars(("a", "b"), (0.0, 1e-30), "x", "y", log_y=True), 40).splitlines()[1:]
    assert first == "a  0"
    assert second.endswith("█ 1e\N{MINUS SIGN}30")


def test_bars_on_one_range_can_be_compared() -> None:
    """The range, not the longest bar, sets the scale; what lies beyond it ends with it."""
    block = Bars(("1", "2", "3"), (1.0, 5.0, 40.0), "layer", "rms", y_range=(0.0, 10.0))
    first, second, third = (line.count("█") for line in draw(block, 60).splitlines()[1:])
    assert first == pytest.approx(third / 10, abs=1)
    assert second == pytest.approx(third / 2, abs=1)
    logs = Bars(("1", "2"), (1e-2, 1.0), "x", "y", log_y=True, y_range=(1e-4, 1.0))
    short, long = (line.count("█") for line in draw(logs, 60).splitlines()[1:])
    assert short == pytest.approx(long / 2, abs=1)


@pytest.mark.parametrize(("unicode", "across"), [(True, "│"), (False, "|")])
def test_guides_stand_across_the_bars(*, unicode: bool, across: str) -> None:
    """Beside a shorter bar and on a longer one, in one column, with its name below."""
    limit = Curve("limit 5", CurveRole.GUIDE, (1.0, 2.0), (5.0, 5.0))
    block = Bars(("1", "2"), (1.0, 9.0), "x", "y", y_range=(0.0, 10.0), curves=(limit,))
    _, *rows, legend = draw(block, 60, unicode=unicode).splitlines()
    places = [row.index(across) for row in rows]
    assert places[0] == places[1] == 2 + round(45 / 2)
    assert legend == f"{across} limit 5"
    assert [row.split()[-1] for row in rows] == ["1", "9"]


def test_a_straight_guide_is_drawn_through_and_named() -> None:
    """Not only at its ends; a curve on top of it is seen all the same."""
    limit = Curve("limit", CurveRole.GUIDE, (1.0, 3.0), (10.0, 10.0))
    drawing = draw(Lines((RISE, limit), "layer", "std", log_y=True), 60)
    dots = max(line[11:].count(".") for line in drawing.splitlines()[1:15])
    assert dots > 15
    assert len(_rows(drawing, "1")) == 3
    assert drawing.splitlines()[-1] == "1 rising · . limit"


def test_what_is_no_number_has_no_bar() -> None:
    """And stops neither the other bars nor a line."""
    nothing, some = draw(Bars(("a", "b"), (math.nan, 2.0), "x", "y"), 40).splitlines()[1:]
    assert (nothing.count("█"), some.count("█") > 0) == (0, True)


def test_a_heatmap_tells_zero_from_small() -> None:
    """Exact zeros are dots; the shade grows with the size, whatever the sign."""
    block = Heatmap(((0.0, 0.1, -1.0), (0.5, 0.0, 0.3)), 1.0)
    assert draw(block, 40).splitlines()[1:] == ["·░█", "▓·▒"]
    assert draw(block, 40, unicode=False).splitlines()[1:] == [".:#", "O.o"]


def test_what_does_not_fit_is_said() -> None:
    """A heatmap wider than the terminal says how much is missing."""
    drawing = draw(Heatmap((tuple([1.0] * 50),), 1.0), 22)
    assert drawing.endswith("(30 more columns)")


def test_tables_and_code_are_written_out() -> None:
    """Columns are aligned, markup is gone; code stands as written."""
    table = Table(("Scheme", "σ"), (("**He**", "0.0625"), ("LeCun normal", "0.04")))
    assert draw(table, 60).splitlines() == [
        "Scheme        σ",
        "He            0.0625",
        "LeCun normal  0.04",
    ]
    assert draw(Code("a = 1\nb = 2"), 60) == "    a = 1\n    b = 2"


values = st.floats(1e-30, 1e30)


@given(st.lists(values, min_size=1, max_size=60), st.integers(40, 120), st.booleans())
def test_drawings_stay_inside_the_width(ys: list[float], width: int, log_y: bool) -> None:  # noqa: FBT001
    """Whatever the values, no line is longer than the terminal, and ASCII stays ASCII."""
    xs = tuple(float(i) for i in range(len(ys)))
    blocks: list[Block] = [
        Lines((Curve("", CurveRole.SERIES, xs, tuple(ys)),), "x", "y", log_y=log_y),
        Spectrum(tuple(sorted(ys, reverse=True)), log_y=log_y),
        Bars(tuple(map(str, range(len(ys)))), tuple(ys), "x", "y", log_y=log_y),
        Heatmap((tuple(ys),), max(ys)),
    ]
    for block in blocks:
        assert max(map(len, draw(block, width).splitlines())) <= width
        ascii_only = draw(block, width, unicode=False).replace("\N{MINUS SIGN}", "-")
        assert ascii_only.isascii()


@pytest.mark.parametrize("log_y", [True, False])
def test_a_flat_line_has_an_axis(*, log_y: bool) -> None:
    """One value all along is drawn in the middle of a range around it."""
    flat = Curve("", CurveRole.SERIES, (1.0, 2.0), (5.0, 5.0))
    assert len(_rows(draw(Lines((flat,), "x", "y", log_y=log_y), 40), "1")) == 2
