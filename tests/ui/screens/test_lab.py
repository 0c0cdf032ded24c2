"""The Lab's screen: opened bare, or with a question's numbers."""

from pytestqt.qtbot import QtBot

from initquiz.study.lab import Setting
from initquiz.ui.screens.lab import SCREEN, LabScreen
from initquiz.ui.services import Services


def test_it_opens_with_a_questions_facts(services: Services, qtbot: QtBot) -> None:
    """Known facts set the sliders; without any it keeps what it shows."""
    screen = SCREEN.build(services)
    assert isinstance(screen, LabScreen)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen.page.controls.current == Setting()
    screen.enter({"scheme": "orthogonal", "n_in": 64, "n_out": 64, "seen": 1.0})
    assert screen.page.controls.current == Setting("orthogonal", 64, 64)
    screen.enter()
    assert screen.page.controls.current.scheme == "orthogonal"
