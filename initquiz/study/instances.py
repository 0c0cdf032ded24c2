"""Draws the questions of skill cards: at once, or ahead of time in a worker.

Which instance a card shows follows from its rows in the log alone, so a restart shows the same
one. Where the last answers mix up two things, the first of a few seeds whose options offer both
is taken: the instance stays a function of its seed, and the learner meets the pair again.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from initquiz.errors import UnknownKeyError
from initquiz.model.card import Card, Level, Skill
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.study.collection import Collection
from initquiz.study.confusions import leading, shows

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

SEEDS = 6
"""How many seeds are tried for an instance that shows a confusion."""

_KEPT = 8  # instances drawn ahead that are kept


class _Wanted(NamedTuple):
    """What an instance depends on."""

    key: str
    level: Level
    seeds: tuple[int, ...]
    confusion: str


class Instances:
    """The next instance of each skill card of a collection."""

    def __init__(self, collection: Collection, questions: Mapping[str, QuestionType]) -> None:
        """Draw for a collection with these question types; the worker starts when needed."""
        self._collection = collection
        self._questions = questions
        self._ahead: dict[_Wanted, Future[Question]] = {}
        self._worker: ThreadPoolExecutor | None = None

    def draw(self, card: Card) -> Question:
        """Return a skill card's instance, waiting for the worker if it is at it.

        Raises:
            UnknownKeyError: this program lacks the card's question type.
            UnanswerableError: the type found no provable instance.
        """
        wanted = self._wanted(card)
        if (ahead := self._ahead.pop(wanted, None)) is not None:
            return ahead.result()
        return choose(self._kind(wanted.key), wanted.seeds, wanted.level, wanted.confusion)

    def ready(self, card: Card) -> bool:
        """Tell whether `draw` will answer at once; if not, have the worker see to it."""
        if not isinstance(card.content, Skill) or card.content.key not in self._questions:
            return True
        if not self._kind(card.content.key).slow:
            return True
        wanted = self._wanted(card)
        if wanted not in self._ahead:
            if self._worker is None:
                from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - seldom needed

                self._worker = ThreadPoolExecutor(1, thread_name_prefix="instances")
            kind = self._kind(wanted.key)
            self._ahead[wanted] = self._worker.submit(
                choose, kind, wanted.seeds, wanted.level, wanted.confusion
            )
            for old in list(self._ahead)[:-_KEPT]:
                self._ahead.pop(old).cancel()
        return self._ahead[wanted].done()

    def _wanted(self, card: Card) -> _Wanted:
        if not isinstance(card.content, Skill):
            raise UnknownKeyError(f"The card {card.id} is not a skill.")
        skill = card.content
        confusion = leading(self._collection.reviews.of_card(card.id))
        seeds = self._collection.seeds(card.id, SEEDS)
        return _Wanted(skill.key, skill.level, seeds, confusion)

    def _kind(self, key: str) -> QuestionType:
        if key not in self._questions:
            raise UnknownKeyError(f"This initquiz has no question type “{key}”.")
        return self._questions[key]


def choose(kind: QuestionType, seeds: Sequence[int], level: Level, confusion: str) -> Question:
    """Return the instance of the first seed that shows a confusion; else that of the first.

    A slow type is drawn once: one instance takes as long as a learner may wait.
    """
    first = kind.draw(seeds[0], level)
    if not confusion or kind.slow or shows(first, confusion):
        return first
    others = (kind.draw(seed, level) for seed in seeds[1:])
    return next((question for question in others if shows(question, confusion)), first)
