"""Draws another question like one that was answered, for practice; a slow one in a thread."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from initquiz.errors import UnanswerableError
from initquiz.model.card import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from initquiz.model.question import Question
    from initquiz.model.question_type import QuestionType
    from initquiz.model.study_day import Now

_SEEDS = 2**32


class Practice(QObject):
    """`drawn` carries the question, `failed` why there is none; both come in the main thread.

    The seed is taken from the clock, so that it is none of those the sitting will use.
    """

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        questions: "Mapping[str, QuestionType]",
        clock: "Callable[[], Now]",
        parent: QObject | None = None,
    ) -> None:
        """Take the question types and the clock."""
        super().__init__(parent)
        self._questions = questions
        self._clock = clock
        self._count = 0
        self._job: _Job | None = None

    def draw(self, like: "Question") -> bool:
        """Draw a question of the same type and level; True if that goes on in a thread."""
        self.cancel()
        self._count += 1
        kind = self._questions[like.key]
        job = _Job(kind, (self._clock().at + self._count) % _SEEDS, Level(like.level))
        job.done.connect(self._take)
        self._job = job
        if kind.slow:
            QThreadPool.globalInstance().start(job.run)
        else:
            job.run()
        return kind.slow

    def cancel(self) -> None:
        """Want no question any more; one that is being drawn will not be heard of."""
        if self._job is not None:
            self._job.done.disconnect(self._take)
            self._job = None

    def _take(self, made: object) -> None:
        self._job = None
        if isinstance(made, UnanswerableError):
            self.failed.emit(str(made))
        elif isinstance(made, Exception):
            raise made
        else:
            self.drawn.emit(made)


class _Job(QObject):
    """One question to be drawn; `done` carries it, or the exception that was raised."""

    done = Signal(object)

    def __init__(self, kind: "QuestionType", seed: int, level: Level) -> None:
        super().__init__()
        self._kind, self._seed, self._level = kind, seed, level

    def run(self) -> None:
        """Draw, and tell of it; called in any thread."""
        made: object
        try:
            made = self._kind.draw(self._seed, self._level)
        except Exception as error:  # noqa: BLE001 - handed to the main thread, which reports it
            made = error
        with suppress(RuntimeError):  # the program has ended meanwhile, and this object with it
            self.done.emit(made)
