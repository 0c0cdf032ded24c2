"""An answer as given, and what a wrong one shows."""

from typing import NamedTuple

Given = tuple[int, ...] | tuple[float, ...]
"""An answer: indexes of options, or values. None stands for "I don't know"."""


class Mistake(NamedTuple):
    """A named wrong turn: a stable key, a title that ends a sentence, and what it teaches.

    The title follows a colon ("Not 0.0078: that is the variance"); the lesson is one or two
    sentences with the numbers of this question.
    """

    key: str
    title: str
    lesson: str
