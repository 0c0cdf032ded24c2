"""Foreign HTML made harmless for the parser."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.tame import tamed

PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "<!--", "-->", "<![", "<!x", "<?", ">", "<", "a", "'", '"',
                     "<a b='", r"\(", r"\)", "[$]", "[/$]", "[latex]", "&lt;", " "])
).map("".join)  # fmt: skip


class _Text(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        """Add some text."""
        self.text += data


def shown(html: str) -> str:
    """Return the text of HTML."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return parser.text


@pytest.mark.parametrize(
    ("html", "tame"),
    [
        ("a <b>c</b>", "a <b>c</b>"),
        ("a < b", "a &lt; b"),
        ("x<y", "x&lt;y"),
        ("a<!-- no -->b", "ab"),
        ("a<!--b", "a&lt;!--b"),
        ("a<!DOCTYPE x>b", "ab"),
        ("a<?xml x?>b", "ab"),
        ("<a b='", "&lt;a b='"),
        ("<a b='>'>x</a>", "<a b='>'>x</a>"),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:">'),
        (r"a \(x", r"a &#92;(x"),
        (r"\(x\) \(y", r"\(x\) &#92;(y"),
        ("[$]x[/$] [$]y", "[$]x[/$] &#91;$]y"),
    ],
)
def test_what_a_parser_may_stumble_over_is_text(html: str, tame: str) -> None:
    """Comments and declarations go; half tags and formulas without end are text."""
    assert tamed(html) == tame


@given(html=PIECES)
def test_any_html_can_be_parsed_afterwards(html: str) -> None:
    """And being tamed once more it shows the same."""
    tame = tamed(html)
    assert shown(tamed(tame)) == shown(tame)
    assert shown(tame).count("a") >= 0


@given(text=st.text(alphabet="ab <>&;'\"", max_size=60))
def test_text_is_shown_as_before(text: str) -> None:
    """A `<` before a space or at the end is only a `<`."""
    plain = text.replace("<", "< ")
    assert shown(tamed(plain)) == shown(plain.replace("<", "&lt;"))


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!--", "<![", "<a b='", "<?", r"\(", "[$]", "[latex]", " ", "</", "<a "]
)
def test_it_takes_linear_time(piece: str) -> None:
    """Whatever is repeated."""
    began = time.process_time()
    tamed(piece * (65_536 // len(piece)))
    assert time.process_time() - began < 1
