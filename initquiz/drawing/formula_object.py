"""Paints formulas inside Qt text: vectors, sitting on the baseline of the words around them."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from initquiz.drawing.formula import EM

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

    from initquiz.model.formula import Formula

OBJECT = "\ufffc"
"""The character that stands for a formula inside a QTextDocument."""

STRUT = "\u200b"
"""A word of no width, which gives a line without words their height."""

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_FIRST = QTextFormat.Property.UserProperty.value + 1
_TEX, _DISPLAY, _SVG, _WIDTH, _ASCENT, _DESCENT, _SIZE = range(_FIRST, _FIRST + 7)

_OPTICAL = 1.12
"""STIX Two is smaller to the eye than interface fonts of one size; this evens them out."""

_SHALLOW = 0.42
"""Ems a formula may reach below the baseline without needing a taller line: the font's own
descent and the space between lines. Qt gives an object on the baseline no descent."""


def formula_format(
    base: QTextCharFormat, formula: "Formula", tex: str, *, display: bool, size: float
) -> QTextCharFormat:
    """Return the format that makes one OBJECT character show a formula.

    It carries all that painting needs, so that copies of the document paint as well.
    `size` is that of the text around, in px.
    """
    form = QTextCharFormat(base)
    form.clearBackground()
    form.setObjectType(KIND)
    if display or formula.descent * _OPTICAL / EM > _SHALLOW:
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    form.setProperty(_TEX, tex)
    form.setProperty(_DISPLAY, display)
    form.setProperty(_SVG, formula.svg)
    # doubleProperty gives 0 for what was set as an integer.
    form.setProperty(_WIDTH, float(formula.width))
    form.setProperty(_ASCENT, float(formula.ascent))
    form.setProperty(_DESCENT, float(formula.descent))
    form.setProperty(_SIZE, float(size))
    # A tool tip that looks like HTML would be taken for it.
    form.setToolTip(
        f"<p>{tex.replace('&', '&amp;').replace('<', '&lt;')}</p>" if "<" in tex else tex
    )
    return form


def formula_source(form: QTextCharFormat) -> str | None:
    """Return the LaTeX a format shows, between its dollars; None if it shows no formula."""
    if form.objectType() != KIND:
        return None
    dollars = "$$" if form.boolProperty(_DISPLAY) else "$"
    return f"{dollars}{form.stringProperty(_TEX)}{dollars}"


def is_display(form: QTextCharFormat) -> bool:
    """Tell whether a format shows a formula in display style."""
    return form.objectType() == KIND and form.boolProperty(_DISPLAY)


class FormulaPainter(QPyTextObject):
    """The handler of KIND for a document's layout."""

    def __init__(self, document: QTextDocument) -> None:
        """Belong to a document and paint its formulas."""
        super().__init__(document)
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}
        document.documentLayout().registerHandler(KIND, self)

    def intrinsicSize(
        self,
        doc: QTextDocument,
        _position: int,
        form: QTextFormat,
    ) -> QSizeF:
        """Return the room a formula takes in its line, in px; at most the page's width."""
        scale = form.doubleProperty(_SIZE) * _OPTICAL / EM
        page = doc.textWidth() - 2 * doc.documentMargin()
        if page > 0:
            scale = min(scale, page / form.doubleProperty(_WIDTH))
        ascent, descent = (scale * form.doubleProperty(p) for p in (_ASCENT, _DESCENT))
        height = max(ascent, 1.0)
        if _is_middle(form):
            # Qt puts (height + x/2) / 2 of a middle-aligned object above the baseline.
            half_x = QFontMetrics(form.toCharFormat().font()).xHeight() / 2
            height = max(2 * ascent - half_x, 2 * descent + half_x)
        return QSizeF(scale * form.doubleProperty(_WIDTH), height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        form: QTextFormat,
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
        scale = rect.width() / form.doubleProperty(_WIDTH)
        ascent, descent = (scale * form.doubleProperty(p) for p in (_ASCENT, _DESCENT))
        colour = form.foreground().color().name()
        target = QRectF(rect.left(), baseline - ascent, rect.width(), ascent + descent)
        self._renderer(form.stringProperty(_SVG), colour).render(painter, target)

    def _renderer(self, svg: str, colour: str) -> "QSvgRenderer":
        """Return a drawing in a colour; only its black parts take it."""
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - text without formulas is common

        if (svg, colour) not in self._renderers:
            coloured = svg.replace('"black"', f'"{colour}"').encode()
            self._renderers[svg, colour] = QSvgRenderer(QByteArray(coloured))
        return self._renderers[svg, colour]


def _is_middle(form: QTextFormat) -> bool:
    middle = QTextCharFormat.VerticalAlignment.AlignMiddle
    return form.toCharFormat().verticalAlignment() == middle
