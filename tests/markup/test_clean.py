r"""Foreign HTML as Markdown: what is harmless is kept, what is not is left out and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.clean import MOST, to_markdown
from initquiz.markup.html import to_html

PICTURES = {"plot.png": "ab12.png"}


def cleaned(html: str) -> str:
    """Return HTML as Markdown."""
    return to_markdown(html, PICTURES).markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>He</b> and <i>LeCun</i>", "**He** and *LeCun*"),
        ("<strong> padded </strong>x", "** padded** x"),
        ("<b></b>x", "x"),
        ("one<br>two", "one\\\ntwo"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("5 * 3 _x_ #1 $2", r"5 \* 3 \_x\_ \#1 \$2"),
        ("a &lt; b &amp; c", r"a \< b & c"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("- a<br>--- <br>=<div>1. b</div>&gt; c", "\\- a\\\n\\--- \\\n\\=\n\n1\\. b\n\n\\> c"),
        ("<ul><li>- a</li></ul>", "- \\- a"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n    - b"),
        ("<code>a_b</code>", "`a_b`"),
        ("<pre><code>x = 1\n y</code></pre>", "```\nx = 1\n y\n```"),
        ("n<sub>in</sub>", "n$_{in}$"),
        ("x<sup>2</sup>", "x$^{2}$"),
        ("<table><tr><th>a<th>b<tr><td>1</td><td>2</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td></tr></table>",
         "| a b c d |\n| --- |"),
        ("<td>a</td><td>b</td>", "a b"),
        (r"\(\frac{1}{n_{in} }\)", r"$\frac{1}{n_{in} }$"),
        (r"\[a &lt; b\]", "$$a < b$$"),
        ("[$]x_1[/$] [$$]y[/$$] [latex]$z$[/latex]", "$x_1$ $$y$$ $z$"),
        ('<img src="plot.png" alt="A plot">', "![A plot](media:ab12.png)"),
        ("<b>unclosed <i>both", "**unclosed *both***"),
        ("a&nbsp;b", "a b"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    """Emphasis, breaks, lists, code, tables, scripts and formulas are kept."""
    assert cleaned(html) == markdown


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<script>alert(1)</script>ok", "<script>"),
        ("<style>p{}</style>ok", "<style>"),
        ("<iframe src=x>no</iframe>ok", "<iframe>"),
        ("<svg><script>x</script></svg>ok", "<svg>"),
        ("<SCRIPT>x</sCrIpT>ok", "<script>"),
        ("<p onclick=x>ok</p>", "an event of <p>"),
        ("<img src=x onerror=alert(1)>ok", "the picture 'x'"),
        ('<img src="http://x.example/a.png">ok', "the picture 'http://x.example/a.png'"),
        ('<img src="../plot.png">ok', "the picture '../plot.png'"),
        ("<object data=x><param></object>ok", "<object>"),
    ],
)
def test_what_is_harmful_is_left_out_and_told(html: str, told: str) -> None:
    """Nothing of it is in the card, and the learner is told what was left out."""
    found = to_markdown(html, PICTURES)
    assert found.markdown == "ok"
    assert told in found.dropped
    assert found.pictures == ()


def test_links_leave_their_words() -> None:
    """An address goes; its words stay."""
    assert cleaned('<a href="javascript:x">here</a>') == "here"


def test_a_field_is_read_to_its_limit() -> None:
    """What is too long is cut and told; deep nesting does no harm."""
    found = to_markdown("x" * (MOST + 5), {})
    assert len(found.markdown) == MOST
    assert "everything after" in found.dropped[0]
    deep = cleaned("<div><b>" * 5_000 + "x")
    assert "x" in deep
    assert len(deep) < 500


@given(st.text(max_size=300))
def test_plain_text_survives(text: str) -> None:
    """Text without markup comes back as the same words, through HTML and back."""
    from html import escape, unescape  # noqa: PLC0415 - only here

    words = " ".join(text.replace("\xa0", " ").split())
    if any(mark in words for mark in ("\\(", "\\[", "[$", "[latex", "\ue000", "\ue001")):
        return
    html = to_html(cleaned(escape(words, quote=False)))
    from re import sub  # noqa: PLC0415

    shown = unescape(sub(r"<[^>]+>", " ", html))
    assert "".join(c for c in shown if c.isalnum()) == "".join(c for c in words if c.isalnum())


@given(st.text(alphabet="<>/abpilu tdr=\"'&;!-\\()[]$", max_size=200))
def test_nothing_that_looks_like_html_breaks_it(html: str) -> None:
    """Whatever the bytes, Markdown comes out and no tag of its own."""
    assert "<script" not in to_html(cleaned(html)).lower()
