r"""Cards as HTML: MathJax's marks, nothing that was not written, no address but the card's own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.html import named_pictures, to_html, to_line


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**He** and *LeCun*", "<p><strong>He</strong> and <em>LeCun</em></p>"),
        ("$a<b$", r"<p>\(a&lt;b\)</p>"),
        ("$$x$$", r"<p>\[x\]</p>"),
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("~~old~~", "<p><s>old</s></p>"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    """Emphasis and code are tags, formulas stand between MathJax's marks, HTML is text."""
    assert to_html(markdown) == html


def test_formulas_in_tables_keep_their_bars() -> None:
    """A bar within a formula parts no cells."""
    html = to_html("| a | b |\n|---|---|\n| $x|y$ | 2 |")
    assert r"<td>\(x|y\)</td>" in html
    assert html.count("<td>") == 2


def test_a_cloze_is_not_ended_by_a_formula() -> None:
    """Two closing braces are parted by a space, which means nothing to MathJax."""
    assert "}}" not in to_html(r"$\frac{1}{n_{in}}$ and $x_{a_{b_{c}}}$", cloze=True)
    assert r"\frac{1}{n_{in}}" in to_html(r"$\frac{1}{n_{in}}$")


def test_only_the_cards_own_pictures_are_shown() -> None:
    """They get the name they have there; others leave their words alone."""
    text = "![a plot](media:ab12.png) ![spy](http://x.example/p.png) ![up](file:///etc/passwd)"
    html = to_html(text, lambda name: f"@@PLUGINFILE@@/{name}")
    assert '<img src="@@PLUGINFILE@@/ab12.png" alt="a plot">' in html
    assert html.count("<img") == 1
    assert "spy" in html
    assert "x.example" not in html
    assert named_pictures(text) == ("ab12.png",)
    assert named_pictures("`![a](media:no.png)`") == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc"])
def test_no_link_runs_anything(address: str) -> None:
    """A link goes to a page or nowhere."""
    assert "href" not in to_html(f"[click]({address})")
    assert 'href="https://x.example"' in to_html("[click](https://x.example)")


def test_a_line_has_no_paragraph() -> None:
    """An option's text stands in its own place; two paragraphs stay two."""
    assert to_line("What *is* $x$?") == r"What <em>is</em> \(x\)?"
    assert to_line("one\n\ntwo").count("<p>") == 2


@given(st.text(max_size=200))
def test_no_text_writes_a_tag_of_its_own(text: str) -> None:
    """Whatever is typed, only the tags of Markdown come out."""
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?][^\s>/]*)", to_html(text)))
    known = "p strong em code pre s del h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br a"
    assert tags <= {*known.split(), "table", "thead", "tbody", "tr", "th", "td"}
