"""Lines over a common x axis, such as the layer."""

import numpy as np

from initquiz.drawing.plots.chart import Chart, y_span
from initquiz.drawing.plots.curves import Floats
from initquiz.drawing.plots.frame import Frame, Range
from initquiz.model.blocks import CurveRole, Lines

_PAD = 0.02  # of the x range, so that points on its ends are seen whole
_NONE = np.zeros(0)


class LinesPlot(Chart[Lines]):
    """Curves told apart by colour, dashes and symbols, with their names at their ends."""

    def name(self) -> str:
        """Return "Lines by layer" and the like."""
        return f"Lines by {self.titles.x}" if self.titles.x else "Lines"

    def load(self, block: Lines) -> None:
        """Take the curves."""
        self.show_curves(block.curves, log=block.log_y)
        xs = np.concatenate([_NONE, *(item.xs for item in self.drawn())])
        ys = np.concatenate([_NONE, *(item.ys for item in self.drawn())])
        low, high = _ends(xs)
        self.x_axis.whole = bool(np.all(xs == np.round(xs)))
        self.x_axis.limits = low, high
        pad = _PAD * (high - low)
        spans = y_span(ys, block.y_range, log=block.log_y, grounded=False)
        self.set_range((low - pad, high + pad), spans)

    def put(self, block: Lines, frame: Frame) -> None:
        """Put symbols on the points, and the names beside the ends."""
        super().put(block, frame)
        series = [curve.role is CurveRole.SERIES for curve in block.curves]
        alone = sum(series) <= 1 and not block.points
        scale = (frame.right - frame.left) / (frame.xs[1] - frame.xs[0])
        for index, item in enumerate(self.drawn()):
            if alone or not series[index]:
                item.hide_points()
            else:
                start = sum(series[:index])
                item.mark_points(scale, self.look.background, every=block.points, start=start)


def _ends(xs: Floats) -> Range:
    """Return the x range of the data; one place gets room to either side."""
    low, high = (float(xs.min()), float(xs.max())) if xs.size else (0.0, 1.0)
    return (low, high) if high > low else (low - 1.0, low + 1.0)
