"""The plot follows the theme, and costs nothing until it is wanted."""

import subprocess
import sys

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.question import Histogram
from initquiz.ui import theme
from initquiz.ui.tokens import DARK, LIGHT
from initquiz.ui.widgets.plot_view import PlotView

BLOCK = Histogram((0.0, 1.0, 2.0), (5, 9), 14)


def colours(image: QImage) -> set[str]:
    """Return the colours of every third pixel."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


def test_a_theme_switch_recolours_the_plot(qtbot: QtBot, light: QApplication) -> None:
    """Ground and bars of a plot on screen take the new theme's colours."""
    view = PlotView()
    qtbot.addWidget(view)
    view.resize(400, 240)
    view.show_histogram(BLOCK)
    view.show()
    light.processEvents()
    assert {LIGHT.surface, LIGHT.plot_fill} <= colours(view.grab().toImage())
    theme.apply(light, DARK)
    light.processEvents()
    seen = colours(view.grab().toImage())
    assert {DARK.surface, DARK.plot_fill} <= seen
    assert LIGHT.plot_fill not in seen
    assert QColor(DARK.surface).isValid()


def test_the_library_waits_for_the_first_plot() -> None:
    """Importing the widget loads neither pyqtgraph nor numpy."""
    code = (
        "import sys, initquiz.ui.widgets.plot_view, initquiz.ui.widgets.plot_table;"
        "sys.exit(any(name in sys.modules for name in ('pyqtgraph', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
