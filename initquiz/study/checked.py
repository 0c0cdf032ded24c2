"""Question types that look up before each drawing, so that long work can be ended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType


class Checked(Mapping[str, QuestionType]):
    """The same question types; `check` is called before each question, and may raise."""

    def __init__(
        self, questions: Mapping[str, QuestionType], check: Callable[[], None] | None
    ) -> None:
        """Take the types, and what to call."""
        self._questions, self._check = questions, check

    def __getitem__(self, key: str) -> QuestionType:
        """Return a type that checks first."""
        kind, check = self._questions[key], self._check
        if check is None:
            return kind

        def draw(seed: int, level: Level) -> Question:
            check()
            return kind.draw(seed, level)

        return replace(kind, draw=draw)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a type, without loading it."""
        return key in self._questions

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._questions)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._questions)
