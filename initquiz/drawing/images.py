"""Figures as picture files, drawn without a screen."""

import sys

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.drawing.colours import FigureStyle
from initquiz.model.question import Histogram

_kept: list[QApplication] = []


def histogram_png(
    block: Histogram, style: FigureStyle, width: int, height: int, scale: float = 2
) -> bytes:
    """Return a PNG of `width` x `height` logical px, `scale` image px to each.

    Works from the command line too: without a running application one is made that needs
    no screen.
    """
    _ensure_application()
    # Loading pyqtgraph is dear, so it waits until a picture is really asked for.
    from initquiz.drawing.figures import HistogramPlot  # noqa: PLC0415

    plot = HistogramPlot(style)
    plot.set_pixel_ratio(scale)
    plot.resize(width, height)
    plot.show_histogram(block)
    try:
        return _png(plot, scale)
    finally:
        plot.close()
        plot.deleteLater()


def _png(widget: QWidget, scale: float) -> bytes:
    """Return what the widget paints as PNG bytes."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    # The widget's own render, not the scene's that a graphics view puts in its place.
    QWidget.render(widget, painter, QPoint())
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _ensure_application() -> None:
    """Start Qt on its off-screen platform unless an application is running."""
    if QApplication.instance() is None:
        _kept.append(QApplication([sys.argv[0], "-platform", "offscreen"]))
