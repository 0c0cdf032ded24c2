"""What a question shows: its plots side by side, tables and listings above or below them."""

from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.drawing.tables import outside_note
from initquiz.model.blocks import Code, Histogram, Table
from initquiz.ui.widgets.block_stack import BlockStack
from initquiz.ui.widgets.plot_view import PlotView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Block, Plot


class QuestionBlocks(QWidget):
    """Shows a question's blocks; under plots of weights it counts what bars cannot show."""

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make the empty place."""
        super().__init__(parent)
        self.plots = PlotView()
        self.plots.hide()  # until there is something to plot
        self._above, self._below = BlockStack(typesetter), BlockStack(typesetter)
        self._counted = QLabel(wordWrap=True)
        self._counted.setProperty("role", "small")
        self._counted.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._shown: tuple[Plot, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for part in (self._above, self.plots, self._counted, self._below):
            self._column.addWidget(part)

    def show_blocks(self, blocks: "Sequence[Block]") -> None:
        """Show blocks; tables and listings that come before the first plot stand above it."""
        first = list(takewhile(lambda block: isinstance(block, Table | Code), blocks))
        self._shown = tuple(block for block in blocks if not isinstance(block, Table | Code))
        self._above.show_blocks(first)
        self._below.show_blocks(blocks[len(first) :])
        self.plots.setVisible(bool(self._shown))
        self._column.setStretchFactor(self.plots, int(bool(self._shown)))
        if self._shown:
            self.plots.show_blocks(self._shown)
        counted = _counted([block for block in self._shown if isinstance(block, Histogram)])
        self._counted.setText(counted)
        self._counted.setVisible(bool(counted))
        policy = QSizePolicy.Policy
        grows = policy.Expanding if self._shown else policy.Minimum
        self.setSizePolicy(policy.Expanding, grows)
        self.setVisible(bool(blocks))

    def shown(self) -> "tuple[Plot, ...]":
        """Return the plots that are shown."""
        return self._shown

    def tab_stops(self) -> list[QWidget]:
        """Return what can have the focus, from the top to the bottom."""
        return [*self._above.tab_stops(), self.plots, *self._below.tab_stops()]


def _counted(blocks: "Sequence[Histogram]") -> str:
    """Say how many weights there are, how many exactly 0 and out of range; what is alike once."""
    blocks = [block for block in blocks if block.total]  # others are drawn after the answer
    inside = ["" if block.title == block.counted else block.counted for block in blocks]
    outside = [outside_note(block) for block in blocks]
    if len(blocks) == 1:
        return ", ".join(filter(None, (*inside, *outside)))
    alike = len(set(inside)) == 1
    found = [f"each has {inside[0]}"] if alike else []
    for block, *texts in zip(blocks, inside, outside, strict=True):
        text = ", ".join(filter(None, texts[alike:]))
        found += [": ".join(filter(None, (block.title, text)))] if text else []
    return "; ".join(found)
