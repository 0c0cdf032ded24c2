"""Items are matched by number and letter, by arrows, or by two clicks."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.match_field import MatchField

Key = Qt.Key
Again = Callable[[AnswerWidget[Any], Question], None]
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """Three lines and four options; right are C, A, B."""
    return toys("match")


@pytest.fixture
def field(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> MatchField:
    """The three items, none matched."""
    made = asked(question)
    assert isinstance(made, MatchField)
    return made


def press(qtbot: QtBot, *keys: Key) -> None:
    """Press keys, each where the focus is by then."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def said(field: MatchField) -> str:
    """Return the quiet line."""
    row = field.findChild(CheckRow)
    assert row is not None
    return row.text()


def test_letters_in_order_are_an_answer(field: MatchField, qtbot: QtBot) -> None:
    """Each letter goes to the next item without one; Enter gives them all."""
    press(qtbot, Key.Key_C, Key.Key_A, Key.Key_B)
    assert field.given() == (2, 0, 1)
    assert said(field) == "All are set."
    with qtbot.waitSignal(field.submitted) as caught:
        press(qtbot, Key.Key_Return)
    assert caught.args == [(2, 0, 1)]


def test_a_number_or_an_arrow_picks_the_item(field: MatchField, qtbot: QtBot) -> None:
    """The letter goes to the item that was picked, from either end."""
    press(qtbot, Key.Key_3, Key.Key_D)
    assert field.given() == (None, None, 3)
    assert field.items.cards[0].hasFocus()
    press(qtbot, Key.Key_Right, Key.Key_A)
    assert field.given() == (None, 0, 3)


def test_an_option_is_given_once(field: MatchField, qtbot: QtBot) -> None:
    """Giving it to another item frees the first, and both say so."""
    press(qtbot, Key.Key_A, Key.Key_2, Key.Key_A)
    assert field.given() == (None, 0, None)
    assert field.items.cards[0].note() == "not set"
    assert field.options.cards[0].note() == "given to line 2"
    assert field.options.cards[1].note() == ""


def test_two_clicks_match(field: MatchField, qtbot: QtBot) -> None:
    """A click picks the item, a click on an option gives it."""
    qtbot.mouseClick(field.items.cards[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(field.options.cards[3], Qt.MouseButton.LeftButton)
    assert field.given() == (None, 3, None)
    assert field.items.cards[1].accessibleName() == "2, line 2, D Small random, std 0.01"


def test_enter_on_an_option_gives_it(field: MatchField, qtbot: QtBot) -> None:
    """Who came to the options by Tab and arrows needs no letter."""
    field.options.go_to(1)
    press(qtbot, Key.Key_Return)
    assert field.given() == (1, None, None)


def test_an_answer_with_a_gap_is_not_given(field: MatchField, qtbot: QtBot) -> None:
    """The line names what is lacking, and the first of it is picked."""
    press(qtbot, Key.Key_A)
    with qtbot.assertNotEmitted(field.submitted):
        press(qtbot, Key.Key_1, Key.Key_Return)
    assert said(field) == "Still without an option: line 2, line 3."
    assert field.items.cards[1].hasFocus()


def test_the_verdict_names_both_options(
    field: MatchField, question: Question, reveal: Reveal, qtbot: QtBot
) -> None:
    """A right item says so, a wrong one what it is and what it was taken for."""
    reveal(field, question, (2, 1, 0))
    cards = field.items.cards
    assert [card.kind() for card in cards] == ["right", "wrong", "wrong"]
    assert cards[0].note() == "right · C √(1/n_in) as σ"
    assert cards[1].note() == "it is A He normal · not B"
    assert field.options.cards[1].note().endswith("σ 0.0442")
    assert not field.press_enter()
    with qtbot.assertNotEmitted(field.submitted):
        qtbot.mouseClick(field.options.cards[0], Qt.MouseButton.LeftButton)


def test_who_did_not_know_reads_the_pairs(
    field: MatchField, question: Question, reveal: Reveal
) -> None:
    """Each item says what it is, none is marked."""
    reveal(field, question, None)
    assert [card.kind() for card in field.items.cards] == ["option"] * 3
    assert field.items.cards[1].note() == "A He normal"


def test_the_next_question_begins_unmatched(
    field: MatchField, question: Question, reveal: Reveal, again: Again
) -> None:
    """Nothing of the last answer is left."""
    field.press_letter(0)
    reveal(field, question, (0, 1, 2))
    again(field, question)
    assert field.given() == (None, None, None)
    assert {card.note() for card in field.items.cards} == {"not set"}
    assert field.digits() == 3
    assert field.letters() == 4


def test_nothing_is_nameless(field: MatchField, unnamed: Callable[[QWidget], list[str]]) -> None:
    """Items say number, text and state; the two groups are one tab stop each."""
    assert unnamed(field) == []
    assert field.items.cards[0].accessibleName() == "1, line 1, not set"
    for group in (field.items, field.options):
        stops = [card.focusPolicy() is Qt.FocusPolicy.TabFocus for card in group.cards]
        assert stops.count(True) == 1
