"""Another question is drawn for practice, at once or in a thread that may be left alone."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from initquiz.errors import UnanswerableError
from initquiz.model.card import Level
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.ui.widgets.practice import Practice

_LEAVING = """\
import time
from PySide6.QtCore import QCoreApplication, QTimer
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.ui.widgets.practice import Practice

class Like:
    key, level = "slow", "easy"

def draw(seed, level):
    time.sleep(1)
    print("drawn", flush=True)

application = QCoreApplication([])
kind = QuestionType("slow", "", 1, "choice", (), (), (), draw, slow=True)
practice = Practice({"slow": kind}, lambda: Now(0, 0))
QTimer.singleShot(0, lambda: practice.draw(Like()))
QTimer.singleShot(100, application.quit)
application.exec()
print("left", flush=True)
"""


class Slow:
    """A question type that draws only when it is let, and says in which thread it did."""

    def __init__(self, fast: QuestionType) -> None:
        """Take what draws in the end."""
        self.let = threading.Event()
        self.threads: list[threading.Thread] = []
        self.kind = replace(fast, key="slow", draw=self._draw, slow=True)
        self._fast = fast

    def _draw(self, seed: int, level: Level) -> Question:
        self.let.wait(20)
        self.threads.append(threading.current_thread())
        return replace(self._fast.draw(seed, level), key="slow")


@pytest.fixture
def slow(questions: Mapping[str, QuestionType]) -> Iterator[Slow]:
    """A slow type, let go at the end."""
    made = Slow(questions["coin"])
    yield made
    made.let.set()


@pytest.fixture
def practice(questions: Mapping[str, QuestionType], slow: Slow, now: Now) -> Practice:
    """Practice with a fast type and a slow one."""
    return Practice({**questions, "slow": slow.kind}, lambda: now)


@pytest.fixture
def coin(questions: Mapping[str, QuestionType]) -> Question:
    """A question that was asked."""
    return questions["coin"].draw(7, Level.HARD)


def test_a_fast_one_is_there_at_once(practice: Practice, coin: Question, qtbot: QtBot) -> None:
    """Of the same type and level, from another seed, and each time from another."""
    seeds = set()
    for _ in range(3):
        with qtbot.waitSignal(practice.drawn, timeout=0) as caught:
            assert not practice.draw(coin)
        (made,) = caught.args
        assert (made.key, made.level) == ("coin", "hard")
        seeds.add(made.seed)
    assert len(seeds | {coin.seed}) == 4


def test_a_slow_one_comes_from_a_thread(
    practice: Practice, coin: Question, slow: Slow, qtbot: QtBot
) -> None:
    """The window goes on meanwhile, and hears of it in its own thread."""
    heard: list[threading.Thread] = []
    practice.drawn.connect(lambda _made: heard.append(threading.current_thread()))
    assert practice.draw(replace(coin, key="slow"))
    assert heard == []
    with qtbot.waitSignal(practice.drawn):
        slow.let.set()
    assert heard == [threading.main_thread()]
    assert slow.threads != [threading.main_thread()]


def test_what_is_no_longer_wanted_is_not_heard_of(
    practice: Practice, coin: Question, slow: Slow, qtbot: QtBot
) -> None:
    """Going on cancels; the late question is dropped."""
    practice.draw(replace(coin, key="slow"))
    practice.cancel()
    with qtbot.assertNotEmitted(practice.drawn, wait=300):
        slow.let.set()
    qtbot.waitUntil(lambda: len(slow.threads) == 1)


def test_only_the_last_wish_counts(
    practice: Practice, coin: Question, slow: Slow, qtbot: QtBot
) -> None:
    """Asked for twice, one question comes."""
    practice.draw(replace(coin, key="slow"))
    practice.draw(replace(coin, key="slow"))
    seen: list[Question] = []
    practice.drawn.connect(seen.append)
    slow.let.set()
    qtbot.waitUntil(lambda: len(slow.threads) == 2)
    qtbot.wait(100)
    assert len(seen) == 1


def test_a_type_that_finds_none_says_so(
    questions: Mapping[str, QuestionType], coin: Question, now: Now, qtbot: QtBot
) -> None:
    """In its own words; a bug is not hidden in a thread."""

    def refuse(seed: int, level: Level) -> Question:
        raise UnanswerableError(f"none for {seed} at {level}")

    def stumble(seed: int, level: Level) -> Question:
        raise ZeroDivisionError(f"{seed} {level}")

    kinds: dict[str, Callable[[int, Level], Question]] = {"none": refuse, "bug": stumble}
    types = {key: replace(questions["coin"], draw=draw) for key, draw in kinds.items()}
    practice = Practice(types, lambda: now)
    with qtbot.waitSignal(practice.failed) as caught:
        practice.draw(replace(coin, key="none"))
    assert "none for" in caught.args[0]
    with qtbot.captureExceptions() as raised:
        practice.draw(replace(coin, key="bug"))
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]


def test_leaving_while_one_is_drawn_is_quiet() -> None:
    """The program ends without a crash; the thread is waited for."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _LEAVING],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[0] == "left"
