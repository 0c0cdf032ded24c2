"""Lines of code that belong to a question: as written, to be read, selected and copied."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from initquiz.ui.theme import sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from initquiz.model.blocks import Code

_AIR = 26  # px around the lines on two sides, frame included
_RESTYLED = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class CodeBlock(QPlainTextEdit):
    """As high as its lines; long ones are scrolled to, never broken."""

    def __init__(self, block: "Code", parent: "QWidget | None" = None) -> None:
        """Show the code."""
        super().__init__(parent)
        self.setObjectName("codeBlock")
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setPlainText(block.text.strip("\n"))
        self.setAccessibleName(block.title or "Code")
        self.setAccessibleDescription(block.summary)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._set_font()

    def sizeHint(self) -> QSize:
        """Return the size at which every line is seen from end to end."""
        width = self._longest() + _AIR
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least height, for lines that are not scrolled to."""
        return QSize(160, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines, and of the scroll bar if the longest needs one."""
        bar = self.horizontalScrollBar().sizeHint().height()
        lines = ceil(QFontMetricsF(self.font()).lineSpacing()) * self.blockCount()
        return lines + _AIR + (bar if self._longest() + _AIR > width else 0)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Copy, select and move; all other keys are left to the window."""
        editing = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
        if any(map(event.matches, editing)) or not event.text().strip():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: "QWheelEvent") -> None:
        """Scroll sideways alone; the page scrolls up and down."""
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type size."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._set_font()

    def _longest(self) -> int:
        """Return the width of the longest line in px."""
        lines = self.toPlainText().split("\n")
        return ceil(max(map(QFontMetricsF(self.font()).horizontalAdvance, lines)))

    def _set_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(sizes().base)
        if font.key() != self.font().key():
            self.setFont(font)
        self.updateGeometry()
