"""Cards read aloud and in a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.reading import plain_markdown, spoken_markdown

MARKUP = st.text(alphabet="`$\\~ \n-*_>|#[]()ab0{}\ue000\ue001", max_size=60)


@given(MARKUP)
def test_no_text_at_all_breaks_the_readable_forms(markdown: str) -> None:
    """Whatever a file holds is read aloud and printed, without private stand-ins."""
    for text in (spoken_markdown(markdown), plain_markdown(markdown)):
        assert not set(text) & {"\ue000", "\ue001", "\ufffc"}


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
