"""A number by slider or by box: both always say the same."""

from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.value_slider import ValueSlider


def test_the_slider_moves_the_box_by_equal_factors(qtbot: QtBot) -> None:
    """Half of the way from 1 to 10,000 is 100, told as it moves."""
    slider = ValueSlider("inputs", 1, 10_000, 1)
    qtbot.addWidget(slider)
    with qtbot.waitSignal(slider.changed) as told:
        slider.slider.setValue(500)
    assert told.args == [100.0]
    assert slider.value() == 100


def test_the_box_moves_the_slider(qtbot: QtBot) -> None:
    """A typed number is told once, and the slider stands where it belongs."""
    slider = ValueSlider("gain", 0.1, 10, 1, whole=False)
    qtbot.addWidget(slider)
    assert slider.slider.value() == 500
    with qtbot.waitSignal(slider.changed) as told:
        slider.box.setValue(10.0)
    assert told.args == [10.0]
    assert slider.slider.value() == 1000
    assert slider.box.valueFromText("0,25") == 0.25
    assert slider.box.textFromValue(0.5) == "0.5"


def test_a_number_set_from_outside_is_not_told(qtbot: QtBot) -> None:
    """Showing another setting changes nothing."""
    slider = ValueSlider("inputs", 1, 100, 5)
    qtbot.addWidget(slider)
    with qtbot.assertNotEmitted(slider.changed):
        slider.set_value(50)
    assert slider.value() == 50
    assert slider.slider.accessibleName() == "inputs"
    assert slider.slider.accessibleDescription() == "50"
