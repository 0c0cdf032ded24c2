"""Every error says what happened in words for the user."""

import pytest

from initquiz import errors
from initquiz.errors import InitQuizError, Problem, UsageError

FAMILY = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, InitQuizError)
]


@pytest.mark.parametrize("kind", FAMILY)
def test_an_error_without_a_message_says_its_docstring(kind: type[InitQuizError]) -> None:
    """Each class can stand on its own: its docstring is a sentence for the user."""
    message = str(kind())
    assert message == (kind.__doc__ or "").strip()
    assert message.endswith((".", "line)."))


def test_an_errors_own_message_wins() -> None:
    """What the raiser wrote is what the user reads."""
    assert str(UsageError("Only 3 options.")) == "Only 3 options."


def test_a_problem_reads_as_one_line() -> None:
    """Place, fault and remedy, in this order."""
    assert str(Problem("deck.md, line 3", "no answer.", "Add one.")) == (
        "deck.md, line 3: no answer. Add one."
    )
    assert str(Problem("deck.md", "empty")) == "deck.md: empty"


@pytest.mark.parametrize(
    ("key", "known", "message"),
    [
        ("He", ["he", "lecun"], "There is no scheme “He”. Did you mean “he”?"),
        ("zzz", ["A", "B"], "There is no scheme “zzz”. The schemes are: “A”, “B”."),
        ("zzz", [], "There is no scheme “zzz”."),
        (
            "?",
            "abcdefghijk",
            (
                "There is no scheme “?”. The schemes are: “a”, “b”, “c”, “d”, “e”,"
                " “f”, “g”, “h”, “i”, “j”, …."
            ),
        ),
    ],
)
def test_an_unknown_key_is_told_the_nearest(key: str, known: list[str], message: str) -> None:
    """Near names are offered, else the first ten, in their own spelling."""
    assert str(errors.UnknownKeyError.among("scheme", key, known)) == message
