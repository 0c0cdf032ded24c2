"""Code, tables and display formulas each get the place they need."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable

from initquiz.drawing.arrangement import blocks
from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.formula_object import OBJECT
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = DocumentStyle("DejaVu Sans", size=20)


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())


def page(markdown: str) -> CardDocument:
    """Return the document of a text, laid out."""
    document = CardDocument(markdown, TYPESETTER, STYLE)
    document.documentLayout()  # without one, lines are asked of nobody
    return document


def table(document: QTextDocument) -> QTextTable:
    """Return the first table of a document."""
    return next(f for f in document.rootFrame().childFrames() if isinstance(f, QTextTable))


def top(document: QTextDocument, number: int) -> float:
    """Return where a block begins, in px."""
    block = document.findBlockByNumber(number)
    return document.documentLayout().blockBoundingRect(block).top()


def test_display_formulas_are_centred_on_their_own() -> None:
    """Also one in the middle of a sentence gets a line of its own, without stray spaces."""
    for text, lines in (("$$x$$", [OBJECT]), ("a $$x$$ b", ["a ", OBJECT, "b"])):
        document = page(text)
        assert [block.text() for block in blocks(document)] == lines
        middle = blocks(document)[lines.index(OBJECT)]
        assert middle.blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter


def test_display_formulas_do_not_break_lists() -> None:
    """In an item a display formula stays in the item."""
    document = page("- a $$x$$ b\n- c")
    assert document.blockCount() == 2


def test_code_stands_in_one_frame_with_a_background() -> None:
    """All lines of a fence share a frame, the blank ones too; two fences have two."""
    document = page("a\n\n```\nb\n\nc\n```\n\nd\n\n```\ne\n```")
    frames = document.rootFrame().childFrames()
    assert len(frames) == 2
    assert frames[0].frameFormat().background().color().name() == STYLE.code_background.lower()
    inside = QTextCursor(document)
    inside.setPosition(frames[0].firstPosition())
    inside.setPosition(frames[0].lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    assert inside.selectedText().split("\u2029") == ["b", "", "c"]


@pytest.mark.parametrize("text", ["```\nb\n```", "| a |\n|---|\n| b |"])
def test_no_blank_line_is_seen_above_a_frame(text: str) -> None:
    """Code or a table at the top of a card begins near its top."""
    document = page(text)
    document.setTextWidth(400)
    visible = [b.blockNumber() for b in blocks(document) if b.text()]
    assert top(document, visible[0]) < 1.2 * STYLE.size


@pytest.mark.parametrize("before", ["", "a\n\n", "```\nx\n```\n\n", "---\n\n", "- a\n\n"])
def test_tables_have_a_bold_head_and_no_stray_lines(before: str) -> None:
    """Whatever stands before it, a table's cells hold their text and nothing else."""
    document = page(before + "| h | i |\n|---|--:|\n| j | $k$ |")
    grid = table(document)
    texts = [
        [_text(grid, row, column) for column in range(grid.columns())] for row in range(grid.rows())
    ]
    assert texts == [["h", "i"], ["j", OBJECT + "\u200b"]]
    head, body = grid.cellAt(0, 0), grid.cellAt(1, 0)
    weights = [cell.lastCursorPosition().charFormat().fontWeight() for cell in (head, body)]
    assert weights[0] > weights[1]
    assert grid.format().border() == 1
    assert grid.format().borderBrush().color().name() == STYLE.line.lower()
    assert grid.format().cellPadding() > 0


def _text(grid: QTextTable, row: int, column: int) -> str:
    cell = grid.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def test_words_and_formulas_of_a_row_share_a_baseline() -> None:
    """A cell with only a formula is as high as its neighbour with only words."""
    document = page("| a | b |\n|---|---|\n| word | $n_i$ |")
    document.setTextWidth(400)
    grid = table(document)
    lines = []
    for column in (0, 1):
        block = grid.cellAt(1, column).firstCursorPosition().block()
        line = block.layout().lineAt(0)
        lines.append(block.layout().position().y() + line.y() + line.ascent())
    assert lines[0] == pytest.approx(lines[1], abs=0.5)
