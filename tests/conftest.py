"""What every test stands on: an offscreen window system, a fixed clock, a small collection."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself does
# Debian's fonts lack a script that Qt looks for when it starts; nothing we can mend.
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.qpa.fonts=false")

from initquiz.model.blocks import Histogram
from initquiz.model.card import Card, Fact, Level
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.mistake import Given, Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection

# A widget that a worker's search for cycles frees takes the whole run down; see ui/collector.
gc.disable()
_TESTS_BETWEEN = 20
_ended = count(1)


def pytest_runtest_teardown() -> None:
    """Free what hangs together, on the main thread."""
    if next(_ended) % _TESTS_BETWEEN == 0:
        gc.collect()


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
    slip = Mistake("slip", "it is the other", "because")
    options = tuple(
        Option(text, text, OptionLaw("normal", float(std), 1.0), mistake=slip)
        for std, text in enumerate(("one", "two"), start=1)
    )
    block = Histogram((0.0, 1.0), (1,), 1)
    return Question(
        key="coin",
        seed=seed,
        level=level,
        version=1,
        prompt=f"Seed {seed}?",
        blocks=(block,),
        answer=Choice(options, seed % 2),
        explanation="",
        facts={},
        digest="d",
        evidence="because",
    )


@pytest.fixture
def questions() -> Mapping[str, QuestionType]:
    """Return one question type, `coin`: option 0 is right for even seeds, else option 1."""
    return {"coin": QuestionType("coin", "Coin", 1, "choice", tuple(Level), (), (), _draw)}


@pytest.fixture
def right() -> Callable[[Question | None], Given]:
    """Return the right answer to a drawn question."""

    def correct(question: Question | None) -> Given:
        assert question is not None
        return question.answer.solution

    return correct
