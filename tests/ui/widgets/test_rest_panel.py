"""The end of a sitting says what was done and what comes next."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.counts import Counts
from initquiz.model.schedule import Interval
from initquiz.model.turn import Progress, Rest
from initquiz.ui.widgets.rest_panel import RestPanel

NOTHING = Rest(None, 0, 0)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (NOTHING, ["Nothing is due tomorrow."]),
        (Rest(None, 1, 0), ["Tomorrow 1 card is due."]),
        (Rest(None, 12, 0), ["Tomorrow 12 cards are due."]),
        (Rest(None, 0, 1), ["Nothing is due tomorrow.", "1 card has not been met yet."]),
        (Rest(None, 2, 45), ["Tomorrow 2 cards are due.", "45 cards have not been met yet."]),
        (
            Rest(Interval(seconds=1500), 3, 0),
            ["The next card in learning is due in 25 min.", "Tomorrow 3 cards are due."],
        ),
        (
            Rest(Interval(), 0, 0),
            ["The next card in learning is due now.", "Nothing is due tomorrow."],
        ),
    ],
)
def test_what_comes_next_is_said_in_sentences(rest: Rest, said: list[str]) -> None:
    """Learning first, then tomorrow, then what was never met; one card is not "1 cards"."""
    assert rest.sentences() == said


@pytest.mark.parametrize(
    ("done", "title", "answers"),
    [
        (0, "Nothing is due", ""),
        (1, "Congratulations", "1 answer given. "),
        (7, "Congratulations", "7 answers given. "),
    ],
)
def test_eyes_and_ears_get_the_same_words(
    qtbot: QtBot, done: int, title: str, answers: str
) -> None:
    """Congratulations only where something was done; the name is all that can be read."""
    panel = RestPanel()
    qtbot.addWidget(panel)
    panel.show_rest(NOTHING, Progress(done, Counts()))
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert texts[:2] == [title, f"{answers}Nothing is due tomorrow."]
    assert "Ctrl+Z" in texts[2]
    assert panel.accessibleName() == f"{texts[0]}. {texts[1]} {texts[2]}"


def test_a_second_rest_replaces_the_first(qtbot: QtBot) -> None:
    """Nothing of an earlier rest is left on the panel."""
    panel = RestPanel()
    qtbot.addWidget(panel)
    panel.show_rest(Rest(Interval(seconds=60), 9, 9), Progress(3, Counts()))
    panel.show_rest(NOTHING, Progress(4, Counts()))
    assert "learning" not in panel.accessibleName()
    assert "4 answers" in panel.accessibleName()


def test_the_focus_leaves_the_card(qtbot: QtBot) -> None:
    """The panel takes the focus, so that a screen reader reads it."""
    window = QWidget()
    qtbot.addWidget(window)
    card, panel = QPushButton("card", window), RestPanel(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    card.setFocus()
    panel.show_rest(NOTHING, Progress(1, Counts()))
    assert panel.hasFocus()
