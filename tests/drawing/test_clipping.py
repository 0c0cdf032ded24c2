"""What is copied from a card can be pasted and understood."""

import pytest
from PySide6.QtGui import QImage, QTextCursor

from initquiz.drawing.clipping import clipping
from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())


def everything(markdown: str) -> str:
    """Return what selecting all of a text and copying it gives."""
    document = CardDocument(markdown, TYPESETTER, DocumentStyle("DejaVu Sans"))
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    return clipping(cursor)


def test_formulas_are_copied_as_latex() -> None:
    """Dollars tell the two styles apart; neighbours that are equal are both there."""
    assert everything("a $x_1$ b $y$$y$ c") == "a $x_1$ b $y$$y$ c"
    assert everything("a\n\n$$\\frac{1}{2}$$") == "a\n$$\\frac{1}{2}$$"


def test_cells_are_apart_by_tabs_and_rows_by_lines() -> None:
    """A copied table can be pasted into a spreadsheet."""
    assert everything("| a | b |\n|---|---|\n| $c$ | d |").strip() == "a\tb\n$c$\td"


def test_a_part_of_a_line_is_copied_as_a_part() -> None:
    """Only what is selected is copied, formulas whole."""
    document = CardDocument("abc $x$ def", TYPESETTER, DocumentStyle("DejaVu Sans"))
    cursor = QTextCursor(document)
    cursor.setPosition(1)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    assert clipping(cursor) == "bc $x$"


def test_pictures_are_copied_as_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """In brackets, as they stand where there is no picture."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    pictures = Pictures(dict[str, bytes]().get)
    monkeypatch.setattr(pictures, "find", {"media:a.png": image}.get)
    monkeypatch.setattr(TYPESETTER, "pictures", pictures)
    text = "a ![b *c* $x$](media:a.png)![d](media:no.png) e"
    assert everything(text) == "a [b *c* $x$][d] e"


def test_no_stand_in_is_ever_copied() -> None:
    """Neither the object sign nor a private or invisible character reaches the clipboard."""
    text = everything("- $x$\n\n| $y$ |\n|---|\n| $\\frac{1}$ |\n\n```\n$z$\n```")
    assert not set(text) & {"\ufffc", "\u200b", "\ue000", "\ue001"}
