"""Blocks share a picture without getting into each other's way."""

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QImage

from initquiz.drawing.colours import PRINT, mixed
from initquiz.drawing.images import png_of
from initquiz.model.blocks import Block, Code, Histogram, Table

pytestmark = pytest.mark.usefixtures("qapp")
BARS = Histogram((0.0, 1.0, 2.0), (9, 9), 18)
TABLE = Table(("scheme", "σ"), (("He", "0.06"), ("LeCun", "0.04")))
CODE = Code("w = rng.standard_normal(shape)")


def filled(blocks: Sequence[Block], width: int, height: int) -> list[tuple[int, int]]:
    """Return the places of the bars' colour, every fourth pixel."""
    image = QImage.fromData(png_of(blocks, PRINT, width, height, 1))
    return [
        (x, y)
        for x in range(0, width, 4)
        for y in range(0, height, 4)
        if image.pixelColor(x, y).name().upper() == PRINT.fill
    ]


def test_plots_stand_side_by_side_where_there_is_room() -> None:
    """Two plots are beside each other in a wide picture, one above the other in a narrow one."""
    wide, narrow = filled([BARS, BARS], 700, 240), filled([BARS, BARS], 300, 480)
    halves = [sum(x < 350 for x, _ in wide), sum(x > 350 for x, _ in wide)]
    assert min(halves) > 0.8 * max(halves)
    halves = [sum(y < 240 for _, y in narrow), sum(y > 240 for _, y in narrow)]
    assert min(halves) > 0.8 * max(halves)


def test_words_come_in_their_order() -> None:
    """Code before a plot stands above it, a table after it below."""
    tops = {y for _, y in filled([BARS], 400, 300)}
    above = {y for _, y in filled([CODE, BARS], 400, 300)}
    below = {y for _, y in filled([BARS, TABLE], 400, 300)}
    assert min(above) > min(tops)
    assert max(below) < max(tops)
    assert filled([TABLE, CODE], 400, 300) == []


def test_long_words_are_shrunk_and_leave_room_for_plots() -> None:
    """However long a listing, it does not push the plot off the picture."""
    long = Code("\n".join(f"line_{i} = {i}" for i in range(80)))
    bars = filled([long, BARS], 400, 300)
    assert bars
    image = QImage.fromData(png_of([long], PRINT, 400, 300, 1))
    last = [y for y in range(300) for x in range(400) if image.pixelColor(x, y).lightness() < 200]
    assert 150 < max(last) < 300


def test_formulas_in_tables_are_drawn() -> None:
    """A cell with a formula differs from one with its source."""
    plain = Table(("a",), (("n_in",),))
    formula = Table(("a",), (("$n_{in}$",),))
    assert png_of([plain], PRINT, 200, 100) != png_of([formula], PRINT, 200, 100)


def test_backticks_do_not_end_a_listing() -> None:
    """Three lines of code stand on their ground, whatever is in them."""
    ground = mixed(PRINT.background, PRINT.axis, 0.12)
    heights = []
    for middle in ("~~~", "```"):
        image = QImage.fromData(png_of([Code(f"a = 1\n{middle}\nb = 2")], PRINT, 300, 140, 1))
        column = [image.pixelColor(280, y).name().upper() for y in range(140)]
        heights.append(column.count(ground))
    assert heights[0] == heights[1] > 40


def test_a_picture_of_nothing_is_the_ground() -> None:
    """No block at all is a blank sheet, not a fault."""
    image = QImage.fromData(png_of([], PRINT, 60, 40, 1))
    assert {image.pixelColor(x, 20).name().upper() for x in range(60)} == {PRINT.background}
