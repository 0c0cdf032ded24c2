"""A place for a plot that loads the plotting library only when the first one is shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from initquiz.ui.theme import current, figure_style

if TYPE_CHECKING:
    from initquiz.drawing.figures import HistogramPlot
    from initquiz.model.question import Histogram

_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)


class PlotView(QWidget):
    """Shows histograms in the current theme, and follows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the empty place; nothing heavy is loaded yet."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._plot: HistogramPlot | None = None
        self._style = figure_style(current())

    def show_histogram(self, block: "Histogram") -> None:
        """Show a histogram; the first call loads pyqtgraph."""
        if self._plot is None:
            from initquiz.drawing.figures import HistogramPlot  # noqa: PLC0415  # heavy

            self._plot = HistogramPlot(self._style)
            self._column.addWidget(self._plot)
        self._plot.show_histogram(block)

    def sizeHint(self) -> QSize:
        """Ask for little: the plot takes what is left over, and gives way first."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a plot cannot be read."""
        return QSize(240, 16 * self._style.font_px)

    def changeEvent(self, event: QEvent) -> None:
        """Recolour the plot when the theme or the type size has changed."""
        super().changeEvent(event)
        style = figure_style(current())
        if event.type() in _RESTYLED and style != self._style:
            self._style = style
            if self._plot is not None:
                self._plot.set_style(style)
