"""Moves a slider of the Lab over 2**20 weights, and says how long each painted frame took."""

import gc
import json
from time import perf_counter, process_time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from initquiz.drawing.figures import HistogramPlot
from initquiz.study.lab import Setting
from initquiz.ui import theme
from initquiz.ui.tokens import LIGHT
from initquiz.ui.widgets.lab_page import LabPage

_STEPS, _WARM_UP = 120, 10
_PATIENCE = 10.0  # seconds
_painted: list[float] = []


def main() -> None:
    """Print the milliseconds of each step: one scheme, and four over each other."""
    application = QApplication([])
    theme.apply(application, LIGHT)
    paint = HistogramPlot.paintEvent

    def noted(plot: HistogramPlot, event: QPaintEvent) -> None:
        paint(plot, event)
        _painted.append(perf_counter())

    setattr(HistogramPlot, "paintEvent", noted)  # noqa: B010 - for this process only
    page = LabPage()
    page.resize(1200, 800)
    page.show()
    page.open_with(Setting(n_in=1024, n_out=1024))
    _settle()
    gc.freeze()
    times = dict(zip(("one", "cpu"), _moved(page), strict=True))
    for _ in range(3):
        page.controls.add()
    _settle()
    times |= dict(zip(("four", "four_cpu"), _moved(page), strict=True))
    print(json.dumps(times))


def _settle() -> None:
    """Let everything be painted that was asked for."""
    started = perf_counter()
    while perf_counter() - started < 1:
        QApplication.processEvents()


def _moved(page: LabPage) -> tuple[list[float], list[float]]:
    """Move the gain step by step; return the ms from a frame's begin to its paint, and of CPU."""
    slider = page.controls._sliders["gain"].slider  # noqa: SLF001 - as a mouse drags it
    times: list[float] = []
    used: list[float] = []
    for step in range(_WARM_UP + _STEPS):
        slider.setValue(300 + step)
        page._timer.stop()  # noqa: SLF001 - the next frame begins now
        _painted.clear()
        started, before = perf_counter(), process_time()
        page._draw()  # noqa: SLF001 - as the frame's timer does
        while not _painted:
            QApplication.processEvents()
            assert perf_counter() - started < _PATIENCE, "never painted"
        times.append((perf_counter() - started) * 1e3)
        used.append((process_time() - before) * 1e3)
    return times[_WARM_UP:], used[_WARM_UP:]
