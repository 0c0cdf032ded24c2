"""Words and strokes come out where they were put."""

import pytest
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from initquiz.drawing.plots.overlay import Band, Knob, Overlay, Stroke, Swatch, Word

INK, GROUND = "#aa0000", "#00aa00"


@pytest.fixture
def painted(qapp: QApplication) -> QImage:
    """One of each, on white."""
    assert qapp
    overlay = Overlay()
    overlay.strokes.append(Stroke(10, 5, 10, 95, INK, 2.0))
    overlay.words.append(Word("level", 20, 10, INK))
    overlay.words.append(Word("turned", 60, 90, INK, turned=True))
    overlay.words.append(Word("i", 90, 10, INK, ground=GROUND))
    overlay.knobs.append(Knob(110, 50, 6, INK, GROUND))
    overlay.bands.append(Band(130, 10, 150, 90, INK))
    overlay.swatches.append(Swatch(160, 10, 180, 90, ((0.0, INK), (1.0, GROUND)), GROUND))
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    font = QFont()
    font.setPixelSize(12)
    painter = QPainter(image)
    overlay.paint(painter, font, font)
    painter.end()
    return image


def inked(image: QImage, left: int, right: int) -> list[tuple[int, int]]:
    """Return the pixels between two columns that are not white."""
    return [
        (x, y)
        for x in range(left, right)
        for y in range(image.height())
        if image.pixelColor(x, y).name() != "#ffffff"
    ]


def test_strokes_and_words(painted: QImage) -> None:
    """A stroke has its width, a word is wider than high, a turned one higher than wide."""
    assert {x for x, _ in inked(painted, 5, 15)} == {9, 10}
    for left, right, upright in ((18, 58, False), (58, 85, True)):
        found = inked(painted, left, right)
        wide = max(x for x, _ in found) - min(x for x, _ in found)
        high = max(y for _, y in found) - min(y for _, y in found)
        assert (high > wide) is upright
    assert max(y for _, y in inked(painted, 58, 85)) <= 90


def test_a_ground_is_laid_under_its_word(painted: QImage) -> None:
    """A word on a ground has it all around its letters."""
    assert painted.pixelColor(89, 12).name() == GROUND


def test_knobs_bands_and_swatches(painted: QImage) -> None:
    """A knob is round and full, a band is hatched, a swatch runs from colour to colour."""
    assert painted.pixelColor(110, 50).name() == INK
    assert painted.pixelColor(104, 44).name() == "#ffffff"
    band = inked(painted, 130, 150)
    assert 0.1 < len(band) / (20 * 80) < 0.6
    top, bottom = painted.pixelColor(170, 13), painted.pixelColor(170, 86)
    assert top.red() > top.green()
    assert bottom.green() > bottom.red()
