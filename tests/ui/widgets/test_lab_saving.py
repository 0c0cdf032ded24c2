"""What the Lab shows is saved as the suffix says."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from initquiz.errors import DiskError
from initquiz.study import lab
from initquiz.study.lab import Lab, Setting
from initquiz.ui.widgets.lab_saving import ask_where, named, save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from initquiz.model.blocks import Plot

SETTINGS = [Setting("he_normal", 100, 50), Setting("lecun_normal", 100, 50)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        ("a.png", "Data (*.csv)", "a.png"),
        ("a.SVG", "", "a.SVG"),
        ("a", "Drawing (*.svg)", "a.svg"),
        ("a.b", "Data (*.csv)", "a.b.csv"),
        ("a", "", "a.png"),
    ],
)
def test_a_name_without_suffix_gets_that_of_the_kind(name: str, kind: str, file: str) -> None:
    """And one with a suffix keeps it."""
    assert named(name, kind) == Path(file)


def test_the_kind_chosen_in_the_dialog_counts(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancelled dialog names nothing."""
    parent = QWidget()
    qtbot.addWidget(parent)
    for answer, file in ((("x", "Data (*.csv)"), Path("x.csv")), (("", ""), None)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, said=answer: said)
        assert ask_where(parent) == file


def test_the_data_are_the_numbers_shown(tmp_path: Path, qapp: QApplication) -> None:
    """Each bar with its edges, each curve with its values, exactly."""
    assert qapp
    block = Lab(1).histogram(SETTINGS)
    save([block], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    counts = [int(cell) for row in rows for cell in row[2:3] if cell.isdigit()]
    assert sum(counts) in {block.total, sum(block.counts)}
    text = (tmp_path / "a.csv").read_text()
    for number in (block.edges[0], block.edges[-1]):
        assert repr(number) in text


@pytest.mark.parametrize("view", ["histogram", "layers", "spectra", "heatmaps"])
def test_pictures_show_every_view(tmp_path: Path, qapp: QApplication, view: str) -> None:
    """The PNG has twice 900 x 520 px and is not blank, the SVG names both schemes."""
    assert qapp
    views: dict[str, Callable[[Sequence[Setting]], tuple[Plot, ...]]] = {}
    views |= {"layers": lab.by_depth, "spectra": lab.spectra, "heatmaps": lab.heatmaps}
    small = [each._replace(depth=5, width=16) for each in SETTINGS]
    blocks: Sequence[Plot] = (
        (Lab(1).histogram(small),) if view == "histogram" else views[view](small)
    )
    save(blocks, tmp_path / "a.png")
    picture = QImage(str(tmp_path / "a.png"))
    assert (picture.width(), picture.height()) == (1800, 1040)
    colours = {picture.pixel(x, y) for x in range(0, 1800, 7) for y in range(0, 1040, 7)}
    assert len(colours) > 5
    save(blocks, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314 - our own file
    words = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    for each in small:
        assert each.title in words
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert described.text


def test_a_refusing_folder_leaves_nothing(tmp_path: Path, qapp: QApplication) -> None:
    """It is a fault of the disk, told as one."""
    assert qapp
    with pytest.raises(DiskError):
        save([Lab(1).histogram(SETTINGS)], tmp_path / "gone" / "a.csv")
    assert not list(tmp_path.iterdir())
