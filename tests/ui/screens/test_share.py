"""The Share screen opens with what there is, and takes the last import back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.study.collection import Collection
from initquiz.ui.screens.share import SCREEN, ShareScreen
from initquiz.ui.services import Services


@pytest.fixture
def screen(qtbot: QtBot, light: QApplication, sharing: Services) -> ShareScreen:  # noqa: ARG001
    """A share screen in its own window."""
    shown = SCREEN.build(sharing)
    assert isinstance(shown, ShareScreen)
    qtbot.addWidget(shown, before_close_func=lambda _: shown.page.stop())
    shown.show()
    return shown


def test_entering_counts_afresh(screen: ShareScreen, qtbot: QtBot, collection: Collection) -> None:
    """What was imported or removed meanwhile is in the numbers."""
    count = screen.page.exporting.panel.count
    screen.enter()
    qtbot.waitUntil(lambda: count.text() == "4 cards, 1 of them to compute")
    collection.cards.remove(["card-2"])
    screen.enter()
    qtbot.waitUntil(lambda: count.text() == "3 cards, 1 of them to compute")


def test_undo_takes_the_last_import_back_after_a_restart(
    screen: ShareScreen, qtbot: QtBot, tmp_path: Path, sharing: Services, collection: Collection
) -> None:
    """An import of an earlier run is named when the screen is entered, and Ctrl+Z undoes it."""
    (tmp_path / "a.one").write_text("a")
    cards = sharing.sharing()
    cards.adopt(cards.receive([tmp_path / "a.one"]), with_progress=False, remove=False)
    screen.enter()
    status = screen.page.exporting.status
    qtbot.waitUntil(lambda: status.text() == "Last import: a.one, 1 card.")
    with qtbot.waitSignal(sharing.bus.changed) as told:
        screen.undo()
    assert told.args[0].cards == {"a"}
    assert collection.cards.get("a") is None
    screen.undo()
    qtbot.waitUntil(lambda: status.text() == "There is no import to take back.")
