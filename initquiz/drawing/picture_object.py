"""One character of Qt text that stands for a picture: its format says which, and how it looks."""

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat

from initquiz.drawing.arrangement import blocks
from initquiz.drawing.formula_object import OBJECT
from initquiz.markup.notation import STAND_IN

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QTextDocument

    from initquiz.drawing.pictures import Pictures
    from initquiz.markup.pictures import Masked

KIND = QTextFormat.ObjectTypes.UserObject.value + 2
_FIRST = QTextFormat.Property.UserProperty.value + 101
ADDRESS, WORDS, WIDTH, HEIGHT, LINE = range(_FIRST, _FIRST + 5)


def picture_format(
    base: QTextCharFormat, image: "QImage", address: str, words: str, line: str
) -> QTextCharFormat:
    """Return the format that makes one OBJECT character show a picture.

    `words` are its text for those who do not see it, `line` is the colour of its frame.
    """
    form = QTextCharFormat(base)
    form.clearBackground()
    form.setObjectType(KIND)
    form.setProperty(ADDRESS, address)
    form.setProperty(WORDS, words)
    # doubleProperty gives 0 for what was set as an integer.
    form.setProperty(WIDTH, float(image.width()))
    form.setProperty(HEIGHT, float(image.height()))
    form.setProperty(LINE, line)
    # A tool tip that looks like HTML would be taken for it.
    form.setToolTip(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    return form


def picture_words(form: QTextCharFormat) -> str | None:
    """Return the words for the picture a format shows, in brackets; None if it shows none."""
    return f"[{form.stringProperty(WORDS)}]" if form.objectType() == KIND else None


def place(
    document: "QTextDocument",
    masked: "Masked",
    pictures: "Pictures | None",
    line: str,
) -> "dict[str, QImage]":
    """Put pictures where their stand-ins are, and return them by address.

    Where there is no picture its words stand in brackets, their formulas still to be set.
    """

    def source(found: re.Match[str]) -> str:
        return masked.pieces[int(found[1])].source

    first = len(masked.pieces)
    found: dict[str, QImage] = {}
    for block in reversed(blocks(document)):
        for mark in reversed(list(STAND_IN.finditer(block.text()))):
            if int(mark[1]) < first:
                continue
            words, address = masked.pictures[int(mark[1]) - first]
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + mark.start())
            cursor.setPosition(block.position() + mark.end(), QTextCursor.MoveMode.KeepAnchor)
            around = cursor.charFormat()
            image = pictures.find(address) if pictures else None
            if image is None:
                cursor.insertText(f"[{words}]", around)
            else:
                found[address] = image
                words = STAND_IN.sub(source, words)
                cursor.insertText(OBJECT, picture_format(around, image, address, words, line))
    return found
