"""The history screen, pressed key by key: past answers are listed, filtered and shown again."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.errors import UnanswerableError
from initquiz.model.card import Card, Level, Skill
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Confidence
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting
from initquiz.ui.screens.history import SCREEN, HistoryScreen
from initquiz.ui.services import Services
from initquiz.ui.widgets.history_answer import HistoryAnswer
from initquiz.ui.widgets.keycap import KeyButton

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
KINDS = ("choice", "choices", "number", "match", "order", "point")


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What the slow question type waits for from its second question on."""
    made = threading.Event()
    yield made
    made.set()


@pytest.fixture
def questions(toys: Callable[..., Question], gate: threading.Event) -> Mapping[str, QuestionType]:
    """Return a type for each kind of answer, and a slow one."""

    def draw(kind: str, seed: int, level: Level) -> Question:
        return toys(kind, seed, level.value)

    def slowly(seed: int, level: Level) -> Question:
        if threading.current_thread() is not threading.main_thread():
            gate.wait(20)
        return replace(toys("choice", seed, level.value), key="slow")

    made = {
        kind: QuestionType(kind, f"The {kind}", 1, kind, tuple(Level), (), (), partial(draw, kind))
        for kind in KINDS
    }
    made["slow"] = QuestionType(
        "slow", "The slow", 1, "choice", tuple(Level), (), (), slowly, slow=True
    )
    return made


Answer = Callable[..., Question]


@pytest.fixture
def answer(
    collection: Collection, questions: Mapping[str, QuestionType], clock: list[Now]
) -> Answer:
    """Return a function that asks a kind and logs an answer: the right one if none is given."""

    def give(kind: str, given: Given | str | None = "right") -> Question:
        collection.cards.save(kind, [Card(kind, "Topic", Skill(kind, Level.EASY))])
        sitting = Sitting(collection, questions, kind)
        turn = sitting.next(clock[-1])
        assert turn is not None
        assert turn.question is not None
        right = turn.question.answer.solution
        sitting.submit(
            right if isinstance(given, str) else given,
            clock[-1],
            response_ms=14_000,
            confidence=Confidence.SURE,
        )
        return turn.question

    return give


@pytest.fixture
def screen(qtbot: QtBot, light: QApplication, services: Services) -> HistoryScreen:
    """The screen in its own window, not yet entered."""
    assert light.styleSheet()
    shown = SCREEN.build(services)
    assert isinstance(shown, HistoryScreen)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def press(qtbot: QtBot, screen: QWidget, *keys: Key | str) -> None:
    """Press keys one after another, wherever the focus is."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or screen, key)


def rows(screen: HistoryScreen) -> list[str]:
    """Return what a screen reader hears of each row."""
    model = screen.page.list.model
    return [model.row(number).spoken for number in range(model.rowCount())]


def words(screen: QWidget) -> str:
    """Return the text of every label in sight."""
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def again(screen: HistoryScreen) -> HistoryAnswer:
    """Return the answer that is shown again."""
    assert isinstance(screen.page.answer, HistoryAnswer)
    assert screen.page.currentWidget() is screen.page.answer
    return screen.page.answer


def test_without_answers_it_says_so(qtbot: QtBot, screen: HistoryScreen) -> None:
    """And leads to where one can answer."""
    screen.enter()
    assert "No compute-it question was answered yet." in words(screen)
    with qtbot.waitSignal(screen.go) as gone:
        press(qtbot, screen, Key.Key_Space)
    assert gone.args == ["study", ""]


def test_each_answer_is_a_row(
    screen: HistoryScreen, answer: Answer, clock: list[Now], later: Callable[..., Now]
) -> None:
    """The latest first: kind, finding, level, what was mixed up, the day."""
    answer("choice", (1,))
    clock.append(later(days=1))
    answer("number", None)
    clock.append(later(days=2))
    answer("order")
    screen.enter()
    found = rows(screen)
    assert found[0].startswith("The order, right, easy, today, ")
    assert found[1].startswith("The number, not known, easy, yesterday, ")
    assert found[2].startswith("The choice, wrong, easy · “he” taken for “lecun”, 23 Nov 2026, ")
    assert "3 answers, the latest first" in words(screen)
    model = screen.page.list.model
    assert [model.row(i).finding.split()[0] for i in range(3)] == ["✓", "?", "✕"]


def test_filters_leave_what_was_asked_for(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer
) -> None:
    """Alt+W leaves the failures, Alt+K leads to the kinds; both stay while new answers come."""
    answer("choice", (1,))
    answer("choice")
    answer("number", None)
    screen.enter()
    qtbot.keyClick(screen, Key.Key_W, ALT)
    qtbot.waitUntil(lambda: len(rows(screen)) == 2)
    assert "2 of 3 answers" in words(screen)
    qtbot.keyClick(screen, Key.Key_K, ALT)
    press(qtbot, screen, Key.Key_Down)
    assert [row.split(",")[0] for row in rows(screen)] == ["The choice"]
    answer("order")
    screen.enter()
    assert [row.split(",")[0] for row in rows(screen)] == ["The choice"]
    qtbot.keyClick(screen, Key.Key_W, ALT)
    qtbot.waitUntil(lambda: len(rows(screen)) == 2)


def test_a_filter_may_leave_nothing(qtbot: QtBot, screen: HistoryScreen, answer: Answer) -> None:
    """It is said, and Enter does nothing."""
    answer("choice")
    screen.enter()
    qtbot.keyClick(screen, Key.Key_W, ALT)
    qtbot.waitUntil(lambda: not rows(screen))
    assert "None of 1 answer is of that sort." in words(screen)
    screen.page.list.show_current()
    assert screen.page.answer is None


@pytest.mark.parametrize("kind", KINDS)
def test_enter_shows_the_very_question_again(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer, kind: str
) -> None:
    """With the answer given then, its feedback and what it was rated; Escape leads back."""
    wrong = {"choice": (1,), "choices": (1,), "number": (1.0, 1.0), "match": (0, 1, 2)}
    wrong |= {"order": (0, 1, 2, 3), "point": (0.5,)}
    asked = answer(kind, wrong[kind])
    screen.enter()
    press(qtbot, screen, Key.Key_Return)
    shown = again(screen)
    assert shown.question is not None
    assert shown.question.field.isVisible()
    told = words(screen)
    assert f"The {kind} · easy · today" in told
    assert "answered in 14 s, you were sure" in told
    assert "Rated Again then" in told
    assert shown.question.news.property("kind") == "wrong"
    assert f"Question {asked.seed} " in shown.question._prompt.markdown()  # noqa: SLF001
    press(qtbot, screen, Key.Key_Escape)
    assert screen.page.currentWidget() is screen.page.list
    assert QApplication.focusWidget() is screen.page.list.view


def test_one_steps_from_answer_to_answer(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer
) -> None:
    """Alt+Down shows the next older, Alt+Up the newer; at the ends they do nothing."""
    answer("choice")
    answer("number")
    screen.enter()
    press(qtbot, screen, Key.Key_Return)
    for key, kind in (
        (Key.Key_Up, "number"),
        (Key.Key_Down, "choice"),
        (Key.Key_Down, "choice"),
        (Key.Key_Up, "number"),
    ):
        qtbot.keyClick(screen, key, ALT)
        assert f"The {kind} · easy" in words(screen)
    press(qtbot, screen, Key.Key_Return)
    assert screen.page.list.view.currentIndex().row() == 0


def test_a_click_shows_a_row_again(qtbot: QtBot, screen: HistoryScreen, answer: Answer) -> None:
    """Whichever row it is on."""
    answer("choice")
    answer("number")
    screen.enter()
    view = screen.page.list.view
    place = view.visualRect(screen.page.list.model.index(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "The choice · easy" in words(again(screen))


def test_another_one_is_practised_and_left(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer, collection: Collection
) -> None:
    """N draws one like it, letters answer it and are kept from the window; nothing is logged."""
    asked = answer("choice", (1,))
    screen.enter()
    press(qtbot, screen, Key.Key_Return)
    with qtbot.waitSignal(screen.claims, check_params_cb=bool):
        press(qtbot, screen, Key.Key_N)
    assert "Another one like it, for practice" in words(screen)
    press(qtbot, screen, Key.Key_A)
    assert "Practice, not counted" in words(screen)
    press(qtbot, screen, Key.Key_Return)
    assert "The choice · easy" in words(screen)
    prompt = again(screen).question
    assert prompt is not None
    assert f"Question {asked.seed} " in prompt._prompt.markdown()  # noqa: SLF001
    press(qtbot, screen, Key.Key_N, Key.Key_Escape)
    assert "Rated Again then" in words(screen)
    assert len(list(collection.reviews.all())) == 1


def test_it_opens_in_the_lab(qtbot: QtBot, screen: HistoryScreen, answer: Answer) -> None:
    """With the question's facts; coming back it is still there."""
    answer("choice")
    screen.enter()
    press(qtbot, screen, Key.Key_Return)
    with qtbot.waitSignal(screen.go) as gone:
        press(qtbot, screen, Key.Key_L)
    assert gone.args == ["lab", {"n_in": 512}]
    screen.enter()
    assert "The choice · easy" in words(again(screen))


def test_new_answers_come_to_the_top(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer, collection: Collection, clock: list[Now]
) -> None:
    """Entered again after an answer or an undo, it shows the list."""
    answer("choice")
    screen.enter()
    press(qtbot, screen, Key.Key_Return)
    answer("number")
    screen.enter()
    assert screen.page.currentWidget() is screen.page.list
    assert len(rows(screen)) == 2
    event = collection.reviews.undoable()
    assert event is not None
    collection.retract(event, clock[-1])
    screen.enter()
    assert len(rows(screen)) == 1


def test_a_slow_one_is_drawn_in_a_worker(
    qtbot: QtBot, screen: HistoryScreen, answer: Answer, gate: threading.Event
) -> None:
    """It is said meanwhile; who goes elsewhere is not followed."""
    gate.set()
    answer("slow")
    answer("number")
    gate.clear()
    screen.enter()
    press(qtbot, screen, Key.Key_Down, Key.Key_Return)
    assert "Drawing the question again …" in words(screen)
    press(qtbot, screen, Key.Key_Up, Key.Key_Return)
    gate.set()
    qtbot.wait(50)
    assert "The number · easy" in words(again(screen))
    press(qtbot, screen, Key.Key_Escape, Key.Key_Down, Key.Key_Return)
    qtbot.waitUntil(lambda: "The slow · easy" in words(screen))


def test_what_cannot_be_shown_again_is_told(
    qtbot: QtBot,
    services: Services,
    questions: Mapping[str, QuestionType],
    answer: Answer,
    light: QApplication,
) -> None:
    """A type this program lacks, or one that refuses the seed; another version is noticed."""
    assert light.styleSheet()
    answer("number")
    answer("order")
    answer("choice")

    def refuse(seed: int, level: Level) -> Question:
        raise UnanswerableError(f"There is no {seed} at {level}.")

    def newer(seed: int, level: Level) -> Question:
        return replace(questions["choice"].draw(seed, level), version=2)

    kinds = {"order": replace(questions["order"], draw=refuse)}
    kinds["choice"] = replace(questions["choice"], draw=newer)
    screen = HistoryScreen(services._replace(questions=kinds))
    qtbot.addWidget(screen)
    screen.resize(900, 700)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.enter()
    assert [row.split(",")[0] for row in rows(screen)] == ["The choice", "The order", "number"]
    press(qtbot, screen, Key.Key_Return)
    assert "This is version 2 of the question" in words(screen)
    press(qtbot, screen, Key.Key_Escape, Key.Key_Down, Key.Key_Return)
    assert "There is no" in words(screen)
    press(qtbot, screen, Key.Key_Down, Key.Key_Return)
    assert "no question type “number”" in words(screen)
    assert screen.page.currentWidget() is screen.page.list


def test_everything_has_a_name(
    qtbot: QtBot,
    screen: HistoryScreen,
    answer: Answer,
    unnamed: Callable[[QWidget], list[str]],
) -> None:
    """For a screen reader, on the list and on the answer."""
    answer("choice")
    screen.enter()
    assert unnamed(screen) == []
    press(qtbot, screen, Key.Key_Return)
    assert unnamed(screen) == []


@pytest.mark.usefixtures("twice_as_large")
def test_in_a_small_window_with_large_type_nothing_is_cut_off(
    qtbot: QtBot, services: Services, answer: Answer
) -> None:
    """No widget is wider than the window, and the list keeps two rows."""
    answer("choice", (1,))
    screen = HistoryScreen(services)
    qtbot.addWidget(screen)
    screen.resize(480, 640)
    screen.show()
    screen.enter()
    qtbot.wait(10)
    shown = [each for each in screen.findChildren(KeyButton) if each.isVisible()]
    for each in (*shown, *screen.page.list.findChildren(QLabel)):
        if each.isVisible():
            assert each.mapTo(screen, each.rect().topRight()).x() < 480, each
            assert each.width() >= each.minimumSizeHint().width(), each
    view = screen.page.list.view
    assert view.viewport().height() >= 2 * view.sizeHintForRow(0)
