"""Every kind of plot has its words inside, in any style, at any size and density."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from initquiz.drawing.colours import PRINT, SERIES_ON_DARK
from initquiz.drawing.figures import Figure, figure_for
from initquiz.drawing.images import png_of
from initquiz.model.blocks import Bars, Curve, CurveRole, Heatmap, Histogram, Lines, Plot, Spectrum

XS = (1.0, 2.0, 3.0)
CURVES = (
    Curve("He normal", CurveRole.SERIES, XS, (1.0, 0.9, 0.8)),
    Curve("zero", CurveRole.SERIES, XS, (0.0, 0.0, 0.0)),
)
BLOCKS: dict[str, Plot] = {
    "histogram": Histogram((-0.1, 0.0, 0.1), (1200, 7), 1207, title="Layer A"),
    "lines": Lines(CURVES, "layer", "mean square of the activations", title="Depth 3", points=True),
    "bars": Bars(("small random", "orthogonal"), (0.3, 2e-4), "scheme", "share", log_y=True),
    "spectrum": Spectrum((2.0, 1.0, 0.5), title="Spectrum"),
    "heatmap": Heatmap(((0.5, -0.5), (0.0, 0.25)), 1.0, title="Gram matrix"),
}
DARK = replace(
    PRINT, background="#1D2024", text="#E8E8E4", muted="#9AA1A9", axis="#6B727A", fill="#427AA0",
    accent="#56B4E9", series=SERIES_ON_DARK,
)  # fmt: skip
Draw = Callable[..., Figure[Any]]


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize(("width", "height"), [(860, 300), (430, 240), (240, 192)])
@pytest.mark.parametrize("font_px", [12, 24])
def test_words_stay_inside(draw: Draw, kind: str, width: int, height: int, font_px: int) -> None:
    """In a wide and in a narrow window, at 100 and at 200 %, no word leaves its plot."""
    figure = draw(BLOCKS[kind], width, height * font_px // 12, replace(PRINT, font_px=font_px))
    line = figure.metrics.height()
    for word in figure.overlay.words:
        font = figure.bold_metrics if word.bold else figure.metrics
        length = font.horizontalAdvance(word.text)
        right = word.x + (line if word.turned else length)
        top = word.y - length if word.turned else word.y
        assert word.x >= 0, word
        assert right <= figure.width() + 1, word
        assert top >= -1, word
        assert (word.y if word.turned else word.y + line) <= figure.height() + 1, word


@pytest.mark.parametrize("kind", BLOCKS)
def test_titles_and_axes_are_named(draw: Draw, kind: str) -> None:
    """The title, both axis titles and nothing twice is written around the plot area."""
    block = BLOCKS[kind]
    texts = [word.text for word in draw(block, 860, 340).overlay.words]
    wanted = [text for text in (block.title, block.x_title, block.y_title) if text]
    assert all(texts.count(text) == 1 for text in wanted)


def test_a_title_is_broken_before_it_is_cut(draw: Draw) -> None:
    """A long title takes several lines, and the plot area makes room for them."""
    block = BLOCKS["spectrum"]
    long = replace(block, title="Singular values of the product of twelve Gaussian matrices")
    figure, short = draw(long, 300, 240), draw(block, 300, 240)
    bold = [word.text for word in figure.overlay.words if word.bold]
    assert len(bold) > 1
    assert " ".join(bold) == long.title
    assert figure.frame().top > short.frame().top


def test_a_y_title_too_long_for_its_axis_stands_above_it(draw: Draw) -> None:
    """It is turned where it fits, and level where it would be cut."""
    for height, turned in ((340, True), (190, False)):
        figure = draw(BLOCKS["lines"], 500, height)
        (word,) = (word for word in figure.overlay.words if word.text.startswith("mean"))
        assert word.turned is turned


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("style", [PRINT, DARK], ids=["print", "dark"])
def test_every_kind_is_drawn_in_every_style(
    qapp: QApplication,
    kind: str,
    scale: int,
    style: Any,  # noqa: ANN401 - a named style
) -> None:
    """Light and dark, at both densities, the ground is the style's and something is on it."""
    assert qapp
    image = QImage.fromData(png_of([BLOCKS[kind]], style, 300, 220, scale))
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert image.width() == 300 * scale
    assert style.background in colours
    assert len(colours) > 5


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_new_style_leaves_nothing_of_the_old_one(
    draw: Draw, seen: Callable[[Figure[Any]], set[str]], kind: str
) -> None:
    """A theme switch reaches every item of every kind."""
    figure = draw(BLOCKS[kind])
    figure.set_style(DARK)
    colours = seen(figure)
    assert DARK.background in colours
    assert not colours & {"#FFFFFF", PRINT.text, PRINT.fill}
    for axis in (figure.x_axis, figure.y_axis):
        assert axis.textPen().color().name().upper() == DARK.muted
        assert axis.pen().color().name().upper() == DARK.axis


@pytest.mark.parametrize("kind", BLOCKS)
def test_items_are_reused(draw: Draw, kind: str) -> None:
    """Question after question uses the same items; the scene does not grow."""
    figure = draw(BLOCKS[kind])
    before = len(figure.scene().items())
    for _ in range(5):
        figure.show_block(BLOCKS[kind])
    assert len(figure.scene().items()) == before


def test_the_last_number_is_seen_whole(draw: Draw) -> None:
    """A number at the very end of the x axis has room beside the plot area."""
    figure = draw(Histogram((0.0, 50_000.0, 100_000.0), (1, 2), 3), 400)
    frame = figure.frame()
    half = figure.metrics.horizontalAdvance("100,000") / 2
    assert frame.x(100_000) + half <= figure.width()


def test_a_larger_font_gets_a_larger_least_size(draw: Draw) -> None:
    """The least size grows with the type, so that a page scrolls instead of crowding."""
    for block in BLOCKS.values():
        small = draw(block).minimumSizeHint()
        large = draw(block, style=replace(PRINT, font_px=24)).minimumSizeHint()
        assert large.height() > small.height()


NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True), st.sampled_from((0.0, -1.0, 1e-300, 1e300))
)
RANGES = st.one_of(st.none(), st.tuples(st.floats(0, 1), st.floats(2, 1e30)))


@st.composite
def blocks(make: st.DrawFn) -> Plot:
    """Return a block with whatever numbers there may be."""
    values = tuple(make(st.lists(NUMBERS, max_size=6)))
    log, fixed = make(st.booleans()), make(RANGES)
    xs = tuple(float(i + 1) for i in range(len(values)))
    curve = Curve("a curve", make(st.sampled_from(CurveRole)), xs, values)
    names = tuple(str(i) for i in range(len(values)))
    whole: Heatmap | Spectrum = Heatmap((values,), 1.0) if values else Spectrum(())
    found: Plot = make(
        st.sampled_from(
            (
                Lines((curve, curve), "x", "y", log_y=log, points=log, y_range=fixed),
                Bars(names, values, "x", "y", log_y=log, curves=(curve,), y_range=fixed),
                Spectrum(values, log_y=log, curves=(curve,), y_range=fixed),
                whole,
            )
        )
    )
    return found


@settings(max_examples=60, deadline=None)
@given(block=blocks(), width=st.integers(1, 500), height=st.integers(1, 400))
def test_no_numbers_break_a_plot(qapp: QApplication, block: Plot, width: int, height: int) -> None:
    """Nothing, no number, no finite one, huge or tiny: every block is drawn without a fault."""
    assert qapp
    figure = figure_for(block, PRINT)
    figure.resize(width, height)
    figure.show_block(block)
    assert not figure.grab().isNull()
    figure.drop()
