"""Singular values as points, largest first."""

import numpy as np
import pyqtgraph as pg

from initquiz.drawing.plots.chart import Chart, y_span
from initquiz.drawing.plots.curves import Floats, heights
from initquiz.drawing.plots.frame import Frame
from initquiz.model.blocks import Spectrum

_PAD = 0.025  # of the x range, so that the first and the last point are seen whole
_LEAST, _MOST = 4.0, 7.0  # px across a point


class SpectrumPlot(Chart[Spectrum]):
    """Points by their number from 1, and after the answer curves over them."""

    spoken = "Singular values by number"

    def furnish(self) -> None:
        """Make the points."""
        super().furnish()
        self._ys: Floats = np.zeros(0)
        self.points = pg.ScatterPlotItem(useCache=False, antialias=True)
        self.view.addItem(self.points, ignoreBounds=True)
        self.x_axis.whole = True

    def load(self, block: Spectrum) -> None:
        """Take points and curves."""
        self.show_curves(block.curves, log=block.log_y)
        self._ys = heights(block.values, log=block.log_y)
        ys = np.concatenate([self._ys, *(item.ys for item in self.drawn())])
        last = float(max(1, len(block.values)))
        pad = max(0.5, _PAD * last)
        self.x_axis.limits = 1.0, last
        self.set_range(
            (1.0 - pad, last + pad), y_span(ys, block.y_range, log=block.log_y, grounded=False)
        )

    def put(self, block: Spectrum, frame: Frame) -> None:
        """Draw the points as large as their number allows."""
        super().put(block, frame)
        apart = (frame.right - frame.left) / max(1, self._ys.size)
        seen = np.flatnonzero(np.isfinite(self._ys))
        self.points.setData(
            seen + 1.0,
            self._ys[seen],
            size=min(max(0.8 * apart, _LEAST), _MOST),
            brush=self.look.series[0],
            pen=None,
        )
