"""Figures as PNG bytes: the only thing for which a command needs Qt."""

from collections.abc import Sequence

from initquiz.errors import InitQuizError
from initquiz.model.blocks import Block


def pictured(blocks: Sequence[Block]) -> bytes:
    """Return blocks as a picture, dark on white.

    Raises:
        InitQuizError: Qt does not load on this machine.
    """
    try:
        from initquiz.drawing import images  # noqa: PLC0415 - as above
        from initquiz.drawing.colours import PRINT  # noqa: PLC0415 - loads Qt
    except ImportError as error:
        raise InitQuizError(f"Pictures need Qt, which does not load here: {error}.") from error
    data = images.png_of(blocks, PRINT, *images.EXPORTED, images.EXPORTED_SCALE)
    images.let_go()
    return data
