"""A line or two of words on a control: light markup, and formulas between dollars."""

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel

from initquiz.markup.notation import split
from initquiz.ui.theme import current
from initquiz.ui.widgets.markup import to_html, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QTextDocument
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.document import CardDocument
    from initquiz.drawing.formula import Typesetter

_FORMULAS = frozenset({"inline", "display"})
_RESTYLED = frozenset(
    {
        QEvent.Type.PaletteChange,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.EnabledChange,
        QEvent.Type.Polish,
    }
)
_NARROWEST = 160  # px; a text that is shorter needs no more than its own width


class InlineText(QLabel):
    """A label that wraps; formulas are typeset if there is a typesetter, else set in a line.

    Font and colour are the label's own, so that the style sheet rules both kinds of text.
    """

    def __init__(
        self, typesetter: "Typesetter | None" = None, parent: "QWidget | None" = None
    ) -> None:
        """Make an empty label."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._markup = ""
        self._document: CardDocument | None = None
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)

    def markup(self) -> str:
        """Return the text as it was set."""
        return self._markup

    def set_markup(self, text: str) -> None:
        """Show another text; it is the label's name for a screen reader too."""
        self._markup = text
        typeset = self._typesetter is not None and has_formula(text)
        self.setText("" if typeset else to_html(in_a_line(text)))
        self._document = None
        if typeset:
            self._build()
        self.setAccessibleName(self.spoken())
        self.updateGeometry()

    def spoken(self) -> str:
        """Return the text as a screen reader should say it."""
        return spoken(self._markup, self._typesetter)

    def natural_width(self) -> int:
        """Return the width in px at which no line is broken, margins included."""
        document = self._document or self._plain_document()
        document.setTextWidth(-1)
        return ceil(document.idealWidth()) + self._around().width() + 1

    def least_width(self) -> int:
        """Return the width in px at which no word is broken; a text with a formula has one line."""
        if self._document is not None:
            return self.natural_width()
        document = self._plain_document()
        document.setTextWidth(1)
        return ceil(document.idealWidth()) + self._around().width() + 1

    def sizeHint(self) -> QSize:
        """Return the size of the text on as few lines as may be."""
        if self._document is None:
            return super().sizeHint()
        width = self.natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the text would be broken too often."""
        if self._document is None:
            return super().minimumSizeHint()
        width = min(_NARROWEST, self.natural_width())
        return QSize(width, self.fontMetrics().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height the text needs at a width, both in px, margins included."""
        if self._document is None:
            return super().heightForWidth(width)
        around = self._around()
        self._document.setTextWidth(width - around.width())
        return ceil(self._document.size().height()) + around.height()

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Draw the words, and the formulas among them."""
        if self._document is None:
            super().paintEvent(event)
            return
        from PySide6.QtGui import QPainter  # noqa: PLC0415 - few texts hold a formula

        inside = self.contentsRect()
        self._document.setTextWidth(inside.width())
        spare = inside.height() - self._document.size().height()
        painter = QPainter(self)
        painter.translate(inside.left(), inside.top() + max(0.0, spare / 2))
        self._document.drawContents(painter)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Set the formulas anew in another font or colour."""
        super().changeEvent(event)
        if event.type() in _RESTYLED and self._document is not None:
            self._build()

    def _build(self) -> None:
        from initquiz.drawing.document import CardDocument, DocumentStyle  # noqa: PLC0415

        font, theme = self.font(), current()
        colour = self.palette().color(self.foregroundRole()).name()
        size = font.pixelSize() if font.pixelSize() > 0 else self.fontInfo().pixelSize()
        style = DocumentStyle(
            family=font.family(),
            size=size,
            text=colour,
            muted=theme.muted,
            link=theme.accent,
            code_background=theme.hover,
            line=theme.line,
            weight=font.weight(),
            leading=0.0,
        )
        if self._typesetter is not None:
            self._document = CardDocument(self._markup, self._typesetter, style)
            option = self._document.defaultTextOption()
            option.setAlignment(self.alignment())
            self._document.setDefaultTextOption(option)
        self.updateGeometry()
        self.update()

    def _plain_document(self) -> "QTextDocument":
        from PySide6.QtGui import QTextDocument, QTextOption  # noqa: PLC0415 - only tables ask

        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))  # wraps at words
        document.setHtml(self.text())
        return document

    def _around(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


def has_formula(text: str) -> bool:
    """Tell whether a text holds a formula."""
    return "$" in text and any(piece.kind in _FORMULAS for piece in split(text))


def in_a_line(text: str) -> str:
    """Return a text with its formulas as one line of Unicode each; markup stays."""
    if not has_formula(text):
        return text
    from initquiz.drawing.oneline import plain  # noqa: PLC0415 - heavy, seldom needed

    return _replaced(text, plain)


def spoken(text: str, typesetter: "Typesetter | None" = None) -> str:
    """Return a text without markup, formulas in words."""
    if not has_formula(text):
        return to_plain(text)
    if typesetter is not None:
        return to_plain(_replaced(text, partial(typesetter.speak, display=False)))
    from initquiz.drawing.speech import spoken as words  # noqa: PLC0415 - heavy, seldom needed

    return to_plain(_replaced(text, words))


def _replaced(text: str, formula: "Callable[[str], str]") -> str:
    pieces = split(text)
    return "".join(formula(p.text) if p.kind in _FORMULAS else p.source for p in pieces)
