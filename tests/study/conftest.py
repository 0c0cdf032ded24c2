"""A question type so simple that its grading can be read at a glance."""

from collections.abc import Callable, Mapping

import pytest

from initquiz.model.card import Level
from initquiz.model.question import Choice, Histogram, Option, OptionLaw, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict


def _draw(seed: int, level: Level) -> Question:
    options = tuple(Option(text, text, OptionLaw("normal", 1.0, 1.0)) for text in ("one", "two"))
    block = Histogram((0.0, 1.0), (1,), 1)
    return Question(
        "coin", seed, level, 1, f"Seed {seed}?", (block,), Choice(options, seed % 2), "", {}, "d"
    )


def _grade(question: Question, answer: int | None) -> Verdict:
    right = answer == question.answer.correct
    grade = Grade.UNKNOWN if answer is None else Grade.RIGHT if right else Grade.WRONG
    text = "" if answer is None else question.answer.options[answer].key
    return Verdict(grade, text, grade, "because", ("", ""), question.blocks)


@pytest.fixture
def questions() -> Mapping[str, QuestionType]:
    """Return one question type, `coin`: option 0 is right for even seeds, else option 1."""
    coin = QuestionType("coin", "Coin", 1, "choice", tuple(Level), (), (), _draw, _grade)
    return {"coin": coin}


@pytest.fixture
def right() -> Callable[[Question | None], int]:
    """Return the right option of a drawn question."""

    def correct(question: Question | None) -> int:
        assert question is not None
        return question.answer.correct

    return correct
