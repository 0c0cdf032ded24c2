"""The shape of a compute-it plug-in: each file in `questions/` binds one as `QUESTION`."""

from collections.abc import Callable
from dataclasses import dataclass

from initquiz.model.card import Level
from initquiz.model.question import Question


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A question type: `draw(seed, level)` makes an instance, which says how it is graded.

    `claims` are the numbers of the study document's claims the type teaches, `schemes` the
    keys of the initializers it shows, `cards` the ids of the fact cards it rests on. `slow`
    types run networks or decompositions, so the window draws them in a worker. `draw` raises
    UnanswerableError if no provable instance is found, UsageError for a negative seed.
    """

    key: str
    title: str
    version: int
    answer_kind: str
    levels: tuple[Level, ...]
    schemes: tuple[str, ...]
    claims: tuple[int, ...]
    draw: Callable[[int, Level], Question]
    cards: tuple[str, ...] = ()
    slow: bool = False
