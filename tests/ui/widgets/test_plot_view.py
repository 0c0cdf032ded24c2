"""Plots follow the theme and the room there is, and cost nothing until they are wanted."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.drawing.colours import (
    COLD_ON_DARK,
    COLD_ON_LIGHT,
    SERIES_ON_DARK,
    SERIES_ON_LIGHT,
    WARM_ON_DARK,
    WARM_ON_LIGHT,
)
from initquiz.drawing.figures import Figure
from initquiz.model.blocks import Bars, Curve, CurveRole, Heatmap, Histogram, Lines, Plot, Spectrum
from initquiz.ui import theme
from initquiz.ui.tokens import DARK, LIGHT
from initquiz.ui.widgets.plot_view import PlotView

BLOCK = Histogram((0.0, 1.0, 2.0), (5, 9), 14, title="A")
LINES = Lines((Curve("He", CurveRole.SERIES, (1.0, 2.0), (1.0, 0.5)),), "layer", "rms", points=True)
KINDS: tuple[Plot, ...] = (
    BLOCK,
    LINES,
    Bars(("a", "b"), (1.0, 2.0), "scheme", "share"),
    Spectrum((2.0, 1.0)),
    Heatmap(((1.0, -1.0), (0.0, 0.5)), 1.0),
)
MARKER = ("σ", 1.0, 0.0, 2.0, 0.1)
Show = Callable[..., PlotView]


def colours(image: QImage) -> set[str]:
    """Return the colours of every third pixel."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


def plots(view: PlotView) -> list[Figure[Any]]:
    """Return the plots in sight, from the top left on."""
    found = [figure for figure in view.findChildren(Figure) if figure.isVisible()]
    return sorted(found, key=lambda figure: (figure.y(), figure.x()))


@pytest.fixture
def show(qtbot: QtBot, light: QApplication) -> Show:
    """Return a function that shows blocks in a view of a width and a height."""

    def shown(*blocks: Plot, width: int = 900, height: int = 400) -> PlotView:
        view = PlotView()
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show_blocks(blocks)
        view.show()
        view.activateWindow()
        light.processEvents()
        return view

    return shown


@pytest.mark.parametrize("block", KINDS, ids=lambda block: block.kind)
def test_a_theme_switch_recolours_every_kind(show: Show, light: QApplication, block: Plot) -> None:
    """Ground and marks of a plot on screen take the new theme's colours."""
    view = show(block, width=400, height=260)
    seen = colours(view.grab().toImage())
    assert LIGHT.surface in seen
    assert DARK.surface not in seen
    theme.apply(light, DARK)
    light.processEvents()
    seen = colours(view.grab().toImage())
    assert DARK.surface in seen
    assert not {LIGHT.surface, LIGHT.plot_fill} & seen
    assert QColor(DARK.surface).isValid()


def test_series_have_the_colours_of_their_theme(show: Show, light: QApplication) -> None:
    """Lines and heatmaps take the colours that stand out on the ground they are on."""
    view = show(LINES, KINDS[-1])
    line, matrix = plots(view)
    for ground, series, ends in (
        (LIGHT, SERIES_ON_LIGHT, (COLD_ON_LIGHT, WARM_ON_LIGHT)),
        (DARK, SERIES_ON_DARK, (COLD_ON_DARK, WARM_ON_DARK)),
    ):
        theme.apply(light, ground)
        light.processEvents()
        assert series[0] in colours(line.grab().toImage())
        assert set(ends) <= colours(matrix.grab().toImage())


def test_plots_stand_side_by_side_or_below_each_other(show: Show) -> None:
    """Three fit into a wide window's row; a narrow one has one column, and asks for the height."""
    view = show(BLOCK, LINES, BLOCK, width=900)
    assert len({figure.y() for figure in plots(view)}) == 1
    view.resize(460, 400)
    assert len({figure.x() for figure in plots(view)}) == 1
    assert view.heightForWidth(460) > 2 * view.heightForWidth(900)
    assert view.sizePolicy().hasHeightForWidth()
    for figure in plots(view):
        assert figure.height() >= figure.minimumSizeHint().height()


def test_a_page_scrolls_where_plots_do_not_fit(qtbot: QtBot, light: QApplication) -> None:
    """In a small window four plots keep a size in which they can be read."""
    area, page, view = QScrollArea(widgetResizable=True), QWidget(), PlotView()
    QVBoxLayout(page).addWidget(view, 1)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(480, 640)
    view.show_blocks((BLOCK,) * 4)
    area.show()
    light.processEvents()
    light.processEvents()
    assert area.verticalScrollBar().maximum() > 0
    assert all(figure.height() >= 14 * 12 for figure in plots(view))


def test_one_plot_takes_all_the_room_and_asks_for_little(show: Show) -> None:
    """A single plot fills its place, and gives way before anything else does."""
    view = show(BLOCK, width=700, height=380)
    (figure,) = plots(view)
    assert figure.size() == view.size()
    assert view.minimumSizeHint().height() < 250
    assert view.minimumSizeHint().width() <= 300
    assert not view.sizePolicy().hasHeightForWidth()


def test_plot_areas_of_a_row_are_level(show: Show) -> None:
    """A long title or a marker's label beside short ones does not put axes out of line."""
    long = Histogram(BLOCK.edges, BLOCK.counts, 14, title="A title that takes several lines " * 2)
    view = show(BLOCK, long, BLOCK)
    view.set_marker(0, *MARKER)
    assert len({figure.frame().top for figure in plots(view)}) == 1
    long_top = plots(view)[0].frame().top
    view.clear_marker()
    view.show_blocks((BLOCK, BLOCK, BLOCK))
    (top,) = {figure.frame().top for figure in plots(view)}
    assert top < long_top


def test_a_plot_alone_does_not_keep_room_for_former_neighbours(show: Show) -> None:
    """After a row with a long title a single plot begins where it would have begun anyway."""
    view = show(BLOCK)
    fresh = plots(view)[0].frame().top
    long = Histogram(BLOCK.edges, BLOCK.counts, 14, title="A title of several lines " * 5)
    view.show_blocks((BLOCK, long))
    QApplication.processEvents()
    assert plots(view)[0].frame().top > fresh
    view.show_blocks((BLOCK,))
    QApplication.processEvents()
    assert plots(view)[0].frame().top == fresh


def test_widgets_are_reused(show: Show) -> None:
    """Question after question the widgets stay; what is not needed is out of sight."""
    view = show(*KINDS, width=1200, height=900)
    first = set(view.findChildren(Figure))
    for _ in range(3):
        view.show_blocks((LINES,))
        assert [figure.block for figure in plots(view)] == [LINES]
        view.show_blocks(KINDS)
    assert set(view.findChildren(Figure)) == first
    assert [figure.block for figure in plots(view)] == list(KINDS)
    view.show_blocks((BLOCK, BLOCK))
    assert len(view.findChildren(Figure)) == len(first) + 1


def test_the_marker_is_passed_on(qtbot: QtBot, show: Show) -> None:
    """The view has the focus of the marked plot, and tells where the user moves the marker."""
    view = show(BLOCK, BLOCK)
    view.set_marker(1, *MARKER)
    view.setFocus()
    marked = plots(view)[1]
    assert marked.hasFocus()
    assert view.marker_place() == 1.0
    with qtbot.waitSignal(view.marker_moved) as caught:
        qtbot.keyClick(marked, Qt.Key.Key_Right)
    assert caught.args == [view.marker_place()] == [pytest.approx(1.1)]
    assert plots(view)[0].marker is None


def test_a_marker_is_set_where_it_is_asked_for(show: Show) -> None:
    """A typed place between two steps is kept, one beyond the axis comes to its end."""
    view = show(BLOCK)
    view.set_marker(0, "$n_{in}$", 0.123, 0.0, 2.0, 0.1)
    assert view.marker_place() == 0.123
    assert any("0.123" in word.text for word in plots(view)[0].overlay.words)
    assert not any("$" in word.text for word in plots(view)[0].overlay.words)
    view.set_marker(0, *MARKER[:1], 7.0, *MARKER[2:])
    assert view.marker_place() == 2.0


def test_the_marker_outlives_the_answer(qtbot: QtBot, show: Show) -> None:
    """When the curves come, the answer stays where it was given, fixed beside the truth."""
    view = show(Histogram(BLOCK.edges, (0, 0), 0))
    view.set_marker(0, *MARKER)
    view.show_blocks((BLOCK,))
    assert view.marker_place() == 1.0
    view.reveal_marker(1.1, 1.3, 1.2)
    texts = {word.text for word in plots(view)[0].overlay.words}
    assert {"σ 1.0", "true: 1.2", "accepted: 1.1 to 1.3"} <= texts
    qtbot.keyClick(plots(view)[0], Qt.Key.Key_Right)
    assert view.marker_place() == 1.0
    assert view.focusProxy() is None


def test_a_cleared_marker_leaves_no_trace(show: Show) -> None:
    """The next question has no line, no focus and no place."""
    view = show(BLOCK)
    view.set_marker(0, *MARKER)
    view.clear_marker()
    (figure,) = plots(view)
    assert figure.overlay.strokes == []
    assert figure.focusPolicy() == Qt.FocusPolicy.NoFocus
    with pytest.raises(LookupError):
        view.marker_place()
    view.reveal_marker(0.0, 1.0, 0.5)
    assert figure.overlay.bands == []


def test_a_marker_goes_with_its_plot(show: Show) -> None:
    """Where the plot it stood on is gone, so is the marker."""
    view = show(BLOCK, BLOCK)
    view.set_marker(1, *MARKER)
    view.show_blocks((BLOCK,))
    with pytest.raises(LookupError):
        view.marker_place()
    assert all(figure.marker is None for figure in view.findChildren(Figure))


def test_the_library_waits_for_the_first_plot() -> None:
    """Importing the widget loads neither pyqtgraph nor numpy."""
    code = (
        "import sys, initquiz.ui.widgets.plot_view, initquiz.ui.widgets.plot_table;"
        "sys.exit(any(name in sys.modules for name in ('pyqtgraph', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
