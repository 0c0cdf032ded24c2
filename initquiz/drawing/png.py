"""PNG files of opaque pictures, in a quarter of the time that Qt's writer takes.

Qt tries five filters on each line. In a plot a line is most often the line above it, so the
difference to that (filter 2, "up") is nearly all zeros, which deflate is quick with.
"""

import struct
import zlib

import numpy as np
from PySide6.QtGui import QImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR, _DEPTH = 2, 8
_LEVEL = 3
_UP = 2
_METRE = 1


def png(image: QImage) -> bytes:
    """Return an opaque picture as a PNG, the same bytes each time; may be called in any thread."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    height, width = plain.height(), plain.width()
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(height, plain.bytesPerLine())
    # The first byte of each line names its filter; above the first line all is 0.
    lines = np.full((height, 1 + 3 * width), _UP, np.uint8)
    lines[:, 1:] = pixels[:, : 3 * width]
    lines[1:, 1:] -= pixels[:-1, : 3 * width]
    density = (image.dotsPerMeterX(), image.dotsPerMeterY(), _METRE)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">2I5B", width, height, _DEPTH, _TRUE_COLOUR, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">2IB", *density)),
            _chunk(b"IDAT", zlib.compress(lines.data, _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG: its length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
