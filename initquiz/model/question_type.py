"""The shape of a compute-it plug-in: each file in `questions/` binds one as `QUESTION`."""

from collections.abc import Callable
from dataclasses import dataclass

from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A question type: `draw(seed, level)` makes an instance, `grade` judges an answer.

    `grade` takes the index of the chosen option, or None for "I don't know". `claims` are
    the numbers of the study document's claims the type teaches, `schemes` the keys of the
    initializers it shows. `draw` raises UnanswerableError if no provable instance is found.
    """

    key: str
    title: str
    version: int
    answer_kind: str
    levels: tuple[Level, ...]
    schemes: tuple[str, ...]
    claims: tuple[int, ...]
    draw: Callable[[int, Level], Question]
    grade: Callable[[Question, int | None], Verdict]
