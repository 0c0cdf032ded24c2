"""Markdown is cut into text, code and formulas without loss, and read without its markup."""

from hypothesis import example, given
from hypothesis import strategies as st

from initquiz.drawing.notation import masked, plain_markdown, split, spoken_markdown

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


@given(MARKUP)
def test_no_text_at_all_breaks_the_readable_forms(markdown: str) -> None:
    """Whatever a file holds is read aloud and printed, without private stand-ins."""
    for text in (spoken_markdown(markdown), plain_markdown(markdown)):
        assert not set(text) & {"\ue000", "\ue001", "\ufffc"}


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


def test_the_spoken_form_has_no_markup() -> None:
    """Emphasis, bullets, headings, quotations, links and escapes are not read."""
    text = (
        "# Head\n\n* **bold** and *soft* `code`\n- [x] done\n> said\n\n---\n"
        "[here](http://a.b) ![pic](u) snake_case \\*"
    )
    assert spoken_markdown(text).splitlines() == [
        "Head",
        "bold and soft code",
        "done",
        "said",
        "here pic snake_case *",
    ]


def test_the_spoken_form_says_formulas() -> None:
    """A formula is said in words, by the caller's own way if there is one."""
    assert spoken_markdown("So $W^T W = I$.") == "So W transpose W equals I."
    assert spoken_markdown("So $x$.", lambda tex, display: f"<{tex} {display}>") == "So <x False>."


TABLE = "| A | Formula |\n|---|:-:|\n| one | $n_{in}$ |\n| two | `a` |\n\nEnd"


def test_tables_are_read_row_by_row() -> None:
    """Each cell is said after the name of its column."""
    assert spoken_markdown(TABLE).splitlines() == [
        "A: one; Formula: n sub in",
        "A: two; Formula: a",
        "End",
    ]


def test_tables_are_printed_with_aligned_columns() -> None:
    """On a terminal columns line up, formulas included."""
    assert plain_markdown(TABLE).splitlines() == [
        "A    Formula",
        "───  ───────",
        "one  n_in",
        "two  a",
        "",
        "End",
    ]


def test_the_plain_form_keeps_the_shape_of_the_text() -> None:
    """Bullets become dashes, code stays as it is, a display formula stands alone."""
    text = "* a\n  + **b**\n\n```py\nx = 2 * 3  # $5\n```\n\n$$\\frac{a+b}{c}$$\n\n[l](http://u)"
    assert plain_markdown(text).splitlines() == [
        "- a",
        "  - b",
        "",
        "    x = 2 * 3  # $5",
        "",
        "    (a + b)/c",
        "",
        "l (http://u)",
    ]
