"""Shows a card's Markdown: formulas, tables and code, to read, select, copy and hear."""

from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from initquiz.drawing.document import CardDocument

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QUrl
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.document import DocumentStyle
    from initquiz.drawing.formula import Typesetter
    from initquiz.drawing.pictures import Pictures

_MARKUP = frozenset("$`*_~#>|\\[]()<&-+=0123456789\n")
_MINIMUM = QSize(160, 24)


class CardView(QTextBrowser):
    """A read-only page that takes the height its text needs, and scrolls if it gets less.

    Keys other than those that scroll, copy or select go to the window. Only web links
    open, and only when clicked. Pictures are the typesetter's unless the text comes with its own.
    """

    def __init__(
        self, typesetter: "Typesetter", style: "DocumentStyle", parent: "QWidget | None" = None
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._pictures: Pictures | None = None
        self._style = style
        self._markdown = ""
        self._heights: dict[int, int] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        # By palette: asking for the viewport would have PySide6 build every kind of widget.
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.setPalette(palette)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._open)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Card")
        self._show()

    def markdown(self) -> str:
        """Return the text as it was set."""
        return self._markdown

    def set_markdown(self, text: str, pictures: "Pictures | None" = None) -> None:
        """Show a text from its top, with pictures of its own if it is not the collection's."""
        self._markdown = text
        self._pictures = pictures
        self._show()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(self._spoken())

    def _spoken(self) -> str:
        if _MARKUP.isdisjoint(self._markdown):
            return self._markdown
        from initquiz.drawing.reading import spoken_markdown  # noqa: PLC0415 - plain text needs none

        return spoken_markdown(self._markdown, self._typesetter.speak)

    def set_style(self, style: "DocumentStyle") -> None:
        """Change fonts and colours; what was scrolled to stays in view."""
        self._style = style
        self._restyle()

    def content_height(self, width: int) -> int:
        """Return the height in px at which a view of this width shows all without scrolling."""
        height = self._heights.get(width)
        if height is None:
            # Kept, for layouts ask many times over and each answer lays the whole text out.
            height = self._heights[width] = self._laid_out(width)
        return height

    def _laid_out(self, width: int) -> int:
        document = self.document()
        old = document.textWidth()
        if old == width:
            return ceil(document.size().height())
        # Unseen by the scroll bars: they would forget where they stood.
        layout = document.documentLayout()
        layout.blockSignals(True)
        document.setTextWidth(width)
        height = ceil(document.size().height())
        document.setTextWidth(old)
        layout.blockSignals(False)
        return height

    def _show(self) -> None:
        document = CardDocument(self._markdown, self._typesetter, self._style, self._pictures)
        document.setParent(self)
        self._heights.clear()
        old = self.document()
        self.setDocument(document)
        if isinstance(old, CardDocument):
            old.deleteLater()
        self.updateGeometry()

    def _restyle(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._show()
        bar.setValue(round(share * bar.maximum()))

    def _open(self, url: "QUrl") -> None:
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - not on the way to a card

        if url.scheme().lower() in {"http", "https"}:
            QDesktopServices.openUrl(url)

    # Qt's own names from here on.

    def hasHeightForWidth(self) -> bool:
        """Tell layouts to ask for the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the text needs at this width."""
        return self.content_height(width)

    def sizeHint(self) -> QSize:
        """Return the size at which all is seen, at the present width."""
        width = max(self.width(), _MINIMUM.width())
        return QSize(width, self.content_height(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing could be read."""
        return _MINIMUM

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Let go of a scroll bar that only its own width keeps needed."""
        super().resizeEvent(event)
        if self.verticalScrollBar().isVisible() and self.content_height(self.width()) <= (
            self.height()
        ):
            policy = QtCore.Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Scroll where there is more to see, copy or select; leave all other keys to the window."""
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - not on the way to a card

        editing = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
        link = self.textCursor().hasSelection() and self.textCursor().charFormat().isAnchor()
        key = QtCore.Qt.Key(event.key())
        follow = link and key in {key.Key_Return, key.Key_Enter}
        scroll = key in _scrolling() and self.verticalScrollBar().maximum() > 0
        if scroll or follow or any(map(event.matches, editing)):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: "QWheelEvent") -> None:
        """Scroll; the window decides what the wheel does with Ctrl."""
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> "QMimeData":
        """Return the selected text with its formulas as LaTeX."""
        from initquiz.drawing.clipping import clipping  # noqa: PLC0415 - only who copies needs it

        # Qt's own object, filled anew: one made in Python would be let go of by the clipboard
        # when Python has ended, and the program would crash on leaving.
        data = super().createMimeDataFromSelection()
        data.text()  # else it would fill itself when it is first read
        data.clear()
        data.setText(clipping(self.textCursor()))
        return data


@cache
def _scrolling() -> "frozenset[QtCore.Qt.Key]":
    key = QtCore.Qt.Key
    moves = (key.Key_PageUp, key.Key_PageDown, key.Key_Up, key.Key_Down, key.Key_Home, key.Key_End)
    return frozenset((*moves, key.Key_Tab, key.Key_Backtab))
