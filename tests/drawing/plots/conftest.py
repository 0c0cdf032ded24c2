"""For tests of plots: put a block on screen, and see its colours."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.drawing.colours import PRINT, FigureStyle
from initquiz.drawing.figures import Figure, figure_for
from initquiz.model.blocks import Plot

Draw = Callable[..., Figure[Any]]


@pytest.fixture
def draw(qtbot: QtBot) -> Iterator[Draw]:
    """Return a function that shows a block, at a width, a height and in a style if given."""

    def show(
        block: Plot, width: int = 700, height: int = 300, style: FigureStyle = PRINT
    ) -> Figure[Any]:
        figure = figure_for(block, style)
        qtbot.addWidget(figure)
        figure.resize(width, height)
        figure.show_block(block)
        figure.show()
        QApplication.processEvents()
        return figure

    yield show
    QApplication.processEvents()


@pytest.fixture
def seen() -> Callable[[Figure[Any]], set[str]]:
    """Return a function that lists the colours on a plot."""

    def colours(figure: Figure[Any]) -> set[str]:
        QApplication.processEvents()
        image = figure.grab().toImage()
        return {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
        }

    return colours
