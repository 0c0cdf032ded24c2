"""Cards that a mark between front and back makes."""

import pytest

from initquiz.markup.marked_lines import marked_lines, parted, slashed, slashed_lines
from initquiz.markup.notes import Line, opened


def found(text: str) -> list[tuple[int, str, str, str]]:
    """Return line, kind, front and back of the cards in notes."""
    cards = marked_lines(*opened(text, "x"))
    return [(each.line, each.kind, each.question, each.answer) for each in cards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a::b", True), ("a ::: b", True), ("- a::b", True), ("a::::b", False), ("::b", False),
        ("a::", False), ("`a::b`", False), ("$a::b$", False), ("a:b", False), ("`c` a::b", True),
    ],
)  # fmt: skip
def test_two_or_three_colons_part_a_line(text: str, expected: bool) -> None:  # noqa: FBT001
    """Not in code, not in a formula, not with nothing on one side."""
    assert parted(Line(1, text)) is expected
    assert not parted(Line(1, text, code=True))


def test_paragraphs_and_lines() -> None:
    """Each card knows its line, and prose is passed over."""
    text = "prose\n\na::b\n- c:::d #t\n\ne\nf\n?\ng\n\nh\n??\ni\n\n?\nj\n"
    assert found(text) == [
        (3, "pair", "a", "b"), (4, "both", "c", "d"), (6, "pair", "e\nf", "g"),
        (11, "both", "h", "i"),
    ]  # fmt: skip


def test_gaps_want_the_tag() -> None:
    """Highlights are everywhere in notes; only those tagged for cards are gaps."""
    assert found("a ==b== c") == []
    assert found("#flashcards\na ==b== c #x") == [(2, "gaps", "a ==b== c", "==")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a / b\nc / d", True), ("# T\n\na / b\n---\nc / d", True), ("a / b", False),
        ("a / b\nprose", False), ("a/b\nc/d", False), ("", False), ("a / b\n`c / d`", False),
    ],
)  # fmt: skip
def test_slashes_count_only_if_nothing_else_is_there(text: str, expected: bool) -> None:  # noqa: FBT001
    """A slash in prose is a slash."""
    place, lines = opened(text, "x")
    assert slashed(lines) is expected
    if expected:
        cards = [(each.question, each.answer) for each in slashed_lines(place, lines)]
        assert cards == [("a", "b"), ("c", "d")]
