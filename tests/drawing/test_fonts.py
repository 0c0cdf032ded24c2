"""There is always a font with letters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from initquiz.drawing.fonts import with_letters

LETTERS = """
import sys
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
app = QApplication([])
from initquiz.drawing.fonts import with_letters
font = with_letters(app.font())
image = QImage(200, 40, QImage.Format.Format_Grayscale8)
image.fill(255)
painter = QPainter(image)
font.setPixelSize(24)
painter.setFont(font)
for i, letter in enumerate("AiWσ√"):
    painter.drawText(i * 40, 30, letter)
painter.end()
image.save(sys.argv[1])
print(font.family(), "ziafont" in sys.modules)
"""


def test_a_system_with_fonts_keeps_its_own(qapp: QApplication) -> None:
    """A font with letters is returned as it is."""
    assert with_letters(qapp.font()) == qapp.font()


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is how Linux finds fonts")
def test_a_system_without_fonts_gets_one(tmp_path: Path) -> None:
    """With no font at all, letters still differ from each other, as boxes would not."""
    (tmp_path / "none").mkdir()
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/c</cachedir></fontconfig>"
    )
    picture = tmp_path / "letters.png"
    done = subprocess.run(
        [sys.executable, "-c", LETTERS, str(picture)],
        env=os.environ | {"FONTCONFIG_FILE": str(settings), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["DejaVu", "Sans", "False"]
    image = QImage(str(picture))
    letters = [image.copy(40 * i, 0, 40, 40) for i in range(5)]
    for i, letter in enumerate(letters):
        assert all(letter != other for other in letters[i + 1 :])
