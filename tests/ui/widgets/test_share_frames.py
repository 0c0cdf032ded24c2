"""Frames hold their parts, and a narrow window breaks none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.share_frames import breakable, captioned, heading, section


@pytest.mark.usefixtures("light")
def test_a_heading_has_its_button_beside_or_below(qtbot: QtBot) -> None:
    """Beside the words in a wide window, below them in a narrow one."""
    button = QPushButton("Do it")
    top = heading("A title", "What it is about.", button)
    qtbot.addWidget(top)
    top.show()
    places = []
    for width in (800, 150):
        top.resize(width, top.heightForWidth(width))
        QApplication.processEvents()
        places.append((button.x() > 100, button.y() > 40))
    assert places == [(True, False), (False, True)]


@pytest.mark.usefixtures("light")
def test_a_section_and_a_caption_name_what_they_hold(qtbot: QtBot) -> None:
    """A section may be made of a frame that is there; a caption is its field's buddy."""
    field, frame = QLineEdit(), QFrame()
    holder = captioned("name", field)
    assert section("Things", holder, frame=frame) is frame
    qtbot.addWidget(frame)
    labels = {label.text(): label for label in frame.findChildren(QLabel)}
    assert set(labels) == {"Things", "name"}
    assert labels["name"].buddy() is field


@given(st.text(alphabet="ab/._\\\\ ", max_size=120))
def test_breaking_changes_nothing_that_is_read(text: str) -> None:
    """Only places to break are added, and to long words alone."""
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    if all(len(word) < 25 for word in text.split()):
        assert broken == text
