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
