"""Paints formulas inside Qt text: vectors, sitting on the baseline of the words around them."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtGui import QFontMetrics, QPyTextObject, QTextCharFormat

from initquiz.drawing.formula import EM
from initquiz.drawing.formula_object import ASCENT, DESCENT, KIND, OPTICAL, SIZE, SVG, WIDTH

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter, QTextDocument, QTextFormat
    from PySide6.QtSvg import QSvgRenderer


class FormulaPainter(QPyTextObject):
    """The handler of KIND for a document's layout."""

    def __init__(self, document: "QTextDocument") -> None:
        """Belong to a document and paint its formulas."""
        super().__init__(document)
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}
        document.documentLayout().registerHandler(KIND, self)

    def intrinsicSize(
        self,
        doc: "QTextDocument",
        _position: int,
        form: "QTextFormat",
    ) -> QSizeF:
        """Return the room a formula takes in its line, in px; at most the page's width."""
        scale = form.doubleProperty(SIZE) * OPTICAL / EM
        page = doc.textWidth() - 2 * doc.documentMargin()
        if page > 0:
            scale = min(scale, page / form.doubleProperty(WIDTH))
        ascent, descent = (scale * form.doubleProperty(p) for p in (ASCENT, DESCENT))
        height = max(ascent, 1.0)
        if _is_middle(form):
            # Qt puts (height + x/2) / 2 of a middle-aligned object above the baseline.
            half_x = QFontMetrics(form.toCharFormat().font()).xHeight() / 2
            height = max(2 * ascent - half_x, 2 * descent + half_x)
        return QSizeF(scale * form.doubleProperty(WIDTH), height)

    def drawObject(
        self,
        painter: "QPainter",
        rect: "QRectF | QRect",
        doc: "QTextDocument",
        position: int,
        form: "QTextFormat",
    ) -> None:
        """Paint a formula in its format's text colour."""
        rect = QRectF(rect)
        baseline = rect.bottom()
        if _is_middle(form):
            # The rectangle is centred in its line (whose height() is rounded up), not set
            # on the baseline.
            block = doc.findBlock(position)
            line = block.layout().lineForTextPosition(position - block.position())
            above = (line.ascent() + line.descent() - rect.height()) / 2
            baseline = rect.top() - above + line.ascent()
        # Words stand on whole pixels of the device, so formulas must.
        device = painter.deviceTransform()
        if not device.isRotating():
            whole = math.floor(device.m22() * baseline + device.dy() + 0.5)
            baseline = (whole - device.dy()) / device.m22()
        scale = rect.width() / form.doubleProperty(WIDTH)
        ascent, descent = (scale * form.doubleProperty(p) for p in (ASCENT, DESCENT))
        colour = form.foreground().color().name()
        target = QRectF(rect.left(), baseline - ascent, rect.width(), ascent + descent)
        self._renderer(form.stringProperty(SVG), colour).render(painter, target)

    def _renderer(self, svg: str, colour: str) -> "QSvgRenderer":
        """Return a drawing in a colour; only its black parts take it."""
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - text without formulas is common

        if (svg, colour) not in self._renderers:
            coloured = svg.replace('"black"', f'"{colour}"').encode()
            self._renderers[svg, colour] = QSvgRenderer(QByteArray(coloured))
        return self._renderers[svg, colour]


def _is_middle(form: "QTextFormat") -> bool:
    middle = QTextCharFormat.VerticalAlignment.AlignMiddle
    return form.toCharFormat().verticalAlignment() == middle
