"""Text in a terminal: harmless, never too wide, columns in line."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.terminal.layout import clean, many, paragraphs, table


@given(text=st.text())
def test_no_text_can_steer_the_terminal(text: str) -> None:
    """Escape sequences and marks that turn the writing round are taken out."""
    kept = clean(f"\x1b[31m\x9b2J\r\u202e{text}")
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) <= 0x9F for c in kept)
    assert "\u202e" not in kept


@given(words=st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), width=st.integers(9, 99))
def test_wrapping_keeps_every_word_and_the_width(words: list[str], width: int) -> None:
    """Lines fit the width, or 88 columns where it is more, and no word is lost."""
    wrapped = paragraphs(" ".join(words), width)
    assert wrapped.split() == words
    assert max(map(len, wrapped.splitlines())) <= min(width, 88)


def test_list_items_continue_under_their_text() -> None:
    """A long item, option or code line is indented where its first line's text began."""
    assert paragraphs("- one two three", 10) == "- one two\n  three"
    assert paragraphs("  B) one two three", 12) == "  B) one two\n     three"
    assert paragraphs("    one two", 8) == "    one\n    two"


def test_columns_line_up_whatever_the_letters() -> None:
    """East Asian letters take two columns, combining marks none."""
    assert table(
        [("漢字", "1"), ("abcd", "10"), ("e\u0301", "5")], frozenset({1})
    ).splitlines() == [
        "漢字   1",
        "abcd  10",
        "e\u0301      5",
    ]


def test_one_card_is_not_cards() -> None:
    """Counts read as a person would say them."""
    assert (many(1, "card"), many(0, "card"), many(1200, "card")) == (
        "1 card",
        "0 cards",
        "1,200 cards",
    )
