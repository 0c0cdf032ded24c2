"""Options are put in order by dragging, by arrows, by buttons, or by their letters."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.order_list import OrderList
from initquiz.ui.widgets.answers.order_row import OrderRow

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """Four options; the right order is D, B, C, A."""
    return toys("order")


@pytest.fixture
def field(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> OrderList:
    """The four options in the order they come."""
    made = asked(question)
    assert isinstance(made, OrderList)
    QApplication.processEvents()
    return made


def row(field: OrderList, place: int) -> OrderRow:
    """Return the row at a place."""
    found = field.rows.cards[place]
    assert isinstance(found, OrderRow)
    return found


@pytest.mark.parametrize("modifier", [ALT, CONTROL])
def test_alt_or_ctrl_with_an_arrow_moves_the_option(
    field: OrderList, qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    """The focus goes with it; at the rim it stays."""
    qtbot.keyClick(row(field, 0), Key.Key_Down, modifier)
    assert field.order() == (1, 0, 2, 3)
    assert row(field, 1).hasFocus()
    qtbot.keyClick(row(field, 1), Key.Key_End, modifier)
    assert field.order() == (1, 2, 3, 0)
    qtbot.keyClick(row(field, 3), Key.Key_Down, modifier)
    assert field.order() == (1, 2, 3, 0)


def test_an_arrow_alone_only_looks_around(field: OrderList, qtbot: QtBot) -> None:
    """Down leads to the next row and changes nothing."""
    qtbot.keyClick(row(field, 0), Key.Key_Down)
    assert row(field, 1).hasFocus()
    assert field.order() == (0, 1, 2, 3)


def test_a_row_is_dragged(field: OrderList) -> None:
    """Pressed on the first row and let go over the third, the first option is third."""
    start = row(field, 0).rect().center()
    down = QPoint(0, row(field, 2).y() - row(field, 0).y())
    QTest.mousePress(row(field, 0), Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(row(field, 0), start + down * part / 4)
    assert field.order() == (1, 2, 0, 3)
    assert row(field, 2).kind() == "chosen"
    QTest.mouseRelease(row(field, 0), Qt.MouseButton.LeftButton, pos=start + down)
    assert field.order() == (1, 2, 0, 3)
    assert {card.kind() for card in field.rows.cards} == {"option"}
    assert row(field, 2).hasFocus()


def test_buttons_move_a_row(field: OrderList, qtbot: QtBot) -> None:
    """Each row has one up and one down; the ends lack theirs."""
    qtbot.mouseClick(row(field, 1).up, Qt.MouseButton.LeftButton)
    assert field.order() == (1, 0, 2, 3)
    qtbot.mouseClick(row(field, 2).down, Qt.MouseButton.LeftButton)
    assert field.order() == (1, 0, 3, 2)
    assert not row(field, 0).up.isEnabled()
    assert not row(field, 3).down.isEnabled()
    assert row(field, 1).up.isEnabled()


def test_letters_in_order_are_an_order(field: OrderList, qtbot: QtBot) -> None:
    """Each letter goes behind those before it; the line says how many are to go."""
    line = field.findChild(CheckRow)
    assert line is not None
    for key in (Key.Key_D, Key.Key_B):
        qtbot.keyClick(row(field, 0), key)
    assert field.order()[:2] == (3, 1)
    assert line.text() == "D B placed, 2 to go."
    qtbot.keyClick(row(field, 0), Key.Key_C)
    qtbot.keyClick(row(field, 0), Key.Key_A)
    assert field.order() == (3, 1, 2, 0)
    with qtbot.waitSignal(field.submitted) as caught:
        qtbot.keyClick(row(field, 0), Key.Key_Return)
    assert caught.args == [(3, 1, 2, 0)]


def test_a_letter_typed_twice_begins_anew(field: OrderList, qtbot: QtBot) -> None:
    """Who lost count starts again with that letter; any other move ends the counting."""
    for key in (Key.Key_C, Key.Key_B, Key.Key_C):
        qtbot.keyClick(row(field, 0), key)
    assert field.order()[0] == 2
    qtbot.keyClick(row(field, 0), Key.Key_Down, ALT)
    qtbot.keyClick(row(field, 0), Key.Key_D)
    assert field.order()[0] == 3


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(keys=st.lists(st.sampled_from("ABCD^v"), max_size=12))
def test_whatever_is_pressed_it_stays_an_order(field: OrderList, keys: list[str]) -> None:
    """Every option is there once, and the rows show what the answer will say."""
    for key in keys:
        if key in "^v":
            QTest.keyClick(row(field, 2), Key.Key_Up if key == "^" else Key.Key_Down, ALT)
        else:
            QTest.keyClick(row(field, 0), getattr(Key, f"Key_{key}"))
    assert sorted(field.order()) == [0, 1, 2, 3]
    shown = [card.accessibleName()[0] for card in field.rows.cards]
    assert shown == ["ABCD"[option] for option in field.order()]


def test_the_ends_are_named(field: OrderList) -> None:
    """What is first and last stands above and below; each row says its place."""
    texts = [label.text() for label in field.findChildren(QLabel)]
    assert "smallest, at the top" in texts
    assert "largest, at the bottom" in texts
    assert row(field, 1).accessibleName() == "B, LeCun normal, place 2 of 4"
    assert row(field, 1).up.accessibleName() == "Move B up"


def test_the_right_order_is_shown_with_where_each_was_put(
    field: OrderList, question: Question, reveal: Reveal
) -> None:
    """Those in their place are right, the others say where they were put."""
    reveal(field, question, (3, 1, 0, 2))
    assert [card.accessibleName()[0] for card in field.rows.cards] == ["D", "B", "C", "A"]
    assert [card.kind() for card in field.rows.cards] == ["right", "right", "wrong", "wrong"]
    assert row(field, 2).note() == "you put it 4th"
    assert row(field, 3).note() == "you put it 3rd · σ 0.0625"
    assert row(field, 3).accessibleName().endswith("place 4 of 4")
    assert not row(field, 0).down.isVisible()
    assert not field.press_enter()


def test_who_did_not_know_reads_the_order(
    field: OrderList, question: Question, reveal: Reveal
) -> None:
    """The right order, with nothing marked."""
    reveal(field, question, None)
    assert [card.accessibleName()[0] for card in field.rows.cards] == ["D", "B", "C", "A"]
    assert {card.kind() for card in field.rows.cards} == {"option"}


def test_nothing_is_nameless(field: OrderList, unnamed: Callable[[QWidget], list[str]]) -> None:
    """Rows and their buttons have names."""
    assert unnamed(field) == []
