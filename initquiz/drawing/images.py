"""Blocks as picture files, drawn without a screen."""

import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.png import png
from initquiz.model.blocks import Block

if TYPE_CHECKING:
    from initquiz.drawing.sheet import Sheet

EXPORTED, EXPORTED_SCALE = (900, 520), 1.5
"""Logical px of a picture in an exported card, and its image px to each: 225 to the inch where
it is printed six inches wide."""

_kept: list[QApplication] = []


def png_of(
    blocks: Sequence[Block], style: FigureStyle, width: int, height: int, scale: float = 2
) -> bytes:
    """Return a PNG of `width` x `height` logical px, `scale` image px to each.

    Plots stand side by side or in a grid under their titles, tables and code as text above or
    below them. Works from the command line too: without a running application one is made that
    needs no screen.
    """
    _ensure_application()
    # Loading pyqtgraph is dear, so it waits until a picture is really asked for.
    from initquiz.drawing.sheet import Sheet  # noqa: PLC0415

    with closing(Sheet(blocks, style, (width, height), scale)) as sheet:
        return encoded(painted(sheet, scale))


def painted(sheet: "Sheet", scale: float = 2) -> QImage:
    """Return a sheet as a picture, `scale` image px to each of its own."""
    image = QImage(sheet.size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    sheet.paint(painter)
    painter.end()
    return image


def encoded(image: QImage) -> bytes:
    """Return a picture as a PNG; may be called in any thread."""
    return png(image)


def let_go() -> None:
    """Free what was drawn; only for a program without an event loop, which else does it.

    A plot that is dropped waits for the loop, some 2.5 MB each.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def svg_of(blocks: Sequence[Block], style: FigureStyle, width: int, height: int) -> bytes:
    """Return an SVG of `width` x `height` px with title and description for a screen reader.

    Words are text, in the style's font where it is installed; formulas are outlines, and the
    cells of a heatmap are a picture in the drawing.
    """
    _ensure_application()
    from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - seldom needed

    from initquiz.drawing.sheet import Sheet  # noqa: PLC0415 - as above

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    with closing(Sheet(blocks, style, (width, height), 1)) as sheet:
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(sheet.size)
        # The axes are recordings, which play back larger or smaller at another resolution.
        drawing.setResolution(round(QApplication.primaryScreen().logicalDotsPerInch()))
        drawing.setViewBox(QRect(0, 0, width, height))
        drawing.setTitle("; ".join(block.title for block in blocks if block.title))
        drawing.setDescription(" ".join(block.summary for block in blocks if block.summary))
        painter = QPainter(drawing)
        sheet.paint(painter, outlines=True)
        painter.end()
    return bytes(buffer.data().data())


def _ensure_application() -> None:
    """Start Qt on its off-screen platform unless an application is running."""
    if QApplication.instance() is None:
        _kept.append(QApplication([sys.argv[0], "-platform", "offscreen"]))
