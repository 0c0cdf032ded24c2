"""A picture in a text knows its words and keeps them from becoming anything else."""

import pytest
from PySide6.QtGui import QImage, QTextCharFormat, QTextDocument

from initquiz.drawing.formula_object import OBJECT, formula_source
from initquiz.drawing.picture_object import picture_format, picture_words, place
from initquiz.drawing.pictures import Pictures
from initquiz.markup.pictures import masked_pictures

pytestmark = pytest.mark.usefixtures("qapp")
IMAGE = QImage(30, 20, QImage.Format.Format_RGB32)


def test_a_format_gives_the_words_in_brackets() -> None:
    """Only a picture's format does."""
    form = picture_format(QTextCharFormat(), IMAGE, "media:a", "a bell", "#888888")
    assert picture_words(form) == "[a bell]"
    assert formula_source(form) is None
    assert picture_words(QTextCharFormat()) is None


def test_a_tool_tip_is_never_html() -> None:
    """Words that look like a tag are shown as they are."""
    words = '<img src="file:///etc/passwd">&'
    form = picture_format(QTextCharFormat(), IMAGE, "media:a", words, "#888888")
    assert form.toolTip() == '<p>&lt;img src="file:///etc/passwd">&amp;</p>'


def test_each_stand_in_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known pictures become objects, their words with formulas as written; others words."""
    pictures = Pictures(dict[str, bytes]().get)
    monkeypatch.setattr(pictures, "find", {"media:a": IMAGE}.get)
    masked = masked_pictures("x ![b $c$](media:a) ![d](media:e) ![f](media:a)")
    document = QTextDocument(masked.text)
    assert place(document, masked, pictures, "#888888") == {"media:a": IMAGE}
    assert document.toPlainText() == f"x {OBJECT} [d] {OBJECT}"
    forms = [run.format.toCharFormat() for run in document.begin().textFormats()]
    assert [words for words in map(picture_words, forms) if words] == ["[b $c$]", "[f]"]
