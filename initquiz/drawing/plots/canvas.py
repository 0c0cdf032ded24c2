"""What all plots share: axes, titles, labelled vertical lines, style, and room for each of them.

A plot is only looked at: no panning, no menu, the wheel scrolls the page. One is made and kept;
new data goes into the items it already has.
"""

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.plots.axis import Axis
from initquiz.drawing.plots.frame import Flag, Frame, Range, Titles
from initquiz.drawing.plots.overlay import Overlay, Stroke, Word
from initquiz.drawing.plots.spacing import Placed, stacked, wrapped

_EDGE = 4.0  # px between the plot area and the top of the widget
_GAP = 5.0  # px between numbers and titles
_LINES = 3  # of a title, at most
_FARTHEST = 1e300  # end of a range; beyond it arithmetic overflows


class Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """An empty plot with titles; a kind of plot adds its items in `place`."""

    def __init__(self, style: FigureStyle, parent: QWidget | None = None) -> None:
        """Make an empty plot in the given style."""
        self.x_axis, self.y_axis = Axis("bottom"), Axis("left")
        axes = {"bottom": self.x_axis, "left": self.y_axis}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self.look = style
        self.ratio = self.devicePixelRatioF()
        self.titles = Titles()
        self.top_needed = 0.0  # px above the plot area
        self.top_wanted = 0.0  # px above it at least, so that neighbours are level
        self.overlay = Overlay()
        self._plot = self.getPlotItem()
        self.view = self._plot.getViewBox()
        self._ranges: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))
        self._head: tuple[list[str], list[str]] = ([], [])  # lines of the title, of the y title
        self._foot: list[str] = []  # lines of the x title
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.furnish()
        self.set_style(style)

    def set_style(self, style: FigureStyle) -> None:
        """Recolour everything; the data stays."""
        self.look = style
        font = QFont(style.family) if style.family else QFont(self.font())
        font.setPixelSize(style.font_px)
        self.words_font, self.bold_font = font, QFont(font)
        self.bold_font.setWeight(QFont.Weight.DemiBold)
        self.metrics, self.bold_metrics = QFontMetricsF(font), QFontMetricsF(self.bold_font)
        self.setBackground(style.background)
        for axis in (self.x_axis, self.y_axis):
            axis.setPen(solid(style.axis, self.ratio))
            axis.setTextPen(style.muted)
            axis.setTickFont(font)
        self.recolour()
        self.fit()

    def set_pixel_ratio(self, ratio: float) -> None:
        """Say how many pixels the screen or image has to one of ours; pens follow."""
        if ratio != self.ratio:
            self.ratio = ratio
            self.set_style(self.look)

    def set_range(self, xs: Range, ys: Range) -> None:
        """Show a part of the plane; exponents on a logarithmic axis."""
        xs, ys = ((max(low, -_FARTHEST), min(high, _FARTHEST)) for low, high in (xs, ys))
        self._ranges = xs, ys
        self.view.setRange(xRange=xs, yRange=ys, padding=0)

    def frame(self) -> Frame:
        """Return the plot area."""
        # Not its bounding rectangle, to which pyqtgraph adds half a pixel.
        area = self.view.mapRectToScene(self.view.rect())
        return Frame(area.left(), area.top(), area.right(), area.bottom(), *self._ranges)

    # What a kind of plot adds

    def furnish(self) -> None:
        """Make the items the data goes into."""

    def recolour(self) -> None:
        """Give the items the style's colours."""

    def flags(self) -> Sequence[Flag]:
        """Return the vertical lines."""
        return ()

    def right_room(self, width: float, height: float) -> float:  # noqa: ARG002 - for subclasses
        """Return the px wanted to the right of a plot area of about this size."""
        return 0.0

    def trim(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002 - as above
        """Return the px of the plot area's width and height to be left empty."""
        return 0.0, 0.0

    def place(self, frame: Frame) -> None:
        """Put what depends on pixels into its place."""

    # The room for words and numbers

    def fit(self) -> None:
        """Reserve whole pixels for words and numbers, before pyqtgraph finds out by painting."""
        if self.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
            return  # done when the size is known
        width, height = float(self.width()), float(self.height())
        measure, line = self.metrics.horizontalAdvance, self.metrics.height()
        bold = self.bold_metrics.horizontalAdvance
        title = wrapped(self.titles.title, width - 2 * _EDGE, bold, _LINES)
        top = len(title) * line + (_EDGE if title else line / 2)
        (xs, ys), flags = self._ranges, self.flags()
        left = self.y_axis.choose(*ys, max(1.0, height - top - 2.2 * line - 16), measure, line)
        left += _EDGE + (_GAP + line if self.titles.y else 0.0)
        right = max(2.0, self.right_room(width - left, height - top))
        across = max(1.0, width - left - right)
        bottom = self.x_axis.choose(*xs, across, measure, line)
        right = max(right, self.x_axis.overhang(*xs, across, measure) + 2)
        foot = wrapped(self.titles.x, width - left, measure)
        bottom += len(foot) * line + (_GAP if foot else 0.0) + _EDGE
        frame = Frame(left, top, width - right, height - bottom, xs, ys)
        top += max((flag.row + 1 for flag in self._spaced(frame, flags)), default=0) * line
        aside: list[str] = []
        if measure(self.titles.y) > height - top - bottom:  # too long to stand beside its axis
            aside = wrapped(self.titles.y, width - _EDGE, measure)
            top += len(aside) * line + _EDGE
            left -= _GAP + line
        self.top_needed, top = top, max(top, self.top_wanted)
        self.y_axis.choose(*ys, max(1.0, height - top - bottom), measure, line)
        self._head, self._foot = (title, aside), foot
        self._reserve(left, top, right, bottom)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find room anew."""
        super().resizeEvent(event)
        # pyqtgraph calls this itself before there is anything to fit, and when all is gone again.
        if event is not None and not self.closed:
            self.fit()

    def _reserve(self, left: float, top: float, right: float, bottom: float) -> None:
        """Lay out axes and plot area in whole pixels, then what stands in them."""
        left, top, right, bottom = (math.ceil(side) for side in (left, top, right, bottom))
        across, down = self.width() - left - right, self.height() - top - bottom
        cut_x, cut_y = self.trim(across, down)
        if cut_x or cut_y:
            self._choose(max(1.0, across - cut_x), max(1.0, down - cut_y))
        before = cut_x // 2
        self._plot.layout.setContentsMargins(before, top, right + cut_x - before, cut_y)
        self.x_axis.setHeight(bottom)
        self.y_axis.setWidth(left)
        self._plot.layout.activate()
        # While it shrank, the margins of before held it at its old height.
        self._plot.setGeometry(QRectF(0.0, 0.0, self.width(), self.height()))
        self._plot.layout.activate()
        self.place_all()

    def _choose(self, width: float, height: float) -> None:
        """Choose the ticks of a plot area of this size."""
        (xs, ys), measure, line = (
            self._ranges,
            self.metrics.horizontalAdvance,
            self.metrics.height(),
        )
        self.x_axis.choose(*xs, width, measure, line)
        self.y_axis.choose(*ys, height, measure, line)

    def place_all(self) -> None:
        """Write the titles and put everything else into its place."""
        frame = self.frame()
        if frame.right - frame.left < 1 or frame.bottom - frame.top < 1:
            self.overlay = Overlay()
            return
        self.overlay = Overlay()
        self.overlay.words += self._titles(frame)
        self._write_turned_names(frame)
        self.place(frame)
        self._raise_flags(frame)
        self.viewport().update()

    def _titles(self, frame: Frame) -> list[Word]:
        style, line = self.look, self.metrics.height()
        title, aside = self._head
        edge = frame.left - self.y_axis.width() + _EDGE
        words = [
            Word(text, max(_EDGE, edge), row * line, style.text, bold=True)
            for row, text in enumerate(title)
        ]
        for row, text in enumerate(aside, start=len(title)):
            words.append(Word(text, max(_EDGE, edge), row * line, style.muted))
        if self.titles.y and not aside:
            length = self.metrics.horizontalAdvance(self.titles.y)
            start = (frame.top + frame.bottom + length) / 2
            words.append(Word(self.titles.y, edge, start, style.muted, turned=True))
        below = frame.bottom + self.x_axis.height() - _EDGE
        for row, text in enumerate(self._foot):
            length = self.metrics.horizontalAdvance(text)
            start = min((frame.left + frame.right - length) / 2, self.width() - length - _EDGE)
            y = below - (len(self._foot) - row) * line
            words.append(Word(text, max(_EDGE, start), y, style.muted))
        return words

    def _write_turned_names(self, frame: Frame) -> None:
        """Write the names along the x axis that are too long to stand level."""
        for place, text in enumerate(self.x_axis.turned, start=1):
            x = frame.x(place) - self.metrics.height() / 2
            y = frame.bottom + 2 * _EDGE + self.metrics.horizontalAdvance(text)
            self.overlay.words.append(Word(text, x, y, self.look.muted, turned=True))

    # Flags: labelled vertical lines

    def _spaced(self, frame: Frame, flags: Sequence[Flag]) -> list[Placed]:
        """Return where the labels of vertical lines stand, above the plot area."""
        widths = [self.metrics.horizontalAdvance(flag.label) for flag in flags]
        room = self.width() - frame.left - 2.0
        # Clear of the numbers on the y axis, unless a label is too long for that.
        start = frame.left if max(widths, default=0.0) <= room else 0.0
        places = [frame.inside(flag.place) - start for flag in flags]
        placed = stacked(places, widths, self.width() - start - 2.0)
        return [Placed(left + start, row) for left, row in placed]

    def _raise_flags(self, frame: Frame) -> None:
        flags, line = self.flags(), self.metrics.height()
        for flag, placed in zip(flags, self._spaced(frame, flags), strict=True):
            x = frame.inside(flag.place)
            base = frame.top - placed.row * line
            stroke = Stroke(x, base, x, frame.bottom, flag.colour, flag.width, flag.dash)
            self.overlay.strokes += [stroke] if flag.width else []
            colour = self.look.legible(flag.colour)
            ground = self.look.background
            word = Word(flag.label, placed.left, base - line, colour, ground=ground)
            self.overlay.words.append(word)

    # Qt

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        """Draw what lies over the plot."""
        painter.save()
        self.overlay.paint(painter, self.words_font, self.bold_font)
        painter.restore()

    def sizeHint(self) -> QSize:
        """Return a comfortable size; the scene's own is the size it happens to have."""
        return QSize(640, 24 * self.look.font_px)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which ticks would crowd."""
        return QSize(14 * self.look.font_px, 14 * self.look.font_px)

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen of another density."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange}:
            self.set_pixel_ratio(self.devicePixelRatioF())
        return bool(super().event(event))


def solid(colour: str, width: float) -> QPen:
    """Return a pen whose width is in pixels of the device, whatever the axes' scale."""
    result = QPen(QColor(colour), width)
    result.setCosmetic(True)
    return result
