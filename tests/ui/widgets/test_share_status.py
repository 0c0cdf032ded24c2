"""One line says what happened."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.share_status import ShareStatus


def test_words_with_one_thing_to_do(qtbot: QtBot) -> None:
    """The link does it; failures are marked; nothing to say hides the line."""
    status = ShareStatus(QWidget())
    qtbot.addWidget(status)
    assert status.isHidden()
    pressed: list[int] = []
    status.say("Done.", "Undo", lambda: pressed.append(1))
    status.action.click()
    assert pressed == [1]
    assert status.words.accessibleName() == "Done."
    status.say("It failed.", wrong=True)
    assert status.words.property("role") == "warning"
    assert status.action.isHidden()
    status.action.click()
    assert pressed == [1]
    status.say("")
    assert status.isHidden()


def test_progress_has_a_bar_and_can_be_cancelled(qtbot: QtBot) -> None:
    """Also heard; the bar goes with the next words."""
    status = ShareStatus(QWidget())
    qtbot.addWidget(status)
    cancelled: list[int] = []
    status.show_progress("3 of 9", 3, 9, lambda: cancelled.append(1))
    assert (status.bar.value(), status.bar.maximum()) == (3, 9)
    assert status.bar.accessibleDescription() == "3 of 9"
    status.action.click()
    assert cancelled == [1]
    status.say("Cancelled.")
    assert status.bar.isHidden()


def test_the_focus_is_not_lost_with_the_link(qtbot: QtBot) -> None:
    """It goes to the widget that was named for it."""
    page, after = QWidget(), QPushButton("next")
    status = ShareStatus(after)
    column = QVBoxLayout(page)
    column.addWidget(QPushButton("far away"))
    column.addWidget(after)
    column.addWidget(status)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    status.say("Done.", "Undo", list)
    status.action.setFocus()
    status.say("Undone.")
    assert after.hasFocus()


def test_a_long_path_fits_a_narrow_window(qtbot: QtBot) -> None:
    """It is broken at its joints, and read whole."""
    status = ShareStatus(QWidget())
    qtbot.addWidget(status)
    words = f"3 cards written to /folders/of/someone/{'folder_of_mine/' * 9}deck.apkg"
    status.say(words)
    assert status.text() == status.words.accessibleName() == words
    assert status.minimumSizeHint().width() < 320
