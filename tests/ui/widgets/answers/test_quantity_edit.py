"""One line reads a number as people write it, and says what it read."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.measuring import Quantity
from initquiz.model.mistake import Mistake
from initquiz.ui.widgets.answers.quantity_edit import QuantityEdit, shown

ASKED = Quantity("factor **g**", 2.0, 1.9, 2.1, Mistake("m", "", ""), unit="per layer")


@pytest.fixture
def edit(qtbot: QtBot, light: QApplication) -> QuantityEdit:
    """An empty line in the active window."""
    assert light.styleSheet()
    made = QuantityEdit(ASKED)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.line.setFocus()
    return made


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("0.0625", 0.0625, "= 0.0625"),
        ("1/16", 0.0625, "= 0.0625"),
        ("sqrt(2/512)", 0.0625, "= 0.0625"),
        ("-6.25e-5", -6.25e-5, "= −6.25e−5"),
        ("0,25", 0.25, "= 0.25"),
        ("1,024", 1024.0, "= 1024"),
        ("3 per layer", 3.0, "= 3"),
    ],
)
def test_what_was_read_is_shown(
    edit: QuantityEdit, qtbot: QtBot, text: str, value: float, told: str
) -> None:
    """While one types, the value stands below, for eye and ear."""
    qtbot.keyClicks(edit.line, text)
    assert edit.value() == pytest.approx(value)
    assert edit.told() == told
    assert edit.line.accessibleDescription() == told


def test_a_percent_sign_that_is_the_unit_is_not_read_as_one(qtbot: QtBot) -> None:
    """Asked for percent, 98 % is 98."""
    percent = QuantityEdit(replace(ASKED, unit="%"))
    qtbot.addWidget(percent)
    percent.line.setText("98 %")
    assert percent.value() == 98.0


def test_a_long_text_is_refused_and_not_cut(edit: QuantityEdit) -> None:
    """What is pasted is not shortened to another number."""
    edit.line.insert("1" * 10_000)
    assert edit.value() is None
    assert "too long" in edit.told()


def test_what_cannot_be_read_is_said_in_place(edit: QuantityEdit, qtbot: QtBot) -> None:
    """Quietly while typing, with the remedy and in the colour of faults when it is insisted on."""
    qtbot.keyClicks(edit.line, "0.06x")
    assert edit.value() is None
    assert edit.told() == "“0.06x” cannot be read from “x” on."
    assert edit._told.property("role") == "small"  # noqa: SLF001
    edit.complain()
    assert "Write it like" in edit.told()
    assert edit._told.property("role") == "warning"  # noqa: SLF001
    assert edit.line.selectedText() == "0.06x"
    qtbot.keyClicks(edit.line, "3")
    assert edit.told() == "= 3"
    assert edit._told.property("role") == "small"  # noqa: SLF001


def test_an_empty_line_shows_how_to_write(edit: QuantityEdit, qtbot: QtBot) -> None:
    """Examples stand there first, and again when the line is emptied."""
    first = edit.told()
    assert "sqrt(2/512)" in first
    qtbot.keyClicks(edit.line, "1")
    edit.line.clear()
    assert edit.told() == first
    edit.complain()
    assert edit.told() == "Type a number first."


def test_it_is_named_with_its_unit(edit: QuantityEdit) -> None:
    """A screen reader hears name and unit, without markup."""
    assert edit.line.accessibleName() == "factor g, in per layer"


@pytest.mark.parametrize(
    ("kind", "told"),
    [("right", "Right: 2"), ("wrong", "Not right: it is 2"), ("", "It is 2")],
)
def test_the_verdict_is_told_in_words(edit: QuantityEdit, kind: str, told: str) -> None:
    """Below the line, which takes nothing more."""
    edit.reveal(kind, "2")
    assert edit.told() == told
    assert edit.line.isReadOnly()


def test_a_question_mark_is_no_part_of_a_number(edit: QuantityEdit, qtbot: QtBot) -> None:
    """It is left to the window, where it stands for “I don't know”; letters stay."""
    heard: list[str] = []
    for key in ("?", "T"):
        QShortcut(QKeySequence(key), edit).activated.connect(partial(heard.append, key))
    qtbot.keyClick(edit.line, "t")
    qtbot.keyClick(edit.line, "?")
    assert heard == ["?"]
    qtbot.keyClick(edit.line, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert edit.line.text() == "t"


def test_numbers_are_shown_to_six_digits() -> None:
    """With a true minus sign, and powers without a leading zero."""
    assert shown(1 / 3) == "0.333333"
    assert shown(-0.5) == "−0.5"
    assert shown(1e-7) == "1e−7"
    assert shown(3e8) == "3e8"
