"""Gaps in a card's Markdown."""

import pytest

from initquiz.markup.text_gaps import MOST, Asked, asked


@pytest.mark.parametrize(
    ("text", "mark", "gaps"),
    [
        ("a [b] c [d]", "[", ["b", "d"]),
        ("[$x_1$ and `y`]", "[", ["$x_1$ and `y`"]),
        ("[e][f]", "[", ["e", "f"]),
        ("[a](b) ![c](d) $[g]$ `[h]` \\[i]", "[", []),
        ("[ ] [] [x\ny]", "[", ["x\ny"]),
        ("==a== b ==c d==", "==", ["a", "c d"]),
        ("a == b, `==c==`, ===d===", "==", []),
    ],
)
def test_what_is_a_gap(text: str, mark: str, gaps: list[str]) -> None:
    """Links, pictures, code and formulas have none, but a gap may hold a formula."""
    assert [each.gap for each in asked(text, mark)] == gaps


def test_each_gap_is_asked_with_the_others_filled() -> None:
    """And the whole text is told after."""
    assert asked("[a] is [$b$].", "[") == [
        Asked("\\[…\\] is $b$.", "a", "a is $b$."),
        Asked("a is \\[…\\].", "$b$", "a is $b$."),
    ]


def test_there_is_an_end_to_gaps() -> None:
    """So that a text of gaps does not become a text for each of thousands."""
    assert len(asked("[a] " * 1_000, "[")) == MOST
