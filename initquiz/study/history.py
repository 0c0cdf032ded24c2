"""Questions answered before, each shown again exactly as it was."""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError, UnknownKeyError, UsageError
from initquiz.model.card import Level
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Event
from initquiz.model.verdict import Verdict
from initquiz.study.collection import Collection


class Past(NamedTuple):
    """A logged answer to a drawn question: its row, what was done, the question type's key."""

    event: Event
    attempt: Attempt
    key: str


class Again(NamedTuple):
    """A past question drawn again, the answer given then, and what it was worth.

    `notice` says where this program draws another instance than the one that was shown, or
    cannot tell what was answered; "" if all is as it was.
    """

    question: Question
    given: Given | None
    verdict: Verdict
    notice: str = ""


def answered(collection: Collection, limit: int | None = None) -> list[Past]:
    """Return the answers to drawn questions that still count, or the last few; latest first."""
    types = collection.cards.skill_keys()
    found = (
        Past(event, event.attempt, types[event.card])
        for event in collection.reviews.drawn()
        if event.attempt is not None and event.card in types
    )
    return list(islice(found, limit))


def again(past: Past, questions: Mapping[str, QuestionType]) -> Again:
    """Draw a past question again, with its verdict.

    Raises:
        UnknownKeyError: this program has no such question type.
        UnanswerableError: this version of the type refuses the seed.
    """
    if past.key not in questions:
        raise UnknownKeyError(f"This initquiz has no question type “{past.key}”.")
    attempt = past.attempt
    if attempt.seed is None or attempt.level is None:
        raise UnanswerableError("This answer was logged without its seed.")
    question = questions[past.key].draw(attempt.seed, Level(attempt.level))
    notice = ""
    if question.version != attempt.version:
        notice = (
            f"This is version {question.version} of the question; you answered version "
            f"{attempt.version}, so it may not be the one you saw."
        )
    elif question.digest != attempt.digest:
        notice = "This machine draws other numbers than the one you answered on."
    given = question.answer.logged(attempt.answer) if attempt.answer else None
    try:
        verdict = grade(question, given)
    except UsageError:
        given, verdict = None, grade(question, None)
    if attempt.grade in {"right", "wrong"} and verdict.grade != attempt.grade:
        notice = notice or f"Then it was graded {attempt.grade}."
    return Again(question, given, verdict, notice)
