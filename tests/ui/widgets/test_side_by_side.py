"""Controls stand beside what they set, or above it where there is no room."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.side_by_side import SideBySide


class Result(QWidget):
    """Something that needs 240 x 200 px."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return that size."""
        return QSize(240, 200)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return that size."""
        return QSize(240, 200)


@pytest.fixture
def parts(qtbot: QtBot) -> tuple[SideBySide, QWidget, QWidget]:
    """Return the pair on screen with its controls, 600 px high, and the result."""
    controls, result = QWidget(), Result()
    column = QVBoxLayout(controls)
    for number in range(20):
        label = QLabel(f"control {number}")
        label.setFixedHeight(30)
        column.addWidget(label)
    made = SideBySide(controls, result)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made, controls, result


@pytest.mark.usefixtures("light")
def test_in_a_wide_window_they_stand_side_by_side(
    parts: tuple[SideBySide, QWidget, QWidget], qtbot: QtBot
) -> None:
    """The result takes what the column leaves."""
    made, controls, result = parts
    qtbot.waitUntil(lambda: result.width() > 500)
    assert not made.stacked
    right = controls.mapTo(made, controls.rect().topRight()).x()
    assert right < result.mapTo(made, result.rect().topLeft()).x()


@pytest.mark.usefixtures("light")
def test_in_a_narrow_window_the_controls_stand_above(
    parts: tuple[SideBySide, QWidget, QWidget], qtbot: QtBot
) -> None:
    """They scroll by themselves, and the result is in sight whole."""
    made, controls, result = parts
    made.resize(480, 590)
    qtbot.waitUntil(lambda: result.width() > 430)
    assert made.stacked
    assert made.verticalScrollBar().maximum() == 0
    assert controls.visibleRegion().boundingRect().height() < 300
    assert result.visibleRegion().boundingRect().size() == result.size()
    made.resize(1000, 700)
    assert not made.stacked


@pytest.mark.usefixtures("light")
def test_in_a_low_window_both_scroll(
    parts: tuple[SideBySide, QWidget, QWidget], qtbot: QtBot
) -> None:
    """Nothing is squeezed below its least height."""
    made, _controls, result = parts
    made.resize(480, 240)
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() > 0)
    assert result.height() >= 200


@pytest.mark.usefixtures("twice_as_large")
def test_larger_type_needs_more_room(parts: tuple[SideBySide, QWidget, QWidget]) -> None:
    """What stands side by side at one size does not at twice that."""
    made, _controls, _result = parts
    made.resize(900, 700)
    assert made.stacked
