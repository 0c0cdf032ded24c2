"""Variants of a skill card: different, repeatable, and honest when there are too few."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError, UnanswerableError
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType

Kinds = Mapping[str, QuestionType]
CARD = Card("c", "", Skill("coin", Level.EASY))


def _numbered(coin: QuestionType) -> QuestionType:
    """Return the coin with a digest of its own for each seed."""

    def draw(seed: int, level: Level) -> Question:
        return replace(coin.draw(seed, level), digest=str(seed))

    return replace(coin, draw=draw)


def test_a_refused_seed_is_passed_over(questions: Kinds) -> None:
    """The next one takes its place."""
    coin = _numbered(questions["coin"])

    def draw(seed: int, level: Level) -> Question:
        if seed % 2:
            raise UnanswerableError
        return coin.draw(seed, level)

    found = list(variants(CARD, {"coin": replace(coin, draw=draw)}, 3))
    assert all(question.seed % 2 == 0 for question in found)
    assert len({question.digest for question in found}) == 3


def test_too_few_are_told(questions: Kinds) -> None:
    """A type whose instances are all the same cannot fill a paper."""
    with pytest.raises(InitQuizError, match="gave 1 questions where 4 are wanted"):
        list(variants(CARD, questions, 4))


def test_a_fact_has_no_variants(questions: Kinds) -> None:
    """Neither has a card of a type that is not installed."""
    for card in (Card("f", "", Fact("?", "!")), replace(CARD, content=Skill("x", Level.EASY))):
        with pytest.raises(InitQuizError, match=card.id):
            list(variants(card, questions, 1))
