"""A selection of a card on the clipboard: its text, formulas as LaTeX, pictures as words."""

from PySide6.QtGui import QTextBlock, QTextCursor

from initquiz.drawing.formula_object import STRUT, formula_source
from initquiz.drawing.picture_object import picture_words


def clipping(selection: QTextCursor) -> str:
    """Return the selected text: cells of a table apart by tabs, formulas between dollars."""
    start, end = selection.selectionStart(), selection.selectionEnd()
    text = ""
    block = selection.document().findBlock(start)
    before: tuple[int, int] | None = None
    while block.isValid() and block.position() < end:
        place = _place(block)
        if text:
            text += "\t" if place and before and place[0] == before[0] else "\n"
        text += _words(block, start, end)
        before = place
        block = block.next()
    return text.strip("\n")


def _place(block: QTextBlock) -> tuple[int, int] | None:
    """Return the row and column of the table cell a block is in, if it is in one."""
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    cell = table.cellAt(cursor) if table else None
    return (cell.row(), cell.column()) if cell else None


def _words(block: QTextBlock, start: int, end: int) -> str:
    """Return what is selected of one block."""
    text = block.text()
    words = ""
    for run in block.textFormats():
        first = max(run.start, start - block.position())
        last = min(run.start + run.length, end - block.position())
        if first < last:
            # Neighbouring equal formulas share one run.
            form = run.format.toCharFormat()
            source = formula_source(form) or picture_words(form)
            words += source * (last - first) if source else text[first:last]
    return words.replace(STRUT, "").replace("\u2028", "\n").replace("\u00a0", " ")
