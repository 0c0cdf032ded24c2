"""Pictures from strangers, decoded within bounds of time and memory."""

from math import sqrt

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader

from initquiz.formats.pictures import suffix_of

MOST_PIXELS = 40_000_000
"""A picture with more is not shown."""

KEPT_PIXELS = 4_000_000
"""A picture with more is made smaller while it is read; a column at three device px to one
has no more."""

_MOST_MIB = 256
_NAMES = {"png": b"png", "jpg": b"jpeg", "gif": b"gif", "webp": b"webp"}


def decoded(data: bytes) -> QImage | None:
    """Return a PNG, JPEG, GIF (its first frame) or WebP; None if it is not one, or damaged.

    What it is, is told by its first bytes alone.
    """
    suffix = suffix_of(data)
    if suffix is None:
        return None
    QImageReader.setAllocationLimit(_MOST_MIB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_NAMES[suffix]))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if size.isEmpty() or pixels > MOST_PIXELS:
        return None
    if pixels > KEPT_PIXELS:
        shrink = sqrt(KEPT_PIXELS / pixels)
        reader.setScaledSize(
            QSize(max(1, int(size.width() * shrink)), max(1, int(size.height() * shrink)))
        )
    image = reader.read()
    return None if image.isNull() else image
