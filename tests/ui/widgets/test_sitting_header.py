"""The header tells where the sitting stands, to eyes and ears."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.sitting_header import SittingHeader


def test_counts_and_progress_are_heard(qtbot: QtBot) -> None:
    """A screen reader hears the counts and how far it is."""
    header = SittingHeader()
    qtbot.addWidget(header)
    header.set_counts(5, 2, 11, "review")
    header.set_progress(3, 20)
    assert header.accessibleName() == "5 new, 2 learning, 11 to review; 3 of 20 done"


@pytest.mark.parametrize("kind", ["new", "learning", "review"])
def test_the_current_kind_is_underlined(qtbot: QtBot, kind: str) -> None:
    """Exactly the current card's kind is underlined."""
    header = SittingHeader()
    qtbot.addWidget(header)
    header.set_counts(5, 2, 11, kind)
    text = " ".join(label.text() for label in header.findChildren(QLabel))
    assert text.count("<u>") == 1
    assert f"{kind}</u>" in text


@pytest.mark.parametrize(("done", "total", "share"), [(0, 20, 0), (5, 20, 0.25), (0, 0, 1)])
def test_the_bar_shows_the_share(qtbot: QtBot, done: int, total: int, share: float) -> None:
    """The bar is full when all is done, and when there was nothing to do."""
    header = SittingHeader()
    qtbot.addWidget(header)
    header.set_progress(done, total)
    bar = header.findChild(QProgressBar)
    assert bar is not None
    assert bar.value() / bar.maximum() == share


@pytest.mark.usefixtures("light")
def test_a_deck_name_is_not_markup(qtbot: QtBot) -> None:
    """A deck called "<b>" is shown as written."""
    header = SittingHeader()
    qtbot.addWidget(header)
    header.set_place("<b>deck</b>")
    header.show()
    assert any("<b>deck</b>" in label.text() for label in header.findChildren(QLabel))
    place = next(label for label in header.findChildren(QLabel) if "deck" in label.text())
    assert place.textFormat().name == "PlainText"
