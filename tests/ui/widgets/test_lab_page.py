"""The Lab's page: its views, its prediction, what it copies and saves."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from initquiz.errors import DiskError
from initquiz.model.blocks import Histogram
from initquiz.study.lab import Setting
from initquiz.study.snippets import numpy_code, torch_code
from initquiz.ui.widgets.lab_page import VIEWS, LabPage


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
    assert page.reveal_button.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert bars(page).total == 5000
    assert "You set σ" in page.note.text()
    qtbot.keyClick(page, Qt.Key.Key_P)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert bars(page).total == 5000


def test_zeros_have_nothing_to_predict(page: LabPage) -> None:
    """It is said instead of asked."""
    page.open_with(Setting("zeros"))
    page.predict()
    assert "no σ to predict" in page.note.text()
    assert not page.reveal_button.isVisible()


def test_code_is_copied(page: LabPage, qtbot: QtBot) -> None:
    """N copies numpy, T PyTorch."""
    clipboard, setting = QGuiApplication.clipboard(), page.controls.current
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert clipboard.text() == numpy_code(setting)
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert clipboard.text() == torch_code(setting)


def test_what_is_shown_is_saved(page: LabPage, tmp_path: Path) -> None:
    """As a picture, a drawing or data; a refusing folder leaves nothing."""
    for name, start in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.csv", b"")):
        page.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)
    assert len((tmp_path / "a.csv").read_text().splitlines()) > 40
    page.save(tmp_path / "plain")
    assert (tmp_path / "plain.png").exists()
    with pytest.raises(DiskError):
        page.save(tmp_path / "gone" / "a.png")


def test_fresh_weights_are_others(page: LabPage, qtbot: QtBot) -> None:
    """R draws again."""
    before = bars(page).counts
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert bars(page).counts != before


def test_it_can_be_closed_while_it_works(page: LabPage) -> None:
    """The worker is waited for; nothing arrives at a closed window."""
    page.open_with(Setting(depth=60, width=256))
    page.show_view("Layers")
    page.close()
