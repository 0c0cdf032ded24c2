"""The tables and listings of a question, one under the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.model.blocks import Code, Table
from initquiz.ui.widgets.block_table import BlockTable
from initquiz.ui.widgets.code_block import CodeBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Block


class BlockStack(QWidget):
    """Shows every block that is no plot, each under its title."""

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make an empty, hidden stack."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._stops: list[QWidget] = []
        self._shown: tuple[Table | Code, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_blocks(self, blocks: "Iterable[Block]") -> None:
        """Show the tables and listings among some blocks; none hides the stack.

        What is shown already stays as it is, with what was selected in it.
        """
        wanted = tuple(block for block in blocks if isinstance(block, Table | Code))
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._stops = []
        for block in wanted:
            if block.title:
                title = QLabel(block.title, wordWrap=True)
                title.setProperty("role", "small")
                self._column.addWidget(title)
                title.show()
            widget, side = self._made(block)
            self._stops.append(widget)
            self._column.addWidget(widget, 0, side)
            widget.show()  # at once, for the page is to know its height
        self.setVisible(self._column.count() > 0)

    def tab_stops(self) -> list[QWidget]:
        """Return what can be selected and copied."""
        return list(self._stops)

    def _made(self, block: Table | Code) -> tuple[QWidget, Qt.AlignmentFlag]:
        if isinstance(block, Code):
            return CodeBlock(block), Qt.AlignmentFlag(0)
        table = BlockTable(self._typesetter)
        table.show_block(block)
        return table, Qt.AlignmentFlag.AlignLeft
