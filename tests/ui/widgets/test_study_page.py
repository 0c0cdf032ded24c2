"""The page shows one card at a time and says where it belongs."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.asking.grading import grade
from initquiz.model.blocks import Code
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.counts import Counts
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Rating
from initquiz.model.schedule import Interval, Schedule, State
from initquiz.model.turn import Progress, Rest, Turn
from initquiz.ui.services import Services
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.prose import Prose
from initquiz.ui.widgets.rests_on import RestsOn
from initquiz.ui.widgets.study_page import StudyPage

FACT = Fact("Which for ReLU?", "He.")
CARD = Card("c", "He initialization", FACT)
NOTHING = Rest(None, 0, 0)
NO_PROGRESS = Progress(0, Counts())


@pytest.fixture
def page(qtbot: QtBot, light: QApplication, services: Services) -> StudyPage:
    """A page on screen, in the active window."""
    assert light.styleSheet()
    made = StudyPage(services.typesetter, typing=False)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def coin(questions: Mapping[str, QuestionType]) -> Question:
    """A drawn question."""
    return questions["coin"].draw(0, Level.EASY)


def up(page: StudyPage) -> list[QWidget | None]:
    """Return which of the three kinds of card is in sight."""
    return [each for each in (page.fact, page.question, page.rest) if each and each.isVisible()]


def focused_in(widget: QWidget) -> bool:
    """Tell whether the focus is on something in a widget."""
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def titles(page: StudyPage) -> list[str]:
    """Return the buttons in sight on the foot."""
    return [each.title() for each in page.controls.findChildren(KeyButton) if each.isVisible()]


def switches(page: StudyPage) -> list[QCheckBox]:
    """Return the switches in sight on the foot."""
    return [each for each in page.controls.findChildren(QCheckBox) if each.isVisible()]


def place(page: StudyPage) -> str:
    """Return what the header says of where the card belongs."""
    return page.header.findChildren(QLabel)[0].text()


def test_what_only_later_cards_need_is_made_later(page: StudyPage) -> None:
    """The first fact waits neither for a plot nor for the end."""
    page.show_fact(FACT, typable=False, typing=False)
    assert page.question is None
    assert page.rest is None


def test_one_card_is_up_at_a_time(page: StudyPage, coin: Question) -> None:
    """Fact, question and rest take each other's place, there and back."""
    for _ in range(2):
        page.show_fact(FACT, typable=False, typing=False)
        assert up(page) == [page.fact]
        page.show_question(coin)
        assert up(page) == [page.question]
        page.show_rest(NOTHING, NO_PROGRESS)
        assert up(page) == [page.rest]


def test_a_question_is_wider_than_a_fact(page: StudyPage, coin: Question) -> None:
    """A plot needs 860 px, words are best read at 720."""
    page.show_fact(FACT, typable=False, typing=False)
    QApplication.processEvents()
    assert page.fact.width() == 720
    page.show_question(coin)
    QApplication.processEvents()
    assert page.question is not None
    assert page.question.width() == page.header.width() == 860
    page.show_rest(NOTHING, NO_PROGRESS)
    QApplication.processEvents()
    assert page.header.width() == 720


def test_the_foot_goes_with_the_card(page: StudyPage, coin: Question) -> None:
    """Only a fact asks for its answer there; a question is answered on its card."""
    page.show_fact(FACT, typable=False, typing=False)
    assert "Show answer" in titles(page)
    page.show_question(coin)
    assert titles(page) == []
    assert [box.isChecked() for box in switches(page)] == [False]
    page.show_question(coin, confiding=True)
    assert [box.isChecked() for box in switches(page)] == [True]
    page.show_question(coin, practice=True)
    assert titles(page) == ["leave practice"]
    assert switches(page) == []
    page.show_fact(FACT, typable=False, typing=False)
    page.show_rest(NOTHING, NO_PROGRESS)
    assert not page.controls.isVisible()


@pytest.mark.parametrize(("typable", "typing"), [(True, True), (True, False), (False, True)])
def test_a_field_needs_a_short_answer_and_a_wish(
    page: StudyPage, *, typable: bool, typing: bool
) -> None:
    """One types where the card allows it and the learner wants it."""
    page.show_fact(FACT, typable=typable, typing=typing)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == ("Your answer" if typable and typing else "Question")


def test_the_answer_to_a_question_is_passed_on(
    qtbot: QtBot, page: StudyPage, coin: Question
) -> None:
    """The page's signal carries the answer as a tuple."""
    page.show_question(coin)
    assert page.question is not None
    with qtbot.waitSignal(page.answered) as caught:
        page.question.field.press_letter(1)
    assert caught.args == [(1,)]


def test_a_new_card_is_shown_from_its_top(qtbot: QtBot, page: StudyPage) -> None:
    """However far the last card was scrolled, the next begins at its beginning."""
    page.resize(500, 360)
    page.show_fact(replace(FACT, question="Long. " * 900), typable=False, typing=False)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.show_fact(replace(FACT, question="Longer. " * 900), typable=False, typing=False)
    assert bar.value() == 0


def test_the_header_says_where_the_card_belongs(page: StudyPage, coin: Question) -> None:
    """The deck, with the answer the topic; for a drawn question its level; at rest the deck."""
    turn = Turn(CARD, "Weight initialization", Schedule())
    page.show_progress(turn, NO_PROGRESS, None)
    assert place(page) == "Weight initialization"
    page.show_fact(FACT, typable=False, typing=False)
    page.show_answer(turn, None)
    assert place(page) == "Weight initialization · He initialization"
    page.show_answer(turn._replace(card=replace(CARD, topic="")), None)
    assert place(page) == "Weight initialization"
    skill = Card("s", "Compute it", Skill("coin", Level.EASY))
    page.show_progress(Turn(skill, "Weights", Schedule(), coin), NO_PROGRESS, None)
    assert place(page) == "Weights · Compute it · easy"
    page.show_progress(Turn(skill, "Weights", Schedule(), coin), NO_PROGRESS, None, practice=True)
    assert place(page) == "Weights · Compute it · easy · practice, not counted"
    page.show_progress(None, NO_PROGRESS, "Weights")
    assert place(page) == "Weights"
    page.show_progress(None, NO_PROGRESS, None)
    assert place(page) == "All decks"


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (State.NEW, "<u><b>5</b> new</u>"),
        (State.LEARNING, "<u><b>2</b> learning</u>"),
        (State.RELEARNING, "<u><b>2</b> learning</u>"),
        (State.REVIEW, "<u><b>11</b> review</u>"),
    ],
)
def test_the_header_counts_what_is_left(page: StudyPage, state: State, count: str) -> None:
    """The card's own count is underlined, and the share done is said."""
    turn = Turn(CARD, "d", Schedule(state))
    page.show_progress(turn, Progress(3, Counts(5, 2, 11)), None)
    assert count in page.header.findChildren(QLabel)[1].text()
    assert page.header.accessibleName() == "5 new, 2 learning, 11 to review; 3 of 21 done"


@pytest.mark.parametrize("size", [(500, 480), (900, 560)])
def test_an_explanation_is_scrolled_to(
    page: StudyPage, coin: Question, size: tuple[int, int]
) -> None:
    """In a small window all of what was asked for is brought into sight, above the foot."""
    page.resize(*size)
    coin = replace(coin, explanation="Because of the coin. " * 6)
    page.show_question(coin)
    assert page.question is not None
    page.question.reveal(coin, (0,), grade(coin, (0,)))
    page.controls.show_feedback(Rating.GOOD, Interval(days=3), {})
    QApplication.processEvents()
    shown = next(
        each for each in page.question.findChildren(Prose) if each.accessibleName() == "Explanation"
    )
    view = page.area.viewport()
    page.explain()
    QApplication.processEvents()
    assert shown.isVisible()
    assert shown.height() >= shown.content_height(shown.width())
    top = shown.mapTo(view, QPoint())
    assert view.rect().contains(QRect(top, shown.size()))
    page.explain()
    assert not shown.isVisible()


def test_a_card_it_rests_on_is_scrolled_to(page: StudyPage, coin: Question, qtbot: QtBot) -> None:
    """C brings it into sight, then takes it away; on a fact there is none."""
    page.resize(500, 420)
    page.open_fact()
    page.show_question(coin)
    assert page.question is not None
    page.question.reveal(coin, (0,), grade(coin, (0,)))
    page.question.rest_on((Fact("Words. " * 40, "The answer."),))
    page.open_fact()
    shown = page.question.findChild(RestsOn)
    assert shown is not None
    view = page.area.viewport()
    qtbot.waitUntil(lambda: view.rect().contains(shown.mapTo(view, QPoint(5, 5))))
    page.open_fact()
    assert not shown.isVisible()


def test_a_question_without_a_plot_leaves_the_room_below_it(
    page: StudyPage, toys: Callable[[str], Question]
) -> None:
    """Its card ends with its words; with a plot the card takes all the room."""
    heights = []
    for kind in ("order", "choice"):
        page.show_question(toys(kind))
        QApplication.processEvents()
        assert page.question is not None
        heights.append(page.question.height())
    assert heights[0] < 450
    assert heights[1] > 550


def test_news_come_into_sight_below_a_listing(page: StudyPage, coin: Question) -> None:
    """Where the blocks of the answer are other ones, their height is known before scrolling."""
    page.resize(700, 480)
    listing = Code("\n".join(["x = 1"] * 30))
    page.show_question(coin)
    QApplication.processEvents()
    assert page.question is not None
    verdict = grade(coin, (0,))
    page.question.reveal(coin, (0,), verdict._replace(blocks=(*coin.blocks, listing)))
    page.controls.show_feedback(Rating.GOOD, Interval(days=3), {})
    page.show_news()
    QApplication.processEvents()
    view = page.area.viewport()
    news = page.question.news
    assert view.rect().contains(QRect(news.mapTo(view, QPoint()), news.size()))


def test_who_goes_on_at_once_begins_at_the_top(
    page: StudyPage, toys: Callable[[str], Question], qtbot: QtBot
) -> None:
    """The news of the last answer do not scroll the next question."""
    page.resize(500, 360)
    page.show_question(toys("match"))
    assert page.question is not None
    page.question.reveal(toys("match"), None, grade(toys("match"), None))
    page.show_news()
    assert page.area.verticalScrollBar().value() > 0
    page.show_question(toys("match"))
    qtbot.wait(150)
    assert page.area.verticalScrollBar().value() == 0


def test_without_a_question_there_is_nothing_to_explain(page: StudyPage) -> None:
    """Asking for it on a fact changes nothing."""
    page.show_fact(FACT, typable=False, typing=False)
    page.explain()
    assert up(page) == [page.fact]


def test_the_focus_goes_to_the_card_in_sight(page: StudyPage, coin: Question) -> None:
    """Coming back to the screen, reading or choosing goes on where it was."""
    page.show_fact(FACT, typable=False, typing=False)
    page.setFocus()
    page.take_focus()
    assert focused_in(page.fact)
    page.show_question(coin)
    page.setFocus()
    page.take_focus()
    assert page.question is not None
    assert focused_in(page.question.field)
