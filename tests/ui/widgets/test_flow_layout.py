"""A row goes on in further rows, and nothing in it is cut off."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.flow_layout import FlowLayout

EXPANDING, PREFERRED = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A widget with three buttons of fixed widths in a flow of 10 px spacing."""
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made, spacing=10)
    for width in (100, 150, 80):
        button = QPushButton()
        button.setFixedSize(width, 30)
        flow.addWidget(button)
    made.show()
    return made


def boxes(holder: QWidget, width: int) -> list[tuple[int, int, int]]:
    """Return (left, top, width) of each child at a width."""
    holder.resize(width, holder.heightForWidth(width))
    found = (each.geometry() for each in holder.findChildren(QWidget) if each.isVisible())
    return [(box.x(), box.y(), box.width()) for box in found]


def test_what_fits_is_one_row(holder: QWidget) -> None:
    """At the sum of widths and gaps, to the pixel."""
    assert boxes(holder, 350) == [(0, 0, 100), (110, 0, 150), (270, 0, 80)]
    assert holder.heightForWidth(350) == 30
    assert holder.sizeHint().width() == 350


def test_what_does_not_fit_goes_on_below(holder: QWidget) -> None:
    """One pixel less, and the last item is on the next row."""
    assert boxes(holder, 349) == [(0, 0, 100), (110, 0, 150), (0, 40, 80)]
    assert [top for _left, top, _width in boxes(holder, 150)] == [0, 40, 80]


def test_the_rest_of_a_row_goes_to_its_first_eager_item(holder: QWidget) -> None:
    """Where none wants it, it stays free at the right."""
    first, second, third = holder.findChildren(QPushButton)
    for each in (second, third):
        each.setMaximumWidth(1000)
        each.setSizePolicy(EXPANDING, PREFERRED)
        each.setMinimumWidth(each.width())
    wanted = [first.width(), second.sizeHint().width(), third.sizeHint().width()]
    found = boxes(holder, 600)
    assert found[0] == (0, 0, 100)
    assert found[1][2] == 600 - 20 - wanted[0] - found[2][2]
    assert found[2][0] + found[2][2] == 600


def test_what_changes_is_laid_out_anew(holder: QWidget) -> None:
    """Other words, another item: nothing is kept from before."""
    assert holder.heightForWidth(350) == 30
    first, *_others = holder.findChildren(QPushButton)
    first.setFixedSize(101, 30)
    assert holder.heightForWidth(350) == 70
    first.setFixedSize(100, 30)
    assert holder.heightForWidth(350) == 30
    more = QPushButton()
    more.setFixedSize(60, 30)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(more)
    more.show()
    assert holder.heightForWidth(350) == 70


def test_hidden_items_take_no_room(holder: QWidget) -> None:
    """As if they were not there, gap included."""
    holder.findChildren(QPushButton)[1].hide()
    assert boxes(holder, 190) == [(0, 0, 100), (110, 0, 80)]


def test_words_stay_in_a_line_while_there_is_room(qtbot: QtBot) -> None:
    """A label that could wrap is as wide as its words; only in a narrow row it wraps."""
    holder, label = QWidget(), QLabel("a few words that would fit in a single line", wordWrap=True)
    qtbot.addWidget(holder)
    FlowLayout(holder).addWidget(label)
    holder.show()
    words = label.fontMetrics().horizontalAdvance(label.text())
    holder.resize(words + 200, 100)
    assert words <= label.width() <= words + 10
    assert label.height() == label.fontMetrics().height()
    holder.resize(words // 2, 100)
    assert label.width() == words // 2
    assert label.height() >= 2 * label.fontMetrics().height()


@pytest.mark.parametrize(("top", "at"), [(True, 0), (False, 35)])
def test_items_of_a_row_are_centred_or_at_its_top(qtbot: QtBot, *, top: bool, at: int) -> None:
    """A low item beside a high one."""
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, top=top)
    for height in (100, 30):
        button = QPushButton()
        button.setFixedSize(50, height)
        flow.addWidget(button)
    holder.show()
    holder.resize(200, 100)
    assert [button.y() for button in holder.findChildren(QPushButton)] == [0, at]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(widths=st.lists(st.integers(10, 200), min_size=1, max_size=8), room=st.integers(200, 700))
def test_nothing_overlaps_or_sticks_out(qtbot: QtBot, widths: list[int], room: int) -> None:
    """For any widths in any room, items keep their order, their width and their distance."""
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=7)
    for width in widths:
        button = QPushButton()
        button.setFixedSize(width, 20)
        flow.addWidget(button)
    holder.show()
    found = boxes(holder, room)
    assert [width for _left, _top, width in found] == widths
    assert all(left + width <= room for left, _top, width in found)
    places = [(top, left) for left, top, _width in found]
    assert places == sorted(places)
    for (left, top, width), (after, below, _) in pairwise(found):
        assert (after == left + width + 7) if top == below else (after == 0 and below == top + 27)
    assert holder.heightForWidth(room) == places[-1][0] + 20


def test_items_can_be_taken_out(holder: QWidget) -> None:
    """Past the end there is none."""
    flow = holder.layout()
    assert isinstance(flow, FlowLayout)
    assert flow.count() == 3
    flow.removeWidget(holder.findChildren(QPushButton)[0])
    assert flow.count() == 2
    assert flow.itemAt(2) is None
    assert flow.takeAt(2) is None
    assert flow.minimumSize().width() == 150
