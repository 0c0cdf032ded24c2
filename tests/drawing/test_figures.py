"""Each kind of block has its widget."""

from dataclasses import fields
from typing import get_args

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from initquiz.drawing.colours import PRINT
from initquiz.drawing.figures import figure_for
from initquiz.model.blocks import Bars, Heatmap, Histogram, Lines, Plot, Spectrum

BLOCKS: tuple[Plot, ...] = (
    Histogram((0.0, 1.0), (3,), 3),
    Lines((), "layer", "rms"),
    Bars(("a",), (1.0,), "layer", "rms"),
    Spectrum((1.0,)),
    Heatmap(((1.0,),), 1.0),
)


def test_every_kind_of_plot_is_tried_here() -> None:
    """A new kind of plot needs a block in this file."""
    assert {type(block) for block in BLOCKS} == set(get_args(Plot))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_a_block_gets_a_plot_of_its_kind(qtbot: QtBot, block: Plot) -> None:
    """The widget takes the block, belongs to the parent and is told by name from other kinds."""
    parent = QWidget()
    qtbot.addWidget(parent)
    figure = figure_for(block, PRINT, parent)
    figure.show_block(block)
    assert figure.block is block
    assert figure.parentWidget() is parent
    assert figure.accessibleName()
    assert {field.name for field in fields(block)} >= {"title", "summary"}


def test_kinds_are_told_apart_by_ear(qtbot: QtBot) -> None:
    """No two kinds of plot have one accessible name."""
    parent = QWidget()
    qtbot.addWidget(parent)
    names = []
    for block in BLOCKS:
        figure = figure_for(block, PRINT, parent)
        figure.show_block(block)
        names.append(figure.accessibleName())
    assert len(set(names)) == len(BLOCKS)
