"""Controls take a little markup and nothing dangerous."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.ui.widgets.markup import to_html, to_plain


def test_marks_become_tags() -> None:
    """Bold, italic and code are understood."""
    assert to_html("**He** *normal* `std`") == "<b>He</b> <i>normal</i> <code>std</code>"
    assert to_plain("**He** *normal* `std`") == "He normal std"


def test_products_are_not_italics() -> None:
    """A star between spaces or letters is a star."""
    assert to_html("a * b * c, 2*n*m") == "a * b * c, 2*n*m"


@given(st.text())
def test_no_tag_gets_in(text: str) -> None:
    """Whatever a deck writes, only our own tags come out."""
    result = to_html(text)
    for tag in ("b", "i", "code"):
        result = result.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in result


def test_a_number_stays_with_what_it_is_the_value_of() -> None:
    """No line ends between a sign and its number, or a number and its percent."""
    told = to_html("measures σ = 0.04 ± 2 %, of 64 weights 5 % < all")
    assert told == "measures σ\xa0=\xa00.04 ±\xa02\xa0%, of 64 weights 5\xa0% &lt; all"
    assert to_plain("σ = 5 %") == "σ = 5 %"
