"""Figures from the command line."""

from initquiz.cli.pictures import pictured
from initquiz.model.blocks import Histogram


def test_blocks_become_a_picture() -> None:
    """PNG bytes, the same each time, without a screen."""
    block = Histogram((0.0, 1.0, 2.0), (3, 1), 4, summary="Two bars.")
    data = pictured((block,))
    assert data.startswith(b"\x89PNG")
    assert data == pictured((block,))
