r"""Texts of a quiz program: read by their format, and told so that they are read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.html import to_html
from initquiz.markup.quiz_text import literal, plain_spelling, to_card, told, untold
from initquiz.model.card import Fact


@pytest.mark.parametrize(
    ("text", "kind", "markdown"),
    [
        (r"<p>\(x_{1}\) <b>is</b></p>", "html", "$x_{1}$ **is**"),
        ("<p>a</p><p>$$x$$</p>", "html", "a\n\n$$x$$"),
        ("a\nb <i>c</i> & d", "moodle", "a\\\nb *c* & d"),
        ("a\n<b> $1 *x*", "plain", "a\\\n\\<b> \\$1 \\*x\\*"),
        (r"*a* \(x\) and \\(y\\) `\(z\)`", "markdown", r"*a* $x$ and $y$ `\(z\)`"),
        (r"\[x \\ y\]", "markdown", r"$$x \\ y$$"),
        ("", "html", ""),
        ("plain words", "moodle", "plain words"),
    ],
)
def test_each_format_is_read(text: str, kind: str, markdown: str) -> None:
    """Formulas stand between dollars, what is only text stays text."""
    assert to_card(text, kind).markdown == markdown


def test_what_is_left_out_is_told() -> None:
    """Scripts and pictures of the web are named; known pictures are kept."""
    found = to_card('<script>x</script><img src="a.png">b', "html")
    assert found.dropped == ("<script>", "the picture 'a.png'")
    kept = to_card(
        '<p><img src="a.png" alt="p"></p>', "html", {"a.png": "1.png"}, lambda _: "a.png"
    )
    assert kept.markdown == "![p](media:1.png)"


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=20))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    """Whatever signs it has."""
    text = " ".join(text.split())
    shown = to_html(literal(text)).removeprefix("<p>").removesuffix("</p>")
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if r"\(" not in text and r"\[" not in text and "$$" not in text and "[" not in text:
        assert plain.replace("&amp;", "&") == text.replace("&amp;", "&")


TEXT = st.sampled_from(
    ["", "a *b*", "$x_{1}$", "- a\n- b", "<div>", "</div>", "a\n\nb", "`</div>`"]
)


@given(TEXT, TEXT, TEXT)
def test_what_is_told_comes_back(answer: str, note: str, source: str) -> None:
    """Answer, note and source are kept apart, also where they look like the marks between."""
    fact = Fact("Q", answer or "A", note, source)
    parts = untold(told(fact))
    assert parts == (to_html(fact.answer), to_html(note), to_html(source))


@pytest.mark.parametrize(
    "html",
    [
        "", "<p>x</p>", '<div class="answer">x', '<div class="answer">a</div><div>b</div>',
        '<div class="answer">a</div></div>', '<div class="answer"><div>a</div></div>',
    ],
)  # fmt: skip
def test_other_feedback_is_not_taken_for_ours(html: str) -> None:
    """Only what was put together here is taken apart."""
    assert untold(html) is None


@pytest.mark.parametrize(
    ("text", "plain"), [("a $x$", True), ("- a\n- b", True), ("* a", False), ("__b__", False)]
)
def test_spellings_that_html_does_not_tell(text: str, plain: bool) -> None:  # noqa: FBT001
    """Which bullet it was is lost in HTML, and that is known."""
    assert plain_spelling(Fact(text, "x")) is plain
    assert plain_spelling(Fact("x", "y", note=text)) is plain
