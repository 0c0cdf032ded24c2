"""Markdown with formulas as a Qt document that looks like a page, not like a browser's.

Cards may come from anyone: raw HTML is shown as text, and nothing is ever loaded. Pictures
are those the document is given; in place of any other its words are shown.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from initquiz.drawing.arrangement import arrange, blocks
from initquiz.drawing.document_style import DocumentStyle
from initquiz.drawing.formula_object import OBJECT, formula_format
from initquiz.markup.notation import STAND_IN, Piece, masked

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QBrush, QTextBlock

    from initquiz.drawing.formula import Typesetter
    from initquiz.drawing.pictures import Pictures
    from initquiz.markup.pictures import Masked

__all__ = ["CardDocument", "DocumentStyle"]

_HEADINGS = {1: 1.5, 2: 1.25, 3: 1.1}
"""Sizes of headings by level, as parts of the text's."""

_CODE_SIZE = 0.9
_SIZE = QTextFormat.Property.FontPixelSize
_FORMULAS = frozenset({"inline", "display"})


class CardDocument(QTextDocument):
    """A document built from Markdown; rebuild it to change its style."""

    def __init__(
        self,
        markdown: str,
        typesetter: "Typesetter",
        style: DocumentStyle,
        pictures: "Pictures | None" = None,
    ) -> None:
        """Lay out Markdown; formulas, and pictures if none are given, come from the typesetter."""
        super().__init__()
        self._style = style
        self._typesetter = typesetter
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setIndentWidth(1.5 * style.size)
        font = QFont(style.family)
        font.setPixelSize(round(style.size))
        self.setDefaultFont(font)
        option = self.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        with_pictures: Masked | None = None
        if "![" in markdown:
            from initquiz.markup.pictures import masked_pictures  # noqa: PLC0415 - as below

            with_pictures = masked_pictures(markdown)
            text, pieces, _ = with_pictures
        else:
            text, pieces = masked(markdown, _FORMULAS)
        if any(piece.kind in _FORMULAS for piece in pieces):
            from initquiz.drawing.formula_painter import (  # noqa: PLC0415 - if there is any
                FormulaPainter,
            )

            self._painter = FormulaPainter(self)
        features = QTextDocument.MarkdownFeature
        self.setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self._build(pieces, with_pictures, pictures or typesetter.pictures)

    def loadResource(self, _kind: int, _url: "QUrl | str") -> None:
        """Load nothing, from nowhere."""
        return

    def _build(
        self,
        pieces: tuple[Piece, ...],
        with_pictures: "Masked | None",
        pictures: "Pictures | None",
    ) -> None:
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        for block in blocks(self):
            self._style_runs(block)
        if with_pictures is not None and with_pictures.pictures:
            from initquiz.drawing.picture_object import place  # noqa: PLC0415 - few texts have any
            from initquiz.drawing.picture_painter import PicturePainter  # noqa: PLC0415

            images = place(self, with_pictures, pictures, self._style.line)
            self._picture_painter = PicturePainter(self, images)
        for block in reversed(blocks(self)):
            self._set_formulas(block, pieces)
        arrange(self, self._style)
        cursor.endEditBlock()

    def _select(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _style_runs(self, block: "QTextBlock") -> None:
        """Give each run of a block its font, size and colour; show pictures by their text."""
        layout = block.blockFormat()
        size = round(self._style.size * _HEADINGS.get(layout.headingLevel(), 1.0))
        fenced = layout.hasProperty(QTextFormat.Property.BlockCodeFence)
        with_formulas = STAND_IN.search(block.text()) is not None
        runs = [(r.start, r.length, QTextCharFormat(r.format)) for r in block.textFormats()]
        for start, length, old in reversed(runs):
            cursor = self._select(block.position() + start, length)
            form = self._format(old, size, fenced=fenced)
            if with_formulas:
                form.clearBackground()  # it would be as tall as the tallest formula
            if layout.intProperty(QTextFormat.Property.BlockQuoteLevel):
                form.setForeground(_brush(self._style.muted))
            if old.isImageFormat():
                words = old.stringProperty(QTextFormat.Property.ImageAltText).strip() or "picture"
                cursor.insertText(f"[{words}]", form)
            else:
                cursor.setCharFormat(form)
        # The numbers and bullets of lists are drawn in the block's own format.
        plain = self._format(QTextCharFormat(), size, fenced=fenced)
        QTextCursor(block).setBlockCharFormat(plain)

    def _format(self, old: QTextCharFormat, size: int, *, fenced: bool) -> QTextCharFormat:
        """Return a run's format in this style, keeping what the Markdown said of it."""
        form = QTextCharFormat()
        code = fenced or old.fontFixedPitch()
        form.setFontFamilies([self._style.mono if code else self._style.family])
        form.setFontFixedPitch(code)
        form.setFontItalic(old.fontItalic())
        form.setFontStrikeOut(old.fontStrikeOut())
        bold = old.fontWeight() > QFont.Weight.Normal.value
        form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight(self._style.weight))
        form.setProperty(_SIZE, max(1, round(_CODE_SIZE * size)) if code else size)
        form.setForeground(_brush(self._style.text))
        if code and not fenced:
            form.setBackground(_brush(self._style.code_background))
        if old.isAnchor():
            form.setAnchor(True)
            form.setAnchorHref(old.anchorHref())
            form.setForeground(_brush(self._style.link))
            form.setFontUnderline(True)
        return form

    def _set_formulas(self, block: "QTextBlock", pieces: tuple[Piece, ...]) -> None:
        """Put formulas where their stand-ins are; the last one first, as positions move."""
        for found in reversed(list(STAND_IN.finditer(block.text()))):
            piece = pieces[int(found[1])]
            display = piece.kind == "display"
            cursor = self._select(block.position() + found.start(), found.end() - found.start())
            around = cursor.charFormat()
            size = around.intProperty(_SIZE)
            formula = self._typesetter.formula(piece.text, display)
            if formula.svg:
                form = formula_format(around, formula, piece.text, display=display, size=size)
                cursor.insertText(OBJECT, form)
            else:
                around.setFontFixedPitch(True)
                cursor.insertText(
                    " ".join(piece.source.split()), self._format(around, size, fenced=False)
                )


def _brush(colour: str) -> "QBrush":
    """Return a plain brush; by way of a palette, for a QColor in its place names all of `Qt`."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(colour))
    return palette.brush(QPalette.ColorRole.Text)
