"""Pictures of strangers are shown or refused, in little time and memory."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter

from initquiz.drawing.decoding import KEPT_PIXELS, MOST_PIXELS, decoded

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("qt.gui.imageio", extend=True),  # what it says of damaged files
]


def written(suffix: str, width: int = 60, height: int = 40) -> bytes:
    """Return a red picture of a format."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(suffix.encode())).write(image)
    return bytes(buffer.data().data())


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes, bits: int = 8) -> bytes:
    """Return a grey PNG whose head claims a size, whatever its pixels are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def gif(*frames: int, width: int = 2, height: int = 2) -> bytes:
    """Return a GIF of 2 x 2 px frames, each wholly of colour 0 (red) or 1 (lime)."""
    found = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\xff\0\0\0\xff\0"
    for colour in frames:
        found += b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0)
        codes = [4, colour, colour, colour, colour, 5]  # three bits each, low ones first
        bits = sum(code << (3 * place) for place, code in enumerate(codes))
        found += b"\x02\x03" + bits.to_bytes(3, "little") + b"\x00"
    return found + b";"


@pytest.mark.parametrize("suffix", ["png", "jpeg", "webp"])
def test_the_formats_of_cards_are_shown(suffix: str) -> None:
    """PNG, JPEG and WebP, told by their content."""
    image = decoded(written(suffix))
    assert image is not None
    assert (image.width(), image.height()) == (60, 40)
    assert image.pixelColor(30, 20).red() > 240


@pytest.mark.parametrize("suffix", ["bmp", "tiff", "ppm"])
def test_no_other_format_is_read(suffix: str) -> None:
    """Fewer readers, fewer faults: what Qt could read besides is refused."""
    assert decoded(written(suffix)) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"<!DOCTYPE html><img src=x>",
        b"\x89PNG\r\n\x1a\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    ],
)
def test_what_is_no_picture_gives_none(data: bytes) -> None:
    """An SVG or a page under a picture's name is not drawn."""
    assert decoded(data) is None


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_a_picture_cut_short_gives_none(suffix: str) -> None:
    """Half a picture is a damaged picture."""
    whole = written(suffix, 300, 200)
    for length in (20, len(whole) // 2, len(whole) - 20):
        assert decoded(whole[:length]) is None


@pytest.mark.parametrize(
    "data",
    [
        png(2**31 - 1, 2**31 - 1, b"x"),
        png(60_000, 60_000, bytes(1000)),
        png(1, MOST_PIXELS + 1, b"x"),
        gif(0, width=65_535, height=65_535),
        png(0, 5, b"x"),
    ],
    ids=["widest", "wide", "tall", "gif", "empty"],
)
def test_a_bomb_gives_none(data: bytes) -> None:
    """A head that claims more than 40 million pixels is believed, and refused."""
    assert decoded(data) is None


def test_a_large_picture_is_kept_smaller() -> None:
    """Up to 40 million pixels are read; the shape stays, four million are kept."""
    image = decoded(png(8000, 5000, bytes(1001 * 5000), bits=1))
    assert image is not None
    assert image.width() * image.height() <= KEPT_PIXELS
    assert image.width() / image.height() == pytest.approx(1.6, rel=0.01)


def test_what_moves_stands_still() -> None:
    """Of an animated GIF the first frame is shown."""
    for first, colour in ((0, "#ff0000"), (1, "#00ff00")):
        image = decoded(gif(first, 1 - first, 1 - first))
        assert image is not None
        assert image.pixelColor(1, 1).name() == colour
