"""A plot of one block: spoken name and description, and the marker that may be set on it."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QWidget

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.plots.canvas import Canvas
from initquiz.drawing.plots.frame import Flag, Frame, Titles
from initquiz.drawing.plots.overlay import DASHED, DOTTED, SOLID, Band, Knob, Stroke, pen
from initquiz.drawing.ticks import reading
from initquiz.drawing.wording import spelled
from initquiz.model.blocks import CurveRole, Plot

if TYPE_CHECKING:
    from initquiz.drawing.plots.marker import Marker

Shown = TypeVar("Shown", bound=Plot)

_KNOB = 7.0  # px
_SAME = 0.005  # of the axis: two places that look like one
_MANY = 10  # steps of Page Up and Page Down, and of arrows with Shift
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -_MANY,
    Qt.Key.Key_PageUp: _MANY,
    Qt.Key.Key_Home: -math.inf,
    Qt.Key.Key_End: math.inf,
}
_HOW = (
    "Left and Right move the marker, with Shift ten steps at a time; "
    "Home and End take it to the ends."
)


class Figure(Canvas, Generic[Shown]):
    """Shows blocks of one kind; `marker_moved` carries the place the user moved the marker to."""

    marker_moved = Signal(float)

    spoken: ClassVar[str] = "Plot"
    block: Shown | None = None
    marker: "Marker | None" = None

    def __init__(self, style: FigureStyle, parent: QWidget | None = None) -> None:
        """Make an empty plot in the given style."""
        super().__init__(style, parent)
        self._describe()

    def show_block(self, block: Shown) -> None:
        """Show another block, or the same one with curves laid over it."""
        self.block = block
        self.titles = Titles(*map(spelled, (block.title, block.x_title, block.y_title)))
        self.load(block)
        self._describe()
        self.fit()

    def load(self, block: Shown) -> None:
        """Take the data into the items, and set the ranges; each kind of plot does."""

    def put(self, block: Shown, frame: Frame) -> None:
        """Put what depends on pixels into its place."""

    def name(self) -> str:
        """Return what a screen reader calls the plot."""
        return self.spoken

    def drop(self) -> None:
        """Let go of the widget and what it holds."""
        self.close()
        self.deleteLater()

    # The marker

    def set_marker(self, marker: "Marker | None") -> None:
        """Show a marker that the user can move, a fixed one, or none."""
        free = marker is not None and marker.truth is None
        self.marker = marker
        policy = Qt.FocusPolicy.StrongFocus if free else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        if free:
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.viewport().unsetCursor()
        self._describe()
        self.fit()

    def _move(self, marker: "Marker") -> None:
        """Take the user's marker, and say so."""
        if marker == self.marker:
            return
        self.marker = marker
        self._describe()
        self.place_all()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, marker.value))
        self.marker_moved.emit(marker.place)

    def flags(self) -> Sequence[Flag]:
        """Return the block's marks and the marker."""
        found = [
            Flag(spelled(mark.label), mark.place, *role_look(self.look, mark.role))
            for mark in getattr(self.block, "marks", ())
        ]
        marker, look = self.marker, self.look
        if marker is None:
            return found
        if marker.truth is None:
            return [*found, Flag(marker.text, marker.place, look.accent, SOLID, 2.0)]
        middle = (marker.truth.low + marker.truth.high) / 2
        low, high = self.frame().xs
        there = _SAME * (high - low)  # a mark at the true place would name it twice
        return [
            *(flag for flag in found if abs(flag.place - marker.truth.place) > there),
            Flag(marker.accepted_text, middle, look.truth, DOTTED, 0.0),
            Flag(marker.text, marker.place, look.chosen, DASHED, 2.0),
            Flag(marker.true_text, marker.truth.place, look.truth, SOLID, 2.0),
        ]

    def place(self, frame: Frame) -> None:
        """Put the data, and the marker's handle or the accepted band, into their places."""
        if self.block is not None:
            self.put(self.block, frame)
        marker = self.marker
        if marker is None:
            return
        if marker.truth is None:
            knob = Knob(
                *(frame.x(marker.place), frame.top + _KNOB + 2, _KNOB),
                *(self.look.accent, self.look.background),
            )
            self.overlay.knobs.append(knob)
            return
        left, right = map(frame.inside, (marker.truth.low, marker.truth.high))
        self.overlay.bands.append(Band(left, frame.top, right, frame.bottom, self.look.truth))
        for x in (left, right):
            stroke = Stroke(x, frame.top, x, frame.bottom, self.look.truth, 1.5, DOTTED)
            self.overlay.strokes.append(stroke)

    # What is said

    def _describe(self) -> None:
        """Say what it is, what it shows and where its marker stands."""
        block, marker = self.block, self.marker
        parts = [self.name()]
        if self.titles.title:
            parts.append(self.titles.title)
        self.setAccessibleName(": ".join(parts))
        said = [] if marker is None else [f"{marker.text}."]
        if marker is not None and marker.truth is None:
            said.append(_HOW)
        if marker is not None and marker.truth is not None:
            said.append(f"{marker.true_text}; {marker.accepted_text}.")
        if block is not None:
            said.append(block.summary)
        # Without numbers on the axis, places are not told either.
        told = getattr(block, "ticks", True)
        marks = [
            spelled(mark.label) + (f" at {reading(mark.place)}" if told else "")
            for mark in getattr(block, "marks", ())
        ]
        laid = [spelled(curve.label) for curve in _overlaid(block) if curve.label]
        said += [f"Marked: {'; '.join(marks)}."] if marks else []
        said += [f"Laid over it: {'; '.join(laid)}."] if laid else []
        self.setAccessibleDescription(" ".join(filter(None, said)))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the marker; other keys are the window's."""
        marker, key = self.marker, Qt.Key(event.key())
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        if marker is None or key not in _KEYS or event.modifiers() & ~plain:
            event.ignore()
            return
        steps = _KEYS[key]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and abs(steps) == 1:
            steps *= _MANY
        if math.isinf(steps):
            self._move(marker.at(marker.least if steps < 0 else marker.most))
        else:
            self._move(marker.by(int(steps)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the marker to where the plot was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the marker."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the marker where it is."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two clicks for two clicks."""
        self.mousePressEvent(event)

    def _follow(self, event: QMouseEvent) -> None:
        if self.marker is None:
            return
        frame = self.frame()
        low, high = frame.xs
        share = (event.position().x() - frame.left) / max(1.0, frame.right - frame.left)
        self._move(self.marker.at(low + share * (high - low)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Draw what lies over the plot, and a ring while it has the focus."""
        super().drawForeground(painter, rect)
        if self.hasFocus():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen(self.look.accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.restore()


def role_look(style: FigureStyle, role: CurveRole) -> tuple[str, tuple[float, ...]]:
    """Return the colour and the dashes of what stands for something; SERIES as the first."""
    return {
        CurveRole.TRUTH: (style.truth, SOLID),
        CurveRole.CHOSEN: (style.chosen, DASHED),
        CurveRole.GUIDE: (style.muted, DOTTED),
        CurveRole.SERIES: (style.series[0], SOLID),
    }[role]


def _overlaid(block: Any) -> Sequence[Any]:  # noqa: ANN401 - not every block has curves
    """Return the curves that came with the answer."""
    curves = getattr(block, "curves", ())
    return [curve for curve in curves if curve.role in {CurveRole.TRUTH, CurveRole.CHOSEN}]
