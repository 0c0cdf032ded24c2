"""Markdown is cut into text, code and formulas without loss, and read without its markup."""

from hypothesis import example, given
from hypothesis import strategies as st

from initquiz.markup.notation import masked, split

MARKUP = st.text(alphabet="`$\\~ \n-*_>|#[]()ab0{}\ue000\ue001", max_size=60)


def kinds(markdown: str) -> list[tuple[str, str]]:
    """Return the kind and text of the pieces that are not text."""
    return [(p.kind, p.text) for p in split(markdown) if p.kind != "text"]


@given(MARKUP)
@example("```")
@example("$$$$")
@example("$a\\$")
def test_the_sources_of_the_pieces_give_the_text_back(markdown: str) -> None:
    """Nothing is lost or changed by cutting."""
    assert "".join(piece.source for piece in split(markdown)) == markdown


def test_formulas_are_found_in_a_line_and_on_their_own() -> None:
    """One dollar sets a formula in the line, two set it on its own."""
    assert kinds("a $x_1$ b $$y$$") == [("inline", "x_1"), ("display", "y")]
    assert kinds("$$\n\\frac12\n$$") == [("display", "\\frac12")]


def test_money_is_no_formula() -> None:
    """Dollars with a space inside or a digit after stay text, and so do escaped ones."""
    for text in ("$5 and $6", "$5, $10", "US$5/$6", "a $ b $ c", r"\$x\$", "$", "$$", "$$ $$"):
        assert kinds(text) == []


def test_a_formula_may_hold_an_escaped_dollar() -> None:
    """The closing dollar is the first that is not escaped."""
    assert kinds(r"$a\$b$ c") == [("inline", r"a\$b")]


def test_a_formula_ends_with_its_paragraph() -> None:
    """A blank line between two dollars keeps them apart."""
    assert kinds("$a\n\nb$") == []
    assert kinds("$$a\n\nb$$") == []


def test_code_keeps_its_dollars() -> None:
    """Inside backticks and fences, also in lists and unclosed, a dollar is a dollar."""
    assert kinds("`$x$`") == [("code", "$x$")]
    assert kinds("`` a`$x$ ``") == [("code", "a`$x$")]
    assert kinds("```py\n$x$\n```\n$y$") == [("code", "$x$\n"), ("inline", "y")]
    assert kinds("~~~\n$x$\n```\n~~~") == [("code", "$x$\n```\n")]
    assert kinds("- a\n  ```\n  $x$\n  ```\n- $y$") == [("code", "  $x$\n"), ("inline", "y")]
    assert kinds("1. ```\n   $x$\n   ```") == [("code", "   $x$\n")]
    assert kinds("```\n$x$") == [("code", "$x$")]


def test_a_lone_backtick_is_text() -> None:
    """Backticks that close nothing do not hide the formulas after them."""
    assert kinds("a ` b $x$") == [("inline", "x")]
    assert kinds("a ` b\n\n` $x$") == [("inline", "x")]


def test_stand_ins_cannot_be_forged() -> None:
    """Private-use characters of a file are dropped, so that they name no piece."""
    text, pieces = masked("\ue0007\ue001 $x$", frozenset({"inline"}))
    assert text == "7 \ue0000\ue001"
    assert [piece.text for piece in pieces] == ["x"]
