"""Pictures of blocks for papers and decks."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from initquiz.drawing.colours import PRINT
from initquiz.drawing.images import png_of, svg_of
from initquiz.model.blocks import (
    Bars,
    Block,
    Code,
    Curve,
    CurveRole,
    Heatmap,
    Histogram,
    Lines,
    Spectrum,
    Table,
)

pytestmark = pytest.mark.usefixtures("qapp")
BLOCK = Histogram((0.0, 1.0, 2.0, 3.0), (5, 9, 2), 16, title="Layer A", summary="16 weights.")
LINE = Curve("He", CurveRole.SERIES, (1.0, 2.0), (1.0, 0.5))
BLOCKS: tuple[Block, ...] = (
    BLOCK,
    Lines((LINE,), "layer", "rms", title="Depth", points=True),
    Bars(("a", "b"), (1.0, 2.0), "scheme", "share"),
    Spectrum((2.0, 1.0)),
    Heatmap(((1.0, -1.0), (0.0, 0.5)), 1.0),
    Table(("scheme", "σ²"), (("He", "$2/n$"),), title="Laws"),
    Code("w = 1", title="Listing"),
)


@pytest.mark.parametrize("scale", [1, 2])
def test_size_and_content(scale: float) -> None:
    """The picture has the asked size, the ground and the bars."""
    image = QImage.fromData(png_of([BLOCK], PRINT, 320, 200, scale))
    assert (image.width(), image.height()) == (320 * scale, 200 * scale)
    assert image.pixelColor(image.width() - 1, 0).name().upper() == PRINT.background
    middle = image.pixelColor(image.width() * 6 // 10, image.height() // 2)
    assert middle.name().upper() == PRINT.fill


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_the_same_block_gives_the_same_bytes(block: Block) -> None:
    """Exports are reproducible for every kind, whatever was drawn in between."""
    first = png_of([block], PRINT, 320, 200), svg_of([block], PRINT, 320, 200)
    png_of([Histogram((0.0, 9.0), (3,), 3)], PRINT, 100, 100)
    assert (png_of([block], PRINT, 320, 200), svg_of([block], PRINT, 320, 200)) == first


def test_other_blocks_give_other_pictures() -> None:
    """No kind's picture is another's."""
    assert len({png_of([block], PRINT, 320, 200) for block in BLOCKS}) == len(BLOCKS)


def test_an_svg_is_named_described_and_made_of_text() -> None:
    """It is well formed, says in words what it shows, and its words can be searched."""
    root = ET.fromstring(svg_of([BLOCK, BLOCKS[1]], PRINT, 640, 240))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Layer A; Depth"
    assert root.findtext(f"{space}desc") == "16 weights."
    words = {"".join(text.itertext()).strip() for text in root.iter(f"{space}text")}
    assert {"Layer A", "weight value", "count", "He", "layer", "rms"} <= words
    assert root.get("viewBox") == "0 0 640 240"


@pytest.mark.parametrize("block", BLOCKS[:5], ids=lambda block: block.kind)
def test_an_svg_looks_like_the_png(block: Block) -> None:
    """Painted by Qt at the same size, the two differ only by the smoothing of edges."""
    png = QImage.fromData(png_of([block], PRINT, 320, 200, 1))
    svg = QImage(320, 200, QImage.Format.Format_RGB32)
    svg.fill(QColor("white"))
    painter = QPainter(svg)
    QSvgRenderer(QByteArray(svg_of([block], PRINT, 320, 200))).render(painter)
    painter.end()
    apart = sum(
        abs(png.pixelColor(x, y).lightness() - svg.pixelColor(x, y).lightness()) > 60
        for x in range(320)
        for y in range(200)
    )
    assert apart < 0.04 * 320 * 200


def test_without_a_screen(tmp_path: Path) -> None:
    """From the command line, with no application and no display, pictures come out."""
    code = (
        "import sys, pathlib; from initquiz.drawing.images import png_of, svg_of;"
        "from initquiz.drawing.colours import PRINT;"
        "from initquiz.model.blocks import Histogram;"
        "blocks = [Histogram((0.0, 1.0), (5,), 5)];"
        "pathlib.Path(sys.argv[1]).write_bytes(png_of(blocks, PRINT, 200, 120));"
        "pathlib.Path(sys.argv[2]).write_bytes(svg_of(blocks, PRINT, 200, 120))"
    )
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {key: value for key, value in os.environ.items() if key not in hidden}
    png, svg = tmp_path / "figure.png", tmp_path / "figure.svg"
    subprocess.run([sys.executable, "-c", code, str(png), str(svg)], check=True, env=bare)
    assert QImage(str(png)).width() == 400
    assert b"<svg" in svg.read_bytes()
