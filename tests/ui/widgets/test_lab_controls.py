"""The Lab's controls: what is set is what the settings say."""

from pytestqt.qtbot import QtBot

from initquiz.study.lab import COMPARED, Setting
from initquiz.ui.widgets.lab_controls import LabControls


def test_up_to_four_settings_are_compared(qtbot: QtBot) -> None:
    """Each new one is another scheme for the same layer; the last cannot be removed."""
    controls = LabControls()
    qtbot.addWidget(controls)
    for _ in range(COMPARED + 2):
        controls.add()
    assert len(controls.settings) == COMPARED
    assert len({setting.scheme for setting in controls.settings}) == COMPARED
    assert len({setting.layer for setting in controls.settings}) == 1
    for _ in range(COMPARED + 2):
        controls.remove()
    assert len(controls.settings) == 1


def test_the_layer_is_common_and_the_gain_is_ones_own(qtbot: QtBot) -> None:
    """Fans move for all settings, the scale for the chosen one alone; each move is told."""
    controls = LabControls()
    qtbot.addWidget(controls)
    controls.add()
    with qtbot.waitSignal(controls.changed):
        controls._sliders["n_in"].box.setValue(64)  # noqa: SLF001 - as a learner would type
    controls._sliders["gain"].box.setValue(2.0)  # noqa: SLF001
    assert [setting.n_in for setting in controls.settings] == [64, 64]
    assert [setting.gain for setting in controls.settings] == [1.0, 2.0]


def test_it_opens_with_a_setting(qtbot: QtBot) -> None:
    """Sliders show it, and only a sparse scheme has links."""
    controls = LabControls()
    qtbot.addWidget(controls)
    controls.show()
    controls.open_with(Setting("sparse", 784, 10, links=7))
    assert controls.current == Setting("sparse", 784, 10, links=7)
    assert controls._sliders["links"].isVisible()  # noqa: SLF001 - as a learner sees it
    controls.open_with(Setting())
    assert not controls._sliders["links"].isVisible()  # noqa: SLF001
