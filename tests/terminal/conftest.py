"""A question type that needs no numpy, and one card of each kind."""

import pytest

from initquiz.model.blocks import Histogram
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType

_NAMES = ("He normal", "Xavier uniform", "LeCun normal", "Zero", "Sparse")
_BELL = Histogram(
    edges=(-0.3, -0.1, 0.1, 0.3),
    counts=(250, 500, 249),
    total=1000,
    above=1,
    summary="1,000 weights in 3 bars.",
)


def _draw(seed: int, level: Level) -> Question:
    slip = Mistake("width", "the width is off", "Your sample measures σ = 0.3.")
    options = tuple(
        Option(
            name,
            f"o{i}",
            OptionLaw("normal", (i + 1) / 10, 1.0),
            note=f"predicts {(i + 1) / 10:.1f}",
            mistake=slip,
        )
        for i, name in enumerate(_NAMES)
    )
    return Question(
        key="guess",
        seed=seed,
        level=level.value,
        version=1,
        prompt=r"Which scheme has $\sigma = \sqrt{2/n_{in}}$?",
        blocks=(_BELL,),
        answer=Choice(options, correct=2),
        explanation="**LeCun** divides by the fan-in.",
        facts={"n_in": 64},
        digest="d1",
        error_bound=1e-9,
        evidence="Your sample measures σ = 0.3.",
    )


@pytest.fixture(scope="session")
def guess() -> QuestionType:
    """Return a question type with five options, of which the third is right."""
    levels = (Level.EASY, Level.HARD)
    return QuestionType("guess", "Guess", 1, "choice", levels, ("lecun",), (3,), _draw)


@pytest.fixture(scope="session")
def fact() -> Card:
    """Return a fact that is not typed."""
    return Card("fact", "Zero", Fact("Why *not* zero?", "It breaks nothing.", "A note.", "S1"))


@pytest.fixture(scope="session")
def typed() -> Card:
    """Return a fact whose answer may be typed."""
    content = Fact("Zeros keep what?", "The symmetry of neurons.", accept=("symmetry",))
    return Card("typed", "Zero", content)


@pytest.fixture(scope="session")
def skill() -> Card:
    """Return a skill card of the question type."""
    return Card("skill", "Compute it", Skill("guess", Level.EASY))
