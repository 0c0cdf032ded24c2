"""What every test stands on: an offscreen window system, a fixed clock, a small collection."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself does
# Debian's fonts lack a script that Qt looks for when it starts; nothing we can mend.
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.qpa.fonts=false")

from initquiz.model.card import Card, Fact, Level
from initquiz.model.question import Choice, Histogram, Option, OptionLaw, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.model.verdict import Grade, Verdict
from initquiz.study.collection import Collection

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def now() -> Now:
    """A Monday morning in November, an hour east of Greenwich."""
    return Now.of(MONDAY)


@pytest.fixture
def later() -> Callable[..., Now]:
    """Return a reading of the clock that much after the Monday: `later(days=2)`."""
    return lambda **span: Now.of(MONDAY + timedelta(**span))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection on disk."""
    with Collection(tmp_path / "collection.sqlite") as opened:
        yield opened


@pytest.fixture
def facts() -> Callable[[int], list[Card]]:
    """Return so many fact cards, named card-0, card-1 and so on."""
    return lambda count: [
        Card(f"card-{i}", "Topic", Fact(f"Question {i}?", f"Answer {i}.")) for i in range(count)
    ]


def _draw(seed: int, level: Level) -> Question:
    options = tuple(Option(text, text, OptionLaw("normal", 1.0, 1.0)) for text in ("one", "two"))
    block = Histogram((0.0, 1.0), (1,), 1)
    return Question(
        "coin", seed, level, 1, f"Seed {seed}?", (block,), Choice(options, seed % 2), "", {}, "d"
    )


def _grade(question: Question, answer: int | None) -> Verdict:
    right = answer == question.answer.correct
    grade = Grade.UNKNOWN if answer is None else Grade.RIGHT if right else Grade.WRONG
    text = "" if answer is None else question.answer.options[answer].key
    return Verdict(grade, text, grade, "because", ("", ""), question.blocks)


@pytest.fixture
def questions() -> Mapping[str, QuestionType]:
    """Return one question type, `coin`: option 0 is right for even seeds, else option 1."""
    coin = QuestionType("coin", "Coin", 1, "choice", tuple(Level), (), (), _draw, _grade)
    return {"coin": coin}


@pytest.fixture
def right() -> Callable[[Question | None], int]:
    """Return the right option of a drawn question."""

    def correct(question: Question | None) -> int:
        assert question is not None
        return question.answer.correct

    return correct
