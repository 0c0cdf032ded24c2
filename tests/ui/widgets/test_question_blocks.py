"""A question's blocks are all shown, and what bars cannot show is counted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.blocks import Code, Histogram, Lines, Table
from initquiz.model.question import Question
from initquiz.ui.services import Services
from initquiz.ui.widgets.block_table import BlockTable
from initquiz.ui.widgets.code_block import CodeBlock
from initquiz.ui.widgets.question_blocks import QuestionBlocks

TABLE, CODE = Table(("a",), (("1",),)), Code("x = 1")
BARS = Histogram((0.0, 1.0), (7,), total=7, zeros=2)
MORE = Histogram((0.0, 1.0), (5,), total=5, zeros=5, title="B")
FEW = Histogram((0.0, 1.0), (1,), total=9, below=1)
LOW = Histogram((0.0, 1.0), (1,), total=1_048_576, below=1)


@pytest.fixture
def blocks(qtbot: QtBot, light: QApplication, services: Services) -> QuestionBlocks:
    """The empty place, on screen."""
    assert light.styleSheet()
    made = QuestionBlocks(services.typesetter)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def words(blocks: QuestionBlocks) -> str:
    """Return what is counted under the plots."""
    found = (label.text() for label in blocks.findChildren(QLabel) if label.isVisible())
    return next((text for text in found if "weights" in text or "values" in text), "")


def top(blocks: QuestionBlocks, kind: type[QWidget]) -> int:
    """Return how far down a block stands."""
    widget = blocks.plots if kind is type(blocks.plots) else blocks.findChildren(kind)[-1]
    return widget.mapTo(blocks, QPoint()).y()


def test_what_comes_first_stands_above_the_plots(blocks: QuestionBlocks) -> None:
    """A table before the plot is above it, a listing after it below."""
    blocks.show_blocks((TABLE, BARS, CODE))
    QApplication.processEvents()
    tops = [top(blocks, kind) for kind in (BlockTable, type(blocks.plots), CodeBlock)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert blocks.shown() == (BARS,)
    assert [type(each) for each in blocks.tab_stops()] == [
        BlockTable,
        type(blocks.plots),
        CodeBlock,
    ]


def test_without_plots_there_is_no_place_for_them(blocks: QuestionBlocks) -> None:
    """The place takes only the height its tables need; with a plot it takes all there is."""
    blocks.show_blocks((TABLE, CODE))
    assert not blocks.plots.isVisible()
    assert blocks.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Minimum
    assert words(blocks) == ""
    blocks.show_blocks((BARS,))
    assert blocks.plots.isVisible()
    assert blocks.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Expanding
    blocks.show_blocks(())
    assert not blocks.isVisible()


@pytest.mark.parametrize(
    ("others", "counted"),
    [
        ((BARS,), "7 weights, 2 of them exactly 0"),
        ((BARS, BARS), "each has 7 weights, 2 of them exactly 0"),
        (
            (replace(FEW, title="A"), replace(FEW, below=0, title="B")),
            "each has 9 weights, none exactly 0; A: 1 below this range",
        ),
        ((BARS, replace(BARS, total=0)), "7 weights, 2 of them exactly 0"),
        ((replace(BARS, total=0),), ""),
        ((BARS, MORE), "7 weights, 2 of them exactly 0; B: 5 weights, 5 of them exactly 0"),
        ((LOW,), "1,048,576 weights, none exactly 0, 1 below this range"),
        ((replace(BARS, zeros_told=False),), "7 weights"),
        ((replace(BARS, title=BARS.counted),), ""),
        ((replace(BARS, x_title="pre-activation"),), "7 values, 2 of them exactly 0"),
    ],
)
def test_weights_are_counted(
    blocks: QuestionBlocks, others: tuple[Histogram, ...], counted: str
) -> None:
    """For one plot, for several that are alike, and for several that differ."""
    blocks.show_blocks(others)
    assert words(blocks) == counted


def test_lines_have_no_weights(blocks: QuestionBlocks, toys: Callable[[str], Question]) -> None:
    """Under curves nothing is counted."""
    (lines,) = toys("match").blocks
    assert isinstance(lines, Lines)
    blocks.show_blocks((lines,))
    assert words(blocks) == ""
