"""Quiz questions as facts: what is asked, what is right, and what is told of the rest."""

import pytest

from initquiz.markup.quiz_fact import (
    Answer,
    Range,
    choice,
    matching,
    number,
    short,
    shown,
    true_or_false,
)
from initquiz.model.card import Fact


def test_a_choice_lists_its_options() -> None:
    """One right option is the answer; those with a share or a feedback stand in the note."""
    answers = [Answer("a", 1), Answer("b\n\nc", 0, "no"), Answer("d", 0.5), Answer("e", 0)]
    assert choice("Q", answers, "N") == Fact(
        "Q\n\n- a\n- b\n\n  c\n- d\n- e", "a", "N\n\n- b\n\n  c: no\n- d (50% of the marks)"
    )


def test_several_right_options_share_the_marks() -> None:
    """All of them are the answer, and the question says that there may be several."""
    fact = choice("Q", [Answer("a", 0.5), Answer("b", 0.5, "yes"), Answer("c", -1)])
    assert fact == Fact("Q\n\n*Several may be right.*\n\n- a\n- b\n- c", "- a\n- b", "- b: yes")


def test_nothing_right_is_no_answer() -> None:
    """Each kind leaves the answer empty."""
    assert choice("Q", [Answer("a", 0)]).answer == ""
    assert short("Q", [Answer("a", 0.5)]).answer == ""
    assert number("Q", [Range(None, 0, 1), Range(1, 0, 0.5)]).answer == ""
    assert matching("Q", []).answer == ""


def test_a_short_answer_accepts_all_that_is_right() -> None:
    """A star stands for anything, so such an answer is shown but not accepted."""
    answers = [
        Answer("*He*", 1),
        Answer(r"a\*b", 1),
        Answer("x", 0.5, "close"),
        Answer("*", 0, "no"),
    ]
    assert short("Q", answers) == Fact(
        "Q", "He", "- x (50% of the marks): close\n- any other: no", accept=("a*b",)
    )


@pytest.mark.parametrize(
    ("ranges", "answer", "accept"),
    [
        ([Range(2, 0, 1)], "2", ("2",)),
        ([Range(2, 0.5, 1)], "2 ± 0.5", ("2",)),
        ([Range(2, 0.5, 1), Range(2.2, 0.7, 1)], "2 (1.5 to 2.9 counts as right)", ("2", "2.2")),
        ([Range(2, 0, 1), Range(5, 1, 1)], "2 or 5 ± 1", ("2", "5")),
        ([Range(2, 1, 1), Range(2, 0.5, 1)], "2 ± 1", ("2",)),
    ],
)
def test_a_number_shows_its_tolerance(
    ranges: list[Range], answer: str, accept: tuple[str, ...]
) -> None:
    """Ranges that overlap are one."""
    assert number("Q", ranges) == Fact("Q", answer, accept=accept)


def test_remarks_on_numbers() -> None:
    """Named mistakes keep their words and their share."""
    ranges = [Range(2, 0, 1, "yes"), Range(4, 1, 0.5, "twice"), Range(None, 0, 0, "no")]
    assert number("Q", ranges).note == (
        "- 2: yes\n- 4 ± 1 (50% of the marks): twice\n- any other: no"
    )


def test_pairs_and_statements() -> None:
    """What is to be matched is offered in an order that tells nothing."""
    assert matching("Q", [("x", "2"), ("y", "1")], ["0"], "N") == Fact(
        "Q\n\n- x\n- y\n\nMatch with:\n\n- 0\n- 1\n- 2", "- x → 2\n- y → 1", "N"
    )
    assert true_or_false("S", right=False, note="N") == Fact("S\n\n*True or false?*", "False", "N")


@pytest.mark.parametrize(("value", "text"), [(0.1 + 0.2, "0.3"), (1822.0, "1822"), (1e-7, "1e-07")])
def test_numbers_have_no_noise(value: float, text: str) -> None:
    """Twelve digits are shown."""
    assert shown(value) == text
