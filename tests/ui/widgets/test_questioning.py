"""A drawn question is led through: answered, weighed, explained, and practised."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.asking.grading import grade
from initquiz.model.answers import AnswerField
from initquiz.model.card import Card, Fact, Level
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Confidence, Rating
from initquiz.model.schedule import Interval
from initquiz.study.collection import Collection
from initquiz.ui.services import Services
from initquiz.ui.widgets.answers.match_field import MatchField
from initquiz.ui.widgets.key_map import KeyMap
from initquiz.ui.widgets.plot_table import PlotTable
from initquiz.ui.widgets.prose import Prose
from initquiz.ui.widgets.questioning import Questioning
from initquiz.ui.widgets.stage import Stage
from initquiz.ui.widgets.study_page import StudyPage

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KINDS = [field.kind for field in get_args(AnswerField)]
FACT = Card("fact", "Topic", Fact("Which for ReLU?", "He."))


class Window(QWidget):
    """A page with questions, and what was answered; the screen's part is played by the test."""

    def __init__(self, services: Services) -> None:
        """Put the parts together."""
        super().__init__()
        self.page = StudyPage(services.typesetter, typing=False)
        QVBoxLayout(self).addWidget(self.page)
        self.keys = KeyMap(self)
        self.questioning = Questioning(services, self.page, self.keys, lab=False)
        self.stages: list[Stage] = []
        self.answers: list[tuple[Given | None, Confidence | None]] = []
        self.questioning.moved.connect(self._move)
        self.questioning.answered.connect(self._count)
        self.keys.bind("Return", partial(self.questioning.press, enter=True))

    def _move(self, stage: Stage) -> None:
        self.stages.append(stage)
        self.keys.refresh()

    def _count(self, given: Given | None, confidence: Confidence | None, ms: int) -> None:
        assert ms >= 0
        self.answers.append((given, confidence))
        question = self.questioning.question
        assert question is not None
        self.questioning.reveal(grade(question, given))
        self.page.controls.show_feedback(Rating.GOOD, Interval(days=1), {})

    def stage(self) -> Stage:
        """Return the stage it has come to."""
        return self.stages[-1]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What the slow question type waits for; opened in the end."""
    made = threading.Event()
    yield made
    made.set()


@pytest.fixture
def types(toys: Callable[..., Question], gate: threading.Event) -> dict[str, QuestionType]:
    """Return a question type for each kind of answer, and a slow one."""

    def draw(kind: str, seed: int, level: Level) -> Question:
        return toys(kind, seed, level.value)

    def slowly(seed: int, level: Level) -> Question:
        gate.wait(20)
        return replace(toys("choice", seed, level.value), key="slow")

    made = {
        kind: QuestionType(
            kind, kind, 1, kind, tuple(Level), (), (), partial(draw, kind), ("fact", "gone")
        )
        for kind in KINDS
    }
    made["slow"] = replace(made["choice"], key="slow", draw=slowly, slow=True)
    return made


@pytest.fixture
def window(
    qtbot: QtBot,
    light: QApplication,
    services: Services,
    collection: Collection,
    types: dict[str, QuestionType],
) -> Window:
    """A window on screen that knows these types, and a card they rest on."""
    assert light.styleSheet()
    collection.cards.save("facts", [FACT])
    made = Window(services._replace(questions=types))
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(qtbot: QtBot, window: QWidget, *keys: Key | str) -> None:
    """Press keys one after another, wherever the focus is."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or window, key)


def words(window: QWidget) -> str:
    """Return the text of every label in sight."""
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def texts(window: QWidget) -> list[str]:
    """Return every card text in sight."""
    return [view.markdown() for view in window.findChildren(Prose) if view.isVisible()]


ANSWERS: dict[str, tuple[tuple[Key | str, ...], Given]] = {
    "choice": (("B",), (1,)),
    "choices": (("A", "C", Key.Key_Return), (0, 2)),
    "number": (("1", "/", "1", "6", Key.Key_Return, "2", Key.Key_Return), (0.0625, 2.0)),
    "match": (("C", "A", "B", Key.Key_Return), (2, 0, 1)),
    "order": (("D", "B", "C", "A", Key.Key_Return), (3, 1, 2, 0)),
    "point": ((Key.Key_Right, Key.Key_Right, Key.Key_Return), (0.01,)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_by_keyboard_alone(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], kind: str
) -> None:
    """From the moment it is asked, without a Tab, the answer comes as a tuple."""
    window.questioning.ask(toys(kind))
    QApplication.processEvents()
    keys, given = ANSWERS[kind]
    press(qtbot, window, *keys)
    assert [answer for answer, _ in window.answers] == [pytest.approx(given)]
    assert window.stages == [Stage.CHOOSING, Stage.FEEDBACK]
    press(qtbot, window, *keys)
    assert len(window.answers) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_given_up_with_a_question_mark(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], kind: str
) -> None:
    """Also where one types."""
    window.questioning.ask(toys(kind))
    press(qtbot, window, "?")
    assert window.answers == [(None, None)]
    assert window.stage() is Stage.FEEDBACK


def test_letters_belong_to_the_field_as_far_as_it_uses_them(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """E of four options is nobody's; T opens the table; where one types, both are typed."""
    heard: list[str] = []
    window.keys.bind("E", lambda: heard.append("E"))
    window.questioning.ask(toys("choice"))
    press(qtbot, window, "E")
    assert heard == ["E"]
    press(qtbot, window, "T")
    table = window.findChild(PlotTable)
    assert table is not None
    assert table.isVisible()
    table.close()
    window.activateWindow()
    window.questioning.ask(toys("number"))
    assert window.questioning.typed_into()
    press(qtbot, window, "t", "e")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("text") == "te"
    assert heard == ["E"]
    assert not table.isVisible()


def test_the_table_opens_also_where_one_types(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """With Alt."""
    window.questioning.ask(toys("point"))
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_T, ALT)
    table = window.findChild(PlotTable)
    assert table is not None
    assert table.isVisible()
    table.close()


def test_digits_pick_what_is_to_be_matched(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """As far as there are items; from the prompt as well."""
    window.questioning.ask(toys("match"))
    prompt = next(view for view in window.findChildren(Prose) if "*match*" in view.markdown())
    prompt.setFocus()
    press(qtbot, window, "3", "B", "4")
    field = window.page.question.field if window.page.question else None
    assert isinstance(field, MatchField)
    assert field.given() == (None, None, 1)


@pytest.mark.parametrize(
    ("key", "confidence"),
    [("1", Confidence.GUESS), ("2", Confidence.UNSURE), ("3", Confidence.SURE)],
)
def test_who_wants_it_is_asked_how_sure_the_answer_is(
    window: Window,
    qtbot: QtBot,
    toys: Callable[..., Question],
    key: str,
    confidence: Confidence,
) -> None:
    """Ctrl+K switches it on; a digit then gives answer and confidence together."""
    window.questioning.ask(toys("choice"))
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)
    press(qtbot, window, "B")
    assert window.stage() is Stage.CONFIDING
    assert window.answers == []
    assert "How sure are you?" in words(window)
    press(qtbot, window, "A", Key.Key_Return, key)
    assert window.answers == [((1,), confidence)]
    assert window.stage() is Stage.FEEDBACK


def test_escape_goes_back_to_the_answer(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], collection: Collection
) -> None:
    """It may be changed then, a number too, and is asked for anew."""
    collection.settings.set("ask_confidence", "yes")
    window.questioning._confiding = True  # noqa: SLF001 - as at the next start
    window.questioning.ask(toys("number"))
    press(qtbot, window, "1", Key.Key_Return, "2", Key.Key_Return)
    assert window.stage() is Stage.CONFIDING
    press(qtbot, window, Key.Key_Escape)
    assert window.stage() is Stage.CHOOSING
    press(qtbot, window, "5", Key.Key_Return)
    assert window.stage() is Stage.CONFIDING
    press(qtbot, window, "3")
    ((given, confidence),) = window.answers
    assert given is not None
    assert 5 in given or 15 in given
    assert confidence is Confidence.SURE


def test_not_to_know_needs_no_confidence(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """One is sure of that."""
    window.questioning.ask(toys("choice"))
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)
    press(qtbot, window, "?")
    assert window.answers == [(None, None)]


def test_the_switch_is_remembered_and_turned_off_again(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], services: Services
) -> None:
    """After an answer it says what it will do."""
    window.questioning.ask(toys("choice"))
    press(qtbot, window, "A")
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)
    assert "you are asked how sure you are" in words(window)
    assert services.preferences.get("ask_confidence") == "yes"
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)
    assert "no longer" in words(window)
    assert services.preferences.get("ask_confidence") == "no"


def test_after_the_answer_why_and_the_cards_it_rests_on(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """W explains, C opens the card; a card that is gone is passed over; neither works before."""
    window.questioning.ask(toys("order"))
    press(qtbot, window, "W", "?")
    assert "Rests on: Which for ReLU?" in words(window)
    assert "He." not in texts(window)
    press(qtbot, window, "C")
    assert "He." in texts(window)
    press(qtbot, window, "C")
    assert "He." not in texts(window)
    press(qtbot, window, "W")
    assert any("How answers are rated" in text for text in texts(window))


def test_another_one_is_practised_and_not_counted(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """The same type and level from another seed; graded and explained, but no answer is told."""
    window.questioning.ask(toys("choice", 5, "hard"))
    press(qtbot, window, "A", "N")
    practised = window.questioning.question
    assert practised is not None
    assert (practised.key, practised.level) == ("choice", "hard")
    assert practised.seed != 5
    assert window.stage() is Stage.CHOOSING
    assert window.questioning.practising
    assert "Practice, not counted" in words(window)
    press(qtbot, window, "B")
    assert window.stage() is Stage.FEEDBACK
    assert len(window.answers) == 1
    assert "Not LeCun normal" in words(window)
    assert "Practice, not counted" in words(window)
    press(qtbot, window, "W")
    assert not any("How answers are rated" in text for text in texts(window))
    first = practised.seed
    press(qtbot, window, "N")
    assert window.questioning.question is not None
    assert window.questioning.question.seed != first


def test_practice_asks_no_confidence(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """It would not be kept."""
    window.questioning.ask(toys("choice"))
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)
    press(qtbot, window, "A", "1", "N", "B")
    assert window.stage() is Stage.FEEDBACK
    assert len(window.answers) == 1


def test_practice_is_left_by_escape(
    window: Window, qtbot: QtBot, toys: Callable[..., Question]
) -> None:
    """The sitting is asked to go on; while a question of its own waits, Escape does nothing."""
    window.questioning.ask(toys("choice"))
    with qtbot.assertNotEmitted(window.questioning.left):
        press(qtbot, window, Key.Key_Escape)
    press(qtbot, window, "A", "N")
    with qtbot.waitSignal(window.questioning.left):
        press(qtbot, window, Key.Key_Escape)
    window.questioning.ask(toys("order"))
    assert not window.questioning.practising


def test_a_slow_one_is_drawn_while_the_window_goes_on(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], gate: threading.Event
) -> None:
    """A quiet line says so; then the question is there."""
    window.questioning.ask(replace(toys("choice"), key="slow"))
    press(qtbot, window, "A", "N")
    assert "Drawing another one" in words(window)
    assert window.stage() is Stage.FEEDBACK
    gate.set()
    qtbot.waitUntil(lambda: window.stage() is Stage.CHOOSING)
    assert "Drawing" not in words(window)


def test_going_on_leaves_a_slow_one_behind(
    window: Window, qtbot: QtBot, toys: Callable[..., Question], gate: threading.Event
) -> None:
    """The next question is not replaced when the late one is ready."""
    window.questioning.ask(replace(toys("choice"), key="slow"))
    press(qtbot, window, "A", "N")
    window.questioning.ask(toys("order"))
    gate.set()
    qtbot.wait(300)
    question = window.questioning.question
    assert question is not None
    assert question.key == "order"
    assert not window.questioning.practising


def test_a_type_that_is_gone_rests_on_nothing(
    window: Window, toys: Callable[..., Question]
) -> None:
    """The feedback of a question is shown all the same."""
    window.questioning.ask(replace(toys("choice"), key="no such"))
    window.questioning.reveal(grade(toys("choice"), None))
    assert "Rests on" not in words(window)


def test_keys_mean_nothing_when_it_is_closed(window: Window, toys: Callable[..., Question]) -> None:
    """A fact that follows has the keyboard for itself."""
    window.questioning.ask(toys("choice"))
    window.questioning.close()
    window.keys.refresh()
    for letter in "ATWCN":
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        assert not window.keys.has(event)
