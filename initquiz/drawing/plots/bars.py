"""Bars by label."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize

from initquiz.drawing.plots.chart import Chart, y_span
from initquiz.drawing.plots.curves import heights
from initquiz.drawing.plots.frame import Frame
from initquiz.model.blocks import Bars

_SHARE, _LEAST_GAP = 0.28, 1.0  # of a bar's slot left empty; px


class BarsPlot(Chart[Bars]):
    """One bar per label; on a logarithmic axis bars start at its bottom."""

    def furnish(self) -> None:
        """Make the bars."""
        super().furnish()
        self.bars = pg.BarGraphItem(x0=[], x1=[], height=[], pen=None)
        self.view.addItem(self.bars, ignoreBounds=True)

    def name(self) -> str:
        """Return "Bars by layer" and the like."""
        return f"Bars by {self.titles.x}" if self.titles.x else "Bars"

    def load(self, block: Bars) -> None:
        """Take bars and guides."""
        self.show_curves(block.curves, log=block.log_y)
        self._tops = heights(block.values, log=block.log_y)
        ys = np.concatenate([self._tops, *(item.ys for item in self.drawn())])
        self.x_axis.names = block.labels
        self.x_axis.whole = True
        self.set_range(
            (0.5, max(1, len(block.labels)) + 0.5),
            y_span(ys, block.y_range, log=block.log_y, grounded=True),
        )

    def recolour(self) -> None:
        """Give bars and guides the style's colours."""
        super().recolour()
        self.bars.setOpts(brush=self.look.fill)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which bars would be lower than their names are long."""
        names = (self.metrics.horizontalAdvance(name) for name in self.x_axis.turned)
        least = super().minimumSizeHint()
        return QSize(least.width(), least.height() + math.ceil(max(names, default=0.0)))

    def put(self, block: Bars, frame: Frame) -> None:
        """Set the bars on whole pixels."""
        super().put(block, frame)
        scale = (frame.right - frame.left) / (frame.xs[1] - frame.xs[0])
        middles = (np.arange(len(self._tops)) + 0.5) * scale + frame.left
        half = max(1.0, scale - max(_LEAST_GAP, _SHARE * scale)) / 2
        left, right = np.round(middles - half), np.round(middles + half)
        right = np.maximum(right, left + 1.0)
        base = frame.ys[0] if block.log_y else 0.0
        tops = np.where(np.isfinite(self._tops), self._tops, base)
        self.bars.setOpts(
            x0=(left - frame.left) / scale + frame.xs[0],
            x1=(right - frame.left) / scale + frame.xs[0],
            y0=base,
            height=tops - base,
        )
