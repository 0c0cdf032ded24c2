"""The study screen, pressed key by key as a learner would."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.changes import Changes
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Confidence, Rating
from initquiz.model.schedule import State
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting
from initquiz.ui.screens import study
from initquiz.ui.screens.study import Stage, StudyScreen
from initquiz.ui.services import Services
from initquiz.ui.widgets.prose import Prose

Facts = Callable[[int], list[Card]]
Key = Qt.Key
COIN = Card("coin-card", "Compute it", Skill("coin", Level.EASY))


@pytest.fixture
def screen(qtbot: QtBot, light: QApplication, services: Services) -> StudyScreen:  # noqa: ARG001
    """A study screen in its own window, not yet entered."""
    shown = StudyScreen(services)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


@pytest.fixture
def questions(
    questions: Mapping[str, QuestionType], toys: Callable[..., Question]
) -> Mapping[str, QuestionType]:
    """Return the coin, and a type for each kind of answer that rests on the card `card-0`."""

    def draw(kind: str, seed: int, level: Level) -> Question:
        return toys(kind, seed, level.value)

    return {**questions} | {
        kind: QuestionType(
            kind, kind, 1, kind, tuple(Level), (), (), partial(draw, kind), ("card-0",)
        )
        for kind in ("number", "match", "order")
    }


def press(qtbot: QtBot, screen: QWidget, *keys: Key | str) -> None:
    """Press keys one after another, wherever the focus is."""
    for key in keys:
        target = QApplication.focusWidget() or screen
        qtbot.keyClick(target, key)


def words(screen: QWidget) -> str:
    """Return the text of every label in sight."""
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def stage(screen: StudyScreen) -> Stage:
    """Return what the screen waits for now."""
    return screen.stage


def ratings(collection: Collection) -> list[Rating]:
    """Return the ratings in the log, in order."""
    return [event.attempt.rating for event in collection.reviews.all() if event.attempt]


def test_ten_cards_are_studied_by_keyboard_alone(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts, clock: list[Now]
) -> None:
    """Space and Enter show answers, digits and Space grade, a letter answers; ten are logged."""
    collection.cards.save("d", [*facts(8), COIN, replace(COIN, id="coin-2")])
    screen.enter()
    for keys in ((Key.Key_Space, "3"), (Key.Key_Return, "1"), (Key.Key_Enter, "4")) * 2:
        assert screen.stage is Stage.ASKING
        press(qtbot, screen, keys[0])
        assert stage(screen) is Stage.GRADING
        clock.append(Now(clock[-1].at + 1, clock[-1].day))
        press(qtbot, screen, keys[1])
    press(qtbot, screen, Key.Key_Space, Key.Key_Space, Key.Key_Space, Key.Key_Return)
    assert screen.stage is Stage.CHOOSING
    press(qtbot, screen, "A")
    assert stage(screen) is Stage.FEEDBACK
    press(qtbot, screen, Key.Key_Space)
    assert stage(screen) is Stage.CHOOSING
    press(qtbot, screen, "?", Key.Key_Return)
    given = ratings(collection)
    assert given[:8] == [*(Rating.GOOD, Rating.AGAIN, Rating.EASY) * 2, Rating.GOOD, Rating.GOOD]
    assert len(given) == 10
    assert given[9] is Rating.AGAIN


def test_the_answer_is_hidden_until_asked_for(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """Answer, note and source appear together, and digits before that do nothing."""
    collection.cards.save("d", [Card("c", "Topic", Fact("Q?", "A.", "N.", "S."))])
    screen.enter()
    press(qtbot, screen, "3")
    assert ratings(collection) == []
    texts = [view.markdown() for view in screen.findChildren(type(screen.page.fact._question))]  # noqa: SLF001
    assert texts == ["Q?"]
    press(qtbot, screen, Key.Key_Space)
    seen = [
        view.markdown()
        for view in screen.findChildren(type(screen.page.fact._question))  # noqa: SLF001
        if view.isVisible()
    ]
    assert seen == ["Q?", "A.", "N.", "S."]


def test_each_grade_shows_its_interval(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """A new card's four grades read 1 min, 6 min, 10 min and days."""
    collection.cards.save("d", facts(1))
    screen.enter()
    press(qtbot, screen, Key.Key_Space)
    seen = words(screen)
    for interval in ("1 min", "6 min", "10 min", "days"):
        assert interval in seen


def test_undo_works_on_the_last_screen_and_redo_brings_it_back(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """After the last card the rest is shown; undo asks the card again, redo ends again."""
    collection.cards.save("d", facts(1))
    screen.enter()
    press(qtbot, screen, Key.Key_Space, "4")
    assert screen.stage is Stage.RESTING
    assert "Congratulations" in words(screen)
    press(qtbot, screen, "u")
    assert stage(screen) is Stage.ASKING
    assert collection.schedule("card-0").state is State.NEW
    screen.redo()
    assert stage(screen) is Stage.RESTING
    assert collection.schedule("card-0").state is State.REVIEW
    screen.redo()
    assert "nothing to redo" in words(screen)


def test_with_nothing_to_undo_the_screen_says_so(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """An undo at the very start changes nothing."""
    collection.cards.save("d", facts(1))
    screen.enter()
    press(qtbot, screen, "U")
    assert "nothing to undo" in words(screen)
    assert screen.stage is Stage.ASKING


def test_a_wrong_answer_is_explained_rated_again_and_may_be_graded_otherwise(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """The feedback names the rating; a digit changes it; the log keeps what was found."""
    collection.cards.save("d", [COIN])
    screen.enter()
    turn = screen.sitting.turn
    assert turn is not None
    assert turn.question is not None
    press(qtbot, screen, "AB"[1 - int(turn.question.answer.solution[0])])
    assert "Rated <b>Again</b>" in words(screen)
    press(qtbot, screen, "4")
    assert "Rated <b>Easy</b>" in words(screen)
    assert collection.schedule("coin-card").state is State.REVIEW
    (counted,) = [
        event.attempt
        for event in collection.reviews.all()
        if event.attempt and event.attempt.rating is Rating.EASY
    ]
    assert counted.grade == "wrong"


def test_options_are_chosen_with_arrows_and_enter(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """The second option is one arrow away; Enter submits it."""
    collection.cards.save("d", [COIN])
    screen.enter()
    press(qtbot, screen, Key.Key_Right, Key.Key_Return)
    assert screen.stage is Stage.FEEDBACK
    (event,) = collection.reviews.all()
    assert event.attempt is not None
    assert event.attempt.answer == "two"


def test_a_letter_without_an_option_does_nothing(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """Two options answer to A and B alone; W and T are quiet where they mean nothing."""
    collection.cards.save("d", [COIN])
    screen.enter()
    press(qtbot, screen, "G", "W")
    assert screen.stage is Stage.CHOOSING
    assert ratings(collection) == []


def test_why_unfolds_the_explanation_and_the_rule(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """W shows how answers are rated, and hides it again."""
    collection.cards.save("d", [COIN])
    screen.enter()
    press(qtbot, screen, "?", "W")
    assert screen.page.question is not None
    shown = screen.page.question._explanation  # noqa: SLF001
    assert shown.isVisible()
    assert "How answers are rated" in shown.markdown()
    press(qtbot, screen, "W")
    assert not shown.isVisible()


def test_the_table_opens_and_closes_by_key(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """T opens the plot's numbers, Escape closes them."""
    collection.cards.save("d", [COIN])
    screen.enter()
    press(qtbot, screen, "T")
    assert screen.page.question is not None
    table = screen.page.question._table  # noqa: SLF001
    assert table is not None
    qtbot.waitUntil(table.isVisible)
    qtbot.keyClick(table, Key.Key_Escape)
    assert not table.isVisible()


def test_short_answers_can_be_typed(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """With typing on, digits and letters go into the field, Enter compares, Space grades."""
    he = Fact("Which for ReLU?", "He", accept=("He", "Kaiming"))
    collection.cards.save("d", [Card("a", "", he), Card("b", "", he)])
    screen.enter()
    qtbot.keyClick(screen, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    for letter in "u1 he":
        press(qtbot, screen, letter)
    assert screen.page.fact.typed() == "u1 he"
    press(qtbot, screen, Key.Key_Return)
    assert screen.stage is Stage.GRADING
    assert "Not what the card says" in words(screen)
    screen.setFocus()
    press(qtbot, screen, Key.Key_Space)
    for letter in "kaiming":
        press(qtbot, screen, letter)
    press(qtbot, screen, Key.Key_Return)
    assert "That is it" in words(screen)
    screen.setFocus()
    press(qtbot, screen, Key.Key_Space)
    attempts = [event.attempt for event in collection.reviews.all() if event.attempt]
    assert [(a.answer, a.rating) for a in attempts] == [
        ("u1 he", Rating.AGAIN),
        ("kaiming", Rating.GOOD),
    ]


def test_a_card_answered_elsewhere_is_passed_over(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts, clock: list[Now]
) -> None:
    """Another program answered the shown card: this one says so and goes on to the next."""
    collection.cards.save("d", facts(2))
    screen.enter()
    press(qtbot, screen, Key.Key_Space)
    with Collection(collection.database.path) as other:
        elsewhere = Sitting(other, {})
        elsewhere.next(clock[-1])
        elsewhere.rate(Rating.EASY, clock[-1])
    press(qtbot, screen, "1")
    assert ratings(collection) == [Rating.EASY]
    assert "another window" in words(screen)
    turn = screen.sitting.turn
    assert turn is not None
    assert turn.card.id == "card-1"


def test_every_answer_is_announced_once(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts, services: Services
) -> None:
    """The bus carries which card changed, so that other screens may redraw."""
    collection.cards.save("d", facts(2))
    heard: list[Changes] = []
    services.bus.changed.connect(heard.append)
    screen.enter()
    press(qtbot, screen, Key.Key_Space, "3")
    assert heard == [Changes(cards=frozenset({"card-0"}), reviews=True)]


def test_the_rest_ends_by_itself_when_a_card_falls_due(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts, clock: list[Now]
) -> None:
    """A learning card beyond the learn-ahead limit comes up when its time has come."""
    collection.options = collection.options._replace(learn_ahead=0, learning_steps=(2,))
    collection.cards.save("d", facts(1))
    screen.enter()
    press(qtbot, screen, Key.Key_Space, "1")
    assert screen.stage is Stage.RESTING
    clock.append(Now(clock[-1].at + 3_000_000, clock[-1].day))
    qtbot.waitUntil(lambda: screen.stage is Stage.ASKING, timeout=5000)


def test_another_deck_starts_another_sitting(
    screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """Entering with a deck's name studies that deck; coming back keeps the card."""
    cards = facts(2)
    collection.cards.save("one", cards[:1])
    collection.cards.save("two", cards[1:])
    screen.enter("two")
    assert screen.sitting.turn is not None
    assert screen.sitting.turn.card.id == "card-1"
    screen.enter()
    assert screen.sitting.turn.card.id == "card-1"
    screen.enter("")
    assert screen.sitting.turn is not None
    assert screen.sitting.turn.card.id == "card-0"


def test_in_a_small_window_the_answer_comes_into_sight(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """Space brings the answer, and what was found of an option, up from below the fold."""
    long = Fact("Words of a long question. " * 40, "The answer.")
    collection.cards.save("d", [Card("f", "", long), COIN])
    screen.resize(560, 420)
    screen.enter()
    for keys in (Key.Key_Space, "4"), ("?",):
        qtbot.waitUntil(lambda: screen.page.area.verticalScrollBar().maximum() > 0)
        press(qtbot, screen, keys[0])
        card = screen.page.question or screen.page.fact
        assert card.news is not None
        view = screen.page.area.viewport()
        QApplication.processEvents()
        assert view.rect().contains(QRect(card.news.mapTo(view, QPoint()), card.news.size()))
        press(qtbot, screen, *keys[1:])


def test_every_control_has_a_name_at_every_stage(
    qtbot: QtBot,
    screen: StudyScreen,
    collection: Collection,
    unnamed: Callable[[QWidget], list[str]],
) -> None:
    """A screen reader finds no nameless button, from question to congratulations."""
    fact = Card("f", "", Fact("q", "a", accept=("a",)))
    collection.cards.save("d", [fact, COIN])
    screen.enter()
    assert unnamed(screen) == []
    press(qtbot, screen, Key.Key_Space)
    assert unnamed(screen) == []
    press(qtbot, screen, "4")
    assert unnamed(screen) == []
    press(qtbot, screen, "?")
    assert unnamed(screen) == []
    press(qtbot, screen, "4", Key.Key_Space)
    assert screen.stage is Stage.RESTING
    assert unnamed(screen) == []


def test_a_number_is_typed_and_logged(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """Letters go into the line, not to the window or to undo; Enter submits and then goes on."""
    collection.cards.save("d", [Card("n", "", Skill("number", Level.HARD))])
    claims: list[bool] = []
    screen.claims.connect(claims.append)
    screen.enter()
    assert claims[-1]
    for letter in "sqrt(2/512)":
        press(qtbot, screen, letter)
    press(qtbot, screen, Key.Key_Return, "u", Key.Key_Backspace, "2", Key.Key_Return)
    assert stage(screen) is Stage.FEEDBACK
    assert not claims[-1]
    (event,) = collection.reviews.all()
    assert event.attempt is not None
    assert (event.attempt.answer, event.attempt.grade) == ("0.0625;2", "right")
    assert event.attempt.level == "hard"
    press(qtbot, screen, Key.Key_Return)
    assert stage(screen) is not Stage.FEEDBACK


def test_the_confidence_is_logged_and_shapes_the_rating(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """A right answer that was guessed counts as forgotten."""
    collection.cards.save("d", [Card("m", "", Skill("match", Level.EASY))])
    screen.enter()
    qtbot.keyClick(screen, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, screen, "C", "A", "B", Key.Key_Return)
    assert screen.stage is Stage.CONFIDING
    assert list(collection.reviews.all()) == []
    press(qtbot, screen, "1")
    (event,) = collection.reviews.all()
    assert event.attempt is not None
    assert event.attempt.grade == "right"
    assert event.attempt.confidence is Confidence.GUESS
    assert event.attempt.rating is Rating.AGAIN
    assert "Rated <b>Again</b>" in words(screen)


def test_practice_leaves_no_trace(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """Digits do not grade it, the counts stay, and Enter goes on with the sitting."""
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY)), *facts(1)])
    screen.enter()
    press(qtbot, screen, "?")
    before = screen.sitting.progress()
    press(qtbot, screen, "N")
    assert stage(screen) is Stage.CHOOSING
    assert "practice, not counted" in words(screen)
    press(qtbot, screen, Key.Key_Return, "4")
    assert stage(screen) is Stage.FEEDBACK
    assert screen.sitting.progress() == before
    assert ratings(collection) == [Rating.AGAIN]
    press(qtbot, screen, Key.Key_Return)
    assert stage(screen) is Stage.ASKING
    assert "practice" not in words(screen)


def test_a_question_still_being_drawn_is_waited_for(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen says so and stays alive; then the question comes by itself."""
    collection.cards.save("d", [Card(name, "", Skill("order", Level.EASY)) for name in "op"])
    screen.enter()
    press(qtbot, screen, "?")
    drawn: list[bool] = []
    monkeypatch.setattr(screen.sitting, "ready", lambda _now: len(drawn) > 0)
    press(qtbot, screen, Key.Key_Return)
    assert "Drawing the next question" in words(screen)
    assert screen.stage is Stage.FEEDBACK
    drawn.append(True)
    qtbot.waitUntil(lambda: screen.stage is Stage.CHOOSING)
    assert "Drawing" not in words(screen)


def test_who_practises_meanwhile_is_not_interrupted(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next question of the sitting comes when it is asked for again."""
    collection.cards.save("d", [Card(name, "", Skill("order", Level.EASY)) for name in "op"])
    screen.enter()
    press(qtbot, screen, "?")
    monkeypatch.setattr(screen.sitting, "ready", lambda _now: False)
    press(qtbot, screen, Key.Key_Return, "N")
    monkeypatch.undo()
    qtbot.wait(100)
    assert "practice, not counted" in words(screen)
    press(qtbot, screen, "?", Key.Key_Return)
    assert "practice" not in words(screen)


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_what_undo_and_redo_ask_is_drawn_in_a_worker(
    qtbot: QtBot,
    services: Services,
    collection: Collection,
    toys: Callable[..., Question],
    way: str,
) -> None:
    """A slow question leaves the screen alive; it says so, and then asks the card."""
    gate, threads = threading.Event(), []

    def draw(seed: int, level: Level) -> Question:
        threads.append(threading.current_thread())
        assert gate.wait(20)
        return replace(toys("order", seed, level.value), key="slow")

    kinds = {"slow": replace(services.questions["order"], key="slow", draw=draw, slow=True)}
    screen = StudyScreen(
        services._replace(
            questions=kinds, new_sitting=lambda deck: Sitting(collection, kinds, deck)
        )
    )
    qtbot.addWidget(screen)
    collection.cards.save("d", [Card(name, "", Skill("slow", Level.EASY)) for name in "op"])
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    gate.set()
    screen.enter()
    qtbot.waitUntil(lambda: screen.stage is Stage.CHOOSING)
    first = screen.sitting.turn
    press(qtbot, screen, "?")
    gate.clear()
    screen.undo()
    assert "Drawing the next question" in words(screen)
    press(qtbot, screen, "3", "L", Key.Key_Return)  # nothing that could be graded or opened
    if way == "redo":
        screen.redo()
        assert "Drawing the next question" in words(screen)
    gate.set()
    qtbot.waitUntil(lambda: screen.stage is Stage.CHOOSING)
    turn = screen.sitting.turn
    assert first is not None
    assert turn is not None
    if way == "undo":
        assert "Undone: here is the card again." in words(screen)
        assert turn.card == first.card
        assert ratings(collection) == [Rating.AGAIN]
        assert collection.schedule(turn.card.id).state is State.NEW
    else:
        assert "The answer counts again." in words(screen)
        assert turn.card != first.card
    assert threading.main_thread() not in threads


def test_undo_leaves_practice_too(
    qtbot: QtBot, screen: StudyScreen, collection: Collection
) -> None:
    """The answer before it is taken back, and its card is asked again and counts."""
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY))])
    screen.enter()
    press(qtbot, screen, "?", "N", "u")
    assert screen.stage is Stage.CHOOSING
    assert collection.schedule("o").state is State.NEW
    assert "practice" not in words(screen)
    press(qtbot, screen, "?")
    assert collection.schedule("o").state is State.LEARNING


def test_practice_is_left_by_escape(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """The next card of the sitting comes up."""
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY)), *facts(1)])
    screen.enter()
    press(qtbot, screen, "?", "N", Key.Key_Escape)
    assert screen.stage is Stage.ASKING


def test_a_question_is_opened_in_the_lab(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the numbers it was built from; before the answer L is no way out."""
    monkeypatch.setattr(study, "has_lab", lambda: True)
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY))])
    screen.enter()
    with qtbot.assertNotEmitted(screen.go):
        press(qtbot, screen, "L")
    press(qtbot, screen, "?")
    assert "open in Lab" in words(screen)
    with qtbot.waitSignal(screen.go) as caught:
        press(qtbot, screen, "L")
    assert caught.args == ["lab", {"n_in": 512}]


def test_without_a_lab_there_is_no_way_to_it(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a button nor a key."""
    monkeypatch.setattr(study, "has_lab", lambda: False)
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY))])
    screen.enter()
    press(qtbot, screen, "?")
    assert "open in Lab" not in words(screen)
    with qtbot.assertNotEmitted(screen.go):
        press(qtbot, screen, "L")


def test_the_card_a_question_rests_on_is_read_in_place(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """C opens it below the feedback."""
    collection.cards.save("d", [Card("o", "", Skill("order", Level.EASY))])
    collection.cards.save("e", facts(1))
    screen.enter("d")
    press(qtbot, screen, "?")
    assert "Rests on: Question 0?" in words(screen)
    press(qtbot, screen, "C")
    shown = [view.markdown() for view in screen.findChildren(Prose) if view.isVisible()]
    assert "Answer 0." in shown


def test_coming_back_to_an_answer_keeps_its_topic(
    qtbot: QtBot, screen: StudyScreen, collection: Collection, facts: Facts
) -> None:
    """The header of a fact that was answered says its topic also after a look elsewhere."""
    collection.cards.save("d", facts(1))
    screen.enter()
    press(qtbot, screen, Key.Key_Space)
    assert "d · Topic" in words(screen)
    screen.enter()
    assert "d · Topic" in words(screen)
