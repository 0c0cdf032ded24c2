"""Feedback is seen and heard."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.ui.services import Services
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


def test_formulas_and_signs_are_told(qtbot: QtBot, services: Services) -> None:
    """A root is spoken and typeset; without a typesetter it is set in a line; < is no tag."""
    panel = FeedbackPanel(services.typesetter)
    qtbot.addWidget(panel)
    panel.show_feedback("wrong", r"Not $\sqrt{2}$.", "σ < 1 and σ > 0")
    assert "square root of 2" in panel.accessibleName()
    assert "σ < 1 and σ > 0" in panel.accessibleName()
    plain = FeedbackPanel()
    qtbot.addWidget(plain)
    plain.show_feedback("wrong", r"Not $\sqrt{2}$.", "")
    labels = [label.text() for label in (*plain.findChildren(QLabel), *panel.findChildren(QLabel))]
    assert "Not √2." in labels
    assert "σ &lt; 1 and σ &gt; 0" in labels
