"""The column stays readable: not too wide, no needless scroll bar, its foot in sight."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.option_card import OptionCard
from initquiz.ui.widgets.page import Page

WORDS = "Words that fill a line or two of the column and then wrap. "


def shown(qtbot: QtBot, *body: QWidget, size: tuple[int, int] = (2000, 600)) -> Page:
    """Return a page of 720 px on screen, with a button as its foot."""
    page = Page(720)
    qtbot.addWidget(page)
    for widget in body:
        page.body.addWidget(widget)
    page.foot.addWidget(QPushButton("foot"))
    page.resize(*size)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def sides(page: Page, widget: QWidget) -> tuple[int, int]:
    """Return the room in px left and right of a widget."""
    left = widget.mapTo(page, QPoint()).x()
    return left, page.width() - left - widget.width()


def foot(page: Page) -> QPushButton:
    """Return the button in the foot."""
    return next(each for each in page.findChildren(QPushButton) if each.text() == "foot")


@pytest.mark.parametrize(("width", "column"), [(2000, 720), (800, 720), (500, 468), (360, 328)])
@pytest.mark.usefixtures("light")
def test_the_column_is_at_most_as_wide_as_asked(qtbot: QtBot, width: int, column: int) -> None:
    """Body and foot are 720 px in the middle of a wide window, and all but the margins of a narrow.

    The margins are 16 px on either side.
    """
    line = QLabel(WORDS * 9, wordWrap=True)
    page = shown(qtbot, line, size=(width, 600))
    for widget in (line, foot(page)):
        left, right = sides(page, widget)
        assert widget.width() == column
        assert abs(left - right) <= 1


@pytest.mark.usefixtures("twice_as_large")
def test_the_column_grows_with_the_type(qtbot: QtBot) -> None:
    """At twice the type size a line holds as many letters as before."""
    line = QLabel(WORDS * 9, wordWrap=True)
    page = shown(qtbot, line)
    assert line.width() == foot(page).width() == 1440


@pytest.mark.usefixtures("light")
def test_the_width_may_change(qtbot: QtBot) -> None:
    """A wider kind of card gets a wider column, at once."""
    line = QLabel(WORDS * 9, wordWrap=True)
    page = shown(qtbot, line)
    page.set_width(860)
    QApplication.processEvents()
    assert line.width() == foot(page).width() == 860


@pytest.mark.parametrize("width", [2000, 760, 400])
@pytest.mark.usefixtures("light")
def test_what_just_fits_does_not_scroll(qtbot: QtBot, width: int) -> None:
    """At the height its parts need at this width, though they could be narrower and higher."""
    text = "Some option whose words wrap where there is little room"
    options = CardGrid("Options")
    options.set_cards([OptionCard("A", text) for _ in range(7)])
    page = shown(qtbot, QLabel(WORDS * 4, wordWrap=True), options, size=(width, 900))
    area, column = page.area, page.area.widget()
    assert column is not None
    needed = column.heightForWidth(area.viewport().width())
    page.resize(width, page.height() - area.viewport().height() + needed)
    QApplication.processEvents()
    assert area.viewport().height() == needed
    assert area.verticalScrollBar().maximum() == 0
    assert not area.horizontalScrollBar().isVisible()


@pytest.mark.usefixtures("light")
def test_what_is_too_high_scrolls_above_a_foot_that_stays(qtbot: QtBot) -> None:
    """The foot is at the same place, in sight, wherever the column is scrolled to."""
    page = shown(qtbot, *(QLabel(WORDS * 9, wordWrap=True) for _ in range(20)), size=(700, 400))
    bar = page.area.verticalScrollBar()
    before = foot(page).mapTo(page, QPoint())
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert foot(page).mapTo(page, QPoint()) == before
    assert before.y() + foot(page).height() <= 400


@pytest.mark.usefixtures("light")
def test_tab_goes_from_control_to_control_and_the_column_follows(qtbot: QtBot) -> None:
    """The column itself is no stop; what has the focus is scrolled into sight."""
    first, last = QPushButton("first"), QPushButton("last")
    filling = [QLabel(WORDS * 9, wordWrap=True) for _ in range(20)]
    page = shown(qtbot, first, *filling, last, size=(700, 400))
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert last.hasFocus()
    seen = page.area.viewport().rect()
    assert seen.contains(last.mapTo(page.area.viewport(), last.rect().center()))
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    assert foot(page).hasFocus()
    qtbot.keyClick(foot(page), Qt.Key.Key_Tab)
    assert first.hasFocus()


@pytest.mark.parametrize("focus", ["body", "foot"])
@pytest.mark.usefixtures("light")
def test_keys_scroll_wherever_the_focus_is(qtbot: QtBot, focus: str) -> None:
    """Page Down, End, Page Up and Home move the column, from the body and from the foot."""
    start = QPushButton("body")
    filling = [QLabel(WORDS * 9, wordWrap=True) for _ in range(30)]
    page = shown(qtbot, start, *filling, size=(700, 400))
    target = start if focus == "body" else foot(page)
    target.setFocus()
    bar = page.area.verticalScrollBar()
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(target, key)
        seen.append(bar.value())
    down, end, up, home = seen
    assert 0 < down < up < end == bar.maximum()
    assert home == 0


@pytest.mark.usefixtures("light")
def test_other_keys_pass(qtbot: QtBot) -> None:
    """What does not scroll is left to the window."""
    page = shown(qtbot, QPushButton("body"))
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier)
    page.keyPressEvent(press)
    assert not press.isAccepted()


@pytest.mark.usefixtures("light")
def test_what_is_new_is_brought_into_sight(qtbot: QtBot) -> None:
    """Shown a moment ago and not laid out yet, it is scrolled to in full, or from its top."""
    filling = [QLabel(WORDS * 9, wordWrap=True) for _ in range(9)]
    news, long = QLabel("News.\nMore."), QLabel("Line.\n" * 99)
    news.hide()
    long.hide()
    page = shown(qtbot, *filling, news, long, size=(700, 400))
    view = page.area.viewport()
    news.show()
    page.scroll_to(news)
    assert view.rect().contains(QRect(news.mapTo(view, QPoint()), news.size()))
    before = page.area.verticalScrollBar().value()
    page.scroll_to(news)
    assert page.area.verticalScrollBar().value() == before
    long.show()
    page.scroll_to(long)
    assert 0 <= long.mapTo(view, QPoint()).y() <= 20
