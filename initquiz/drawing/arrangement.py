"""Arranges the blocks of a document: margins, line height, code frames, tables, displays.

Qt's Markdown reader leaves nearly all of it bare, so that headings, lists and paragraphs
would run together.
"""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
)

from initquiz.drawing.formula_object import KIND, OBJECT, STRUT, is_display

if TYPE_CHECKING:
    from initquiz.drawing.document_style import DocumentStyle

_FENCE = QTextFormat.Property.BlockCodeFence
_RULE = QTextFormat.Property.BlockTrailingHorizontalRulerWidth
_QUOTE = QTextFormat.Property.BlockQuoteLevel
_MORE = QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


def blocks(document: QTextDocument) -> list[QTextBlock]:
    """Return the blocks of a document in order."""
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def arrange(document: QTextDocument, style: "DocumentStyle") -> None:
    """Arrange a document whose text and formulas are in place."""
    for block in reversed(blocks(document)):
        _part_display(block)
    tables = [f for f in document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    for table in tables:
        _drop_stray_lines(table)
    for block in reversed(blocks(document)):
        _support(block)
    everything = blocks(document)
    for block in everything:
        _space(block, style, first=block == everything[0], last=block == everything[-1])
    for first, last in reversed(_fences(everything)):
        _frame(document, first, last, style)
    for block in blocks(document):
        _hide_if_empty(block)
    for table in tables:
        _style_table(table, style)


def _drop_stray_lines(table: QTextTable) -> None:
    """Remove the empty first line Qt's reader may leave in a table's first cell."""
    cell = table.cellAt(0, 0)
    cursor = cell.firstCursorPosition()
    while not cursor.block().text() and cursor.position() < cell.lastPosition():
        cursor.deleteChar()


def _support(block: QTextBlock) -> None:
    """Give a line of nothing but a formula the height of a line of words."""
    if block.text() == OBJECT:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + 1)
        form = cursor.charFormat()
        if form.objectType() == KIND and not is_display(form):
            cursor.insertText(STRUT, cursor.blockCharFormat())


def _part_display(block: QTextBlock) -> None:
    """Give a display formula inside a paragraph a paragraph of its own."""
    cursor = QTextCursor(block)
    if cursor.currentTable() or cursor.currentList():
        return
    text = block.text()
    for i in reversed([i for i, c in enumerate(text) if c == OBJECT]):
        cursor.setPosition(block.position() + i + 1)
        if not is_display(cursor.charFormat()):
            continue
        for end, rest in ((i + 1, text[i + 1 :]), (i, text[:i])):
            if rest.strip():
                cursor.setPosition(block.position() + end)
                cursor.insertBlock()
                if cursor.block().text().startswith(" "):
                    cursor.deleteChar()
        text = text[:i]


def _space(block: QTextBlock, style: "DocumentStyle", *, first: bool, last: bool) -> None:
    """Set a block's margins and the distance of its lines."""
    cursor = QTextCursor(block)
    form = QTextBlockFormat(block.blockFormat())
    em = style.size
    if cursor.currentTable() or form.hasProperty(_FENCE):
        top = bottom = 0.0
    elif form.hasProperty(_RULE):
        top = bottom = 0.7 * em
        form.setBackground(QColor(style.line))
        form.setLineHeight(1, _FIXED)
    else:
        top, bottom = _margins(block, em)
        form.setLineHeight(round(style.leading * em), _MORE)
    if form.intProperty(_QUOTE):
        form.setLeftMargin(1.2 * em * form.intProperty(_QUOTE))
    cursor.setPosition(block.position() + 1 if block.text() == OBJECT else block.position())
    if block.text() == OBJECT and is_display(cursor.charFormat()) and not cursor.currentTable():
        form.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
        top, bottom = 0.4 * em, 0.7 * em
    form.setTopMargin(0.0 if first else round(top))
    form.setBottomMargin(round(0.2 * em if last else bottom))
    cursor.setBlockFormat(form)


def _hide_if_empty(block: QTextBlock) -> None:
    """Flatten the empty paragraphs Qt needs around tables and frames."""
    form = block.blockFormat()
    cursor = QTextCursor(block)
    outside = cursor.currentFrame() == block.document().rootFrame()
    if outside and not block.text() and not form.hasProperty(_RULE):
        flat = QTextBlockFormat()
        flat.setLineHeight(1, _FIXED)
        cursor.setBlockFormat(flat)


def _margins(block: QTextBlock, em: float) -> tuple[float, float]:
    """Return the space above and below a block with text, in px."""
    if block.blockFormat().headingLevel():
        return 0.9 * em, 0.45 * em
    if block.textList() and block.next().textList():
        return 0.0, 0.3 * em
    return 0.0, 0.65 * em


def _fences(everything: list[QTextBlock]) -> list[tuple[int, int]]:
    """Return the first and last positions of each run of code lines."""
    runs: list[tuple[int, int]] = []
    inside = False
    for block in everything:
        code = block.blockFormat().hasProperty(_FENCE)
        start = runs.pop()[0] if code and inside else block.position()
        if code:
            runs.append((start, block.position() + block.length() - 1))
        inside = code
    return runs


def _frame(document: QTextDocument, first: int, last: int, style: "DocumentStyle") -> None:
    """Put lines of code into a frame with the code's background."""
    cursor = QTextCursor(document)
    cursor.setPosition(first)
    form = QTextFrameFormat()
    form.setBackground(QColor(style.code_background))
    form.setPadding(round(0.6 * style.size))
    form.setTopMargin(round(0.2 * style.size))
    form.setBottomMargin(round(0.8 * style.size))
    form.setLeftMargin(cursor.blockFormat().indent() * document.indentWidth())
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    lines = QTextBlockFormat()
    lines.setIndent(0)
    lines.setLineHeight(round(0.15 * style.size), _MORE)
    lines.setNonBreakableLines(False)  # a long line wraps rather than being cut off
    cursor.mergeBlockFormat(lines)
    cursor.insertFrame(form)


def _style_table(table: QTextTable, style: "DocumentStyle") -> None:
    """Give a table thin borders, room in its cells and a bold head."""
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(QColor(style.line)))
    form.setBorderCollapse(True)
    form.setCellSpacing(0)
    form.setCellPadding(round(0.35 * style.size))
    form.setTopMargin(round(0.2 * style.size))
    form.setBottomMargin(round(0.8 * style.size))
    form.setHeaderRowCount(1)
    table.setFormat(form)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shape = QTextTableCellFormat(cell.format().toTableCellFormat())
            shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            if row == 0:
                shape.setBackground(QColor(style.code_background))
                cursor = cell.firstCursorPosition()
                cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(bold)
            cell.setFormat(shape)
