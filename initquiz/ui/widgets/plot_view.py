"""A place for plots that loads the plotting library only when the first one is shown."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from initquiz.drawing.plots.grid import boxes, columns, needed_height
from initquiz.drawing.wording import spelled
from initquiz.ui.theme import current, figure_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from initquiz.drawing.figures import Figure
    from initquiz.drawing.plots.marker import Marker
    from initquiz.model.blocks import Plot

_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
_COLUMN, _LOW = 20, 16  # ems of a column, at least, where there are several; of a plot's height
_NARROW = 240  # px below which a plot cannot be read


class PlotView(QWidget):
    """Shows plots in the current theme, and follows it; side by side where there is room.

    A marker may be set on one of them. While the user can move it, this widget passes the
    focus on to its plot; `marker_moved` carries where the user moved it.
    """

    marker_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the empty place; nothing heavy is loaded yet."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._figures: list[Figure[Any]] = []
        self._kept: dict[str, list[Figure[Any]]] = {}
        self._marked: Figure[Any] | None = None
        self._style = figure_style(current())
        self._least = QSize()

    def show_blocks(self, blocks: "Sequence[Plot]") -> None:
        """Show plots; the first call loads pyqtgraph. A marker stays until it is cleared."""
        index = self._figures.index(self._marked) if self._marked is not None else -1
        marker = self._marked.marker if self._marked is not None else None
        self.clear_marker()
        kept = {kind: list(figures) for kind, figures in self._kept.items()}
        shown = [self._figure(block, kept) for block in blocks]
        for spare in (figure for figures in kept.values() for figure in figures):
            spare.hide()
        self._figures = shown
        policy = self.sizePolicy()
        if policy.hasHeightForWidth() != (len(shown) > 1):
            policy.setHeightForWidth(len(shown) > 1)
            self.setSizePolicy(policy)
        self._arrange()
        for figure, block in zip(shown, blocks, strict=True):
            figure.show_block(block)
            figure.show()
        self._claim_room()
        if marker is not None and index < len(shown):
            self._mark(shown[index], marker)
        self._level()

    # The marker

    def set_marker(  # noqa: PLR0917 - the numbers of a slider, in the order of its axis
        self, index: int, label: str, place: float, least: float, most: float, step: float
    ) -> None:
        """Set a marker on the x axis of a plot, for the user to move in steps from `least` on.

        `label` is Markdown; the marker starts at `place`, which may lie between two steps.
        """
        from initquiz.drawing.plots.marker import Marker  # noqa: PLC0415 - not before a plot

        if self._marked is not self._figures[index]:
            self.clear_marker()
        inside = min(max(place, least), most)
        self._mark(self._figures[index], Marker(spelled(label), inside, least, most, step))

    def marker_place(self) -> float:
        """Return where the marker stands; LookupError if there is none."""
        if self._marked is None or self._marked.marker is None:
            raise LookupError("No marker is set on any plot.")
        return self._marked.marker.place

    def reveal_marker(self, low: float, high: float, truth: float) -> None:
        """Fix the marker, and show the accepted places and the true one beside it."""
        if self._marked is not None and self._marked.marker is not None:
            self._mark(self._marked, self._marked.marker.fixed(low, high, truth))

    def clear_marker(self) -> None:
        """Take the marker away."""
        if self._marked is not None:
            self._marked.set_marker(None)
            self._marked = None
            self.setFocusProxy(None)  # type: ignore[arg-type]  # allowed, the stub forgot it

    def _mark(self, figure: "Figure[Any]", marker: "Marker") -> None:
        self._marked = figure
        figure.set_marker(marker)
        proxy = figure if marker.truth is None else None
        self.setFocusProxy(proxy)  # type: ignore[arg-type]  # as above
        self._level()

    # The plots and their room

    def _figure(self, block: "Plot", kept: "dict[str, list[Figure[Any]]]") -> "Figure[Any]":
        """Return a plot of the kind that shows a block: one that is kept, or a new one."""
        if kept.get(block.kind):
            return kept[block.kind].pop(0)
        from initquiz.drawing.figures import figure_for  # noqa: PLC0415 - heavy

        figure = figure_for(block, self._style, self)
        figure.marker_moved.connect(self.marker_moved)
        self._kept.setdefault(block.kind, []).append(figure)
        return figure

    def _arrange(self) -> None:
        """Give each plot its place."""
        across = self._columns(self.width())
        for figure, box in zip(
            self._figures,
            boxes(self._heights(), self.width(), self.height(), across),
            strict=True,
        ):
            figure.setGeometry(*box)

    def _level(self) -> None:
        """Have the plot areas of a row begin at one height, whatever stands above them."""
        across = self._columns(self.width())
        for start in range(0, len(self._figures), across):
            row = self._figures[start : start + across]
            top = max(figure.top_needed for figure in row)
            for figure in row:
                if max(figure.top_needed, figure.top_wanted) != top:
                    figure.top_wanted = top
                    figure.fit()

    def _columns(self, width: int) -> int:
        least = max((figure.minimumSizeHint().width() for figure in self._figures), default=0)
        return columns(len(self._figures), width, max(least, _COLUMN * self._style.font_px))

    def _heights(self) -> list[int]:
        least = _LOW * self._style.font_px
        return [max(least, figure.minimumSizeHint().height()) for figure in self._figures]

    def _claim_room(self) -> None:
        """Have the layout know if the plots need more room than before, or less."""
        if self._least != self.minimumSizeHint():
            self._least = self.minimumSizeHint()
            self.updateGeometry()

    # Qt

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the rows of plots need at least."""
        return needed_height(self._heights(), self._columns(width))

    def sizeHint(self) -> QSize:
        """Ask for little: the plots take what is left over, and give way first."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the plots cannot be read."""
        least = QSize(_NARROW, _LOW * self._style.font_px)
        if not self._figures:
            return least
        widest = max(figure.minimumSizeHint().width() for figure in self._figures)
        return least.expandedTo(QSize(widest, self.heightForWidth(self.width())))

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Move plots to fewer columns in a narrow window."""
        super().resizeEvent(event)
        self._arrange()
        self._level()
        self._claim_room()

    def showEvent(self, event: "QShowEvent") -> None:
        """Level the plots, which have just been given their sizes."""
        super().showEvent(event)
        self._level()

    def changeEvent(self, event: QEvent) -> None:
        """Recolour the plots when the theme or the type size has changed."""
        super().changeEvent(event)
        style = figure_style(current())
        if event.type() in _RESTYLED and style != self._style:
            self._style = style
            for figure in (figure for figures in self._kept.values() for figure in figures):
                figure.set_style(style)
            self._arrange()
            self._level()
            self._claim_room()
