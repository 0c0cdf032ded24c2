"""Cards read aloud and in a terminal."""

from time import process_time

import pytest
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
        "here picture: pic snake_case *",
    ]


def test_the_spoken_form_says_formulas() -> None:
    """A formula is said in words, by the caller's own way if there is one."""
    assert spoken_markdown("So $W^T W = I$.") == "So W transpose W equals I."
    assert spoken_markdown("So $x$.", lambda tex, display: f"<{tex} {display}>") == "So <x False>."


TABLE = "| A | Formula |\n|---|:-:|\n| one | $n_{in}$ |\n| two | `a` |\n\nEnd"


PICTURES = (
    r"So ![a \[bell\] of $n_{in}$](media:3f.png), ![](media:4a.png) [![x](media:3f.png)](http://u)"
)


def test_pictures_are_read_as_their_words() -> None:
    """Who hears a card hears that there is a picture, and what its words say of it."""
    assert spoken_markdown(PICTURES) == "So picture: a [bell] of n sub in, picture picture: x"


def test_pictures_are_printed_as_words_in_brackets() -> None:
    """A terminal shows no picture; the words stand in its place, never its address."""
    assert plain_markdown(PICTURES) == "So [a [bell] of n_in], [picture] [x] (http://u)"


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


@pytest.mark.parametrize(
    "part",
    ["[", "[a](", "[a](b ", "![", "![a](b", "*a", "_a ", "<!--", "\\", "](x", "[a] ", "|", "\\["],
)
def test_a_hostile_line_takes_no_time(part: str) -> None:
    """A card of a stranger is read aloud at once, however long its only line."""
    start = process_time()
    spoken_markdown(part * 20_000)
    plain_markdown(f"[a]({part * 20_000}")
    assert process_time() - start < 2
