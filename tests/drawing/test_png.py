"""PNG files of our own making."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from initquiz.drawing.png import png


def picture(width: int, height: int) -> QImage:
    """Return a picture with a gradient of colours."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for x in range(width):
        for y in range(height):
            image.setPixelColor(x, y, QColor(x * 7 % 256, y * 11 % 256, x * y % 256))
    return image


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 2), (37, 21)])
def test_qt_reads_every_pixel_as_it_was(width: int, height: int) -> None:
    """Also where Qt pads its lines."""
    image = picture(width, height)
    image.setDotsPerMeterX(5_000)
    data = png(image)
    back = QImage.fromData(data)
    assert back.convertToFormat(QImage.Format.Format_RGB32) == image
    assert back.dotsPerMeterX() == 5_000
    assert png(image) == data


def test_flat_areas_are_small() -> None:
    """A plot's picture is mostly ground."""
    image = QImage(900, 520, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(100, 100, 300, 300, QColor("navy"))
    painter.end()
    assert len(png(image)) < 9_000
