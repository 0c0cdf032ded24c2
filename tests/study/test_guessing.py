"""A guesser who never looks: silent where nothing is given away, told where something is."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match
from initquiz.model.blocks import Histogram
from initquiz.model.choosing import Choice, Choices, Option, OptionLaw
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.study.guessing import Guesser

SLIP = Mistake("slip", "it is another", "")
OPTIONS = tuple(
    Option(key * 3, key, OptionLaw("normal", std, 1.0)) for std, key in enumerate("abcdef", 1)
)
_FIRST = Choice(OPTIONS, 0)
BASE = Question("q", 1, "easy", 1, "?", (Histogram((0.0, 1.0), (1,), 1),), _FIRST, "!", {}, "d")


def _told(field: Callable[[random.Random], AnswerField], count: int = 600) -> str:
    """Return what the guesser says of so many fields."""
    dice, guesser = random.Random(1), Guesser()  # noqa: S311 - no secret
    for _ in range(count):
        guesser.meet(replace(BASE, answer=field(dice)))
    return " ".join(guesser.faults())


def _choice(dice: random.Random, right: Callable[[list[Option]], int]) -> Choice:
    options = dice.sample(OPTIONS, 4)
    return Choice(tuple(options), right(options))


def test_an_even_choice_gives_nothing_away() -> None:
    """Options drawn first and the truth evenly among them: chance."""
    assert _told(lambda dice: _choice(dice, lambda _: dice.randrange(4))) == ""


@pytest.mark.parametrize(
    "right",
    [
        lambda _: 2,
        lambda options: max(range(4), key=lambda i: options[i].law.std),
        lambda options: sorted(range(4), key=lambda i: options[i].law.std)[1],
        lambda options: next((i for i in range(4) if options[i].key == "c"), 0),
    ],
)
def test_a_choice_with_a_habit_is_found(right: Callable[[list[Option]], int]) -> None:
    """The place, the greatest or second σ, or one option that is right whenever it is there."""
    assert "never sees the plot" in _told(lambda dice: _choice(dice, right))


def test_too_few_instances_are_not_judged() -> None:
    """Luck looks like a habit in a short run."""
    assert _told(lambda dice: _choice(dice, lambda _: 0), count=20) == ""


def test_a_constant_number_is_found() -> None:
    """One number may not answer much more than a quarter of the instances."""

    def number(value: float) -> Number:
        return Number((Quantity("σ", value, value * 0.9, value * 1.1, SLIP),))

    assert _told(lambda dice: number(10 ** dice.uniform(0, 3))) == ""
    assert "one and the same answer" in _told(lambda dice: number(dice.choice((1.0, 1.0, 5.0))))
    marker = PointOnPlot(Quantity("a", 1.0, 0.9, 1.1, SLIP), 0.0, 0.1, 0.0, 2.0)
    assert "one and the same answer" in _told(lambda _: marker)


def test_a_constant_arrangement_is_found() -> None:
    """The same ticks or the same order of names each time need no plot."""
    items, even = ("1", "2", "3"), Match(("1", "2", "3"), OPTIONS[:4], (0, 1, 2), SLIP)
    assert "one and the same answer" in _told(lambda _: even)

    def fair(dice: random.Random) -> Match:
        return Match(items, OPTIONS[:4], tuple(dice.sample(range(4), 3)), SLIP)

    assert _told(fair) == ""
    assert "one and the same answer" in _told(lambda _: Choices(OPTIONS, (1, 2)))
