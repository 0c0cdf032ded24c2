"""Cards that begin with a letter."""

import pytest

from initquiz.markup.letter_blocks import MARK, letter_blocks
from initquiz.markup.notes import Found, opened


def found(text: str) -> list[Found]:
    """Return what stands in notes."""
    return list(letter_blocks(*opened(text, "x")))


@pytest.mark.parametrize(
    ("line", "letter"),
    [
        ("Q: a", "Q"), ("A:", "A"), ("C: [a]", "C"), ("- Q: a", "Q"), ("2) A: a", "A"),
        ("**Q:** a", "Q"), ("**Q**: a", "Q"), ("Question: a", "Question"), ("q: a", None),
        ("Q:a", None), ("QA: a", None), ("    Q: a", None), ("Q", None),
    ],
)  # fmt: skip
def test_a_letter_a_colon_and_a_space_begin_a_text(line: str, letter: str | None) -> None:
    """Perhaps bold, perhaps in a list, but not in the middle of a word."""
    mark = MARK.match(line)
    assert (mark and mark["letter"]) == letter


def test_a_text_goes_on_until_something_else_begins() -> None:
    """The next letter, a rule or a heading ends it; each card knows its line."""
    text = "Q: a\n\nb\nA: c\n\n## T\nprose\nC: [d]\n***\nQ: e\nA: f"
    assert [(each.line, each.kind, each.question, each.answer, each.place.topic)
            for each in found(text)] == [
        (1, "pair", "a\n\nb", "c", ""), (8, "gaps", "[d]", "", "T"), (10, "pair", "e", "f", "T"),
    ]  # fmt: skip


def test_a_list_keeps_its_own_indentation() -> None:
    """Lines lose that of the bullet, no more."""
    (card,) = found("- Q: a\n  A: b\n    - c\n d")
    assert card.answer == "b\n  - c\nd"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("Q: a", 1, "no answer"), ("Q:\nA: b", 1, "empty"), ("A: b", 1, "no question"),
        ("Q: a\nA: b\nA: c", 3, "second answer"),
    ],
)  # fmt: skip
def test_faults_have_their_lines(text: str, line: int, word: str) -> None:
    """And say how to mend them."""
    fault = next(each for each in found(text) if each.kind == "fault")
    assert (fault.line, word in fault.question, bool(fault.answer)) == (line, True, True)
