"""Paints pictures inside Qt text: never wider than the text, sharp on every screen."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPyTextObject, QTextTable

from initquiz.drawing.picture_object import ADDRESS, HEIGHT, KIND, LINE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QTextDocument, QTextFormat

_TALLEST = 1.5
"""Heights a picture may have to the width there is: a page that stands upright fits."""

_NARROWEST = 16.0
"""px that are left to a picture, however deep in lists and tables it stands."""


class PicturePainter(QPyTextObject):
    """The handler of KIND for a document's layout."""

    def __init__(self, document: "QTextDocument", images: "Mapping[str, QImage]") -> None:
        """Belong to a document and paint its pictures, which are given by their addresses."""
        super().__init__(document)
        self._images = images
        self._shrunk: dict[tuple[str, int, int], QImage] = {}
        document.documentLayout().registerHandler(KIND, self)

    def intrinsicSize(self, doc: "QTextDocument", position: int, form: "QTextFormat") -> QSizeF:
        """Return the size of a picture in px: its own, made smaller to fit the text's width."""
        width, height = form.doubleProperty(WIDTH), form.doubleProperty(HEIGHT)
        scale = 1.0
        room = _room(doc, position)
        if room > 0:
            scale = min(1.0, room / width, _TALLEST * room / height)
        return QSizeF(max(1.0, round(scale * width)), max(1.0, round(scale * height)))

    def drawObject(
        self,
        painter: QPainter,
        rect: "QRectF | QRect",
        _doc: "QTextDocument",
        _position: int,
        form: "QTextFormat",
    ) -> None:
        """Paint a picture on white paper, whatever the theme, in a thin frame."""
        rect = QRectF(rect)
        address = form.stringProperty(ADDRESS)
        painter.save()
        device = painter.deviceTransform()
        if not device.isRotating():
            # On whole pixels of the device, else what is as large as the screen shows it blurs.
            corner = device.map(rect.topLeft())
            painter.translate(
                (round(corner.x()) - corner.x()) / device.m11(),
                (round(corner.y()) - corner.y()) / device.m22(),
            )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide, high = (
            max(1, round(abs(scale) * side))
            for scale, side in ((device.m11(), rect.width()), (device.m22(), rect.height()))
        )
        image = self._image(address, wide, high)
        if image.hasAlphaChannel():
            painter.fillRect(rect, QColor(255, 255, 255))
        painter.drawImage(rect, image)
        if form.hasProperty(form.Property.BackgroundBrush):  # it is part of a selection
            painter.setOpacity(0.4)
            painter.fillRect(rect, form.background())
            painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(form.stringProperty(LINE)), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _image(self, address: str, width: int, height: int) -> QImage:
        """Return a picture for so many px of the device; larger ones are made smaller, once."""
        image = self._images.get(address)
        if image is None:
            return QImage()
        if width >= image.width():
            return image
        key = (address, width, height)
        if key not in self._shrunk:
            if len(self._shrunk) > len(self._images):
                self._shrunk.clear()  # the window has another width by now
            self._shrunk[key] = image.scaled(
                width,
                height,
                QtCore.Qt.AspectRatioMode.IgnoreAspectRatio,
                QtCore.Qt.TransformationMode.SmoothTransformation,
            )
        return self._shrunk[key]


def _room(doc: "QTextDocument", position: int) -> float:
    """Return the width of the text at a position in px; 0 if the page has none."""
    page = doc.textWidth() - 2 * doc.documentMargin()
    if page <= 0:
        return 0.0
    # Not by a cursor: that would ask for the layout which is just being made.
    block = doc.findBlock(position)
    form = block.blockFormat()
    listed = block.textList()
    steps = form.indent() + (listed.format().indent() if listed else 0)
    room = page - steps * doc.indentWidth() - form.leftMargin() - form.rightMargin()
    table = doc.frameAt(position)
    if isinstance(table, QTextTable):
        border = 2 * table.format().cellPadding() + 2 * table.format().border()
        room = (room - border) / table.columns() - border
    return max(_NARROWEST, room)
