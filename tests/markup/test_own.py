"""HTML of ours, back as the Markdown it was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.html import to_html
from initquiz.markup.own import from_html

PICTURES = {"a.png": "ab12.png"}

WORDS = st.sampled_from(
    ["He", "2/n", "n_in", "a*b", "$x_1$", "*so*", "**so**", "`n_in`", "~~no~~", "<b>", "&amp;",
     "#1", "5$", "[x]", "[x](https://a.b/c)", "![p](media:ab12.png)", r"\*", "1.", "-", "a|b", "é",
     "$\\frac{1}{n_{a}}$"]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    LINES.map(lambda line: f"- {line}\n- x"),
    LINES.map(lambda line: f"1. {line}\n2. x"),
    LINES.map(lambda line: f"> {line}"),
    LINES.map(lambda line: f"## {line}"),
    st.just("```python\nW = a_b * 2 < 3\n```"),
    st.just("$$\\sum_{i} x_i$$"),
    st.just("| a | b |\n| --- | --: |\n| $x$ | **y** |"),
    st.just("---"),
    st.just("one\\\ntwo"),
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=3).map("\n\n".join)


def back(markdown: str) -> str:
    """Return Markdown that became HTML and came back."""
    html = to_html(markdown, lambda _: "a.png", cloze=True)
    found = from_html(html, PICTURES, lambda _: "a.png")
    return found.markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "Which law is $\\mathcal{N}(0, \\frac{2}{n_{in}})$?",
        "He's **variance** is *not* `n_in`.",
        "![p](media:ab12.png)",
        "- one\n- two\n\n1. three\n2. four",
        "```python\nx = 1 < 2\n```",
        "| a | b |\n| --- | :-: |\n| 1 | $x$ |",
        "> said\n>\n> twice",
        "$$\na\n$$".replace("\n", ""),
        "one\\\ntwo",
        "5 * 3 * 2 and a_b",
        r"\*not so\*",
        "[the paper](https://arxiv.org/abs/1502.01852)",
        "a < b & c > d",
        "$5 and $6",
        "# A heading\n\ntext",
        "1\\. not a list",
    ],
)
def test_usual_texts_come_back_letter_by_letter(markdown: str) -> None:
    """Formulas, emphasis, code, lists, tables, quotations, links, pictures."""
    assert back(markdown) == markdown


@given(markdown=TEXTS)
def test_what_comes_back_shows_the_same(markdown: str) -> None:
    """Spellings may differ, what is shown may not."""
    assert to_html(back(markdown)) == to_html(markdown)


@given(markdown=TEXTS)
def test_what_came_back_once_stays(markdown: str) -> None:
    """A second round trip changes nothing."""
    assert back(back(markdown)) == back(markdown)


def test_what_somebody_edited_is_read_like_any_other() -> None:
    """Anki's editor writes tags that we never do."""
    found = from_html("<div>a <u>b</u><script>x</script></div>", {}, str)
    assert found.markdown == "a b"
    assert found.dropped == ("<script>",)


def test_a_picture_that_is_not_there_is_told() -> None:
    """Its name is never taken over."""
    found = from_html('<p><img src="b.png" alt="p"></p>', PICTURES, str)
    assert (found.markdown, found.dropped) == ("", ("the picture 'b.png'",))


@given(html=st.text(alphabet="<>/pbiaultr=\"'&;!-\\()[]$ \n", max_size=120))
def test_any_html_gives_markdown(html: str) -> None:
    """And none of it is HTML again."""
    assert "<script" not in to_html(from_html(html, {}, str).markdown)
