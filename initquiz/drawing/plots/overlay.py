"""Words and strokes laid over a plot, in px of the widget: painted anew each time, kept as data."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

SOLID: tuple[float, ...] = ()
DASHED, DOTTED, LONG, DASH_DOT = (5.0, 3.0), (1.0, 2.5), (9.0, 3.0), (6.0, 2.5, 1.5, 2.5)
"""Dashes and gaps in widths of the pen."""


class Word(NamedTuple):
    """One line of text; (x, y) is its top left, or its lower left if it is turned upwards."""

    text: str
    x: float
    y: float
    colour: str
    bold: bool = False
    turned: bool = False
    ground: str = ""  # a colour to stand on, so that nothing runs through the letters


class Stroke(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = SOLID


class Band(NamedTuple):
    """A hatched rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str


class Swatch(NamedTuple):
    """A rectangle whose colour runs from top to bottom through stops (share, colour)."""

    left: float
    top: float
    right: float
    bottom: float
    stops: tuple[tuple[float, str], ...]
    rim: str


class Knob(NamedTuple):
    """A round handle with its middle at (x, y)."""

    x: float
    y: float
    radius: float
    colour: str
    rim: str


class Overlay:
    """What is drawn over a plot, from the bottom up: areas, strokes, knobs, words."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.bands: list[Band] = []
        self.swatches: list[Swatch] = []
        self.strokes: list[Stroke] = []
        self.knobs: list[Knob] = []
        self.words: list[Word] = []

    def paint(self, painter: QPainter, font: QFont, bold: QFont) -> None:
        """Draw everything."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in self.bands:
            brush = QBrush(QColor(band.colour), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(_box(band), brush)
        for swatch in self.swatches:
            shade = QLinearGradient(0.0, swatch.top, 0.0, swatch.bottom)
            for share, colour in swatch.stops:
                shade.setColorAt(share, QColor(colour))
            painter.setPen(pen(swatch.rim, 1.0))
            painter.setBrush(shade)
            painter.drawRect(_box(swatch).adjusted(0.5, 0.5, -0.5, -0.5))
        for stroke in self.strokes:
            painter.setPen(pen(stroke.colour, stroke.width, stroke.dash))
            painter.drawLine(QPointF(*stroke[:2]), QPointF(*stroke[2:4]))
        for knob in self.knobs:
            painter.setPen(pen(knob.rim, 2.0))
            painter.setBrush(QColor(knob.colour))
            painter.drawEllipse(QPointF(knob.x, knob.y), knob.radius, knob.radius)
        for word in self.words:
            _write(painter, word, bold if word.bold else font)


def pen(colour: str, width: float, dash: tuple[float, ...] = SOLID) -> QPen:
    """Return a pen with flat ends, so that dashes keep their lengths."""
    result = QPen(QColor(colour), width)
    result.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        result.setDashPattern(list(dash))
    return result


def _box(area: Band | Swatch) -> QRectF:
    return QRectF(area.left, area.top, area.right - area.left, area.bottom - area.top)


def _write(painter: QPainter, word: Word, font: QFont) -> None:
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    if word.ground:
        box = QRectF(word.x - 2, word.y, metrics.horizontalAdvance(word.text) + 4, metrics.height())
        painter.fillRect(box, QColor(word.ground))
    painter.setPen(QColor(word.colour))
    if word.turned:
        painter.save()
        painter.translate(word.x, word.y)
        painter.rotate(-90)
        painter.drawText(QPointF(0, metrics.ascent()), word.text)
        painter.restore()
    else:
        painter.drawText(QPointF(word.x, word.y + metrics.ascent()), word.text)
