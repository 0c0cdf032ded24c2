"""Pictures of figures for papers and decks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from initquiz.drawing.colours import PRINT
from initquiz.drawing.images import histogram_png
from initquiz.model.question import Histogram

BLOCK = Histogram((0.0, 1.0, 2.0, 3.0), (5, 9, 2), 16)


@pytest.mark.parametrize("scale", [1, 2])
def test_size_and_content(qapp: QApplication, scale: float) -> None:
    """The picture has the asked size, the ground and the bars."""
    assert qapp
    image = QImage.fromData(histogram_png(BLOCK, PRINT, 320, 200, scale))
    assert (image.width(), image.height()) == (320 * scale, 200 * scale)
    assert image.pixelColor(image.width() - 1, 0).name().upper() == PRINT.background
    middle = image.pixelColor(image.width() * 6 // 10, image.height() // 2)
    assert middle.name().upper() == PRINT.fill


def test_the_same_figure_gives_the_same_bytes(qapp: QApplication) -> None:
    """Exports are reproducible, whatever was drawn in between."""
    assert qapp
    first = histogram_png(BLOCK, PRINT, 320, 200)
    histogram_png(Histogram((0.0, 9.0), (3,), 3), PRINT, 100, 100)
    assert histogram_png(BLOCK, PRINT, 320, 200) == first


def test_without_a_screen(tmp_path: Path) -> None:
    """From the command line, with no application and no display, a picture comes out."""
    code = (
        "import sys, pathlib; from initquiz.drawing.images import histogram_png;"
        "from initquiz.drawing.colours import PRINT;"
        "from initquiz.model.question import Histogram;"
        "block = Histogram((0.0, 1.0), (5,), 5);"
        "pathlib.Path(sys.argv[1]).write_bytes(histogram_png(block, PRINT, 200, 120))"
    )
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {key: value for key, value in os.environ.items() if key not in hidden}
    target = tmp_path / "figure.png"
    subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=bare)
    assert QImage(str(target)).width() == 400
