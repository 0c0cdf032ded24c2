"""Pictures fit their column, are sharp, and stand on paper of their own."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPainter,
    QTextDocument,
)

from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = DocumentStyle("DejaVu Sans", size=20, line="#808080")


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


def striped(width: int, height: int) -> bytes:
    """Return a PNG of columns of one px, black and white in turn."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(0, width, 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("black"))
    return _png(image)


def clear(width: int, height: int) -> bytes:
    """Return a PNG that is all transparent."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    return _png(image)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def page(markdown: str, **media: bytes) -> CardDocument:
    """Return the document of a text with pictures."""
    return CardDocument(markdown, Typesetter(Shelf()), STYLE, Pictures(media.get))


def painted(document: QTextDocument, width: int, scale: float = 1.0) -> QImage:
    """Return a document as painted on blue, with so many device pixels a unit."""
    document.setTextWidth(width)
    height = round(document.size().height()) + 20
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    document.drawContents(painter)
    painter.end()
    return image


def extent(image: QImage) -> tuple[int, int]:
    """Return the width and height of what is not blue."""
    spots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) != QColor("blue")
    ]
    xs, ys = zip(*spots, strict=True)
    return max(xs) - min(xs) + 1, max(ys) - min(ys) + 1


def test_a_picture_has_its_own_size() -> None:
    """One px of a small picture is one px of the page, and its height is known at once."""
    document = page("![a](media:a)", a=striped(80, 40))
    assert extent(painted(document, 300)) == (80, 40)
    assert 40 <= document.size().height() < 60


def test_a_picture_is_never_wider_than_the_text() -> None:
    """It is made smaller in its shape, also in lists and in the cells of a table."""
    assert extent(painted(page("![a](media:a)", a=striped(900, 300)), 300)) == (300, 100)
    for text in ("- ![a](media:a)", "> ![a](media:a)", "1. - ![a](media:a)"):
        document = page(text, a=striped(900, 300))
        document.setTextWidth(300)
        assert document.idealWidth() <= 300
        assert document.size().width() <= 300
    table = page("| a | b |\n|---|---|\n| ![a](media:a) | ![b](media:a) |", a=striped(900, 300))
    table.setTextWidth(300)
    assert table.documentLayout().documentSize().width() <= 300
    assert table.lastBlock().previous().layout().lineAt(0).naturalTextWidth() <= 150


def test_a_tall_picture_is_no_strip_without_end() -> None:
    """Half as high again as the text is wide is the most."""
    document = page("![a](media:a)", a=striped(10, 5000))
    document.setTextWidth(200)
    assert 300 <= document.size().height() < 330


def test_another_width_gives_another_height() -> None:
    """A narrower window makes the picture smaller at once."""
    document = page("![a](media:a)", a=striped(400, 200))
    heights = []
    for width in (400, 200, 400):
        document.setTextWidth(width)
        heights.append(document.size().height())
    assert heights[0] == heights[2]
    assert heights[0] - heights[1] == 100


@pytest.mark.parametrize(("scale", "wide"), [(1, 300), (2, 600), (3, 900)])
@pytest.mark.parametrize("before", ["", "> "])
def test_a_picture_is_as_sharp_as_the_screen(scale: int, wide: int, before: str) -> None:
    """A picture as wide as the column has device px shows each of its own px."""
    column = 300 + (64 if before else 0)  # the margins of a quotation
    image = painted(page(f"{before}![a](media:a)", a=striped(wide, 90)), column, scale)
    left = (24 if before else 0) * scale
    row = [image.pixelColor(left + x, 15 * scale).lightness() for x in range(10, wide - 10)]
    assert all(abs(a - b) > 200 for a, b in pairwise(row))


def test_a_picture_made_smaller_is_even() -> None:
    """Fine stripes become grey, not a pattern that is not there."""
    image = painted(page("![a](media:a)", a=striped(1110, 370)), 300)
    row = [image.pixelColor(x, 50).lightness() for x in range(5, 295)]
    assert max(row) - min(row) < 30


def test_a_clear_picture_stands_on_white_in_a_frame() -> None:
    """Black ink on nothing could not be read on a dark page."""
    image = painted(page("![a](media:a)", a=clear(80, 40)), 300)
    assert image.pixelColor(40, 20).name() == "#ffffff"
    assert image.pixelColor(0, 20).name() == "#808080"
    assert image.pixelColor(79, 20).name() == "#808080"
    assert image.pixelColor(40, 0).name() == "#808080"
