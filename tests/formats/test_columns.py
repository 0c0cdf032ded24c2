"""Names of columns: ours, other programs', people's."""

import pytest

from initquiz.formats.columns import OWN, by_place, is_own, named


def test_our_own_names_are_known() -> None:
    """Each stands for itself, in the order they are written."""
    found = named(OWN)
    assert found == {name: place for place, name in enumerate(OWN)}
    assert is_own(found)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Term", " DEFINITION "), {"question": 0, "answer": 1}),
        (("back", "x", "front"), {"answer": 0, "question": 2}),
        (("Question", "Answer", "Answer"), {"question": 0, "answer": 1}),
        (("Notes", "prompt", "response"), {"note": 0, "question": 1, "answer": 2}),
    ],
)
def test_other_names_are_known_in_any_spelling(
    cells: tuple[str, ...], found: dict[str, int]
) -> None:
    """Case and spaces make no difference; the first of two wins; others are passed over."""
    assert named(cells) == found
    assert not is_own(found)


@pytest.mark.parametrize("cells", [(), ("question",), ("What?", "So."), ("deck", "answer")])
def test_a_row_without_question_and_answer_names_nothing(cells: tuple[str, ...]) -> None:
    """It is a card, then."""
    assert named(cells) is None


def test_without_names_the_place_decides() -> None:
    """Question, answer, note; there may be fewer or more."""
    assert by_place(1) == {"question": 0}
    assert by_place(5) == {"question": 0, "answer": 1, "note": 2}
