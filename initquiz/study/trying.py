"""What a format can carry, found out by writing a card or two of our own.

A format need not say whether it takes progress along or draws questions beforehand: the bytes
are other ones if it does.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from initquiz.errors import InitQuizError
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Answered, Exporter, Parcel, Progress
from initquiz.model.options import Options
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Schedule
from initquiz.model.study_day import Now, day_at
from initquiz.schedule import replay

_STAMP = 1_750_000_000  # seconds since 1970; any will do
_CARD = "tried"


class Carries(NamedTuple):
    """Whether a format takes progress along, and whether it holds drawn questions."""

    progress: bool = False
    instances: bool = False


def carries(exporter: Exporter, questions: Mapping[str, QuestionType]) -> Carries:
    """Return what a format carries; what it refuses to write counts as carried."""
    skill = _quick(questions)
    return Carries(_progress(exporter), skill is not None and _instances(exporter, skill))


def _progress(exporter: Exporter) -> bool:
    card = Card(_CARD, "", Fact("Question?", "Answer."))
    at = _STAMP * 10**6
    attempt = Attempt(_CARD, Rating.GOOD)
    schedule = replay.advance(Schedule(), _CARD, Rating.GOOD, Now(at, day_at(at)), Options())
    bare = Parcel((Deck("Tried", (card,)),), stamp=_STAMP)
    told = {_CARD: Progress(schedule, (Answered(at, attempt),))}
    return _differ(exporter, bare, replace(bare, progress=told))


def _instances(exporter: Exporter, kind: QuestionType) -> bool:
    card = Card(_CARD, "", Skill(kind.key, Level(kind.levels[0])))
    one = Parcel((Deck("Tried", (card,)),), questions={kind.key: kind}, instances=1, stamp=_STAMP)
    return _differ(exporter, one, replace(one, instances=2))


def _differ(exporter: Exporter, one: Parcel, other: Parcel) -> bool:
    try:
        return exporter.write(one) != exporter.write(other)
    except InitQuizError:
        return True


def _quick(questions: Mapping[str, QuestionType]) -> QuestionType | None:
    return next((kind for kind in questions.values() if not kind.slow), None)
