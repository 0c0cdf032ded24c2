"""Markdown becomes a page: spaced, coloured, with formulas, and harmless."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.formula_object import OBJECT, formula_source
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = DocumentStyle("DejaVu Sans", size=20)


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())


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
    assert document.toPlainText().strip() == "a [a plot] b"
    assert page("![ ](file:///x) \ufffc").toPlainText().strip() == "[picture]"
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/hostname", "http://example.org/x.png", "qrc:/x"):
        assert document.resource(kind, QUrl(address)) is None


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
        *("  ", "    "),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_markdown_breaks_a_page(markdown: str) -> None:
    """Whatever nests in whatever, a page can be laid out and each object is a formula."""
    document = page(markdown)
    document.setTextWidth(300)
    assert document.size().height() >= 0
    assert not any(private in document.toPlainText() for private in "\ue000\ue001")
    for words, form in runs(document):
        assert OBJECT not in words or formula_source(form)
