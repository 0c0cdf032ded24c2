"""Cards as they will appear there."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.exchange import Part
from initquiz.ui.services import Services
from initquiz.ui.widgets.share_sample import SamplePanel


@pytest.fixture
def panel(qtbot: QtBot, light: QApplication, services: Services) -> SamplePanel:  # noqa: ARG001
    """An empty panel."""
    made = SamplePanel(services.typesetter)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    return made


def labels(panel: QWidget) -> list[str]:
    """Return the labels in sight."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_parts_stand_under_their_labels(
    panel: SamplePanel, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Each is read as a card is; a new look replaces the old one."""
    panel.show_items("Before", [((Part("gone", "x"),), None)])
    panel.show_items("Now", [((Part("Front", "a $x$"), Part("Back", "`b`")), None)] * 2)
    qtbot.waitUntil(lambda: labels(panel) == ["Now", "Front", "Back", "Front", "Back"])
    assert [view.markdown() for view in panel.views()] == ["a $x$", "`b`"] * 2
    assert unnamed(panel) == []


def test_while_it_is_drawn_the_old_look_stays_with_a_word(panel: SamplePanel) -> None:
    """Nothing jumps; the word goes with the new look."""
    panel.show_items("Now", [((Part("Front", "a"),), None)])
    panel.say("Drawing …")
    assert labels(panel) == ["Now", "Drawing …", "Front"]
    panel.show_items("", [])
    assert labels(panel) == []


def test_a_text_has_the_height_it_needs_and_no_bar(panel: SamplePanel) -> None:
    """At every width all of it is seen, for the page scrolls."""
    panel.show_items("x", [((Part("Front", "many words " * 80),), None)])
    (view,) = panel.views()
    for width in (600, 300, 601):
        panel.resize(width, panel.heightForWidth(width))
        QApplication.processEvents()
        assert view.height() >= view.content_height(view.width())
        assert not view.verticalScrollBar().isVisible()
