"""Figures from the command line."""

from PySide6.QtWidgets import QApplication

from initquiz.cli.pictures import pictured
from initquiz.model.blocks import Histogram


def test_blocks_become_a_picture() -> None:
    """PNG bytes, the same each time, without a screen."""
    block = Histogram((0.0, 1.0, 2.0), (3, 1), 4, summary="Two bars.")
    data = pictured((block,))
    assert data.startswith(b"\x89PNG")
    assert data == pictured((block,))


def test_a_thousand_pictures_do_not_fill_the_memory() -> None:
    """A command has no event loop that would free a plot once it is drawn."""
    block = Histogram((0.0, 1.0, 2.0), (3, 1), 4)
    pictured((block,))
    before = len(QApplication.topLevelWidgets())
    for _ in range(3):
        pictured((block,))
    assert len(QApplication.topLevelWidgets()) == before
