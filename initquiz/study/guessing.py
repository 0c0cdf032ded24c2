"""A learner who never looks at the plot: what prompt and options alone give away.

It learns from half of the instances how often each property goes with the right answer, and
guesses on the other half. If it beats chance by more than luck, the question can be answered
without looking.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question

_RARE = 1e-6  # a guesser without any clue does this well this seldom
_ENOUGH = 60  # instances before a guess can be judged
_CONSTANT = 0.25  # of instances that one and the same number may answer

Clue = tuple[str, object]


class _Asked(NamedTuple):
    """The options' clues, and which of them was right."""

    clues: tuple[frozenset[Clue], ...]
    correct: int


class Guesser:
    """Meets instances one by one and tells in the end what it could guess."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._asked: list[_Asked] = []
        self._values: list[tuple[float, float]] = []
        self._arranged: Counter[str] = Counter()
        self._fair = _CONSTANT

    def meet(self, question: Question) -> None:
        """Keep what can be known of an instance without its plot, and its answer."""
        field = question.answer
        if isinstance(field, Choice):
            clues = tuple(
                frozenset(_clues(question, field.options, i)) for i in range(len(field.options))
            )
            self._asked.append(_Asked(clues, field.correct))
        elif isinstance(field, Number | PointOnPlot):
            self._values.append((field.quantities[0].low, field.quantities[0].high))
        else:
            self._arranged[field.log(field.solution)] += 1
            self._fair = max(self._fair, 1 / _ways(field))

    def faults(self) -> Iterator[str]:
        """Yield what could be guessed, as a sentence."""
        if len(self._asked) >= _ENOUGH:
            hits, chance, tried = self._score()
            if _luck(hits, chance, tried) < _RARE:
                yield (
                    f"a guesser who never sees the plot is right in {hits} of {tried} instances; "
                    f"chance is {chance:.1f}."
                )
        most = _most_covered(self._values)
        for hits, tried, fair in (
            (most, len(self._values), _CONSTANT),
            (max(self._arranged.values(), default=0), self._arranged.total(), self._fair),
        ):
            if tried >= _ENOUGH and _luck(hits, fair * tried, tried) < _RARE:
                yield f"one and the same answer is right in {hits} of {tried} instances."

    def _score(self) -> tuple[int, float, int]:
        """Return right guesses on every other instance, those expected by chance, how many."""
        seen: Counter[Clue] = Counter()
        right: Counter[Clue] = Counter()
        for asked in self._asked[::2]:
            for i, clues in enumerate(asked.clues):
                seen.update(clues)
                if i == asked.correct:
                    right.update(clues)

        def weight(clues: frozenset[Clue]) -> float:
            # Naive Bayes, a half added to each count.
            return sum(
                math.log((right[clue] + 0.5) / (seen[clue] - right[clue] + 0.5)) for clue in clues
            )

        hits, chance = 0, 0.0
        tested = self._asked[1::2]
        for asked in tested:
            weights = [weight(clues) for clues in asked.clues]
            hits += weights.index(max(weights)) == asked.correct
            chance += 1 / len(asked.clues)
        return hits, chance, len(tested)


def _clues(question: Question, options: Sequence[Option], index: int) -> Iterator[Clue]:
    """Yield what may be seen of an option without the plot."""
    option, offered = options[index], sorted(each.key for each in options)
    yield "key", option.key
    yield "place", (index, len(options))
    yield "level", (option.key, question.level)
    yield "among", (option.key, tuple(offered))
    lengths = sorted(len(each.text) for each in options)
    yield "length", lengths.index(len(option.text))
    stds = sorted({each.law.std for each in options if each.law})
    if option.law and len(stds) > 1:
        yield "scale", (stds.index(option.law.std), len(stds))


def _ways(field: Choices | Match | Order) -> int:
    """Return how many answers there are."""
    if isinstance(field, Choices):
        return 1 << len(field.options)
    return math.perm(len(field.options), len(field.solution))


def _luck(hits: int, chance: float, tried: int) -> float:
    """Return how likely so many hits are by chance alone (Chernoff's bound)."""
    p, q = chance / tried, hits / tried
    if q <= p:
        return 1.0
    other = (1 - q) * math.log((1 - q) / (1 - p)) if q < 1 else 0.0
    return math.exp(-tried * (q * math.log(q / p) + other))


def _most_covered(ranges: Sequence[tuple[float, float]]) -> int:
    """Return how many of these ranges the best single number lies in."""
    ends = sorted([(low, 0) for low, _ in ranges] + [(high, 1) for _, high in ranges])
    inside = most = 0
    for _, closes in ends:
        inside += -1 if closes else 1
        most = max(most, inside)
    return most
