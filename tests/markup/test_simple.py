r"""Lines of words, formulas, code and emphasis: the short way gives what the long way gives."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from initquiz.markup import html as long_way
from initquiz.markup.html import to_html
from initquiz.markup.simple import is_plain, line_to_html, line_to_markdown, parted

WORDS = ["He", " ", "2", "1. ", "-", "+", "=", ">", "&", '"', "'", "(", ")", "!", ":", "é", ";",
         "$x$", "$n_{a_{b}}$", "$ x$", "$", "$$", r"\$", r"\(", r"\)", "_", "*", "[", "|", "~", "<",
         "&amp;", "&lt;", "http://a.b", "\ufffc", "\ue000", "\xa0", "\n", "  ", "\\",
         "{", "}}",
         "**so**", "*so*", "*a b*", "`a<b`", "`", "``", "(", "so", ".", "**"]  # fmt: skip
lines = st.lists(st.sampled_from(WORDS), max_size=8).map("".join) | st.text(max_size=20)


def parsed(markdown: str, monkeypatch: pytest.MonkeyPatch, *, cloze: bool) -> str:
    """Return Markdown as HTML, by the parser in any case."""
    with monkeypatch.context() as patched:
        patched.setattr(long_way, "line_to_html", lambda *_, **__: None)
        return to_html(markdown, cloze=cloze)


@given(markdown=lines, cloze=st.booleans())
@example(markdown="1) one", cloze=False)
@example(markdown="a  b", cloze=False)
@example(markdown="$a$ and $b$5", cloze=True)
@example(markdown="$a `b` c$ `d$e`", cloze=True)
@example(markdown="**a *b* c** *d*", cloze=True)
@example(markdown="*é* (*b*)", cloze=True)
def test_a_line_becomes_what_the_parser_makes_of_it(markdown: str, *, cloze: bool) -> None:
    """Or it is left to the parser."""
    short = line_to_html(markdown, cloze=cloze)
    assert short is None or short == parsed(markdown, pytest.MonkeyPatch(), cloze=cloze)


@given(markdown=lines)
def test_a_line_comes_back(markdown: str) -> None:
    """Its HTML is read as the very same Markdown; braces that stood apart before may join."""
    html = line_to_html(markdown, cloze=True)
    if html is not None and "} }" not in markdown:
        assert line_to_markdown(html) == markdown


@given(html=lines.map(lambda text: f"<p>{text}</p>") | lines)
def test_only_html_of_ours_is_read_as_a_line(html: str) -> None:
    """What is read gives the same HTML again."""
    markdown = line_to_markdown(html)
    assert markdown is None or to_html(markdown, cloze=True) == html


@given(text=lines)
def test_plain_text_is_the_same_as_html(text: str) -> None:
    """It needs no mark and no entity in either."""
    if is_plain(text):
        assert parsed(text, pytest.MonkeyPatch(), cloze=False) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Why 2 & 3?", "<p>Why 2 &amp; 3?</p>"),
        (r"Is $\frac{2}{n_{in}} > 0$ so?", r"<p>Is \(\frac{2}{n_{in} } &gt; 0\) so?</p>"),
        ("$x$", r"<p>\(x\)</p>"),
        ("5$ or 6$", None),
        ("*so*", "<p><em>so</em></p>"),
        ("(**so it is**)?", "<p>(<strong>so it is</strong>)?</p>"),
        ('`a < "b"` is *5*', "<p><code>a &lt; &quot;b&quot;</code> is <em>5</em></p>"),
        ("a*b*c", None),
        ("*so", None),
        ("**so*", None),
        ("``a``", None),
        ("two\nlines", None),
        ("- item", None),
        ("7) item", None),
        ("", None),
        (" x", None),
        ("x ", None),
    ],
)
def test_usual_lines_take_the_short_way(markdown: str, html: str | None) -> None:
    """Anything that could be more is left to the parser."""
    assert line_to_html(markdown, cloze=True) == html


def test_braces_are_parted() -> None:
    """Anki ends a gap at two closing braces, wherever they are."""
    assert not re.search("}}", parted("{{{a}}}"))
    assert parted("{a}") == "{a}"


def test_it_takes_linear_time() -> None:
    """Long lines of half-formulas are refused at once."""
    assert line_to_html("$x " * 200_000) is None
    assert line_to_html("a" * 500_000) is not None
    assert line_to_markdown("<p>" + r"\(" * 30_000 + "</p>") is None
