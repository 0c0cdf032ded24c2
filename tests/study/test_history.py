"""Past questions come back exactly, or it is said that they do not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from initquiz.errors import UnknownKeyError
from initquiz.model.card import Card, Level, Skill
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.history import again, answered
from initquiz.study.sitting import Sitting

Kinds = Mapping[str, QuestionType]
Clock = Callable[..., Now]
CARD = Card("skill", "Topic", Skill("coin", Level.EASY))


@pytest.fixture
def asked(collection: Collection, questions: Kinds, later: Clock) -> list[Question]:
    """Answer the skill card three times, right, wrong and not at all, with a fact between."""
    collection.cards.save("d", [CARD])
    sitting = Sitting(collection, questions)
    seen = []
    for i in range(3):
        turn = sitting.next(later(hours=i))
        assert turn is not None
        assert turn.question is not None
        (right,) = turn.question.answer.solution
        sitting.submit(((right,), (1 - right,), None)[i], later(hours=i))
        seen.append(turn.question)
    return seen


def test_each_comes_back_as_it_was(
    collection: Collection, questions: Kinds, asked: list[Question]
) -> None:
    """The latest first: the same question, the answer given, the same verdict."""
    found = [again(past, questions) for past in answered(collection)]
    assert [each.question for each in found] == asked[::-1]
    assert [str(each.verdict.grade) for each in found] == ["unknown", "wrong", "right"]
    assert found[0].given is None
    assert found[2].given == asked[0].answer.solution
    assert not any(each.notice for each in found)


def test_what_was_taken_back_is_not_listed(
    collection: Collection, questions: Kinds, asked: list[Question], later: Clock
) -> None:
    """Only answers that count, and no more than asked for."""
    assert len(answered(collection)) == len(asked)
    Sitting(collection, questions).undo(later(hours=4))
    assert len(answered(collection)) == len(asked) - 1
    assert len(answered(collection, limit=1)) == 1


@pytest.mark.usefixtures("asked")
def test_another_version_is_told(collection: Collection, questions: Kinds) -> None:
    """A newer type, other dice, another grading, or none at all."""
    past, coin = answered(collection)[-1], questions["coin"]

    def changed(**fields: Any) -> Kinds:  # noqa: ANN401 - fields of a question
        def draw(seed: int, level: Level) -> Question:
            return replace(coin.draw(seed, level), **fields)

        return {"coin": replace(coin, draw=draw)}

    assert "version 2" in again(past, changed(version=2)).notice
    assert "other numbers" in again(past, changed(digest="x")).notice
    field = coin.draw(0, Level.EASY).answer
    turned = {side: replace(field, correct=side) for side in (0, 1)}  # type: ignore[arg-type]  # a Choice
    notices = {again(past, changed(answer=field)).notice for field in turned.values()}
    assert notices == {"", "Then it was graded right."}
    with pytest.raises(UnknownKeyError, match="no question type “coin”"):
        again(past, {})
