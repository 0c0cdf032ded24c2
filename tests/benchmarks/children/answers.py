"""Answers 200 facts in our window by its keys, and changes a bare label after each."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from initquiz import app, wiring
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.prefetch import prefetch
from initquiz.model.card import Fact
from initquiz.model.changes import Changes
from initquiz.model.review import Rating
from initquiz.model.study_day import Now
from initquiz.study.sitting import Sitting
from initquiz.ui.screens.study import StudyScreen
from initquiz.ui.widgets.card_view import CardView
from initquiz.ui.window import Window

_ANSWERS, _WARM_UP = 200, 10
_PATIENCE = 10.0  # seconds
_GRADES = (Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1, Qt.Key.Key_2)
_painted: set[str] = set()  # the texts painted since it was last emptied
_commits: list[tuple[float, float]] = []  # when each answer went to the disk and was there


class _Label(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        _painted.add(self.text())


def main(path: str) -> None:
    """Answer, and print the milliseconds of each answer's parts as lists."""
    _look_out()
    QApplication([])
    known = wiring.plug_ins()
    with wiring.open_collection(Path(path), known) as collection:
        # The program does both behind the first card: typeset ahead, spare the collector.
        prefetch(collection.cards.texts(), Typesetter(collection.formulas), Event())
        window = app.build(collection, known)
        label = _Label(wordWrap=True)
        label.resize(window.size())
        label.show()
        window.show()
        window.activateWindow()
        first = _asked(window).question
        _until_painted(window.update, lambda: first)
        gc.freeze()
        times: dict[str, list[float]] = {"card": [], "label": [], "commit": [], "reveal": []}
        for number in range(_WARM_UP + _ANSWERS):
            for name, spent in _answer(window, label, _GRADES[number % len(_GRADES)]).items():
                times[name].append(spent * 1e3)
        window.close()
    print(json.dumps({name: spent[_WARM_UP:] for name, spent in times.items()}))


def _answer(window: Window, label: QLabel, grade: Qt.Key) -> dict[str, float]:
    """Reveal and grade one card, then let the label say the next question; return seconds."""
    answer = _asked(window).answer
    reveal = _until_painted(lambda: QTest.keyClick(window, Qt.Key.Key_Space), lambda: answer)
    next_question = lambda: _asked(window).question  # noqa: E731 - known once it was graded
    _until_painted(lambda: QTest.keyClick(window, grade), next_question)
    now = perf_counter()
    begun, done = _commits[-1]
    text = f"Next: {next_question()}"  # so that no paint of the window's is taken for it
    change = _until_painted(lambda: label.setText(text), lambda: text)
    return {"card": now - done, "label": change, "commit": done - begun, "reveal": reveal}


def _asked(window: Window) -> Fact:
    screen = window.screen_shown
    assert isinstance(screen, StudyScreen)
    assert screen.sitting.turn is not None
    assert isinstance(screen.sitting.turn.card.content, Fact)
    return screen.sitting.turn.card.content


def _until_painted(act: Callable[[], object], text: Callable[[], str]) -> float:
    """Act, and return the seconds until a text is painted and the window flushed."""
    _painted.clear()
    started = perf_counter()
    act()
    while text() not in _painted:
        QApplication.processEvents()
        assert perf_counter() - started < _PATIENCE, f"never painted: {text()}"
    return perf_counter() - started


def _look_out() -> None:
    """Note each text painted, and when each answer was safe."""
    paint, rate = CardView.paintEvent, Sitting.rate

    def noted_paint(view: CardView, event: QPaintEvent) -> None:
        paint(view, event)
        _painted.add(view.markdown())

    def noted_rate(
        sitting: Sitting, given: Rating, now: Now, *, response_ms: int = 0, typed: str = ""
    ) -> Changes:
        begun = perf_counter()
        changes = rate(sitting, given, now, response_ms=response_ms, typed=typed)
        _commits.append((begun, perf_counter()))
        return changes

    setattr(CardView, "paintEvent", noted_paint)  # noqa: B010 - for this process only
    setattr(Sitting, "rate", noted_rate)  # noqa: B010 - same
