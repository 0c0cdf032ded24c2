"""Figures as PNG bytes: the only thing for which a command needs Qt."""

from collections.abc import Sequence

from initquiz.errors import InitQuizError
from initquiz.model.blocks import Block

SIZE = (900, 520)
"""Width and height in logical px."""


def pictured(blocks: Sequence[Block]) -> bytes:
    """Return blocks as a picture, dark on white.

    Raises:
        InitQuizError: Qt does not load on this machine.
    """
    try:
        from initquiz.drawing.colours import PRINT  # noqa: PLC0415 - loads Qt
        from initquiz.drawing.images import png_of  # noqa: PLC0415 - as above
    except ImportError as error:
        raise InitQuizError(f"Pictures need Qt, which does not load here: {error}.") from error
    return png_of(blocks, PRINT, *SIZE)
