"""A heatmap shows signs, sizes and, beyond doubt, zeros."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from initquiz.drawing.colours import PRINT, contrast
from initquiz.drawing.figures import Figure
from initquiz.drawing.images import png_of
from initquiz.drawing.plots.heatmap import codes, shades
from initquiz.model.blocks import Heatmap

CELLS = ((1.0, 0.0, -1.0), (0.001, -0.001, 0.5), (-1.0, 0.0, 1.0))
BLOCK = Heatmap(CELLS, 1.0)
Draw = Callable[..., Figure[Any]]


@given(st.floats(-5, 5), st.floats(1e-3, 4))
def test_only_zero_has_the_colour_of_the_ground(value: float, limit: float) -> None:
    """Whatever the value and the limit, any number that is not rounding is told from 0."""
    (code,) = codes(((value,),), limit)[0]
    assert (code == 127) == (abs(value) < 1e-6 * limit)
    ground = shades(PRINT)[127]
    assert tuple(ground) == (255, 255, 255)
    if code != 127:
        assert (code > 127) == (value > 0)
        assert np.abs(shades(PRINT)[code].astype(int) - ground).max() > 30


def test_larger_numbers_are_stronger_and_signs_have_their_colour() -> None:
    """From 0 to the limit the colour leaves the ground step by step, to either end."""
    rows = codes((np.linspace(-1, 1, 201).tolist(),), 1.0)[0].astype(int)
    assert (np.diff(rows) >= 0).all()
    assert (rows[0], rows[100], rows[-1]) == (0, 127, 254)
    table = shades(PRINT).astype(int)
    away = np.abs(table[:255] - table[127]).sum(axis=1)
    assert (np.diff(away[:128]) < 0).sum() >= 126
    assert (np.diff(away[127:]) > 0).sum() >= 126
    assert table[0].tolist() == [0x00, 0x72, 0xB2]
    assert table[254].tolist() == [0xD5, 0x5E, 0x00]


def test_what_lies_beyond_the_limit_or_is_no_number() -> None:
    """Beyond the limit the colour is full; no number is grey."""
    found = codes(((9.0, -9.0, float("inf"), float("nan")),), 1.0)[0].tolist()
    assert found == [254, 0, 254, 255]


def test_the_ends_stand_out_in_every_style() -> None:
    """Both ends have a contrast of 3 with the ground."""
    assert min(contrast(PRINT.low, PRINT.background), contrast(PRINT.high, PRINT.background)) >= 3


def test_cells_are_read_back_from_the_picture() -> None:
    """Row 1 is at the top and column 1 at the left, at one and at two pixels to each."""
    table = shades(PRINT)
    wanted = table[codes(CELLS, 1.0)]
    for scale in (1, 2):
        image = QImage.fromData(png_of([BLOCK], PRINT, 400, 240, scale))
        left, top, right, bottom = _area(image, scale)
        for row in range(3):
            for column in range(3):
                x = left + (right - left) * (column + 0.5) / 3
                y = top + (bottom - top) * (row + 0.5) / 3
                seen = image.pixelColor(int(x), int(y))
                assert (seen.red(), seen.green(), seen.blue()) == tuple(wanted[row, column])


def test_cells_are_square_crisp_and_equal(draw: Draw) -> None:
    """Cells have whole pixels and no blurred rim, at either density."""
    cells = tuple(tuple(float((i + j) % 2) for j in range(16)) for i in range(16))
    for scale in (1, 2):
        image = QImage.fromData(png_of([Heatmap(cells, 1.0)], PRINT, 420, 300, scale))
        left, top, right, bottom = _area(image, scale)
        assert right - left == bottom - top
        row = [image.pixelColor(x, top + 1).name() for x in range(left, right)]
        runs = "".join("#" if colour == PRINT.high.lower() else "." for colour in row)
        assert set(row) == {PRINT.high.lower(), PRINT.background.lower()}
        assert len(set(map(len, runs.replace("#.", "# .").replace(".#", ". #").split()))) == 1
    assert draw(Heatmap(cells, 1.0)).frame().xs == (0.5, 16.5)


def test_a_matrix_of_few_columns_is_widened(draw: Draw) -> None:
    """A tall matrix is not a mere stripe, and none leaves its room."""
    for rows, columns in ((64, 3), (2, 64), (1, 1), (300, 300)):
        figure = draw(Heatmap(((0.5,) * columns,) * rows, 1.0), 420, 330)
        frame = figure.frame()
        assert frame.right - frame.left >= 60
        assert frame.bottom - frame.top >= 60
        assert frame.right <= 420
        across, down = (frame.right - frame.left) / columns, (frame.bottom - frame.top) / rows
        assert max(across, down) <= max(4 * min(across, down), 72 / min(rows, columns))
        assert frame.bottom <= 330


def test_rows_and_columns_count_from_one(draw: Draw) -> None:
    """Both axes bear whole numbers from 1 to the last, rows downwards."""
    figure = draw(Heatmap(((0.0,) * 12,) * 9, 1.0))
    for axis, last in ((figure.x_axis, 12), (figure.y_axis, 9)):
        ((_, places),) = axis.tickValues(0.5, last + 0.5, 300.0)
        assert all(1 <= place <= last and place == int(place) for place in places)
    assert figure.view.yInverted()


def test_numbers_keep_apart_where_cells_do_not_fill_the_width(draw: Draw) -> None:
    """The axis counts with the room its cells take, not with what was there for them."""
    figure = draw(Heatmap(((0.5,) * 16,) * 20, 1.0), 860, 190)
    frame, axis = figure.frame(), figure.x_axis
    ((step, places),) = axis.tickValues(*frame.xs, frame.right - frame.left)
    texts = axis.tickStrings(places, 1, step)
    assert len(places) >= 2
    widest = max(map(figure.metrics.horizontalAdvance, texts))
    assert frame.x(places[1]) - frame.x(places[0]) > widest + 4


def test_it_follows_its_room_down_as_well_as_up(draw: Draw) -> None:
    """Made lower than the room its cells once left over, it is drawn as if it were new."""
    block = Heatmap(((0.5,) * 24,) * 24, 1.0)
    figure = draw(block, 394, 814)
    figure.resize(394, 192)
    QApplication.processEvents()
    assert figure.frame() == draw(block, 394, 192).frame()
    assert figure.frame().bottom < 192


def test_shades_that_mean_nothing_have_no_bar(draw: Draw) -> None:
    """A pattern of filled cells shows the same cells, and no numbers beside them."""
    keyed, plain = draw(BLOCK), draw(replace(BLOCK, keyed=False))
    assert (len(keyed.overlay.swatches), plain.overlay.swatches) == (1, [])
    beside = [word for word in plain.overlay.words if word.x > plain.frame().right]
    assert beside == []


@pytest.mark.parametrize("limit", [0.137, 1.0, 250.0])
def test_the_bar_says_what_colours_mean(draw: Draw, limit: float) -> None:
    """Round numbers stand beside the bar at their heights, 0 in the middle."""
    figure = draw(replace(BLOCK, limit=limit))
    (bar,), frame = figure.overlay.swatches, figure.frame()
    assert bar.left > frame.right
    assert bar.stops[0] == (0.0, PRINT.high)
    assert bar.stops[-1] == (1.0, PRINT.low)
    numbers = [word for word in figure.overlay.words if word.x > bar.right]
    assert len(numbers) >= 3
    for word in numbers:
        value = float(word.text.replace("−", "-").replace(",", ""))
        y = (frame.top + frame.bottom) / 2 - value / limit * (frame.bottom - frame.top) / 2
        assert word.y + figure.metrics.height() / 2 == pytest.approx(y)
        assert word.x + figure.metrics.horizontalAdvance(word.text) <= figure.width()
    assert "0" in [word.text for word in numbers]


def _area(image: QImage, scale: int) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of a matrix with its strongest cells in its corners."""
    strong = {PRINT.high.lower(), PRINT.low.lower()}
    limit = image.width() - 60 * scale  # the bar of colours is beyond
    found = [
        (x, y)
        for x in range(limit)
        for y in range(image.height())
        if image.pixelColor(x, y).name() in strong
    ]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1
