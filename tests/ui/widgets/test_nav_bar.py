"""The line of words leads everywhere, at any width."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.nav_bar import NavBar

ITEMS = [(word.lower(), word) for word in ("Home", "Study", "Lab", "Exam", "Browse", "Statistics")]
RIGHT = [("share", "Share"), ("settings", "Settings")]


@pytest.fixture
def bar(qtbot: QtBot, light: QApplication) -> NavBar:
    """A bar on its second screen."""
    assert light.styleSheet()
    bar = NavBar()
    bar.set_items(ITEMS, RIGHT)
    bar.set_current("study")
    qtbot.addWidget(bar)
    bar.resize(1200, 46)
    bar.show()
    return bar


def in_menu(bar: NavBar) -> list[str]:
    """Return the words that moved into the menu."""
    menu = bar.findChild(QMenu)
    assert menu is not None
    return [action.text() for action in menu.actions()]


def test_every_word_leads_somewhere(bar: NavBar, qtbot: QtBot) -> None:
    """Mouse and keyboard choose a screen by its key."""
    with qtbot.waitSignal(bar.chosen) as caught:
        qtbot.mouseClick(bar.word("lab"), Qt.MouseButton.LeftButton)
    assert caught.args == ["lab"]
    bar.word("settings").setFocus()
    with qtbot.waitSignal(bar.chosen) as caught:
        qtbot.keyClick(bar.word("settings"), Qt.Key.Key_Return)
    assert caught.args == ["settings"]


def test_the_current_screen_is_told(bar: NavBar, unnamed: Callable[[QWidget], list[str]]) -> None:
    """The current word is marked for eyes and ears, the others are not."""
    assert bar.word("study").accessibleDescription() == "current screen"
    assert bar.word("study").font().weight() > bar.word("home").font().weight()
    bar.set_current("home")
    assert bar.word("study").accessibleDescription() == ""
    assert unnamed(bar) == []


@pytest.mark.parametrize("width", [1200, 700, 480, 320, 200])
def test_no_word_is_lost_or_clipped(bar: NavBar, width: int) -> None:
    """At any width a word is either whole in the bar or in the menu; the current one stays."""
    bar.resize(width, 46)
    QApplication.processEvents()
    shown = [title for key, title in ITEMS + RIGHT if bar.word(key).isVisible()]
    assert shown + in_menu(bar) == [title for _key, title in ITEMS + RIGHT] or "Study" in shown
    assert sorted(shown + in_menu(bar)) == sorted(title for _key, title in ITEMS + RIGHT)
    assert "Study" in shown
    for title in shown:
        word = bar.word(title.lower())
        assert word.width() >= word.sizeHint().width()
        assert bar.rect().contains(word.geometry())


def test_words_come_back(bar: NavBar) -> None:
    """A window made wide again shows every word again."""
    bar.resize(320, 46)
    assert in_menu(bar)
    bar.resize(1200, 46)
    assert in_menu(bar) == []


def test_the_menu_leads_too(bar: NavBar, qtbot: QtBot) -> None:
    """A word in the menu chooses its screen."""
    bar.resize(320, 46)
    menu = bar.findChild(QMenu)
    assert menu is not None
    with qtbot.waitSignal(bar.chosen) as caught:
        menu.actions()[-1].trigger()
    assert caught.args == ["settings"]


def test_a_word_can_change(bar: NavBar) -> None:
    """A switch names what it would do next."""
    bar.set_title("share", "Export")
    assert bar.word("share").text() == "Export"
    assert bar.word("share").accessibleName() == "Export"
