"""Feedback is seen and heard."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.ui.tokens import LIGHT
from initquiz.ui.widgets.feedback import FeedbackPanel


def test_it_is_heard_and_coloured(qtbot: QtBot, light: QApplication) -> None:
    """The whole finding is the panel's name; its ground follows the kind."""
    panel = FeedbackPanel()
    qtbot.addWidget(panel)
    panel.resize(400, 90)
    panel.show()
    panel.show_feedback("wrong", "Not LeCun.", "The factor **2** is missing.")
    assert panel.accessibleName() == "Not LeCun. The factor 2 is missing."
    assert panel.grab().toImage().pixelColor(390, 45) == QColor(LIGHT.wrong_soft)
    panel.show_feedback("right", "Right.", "")
    assert panel.grab().toImage().pixelColor(390, 45) == QColor(LIGHT.right_soft)
    assert light.styleSheet()


def test_long_text_wraps(qtbot: QtBot) -> None:
    """A narrower panel is higher, and never wider than given."""
    panel = FeedbackPanel()
    qtbot.addWidget(panel)
    panel.show_feedback("neutral", "Title", "word " * 60)
    assert panel.heightForWidth(240) > panel.heightForWidth(800)
    assert panel.minimumSizeHint().width() < 240
