"""The Lab's page: its views, its prediction, what it copies and saves."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from initquiz.drawing.plots.histogram import HistogramPlot
from initquiz.model.blocks import Histogram, Plot
from initquiz.study import lab
from initquiz.study.lab import Setting
from initquiz.study.snippets import numpy_code, torch_code
from initquiz.ui.widgets import lab_page
from initquiz.ui.widgets.lab_page import VIEWS, LabPage
from initquiz.ui.widgets.plot_table import PlotTable

CONTROL = Qt.KeyboardModifier.ControlModifier


def bars(page: LabPage) -> Histogram:
    """Return the histogram that is shown."""
    (block,) = page._blocks  # noqa: SLF001 - what is shown
    assert isinstance(block, Histogram)
    return block


def shows(page: LabPage, kind: str) -> bool:
    """Tell whether blocks of a kind are shown."""
    return page._blocks[0].kind == kind  # noqa: SLF001 - what is shown


@pytest.fixture
def page(qtbot: QtBot) -> LabPage:
    """Return the page in a window, on a small network."""
    page = LabPage()
    qtbot.addWidget(page)
    page.resize(900, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_with(Setting(n_in=100, n_out=50, depth=5, width=16))
    qtbot.waitUntil(lambda: bool(page._blocks))  # noqa: SLF001 - what is shown
    return page


def test_each_view_shows_its_blocks(page: LabPage, qtbot: QtBot) -> None:
    """At once, or from the worker; Alt and a digit choose."""
    kinds = {"Histogram": "histogram", "Layers": "lines", "Spectrum": "spectrum"}
    kinds["Heatmap"] = "heatmap"
    for number, view in enumerate(VIEWS):
        qtbot.keyClick(page, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(partial(shows, page, kinds[view]))
    assert "σ = 0.1414, 5,000 weights" in page.note.text()


def test_a_prediction_is_made_and_revealed(page: LabPage, qtbot: QtBot) -> None:
    """The weights are hidden until Enter; Escape gives it up."""
    qtbot.keyClick(page, Qt.Key.Key_P)
    assert set(bars(page).counts) == {0}
    assert page.frame.reveal.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert bars(page).total == 5000
    assert "You set σ" in page.note.text()
    qtbot.keyClick(page, Qt.Key.Key_P)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert bars(page).total == 5000


def test_tab_leads_from_the_marker_to_the_reveal(page: LabPage, qtbot: QtBot) -> None:
    """And back to the tabs above it."""
    qtbot.keyClick(page, Qt.Key.Key_P)
    marked = QApplication.focusWidget()
    assert marked is not None
    assert page.plots.isAncestorOf(marked)
    qtbot.keyClick(marked, Qt.Key.Key_Tab)
    assert page.frame.reveal.hasFocus()
    qtbot.keyClick(page.frame.reveal, Qt.Key.Key_Backtab)
    assert marked.hasFocus()


def test_its_keys_work_wherever_the_focus_is(qtbot: QtBot) -> None:
    """Also on the words of the navigation, as long as the Lab is the screen in front."""
    window = QWidget()
    qtbot.addWidget(window)
    elsewhere, page = QPushButton("Study"), LabPage()
    column = QVBoxLayout(window)
    column.addWidget(elsewhere)
    column.addWidget(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.open_with(Setting(n_in=100, n_out=50))
    elsewhere.setFocus()
    qtbot.keyClick(elsewhere, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(page._blocks) and shows(page, "heatmap"))  # noqa: SLF001
    page.hide()
    before = page.note.text()
    qtbot.keyClick(elsewhere, Qt.Key.Key_N)
    assert page.note.text() == before


def test_zeros_have_nothing_to_predict(page: LabPage) -> None:
    """It is said instead of asked."""
    page.open_with(Setting("zeros"))
    page.predict()
    assert "no σ to predict" in page.note.text()
    assert not page.frame.reveal.isVisible()


def test_code_is_copied(page: LabPage, qtbot: QtBot) -> None:
    """N copies numpy, T PyTorch."""
    clipboard, setting = QGuiApplication.clipboard(), page.controls.current
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert clipboard.text() == numpy_code(setting)
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert clipboard.text() == torch_code(setting)


def test_what_is_shown_is_saved(
    page: LabPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ctrl+E asks where; a refusing folder is told, and nothing else happens."""
    for folder, said in ((tmp_path, "Saved as a.csv."), (tmp_path / "gone", "gone")):
        monkeypatch.setattr(lab_page, "ask_where", lambda _, folder=folder: folder / "a.csv")
        qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
        assert said in page.note.text()
    assert (tmp_path / "a.csv").exists()
    assert not (tmp_path / "gone").exists()


def test_its_numbers_are_shown(page: LabPage, qtbot: QtBot) -> None:
    """Ctrl+T opens them as a table."""
    qtbot.keyClick(page, Qt.Key.Key_T, CONTROL)
    table = page.findChild(PlotTable)
    assert table is not None
    assert table.isVisible()
    table.close()


def test_a_prediction_follows_the_controls(page: LabPage, qtbot: QtBot) -> None:
    """Who moves a slider meanwhile is asked of the new setting, without seeing it."""
    qtbot.keyClick(page, Qt.Key.Key_P)
    slider = page.controls.findChild(QSlider)
    assert slider is not None
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: not page._timer.isActive())  # noqa: SLF001 - the next frame
    assert set(bars(page).counts) == {0}
    assert page.frame.reveal.isVisible()
    assert QApplication.focusWidget() is slider
    qtbot.keyClick(slider, Qt.Key.Key_Return)
    assert bars(page).total == page.controls.current.layer.size > 5000


def test_the_axis_of_a_prediction_does_not_tell(page: LabPage) -> None:
    """Its end is no fixed multiple of σ."""
    ratios = set()
    for n_in in (10, 100, 1000, 5000):
        page.open_with(Setting(n_in=n_in))
        page.predict()
        ratios.add(round(bars(page).edges[-1] / page.controls.current.law().std))
    assert len(ratios) > 2


def test_what_is_typed_counts_with_enter(page: LabPage, qtbot: QtBot) -> None:
    """In a box Enter takes the number, and an impossible one becomes the nearest."""
    box = next(
        each
        for each in page.controls.findChildren(QDoubleSpinBox)
        if "gain" in each.accessibleName()
    )
    for typed, value in (("2.5", 2.5), ("0", 0.1), ("1000", 10.0), ("0,5", 0.5)):
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert page.controls.current.gain == value


def test_tab_leads_to_every_control(page: LabPage, qtbot: QtBot) -> None:
    """Settings, scheme, activation, sliders, boxes, tabs, buttons and menu; then round again."""
    page.controls.open_with(Setting("sparse"))
    page.controls.add()
    page.controls.take_focus()
    met: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and widget not in met:
        met.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    kinds = (QPushButton, QSlider, QDoubleSpinBox, QComboBox)
    wanted = [
        each
        for kind in kinds
        for each in page.findChildren(kind)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(wanted) > 20
    assert not [each.accessibleName() for each in wanted if each not in met]


def test_enter_presses_a_focused_button(page: LabPage, qtbot: QtBot) -> None:
    """As everywhere else in the program."""
    button = next(
        each for each in page.controls.findChildren(QPushButton) if "compare" in each.text()
    )
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(page.controls.settings) == 2


def test_compared_laws_look_different(page: LabPage) -> None:
    """Each setting has its own colour and dash, whichever is current."""
    for _ in range(3):
        page.controls.add()
    page.show_view(VIEWS[0])
    figure = page.plots.findChild(HistogramPlot)
    assert figure is not None
    looks = [item.look for item in figure._curves]  # noqa: SLF001 - as they are painted
    assert len({look.colour for look in looks}) == len({look.dash for look in looks}) == 4
    page.controls._slots[1].click()  # noqa: SLF001 - as a learner would
    page.show_view(VIEWS[0])
    assert [item.look for item in figure._curves] == looks  # noqa: SLF001
    assert next(curve.label for curve in bars(page).curves) == "He normal"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "setting",
    [
        Setting("sparse", 1, 1, links=200, depth=1, width=16),
        Setting("he_normal", 4096, 8192, gain=10.0, depth=100, width=16),
        Setting("zeros", 4, 4, gain=0.1, depth=3, width=16),
        Setting("orthogonal", 1, 8192, depth=2, width=16),
    ],
    ids=str,
)
def test_the_ends_of_every_slider_can_be_seen(
    page: LabPage, qtbot: QtBot, setting: Setting, view: str
) -> None:
    """No view fails, and each says what it shows."""
    page.open_with(setting)
    page.show_view(view)
    qtbot.waitUntil(lambda: not page._worker.pending, timeout=10_000)  # noqa: SLF001
    assert f"{setting.title}: σ = " in page.note.text()


def test_fresh_weights_are_others(page: LabPage, qtbot: QtBot) -> None:
    """R draws again."""
    before = bars(page).counts
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert bars(page).counts != before


def test_it_can_be_left_while_it_works(
    page: LabPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is waited for, nothing arrives; back again, it works anew."""
    gate, calls = threading.Event(), []

    def slow(settings: Sequence[Setting]) -> tuple[Plot, ...]:
        calls.append(settings)
        gate.wait(20)
        return lab.heatmaps(settings)

    monkeypatch.setitem(lab_page._SLOW, "Layers", slow)  # noqa: SLF001 - a view that hangs
    page.show_view("Layers")
    assert page.note.text() == "Layers: working …"
    page.hide()
    gate.set()
    qtbot.wait(50)
    assert shows(page, "histogram")
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: shows(page, "heatmap"))
    assert len(calls) == 2
