"""The least a program can do to show a histogram: numpy, pyqtgraph and one plot."""

import numpy as np
import pyqtgraph as pg

from tests.benchmarks.children.ending import end_when_painted


class _Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """A plot whose class may be changed."""


def main() -> None:
    """Show the histogram of 100,000 normals in 50 bars; end once it is painted."""
    application = pg.mkQApp()
    end_when_painted(_Plot)
    counts, edges = np.histogram(np.random.default_rng(0).standard_normal(100_000), bins=50)
    plot = _Plot()
    plot.addItem(pg.BarGraphItem(x0=edges[:-1], x1=edges[1:], height=counts))
    plot.show()
    application.exec()
