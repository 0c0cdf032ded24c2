"""Question types that can be told to stop."""

from collections.abc import Mapping

import pytest

from initquiz.errors import InitQuizError
from initquiz.model.card import Level
from initquiz.model.question_type import QuestionType
from initquiz.study.checked import Checked


def test_they_are_the_same_types_and_questions(questions: Mapping[str, QuestionType]) -> None:
    """With or without a check the same seed gives the same question."""
    for check in (None, lambda: None):
        checked = Checked(questions, check)
        assert list(checked) == list(questions)
        assert len(checked) == 1
        assert "coin" in checked
        assert "die" not in checked
        drawn = checked["coin"].draw(3, Level.EASY)
        assert drawn == questions["coin"].draw(3, Level.EASY)


def test_a_check_may_end_it(questions: Mapping[str, QuestionType]) -> None:
    """Before the drawing begins."""

    def stop() -> None:
        raise InitQuizError("enough")

    with pytest.raises(InitQuizError, match="enough"):
        Checked(questions, stop)["coin"].draw(0, Level.EASY)
