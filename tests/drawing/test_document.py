"""Markdown becomes a page: spaced, coloured, with formulas, and harmless."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.formula_object import OBJECT, formula_source
from initquiz.drawing.picture_object import picture_words
from initquiz.drawing.pictures import Pictures
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = DocumentStyle("DejaVu Sans", size=20)


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())
NO_PICTURES = Pictures(dict[str, bytes]().get)


def png() -> bytes:
    """Return a small picture."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def page(markdown: str, style: DocumentStyle = STYLE) -> CardDocument:
    """Return the document of a text, laid out."""
    document = CardDocument(markdown, TYPESETTER, style)
    document.documentLayout()  # without one, lines are asked of nobody
    return document


def runs(document: QTextDocument) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the runs of a document with their formats."""
    block = document.begin()
    while block.isValid():
        for run in block.textFormats():
            words = block.text()[run.start : run.start + run.length]
            yield words, QTextCharFormat(run.format)
        block = block.next()


def run_of(document: QTextDocument, words: str) -> QTextCharFormat:
    """Return the format of the run that holds some words."""
    return next(form for text, form in runs(document) if words in text)


def test_formulas_are_objects_that_know_their_source() -> None:
    """In paragraphs, lists and cells each formula is one character, with a tool tip."""
    document = page("a $x$ b\n\n- $y$\n\n| h |\n|---|\n| $z$ |\n\n$$w$$")
    sources = [formula_source(form) for text, form in runs(document) if OBJECT in text]
    assert sources == ["$x$", "$y$", "$z$", "$$w$$"]
    assert run_of(document, OBJECT).toolTip() == "x"


def test_code_and_money_stay_text() -> None:
    """Dollars in code and before amounts are shown as dollars."""
    document = page("$5 and $6 and `$x$`\n\n```\n$y$\n```")
    assert OBJECT not in document.toPlainText()
    assert "$5 and $6 and $x$" in document.toPlainText()
    assert "$y$" in document.toPlainText()


def test_what_cannot_be_set_is_shown_as_source() -> None:
    """A broken formula is never a blank: its LaTeX stands there in the font of code."""
    document = page(r"a $\frac{1}$ b")
    assert document.toPlainText() == r"a $\frac{1}$ b"
    assert run_of(document, "frac").fontFixedPitch()


def test_raw_html_is_shown_not_obeyed() -> None:
    """Tags of a hostile file are text; no picture, script or style comes of them."""
    hostile = '<b>x</b> <img src="file:///etc/passwd"> <script>1</script>\n\n<table><tr><td>y'
    document = page(hostile)
    text = document.toPlainText()
    assert "<b>x</b>" in text
    assert '<img src="file:///etc/passwd">' in text
    assert "<table><tr><td>y" in text
    assert not any(form.isImageFormat() for _, form in runs(document))


def test_no_resource_is_ever_loaded() -> None:
    """Pictures are shown by their text, and asking for one gives nothing."""
    document = page("a ![a plot](file:///etc/passwd) b ![](http://x/y.png)")
    assert document.toPlainText().strip() == "a [a plot] b [picture]"
    assert page("![ ](file:///x) \ufffc").toPlainText().strip() == "[picture]"
    assert page("![a][b]\n\n[b]: file:///x").toPlainText().strip() == "[a]"
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/hostname", "http://example.org/x.png", "qrc:/x"):
        assert document.resource(kind, QUrl(address)) is None


def test_a_text_shows_the_pictures_it_is_given() -> None:
    """In paragraphs, links, lists and cells; the typesetter's if it is given none of its own."""
    shown = "a ![b](media:ok.png) [![c](media:ok.png)](http://x)"
    shown += "\n\n- ![d](media:ok.png)\n\n| e |\n|---|\n| ![f](media:ok.png) |"
    own = Pictures({"ok.png": png()}.get)
    for document in (
        CardDocument(shown, TYPESETTER, STYLE, own),
        CardDocument(shown, Typesetter(Shelf(), own), STYLE),
    ):
        words = [picture_words(form) for text, form in runs(document) if OBJECT in text]
        assert words == ["[b]", "[c]", "[d]", "[f]"]
    assert OBJECT not in page(shown).toPlainText()
    hers = CardDocument(shown, Typesetter(Shelf(), own), STYLE, NO_PICTURES)
    assert "a [b] [c]" in hers.toPlainText()


def test_words_stand_for_a_picture_that_is_missing_or_damaged() -> None:
    """Never a blank or a broken sign; escapes and formulas of the words are read."""
    own = Pictures({"bad.png": png()[:40], "svg.png": b"<svg/>"}.get)
    for address in ("media:no.png", "media:bad.png", "media:svg.png", "file:///x.png"):
        text = rf"a ![b\_c $x$ \[d\]]({address}) e"
        document = CardDocument(text, TYPESETTER, STYLE, own)
        assert document.toPlainText() == f"a [b_c {OBJECT} [d]] e"
        assert formula_source(run_of(document, OBJECT)) == "$x$"


def test_pictures_in_code_stay_text() -> None:
    """What a text says of Markdown is not obeyed."""
    document = CardDocument(
        "`![a](media:ok.png)`", TYPESETTER, STYLE, Pictures({"ok.png": png()}.get)
    )
    assert document.toPlainText() == "![a](media:ok.png)"


def test_tool_tips_are_never_html() -> None:
    """A formula or a link title that looks like a tag is not taken for one."""
    document = page(r'$a <b$ [l](http://x "<img src=file:///etc/passwd>")')
    assert "<b" not in run_of(document, OBJECT).toolTip()
    assert run_of(document, "l").toolTip() == ""


def test_blocks_have_air_between_them() -> None:
    """Headings, paragraphs and list items have margins, the first none above."""
    document = page("# A\n\nb\n\n- c\n- d\n\n## E\n\nf")
    forms = [document.findBlockByNumber(i).blockFormat() for i in range(document.blockCount())]
    assert forms[0].topMargin() == 0
    assert all(form.bottomMargin() > 0 for form in forms)
    assert forms[4].topMargin() > forms[3].bottomMargin()
    assert forms[2].bottomMargin() < forms[1].bottomMargin()


def test_lines_are_about_one_and_two_fifths_apart() -> None:
    """The distance of lines of text is 1.3 to 1.5 of the font size."""
    document = page("word " * 100)
    document.setTextWidth(400)
    layout = document.begin().layout()
    step = layout.lineAt(1).y() - layout.lineAt(0).y()
    assert 1.3 < step / STYLE.size < 1.5


def test_shallow_formulas_keep_lines_even() -> None:
    """A formula with an index does not push its line from the next."""
    plain, set_ = page("word " * 40), page("word $n_i$ " * 40)
    for document in (plain, set_):
        document.setTextWidth(300)
    steps = [
        d.begin().layout().lineAt(2).y() - d.begin().layout().lineAt(1).y() for d in (plain, set_)
    ]
    assert steps[0] == steps[1]


def test_headings_differ_by_size_and_code_by_font() -> None:
    """Sizes follow the style, bold is kept, code is monospaced on its background."""
    document = page("# A\n\nb **c** `d`\n\n```py\ne\n```")
    size = QTextFormat.Property.FontPixelSize
    assert run_of(document, "A").intProperty(size) == 30
    assert run_of(document, "b").intProperty(size) == 20
    assert run_of(document, "c").fontWeight() > run_of(document, "b").fontWeight()
    for code in "de":
        assert run_of(document, code).fontFixedPitch()
        assert run_of(document, code).intProperty(size) == 18
    assert run_of(document, "d").background().color().name() == STYLE.code_background.lower()


def test_colours_are_the_styles() -> None:
    """Text, quotations and links each have the colour the style gives them."""
    style = DocumentStyle("DejaVu Sans", text="#111111", muted="#222222", link="#333333")
    document = page("a [b](http://x)\n\n> c\n\n- d", style)
    for words, colour in (("a", "#111111"), ("b", "#333333"), ("c", "#222222")):
        assert run_of(document, words).foreground().color().name() == colour
    bullet = document.lastBlock().charFormat()
    assert bullet.foreground().color().name() == "#111111"


def test_fragments_of_other_documents_can_be_copied() -> None:
    """A formula's format carries its drawing, so that a clone is the same page."""
    document = page("a $x$ b")
    copy = document.clone()
    assert [formula_source(f) for t, f in runs(copy) if t == OBJECT] == ["$x$"]
    assert QTextCursor(copy).document().toPlainText() == document.toPlainText()


PARTS = st.sampled_from(
    (
        *("# ", "- ", "1. ", "> ", "| ", " |", "\n", "\n\n", "|---|---|\n", "```\n", "---\n"),
        *("$x$", "$$y$$", "`c`", "**", "*", "a", "b c", "![i](u)", "[l](h)", "<b>", "\\", "$"),
        *("![", "](media:ok.png)", "  ", "    "),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_markdown_breaks_a_page(markdown: str) -> None:
    """Whatever nests in whatever, a page can be laid out, each object a formula or a picture."""
    document = CardDocument(markdown, TYPESETTER, STYLE, Pictures({"ok.png": png()}.get))
    document.setTextWidth(300)
    assert document.size().height() >= 0
    assert not any(private in document.toPlainText() for private in "\ue000\ue001")
    for words, form in runs(document):
        assert OBJECT not in words or formula_source(form) or picture_words(form)
