"""A turn knows which count its card belongs to, and whether its answer can be typed."""

import pytest

from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.schedule import Schedule, State
from initquiz.model.turn import Turn


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.NEW, State.NEW),
        (State.LEARNING, State.LEARNING),
        (State.RELEARNING, State.LEARNING),
        (State.REVIEW, State.REVIEW),
    ],
)
def test_relearning_counts_as_learning(state: State, kind: State) -> None:
    """There are four states and three counts."""
    assert Turn(Card("c", "", Fact("q", "a")), "d", Schedule(state)).kind is kind


def test_only_short_answers_are_typed() -> None:
    """A fact that lists what it accepts can be typed; another fact, and a skill, cannot."""
    contents = (Fact("q", "a", accept=("a",)), Fact("q", "a"), Skill("coin", Level.EASY))
    turns = [Turn(Card("c", "", content), "d", Schedule()) for content in contents]
    assert [turn.typable for turn in turns] == [True, False, False]
