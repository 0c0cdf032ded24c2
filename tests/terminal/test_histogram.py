"""Drawings in text: true to the counts, inside the width, in plain ASCII where need be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.blocks import Histogram
from initquiz.terminal.histogram import GLYPHS, ROWS
from initquiz.terminal.histogram import histogram as draw

_INK = frozenset("▁▂▃▄▅▆▇█.:#")


def _bell(bins: int, peak: int, *, log_y: bool = False) -> Histogram:
    edges = tuple(round((i - bins / 2) * 0.01, 4) for i in range(bins + 1))
    counts = tuple(round(peak * math.exp(-((i - bins // 2) ** 2) / bins)) for i in range(bins))
    return Histogram(edges=edges, counts=counts, total=sum(counts), log_y=log_y)


def _columns(drawing: str) -> list[str]:
    """Return the inked cells of each column of bars, from the bottom up."""
    *rows, ruler = drawing.splitlines()[1 : ROWS + 2]
    start = ruler.index("└") + 1
    cells = [row.ljust(len(ruler))[start:] for row in reversed(rows)]
    return ["".join(column).rstrip() for column in zip(*cells, strict=True)]


def test_a_bar_is_as_high_as_its_count() -> None:
    """Full at the top of the axis, half at half, nothing at zero."""
    block = Histogram((0.0, 1.0, 2.0, 3.0), (600, 300, 0), 900)
    columns = _columns(draw(block, 40))
    wide = len(columns) // 3
    assert columns[0] == "█" * ROWS
    assert columns[wide] == "█" * (ROWS // 2)
    assert "600 ┤" in draw(block, 40)
    assert columns[-1] == ""


def test_a_single_weight_shows() -> None:
    """One count among a million still leaves a mark."""
    block = Histogram((0.0, 1.0, 2.0), (1_000_000, 1), 1_000_001)
    assert _columns(draw(block, 30))[-1] == "▁"


@given(
    counts=st.lists(st.integers(0, 10**7), min_size=1, max_size=61),
    width=st.integers(20, 200),
    unicode=st.booleans(),
    log_y=st.booleans(),
)
def test_any_histogram_fits(counts: list[int], width: int, *, unicode: bool, log_y: bool) -> None:
    """No counts, however odd, make it fail or grow wider than the terminal."""
    edges = tuple(float(i) for i in range(len(counts) + 1))
    block = Histogram(edges, tuple(counts), sum(counts), log_y=log_y)
    drawing = draw(block, width, unicode=unicode)
    assert max(map(len, drawing.splitlines())) <= width
    assert unicode or drawing.isascii()
    assert any(_INK & set(line) for line in drawing.splitlines()[1 : ROWS + 1]) == any(counts)


def test_ascii_draws_the_same_axis() -> None:
    """Without block elements the numbers on the axes stay the same."""
    block = _bell(45, 6735)
    plain, fancy = draw(block, 79, unicode=False), draw(block, 79)
    assert plain.isascii()
    assert "#" in plain
    assert set(fancy) & set(GLYPHS)
    digits = str.maketrans("", "", "".join(set(plain + fancy) - set("0123456789.,-")))
    assert plain.splitlines()[-2].split() == fancy.splitlines()[-2].replace("−", "-").split()
    assert [line[:6].translate(digits) for line in plain.splitlines()[1:ROWS]] == [
        line[:6].translate(digits) for line in fancy.splitlines()[1:ROWS]
    ]


@pytest.mark.parametrize("bins", [45, 49])
def test_the_middle_stays_in_the_middle_when_bins_share_bars(bins: int) -> None:
    """On a narrow terminal a symmetric figure is still symmetric."""
    columns = _columns(draw(_bell(bins, 900), 40))
    heights = [len(column) for column in columns]
    assert heights == heights[::-1]


@pytest.mark.parametrize(
    ("most", "label"), [(6735, "7,500"), (40310, "60,000"), (3, "3"), (1, "3")]
)
def test_the_count_axis_ends_at_a_round_number(most: int, label: str) -> None:
    """The label on top is the next round number that divides the rows evenly."""
    drawing = draw(Histogram((0.0, 1.0), (most,), most), 40)
    assert drawing.splitlines()[1].split()[0] == label


def test_a_logarithmic_axis_counts_in_powers_of_ten() -> None:
    """Each decade has its label, and the figure says that it is logarithmic."""
    drawing = draw(_bell(9, 20_000, log_y=True), 60)
    assert drawing.startswith("count (logarithmic)")
    for label in ("1 ┤", "10 ┤", "100 ┤", "1,000 ┤", "10,000 ┤"):
        assert label in drawing


def test_ticks_stand_over_their_numbers() -> None:
    """The zero of a symmetric axis is in its middle, with its number right below."""
    lines = draw(_bell(45, 900), 79).splitlines()
    ruler, names = lines[ROWS + 1], lines[ROWS + 2]
    assert len(names.split()) >= 5
    zero = next(i for i, c in enumerate(names) if c == "0" and names[i - 1 : i + 2].strip() == "0")
    assert ruler[zero] == "┴"
    assert zero == ruler.index("└") + 1 + 45 // 2
