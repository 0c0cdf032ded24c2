"""Chooses the widget that draws a block.

Import this module only when the first plot is wanted: pyqtgraph is the heaviest thing the
program loads. The histogram comes with it; the other kinds are loaded with their first block.
"""

from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from initquiz.drawing.colours import FigureStyle
from initquiz.drawing.plots.figure import Figure
from initquiz.drawing.plots.histogram import HistogramPlot
from initquiz.model.blocks import Plot

__all__ = ["Figure", "HistogramPlot", "figure_for"]

_CLASSES = {
    "histogram": "HistogramPlot",
    "lines": "LinesPlot",
    "bars": "BarsPlot",
    "spectrum": "SpectrumPlot",
    "heatmap": "HeatmapPlot",
}


def figure_for(block: Plot, style: FigureStyle, parent: QWidget | None = None) -> Figure[Any]:
    """Return an empty plot of the kind that shows such a block."""
    module = import_module(f"initquiz.drawing.plots.{block.kind}")
    figure: Figure[Any] = getattr(module, _CLASSES[block.kind])(style, parent)
    return figure
