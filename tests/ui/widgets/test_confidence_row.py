"""How sure one is, is asked without suggesting an answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.review import Confidence
from initquiz.ui.widgets.confidence_row import ConfidenceRow
from initquiz.ui.widgets.keycap import KeyButton


@pytest.fixture
def row(qtbot: QtBot, light: QApplication) -> ConfidenceRow:
    """The row on screen."""
    assert light.styleSheet()
    made = ConfidenceRow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("place", "confidence"),
    [(0, Confidence.GUESS), (1, Confidence.UNSURE), (2, Confidence.SURE)],
)
def test_each_button_is_one_confidence(
    row: ConfidenceRow, qtbot: QtBot, place: int, confidence: Confidence
) -> None:
    """From guessed to sure, with the keys 1 to 3."""
    button = row.findChildren(KeyButton)[place]
    assert button.accessibleName().endswith(f"key {place + 1}")
    with qtbot.waitSignal(row.confided) as caught:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert caught.args == [confidence]


def test_nothing_is_accented_and_the_question_is_heard(row: ConfidenceRow) -> None:
    """No answer is the default, and the row itself says what is asked and how to answer."""
    kinds = [button.kind() for button in row.findChildren(KeyButton)]
    assert kinds == ["quiet", "quiet", "quiet", "flat"]
    assert row.accessibleName().startswith("How sure are you?")
    assert row.back.accessibleName() == "back, key Esc"
