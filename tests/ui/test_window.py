"""The window leads from screen to screen and keeps the theme."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import initquiz.ui.screens
from initquiz.model.card import Card, Level, Skill
from initquiz.plugins import Registry
from initquiz.study.collection import Collection
from initquiz.ui.screens.home import HomeScreen
from initquiz.ui.screens.study import Stage, StudyScreen
from initquiz.ui.services import Services
from initquiz.ui.tokens import DARK, LIGHT
from initquiz.ui.window import Window

if TYPE_CHECKING:
    from initquiz.ui.screen import ScreenSpec

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(
    qtbot: QtBot,
    light: QApplication,  # noqa: ARG001 - puts the look back afterwards
    services: Services,
    collection: Collection,
    facts: Callable[[int], list[Card]],
) -> Window:
    """A window on three cards, in the light theme."""
    collection.cards.save("d", facts(3))
    collection.settings.set("theme", "light")
    screens: Registry[ScreenSpec] = Registry(initquiz.ui.screens, "SCREEN")
    shown = Window(services, screens)
    qtbot.addWidget(shown)
    shown.show_screen("study")
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def background() -> str:
    """Return the colour of the page."""
    return QApplication.palette().color(QPalette.ColorRole.Window).name().upper()


def test_keys_and_words_lead_to_the_screens(qtbot: QtBot, window: Window) -> None:
    """D goes home, S studies, and the words of the bar do the same."""
    qtbot.keyClick(window, "d")
    assert isinstance(window.screen_shown, HomeScreen)
    qtbot.keyClick(window, "s")
    assert isinstance(window.screen_shown, StudyScreen)
    window.bar.word("home").click()
    assert isinstance(window.screen_shown, HomeScreen)


def test_while_a_question_waits_d_is_an_answer(
    qtbot: QtBot, window: Window, collection: Collection
) -> None:
    """Letters belong to the options while there are any, and to the screens afterwards."""
    collection.cards.save("skills", [Card("coin", "", Skill("coin", Level.EASY))])
    window.show_screen("study", "skills")
    shown = window.screen_shown
    assert isinstance(shown, StudyScreen)
    qtbot.keyClick(window, "d")
    assert window.screen_shown is shown
    qtbot.keyClick(window, "a")
    assert shown.stage is Stage.FEEDBACK
    qtbot.keyClick(window, "d")
    assert isinstance(window.screen_shown, HomeScreen)


def test_study_now_returns_to_the_card(qtbot: QtBot, window: Window) -> None:
    """Going home and back keeps the card that was being asked."""
    qtbot.keyClick(window, " ")
    qtbot.keyClick(window, "d")
    window.screen_shown.go.emit("study", "")
    shown = window.screen_shown
    assert isinstance(shown, StudyScreen)
    assert shown.stage is Stage.GRADING


def test_undo_and_redo_have_ankis_keys(
    qtbot: QtBot, window: Window, collection: Collection
) -> None:
    """Ctrl+Z takes the last answer back, Ctrl+Shift+Z gives it again; at home they are quiet."""
    qtbot.keyClick(window, " ")
    qtbot.keyClick(window, "4")
    qtbot.keyClick(window, "z", CONTROL)
    assert collection.schedule("card-0").reps == 0
    qtbot.keyClick(window, "z", CONTROL | SHIFT)
    assert collection.schedule("card-0").reps == 1
    qtbot.keyClick(window, "d")
    qtbot.keyClick(window, "z", CONTROL)
    qtbot.keyClick(window, "z", CONTROL | SHIFT)
    assert collection.schedule("card-0").reps == 1


def test_the_theme_switches_live_and_is_remembered(
    qtbot: QtBot, window: Window, collection: Collection
) -> None:
    """Ctrl+L goes from light to dark to the system's; the choice is kept."""
    assert background() == LIGHT.background
    qtbot.keyClick(window, "l", CONTROL)
    assert background() == DARK.background
    assert collection.settings.get("theme") == "dark"
    window.bar.word("theme").click()
    assert collection.settings.get("theme") == "system"
    assert "system" in window.bar.word("theme").text()


def test_the_card_is_recoloured_with_the_theme(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    """The same card has dark ink on light, then light ink on dark."""

    def brightness() -> float:
        image = (
            window.grab().toImage().scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation)
        )
        return float(image.pixelColor(0, 0).lightnessF())

    light = brightness()
    qtbot.keyClick(window, "l", CONTROL)
    window.grab().save(str(tmp_path / "dark.png"))
    assert light > 0.9
    assert brightness() < 0.2


@pytest.mark.usefixtures("light")
def test_an_unreadable_setting_is_taken_for_the_systems_theme(
    services: Services,
    qtbot: QtBot,
    collection: Collection,
) -> None:
    """A theme of a later version does not stop this one."""
    collection.settings.set("theme", "sepia")
    screens: Registry[ScreenSpec] = Registry(initquiz.ui.screens, "SCREEN")
    window = Window(services, screens)
    qtbot.addWidget(window)
    window.show_screen("home")
    assert "system" in window.bar.word("theme").text()


def test_nothing_in_the_window_is_nameless(
    window: Window, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Bar and screens pass the walk of a screen reader."""
    assert unnamed(window) == []
    window.show_screen("home")
    assert unnamed(window) == []


@pytest.mark.parametrize("size", [(360, 480), (480, 640), (1200, 800), (2000, 1200)])
def test_no_size_breaks_the_page(window: Window, size: tuple[int, int]) -> None:
    """At any size the column fits the window's width."""
    window.resize(*size)
    QApplication.processEvents()
    shown = window.screen_shown
    assert isinstance(shown, StudyScreen)
    assert shown.page.fact.width() <= size[0]
    assert shown.page.fact.width() <= 720
