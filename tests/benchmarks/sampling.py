"""Sampling: what drawing, counting and judging weights costs beside bare numpy and torch.

Ours and a peer by turns in one process, a warm-up of each first; the ratio is that of the best
times, which busy neighbours spoil least. The lines with torch need the extra `peers`.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np

from initquiz.drawing.colours import PRINT
from initquiz.initializers import named
from initquiz.initializers.blocks import fill_blocks
from initquiz.initializers.drawn import Drawn, draw_histogram
from initquiz.initializers.figure import block_of
from initquiz.initializers.histogram import histogram, rescaled
from initquiz.initializers.identify import bhattacharyya
from initquiz.initializers.sampling import fill
from initquiz.initializers.schemes import scheme
from tests.benchmarks import harness
from tests.benchmarks.harness import Row

ROUNDS, FRAME, STALL, PAIR = 15, 1000 / 60, 20.0, 10.0
SHAPE, LARGE, EDGES = (1024, 1024), (4096, 4096), np.linspace(-0.2, 0.2, 102)
HE, HUGE = scheme("he").law(SHAPE), scheme("he").law(LARGE)
RNG = np.random.default_rng(1)
Work = Callable[[], object]


def rows() -> list[Row]:
    """Measure, and return the lines of the table."""
    w, whole = np.empty(SHAPE, np.float32), np.empty(LARGE, np.float32)
    gauss = [RNG.standard_normal((n, n)) for n in (512, 1024)]

    def drawn() -> None:
        draw_histogram(RNG, HE, SHAPE, EDGES)

    def sparse() -> None:
        named.sparse(RNG, SHAPE, out=w)

    def bare() -> None:
        RNG.standard_normal(dtype=np.float32, out=w)

    bars = _line("histogram of 4096 x 4096", lambda: draw_histogram(RNG, HUGE, LARGE, EDGES), 0.01,
                 "sampling it", lambda: fill(RNG, HUGE, whole))  # fmt: skip
    turned = []
    for a in gauss:
        ours, bare_qr = partial(named.orthogonal, RNG, a.shape), partial(np.linalg.qr, a)
        turned.append(_line(f"orthogonal {len(a)}", ours, 1.2, "np.linalg.qr", bare_qr))
    blocks = _line("2^20 in blocks, 1 thread", lambda: fill_blocks(RNG, HE, w), None,
                   "in one stream", lambda: fill(RNG, HE, w))  # fmt: skip
    both = _line("2^20 normals and 101 bins", drawn, 1.35, "standard_normal alone", bare)
    torch = _beside_torch(drawn, sparse)
    return [both, *torch, bars, *turned, blocks, _slider(), _pair(), _stall(whole)]


def _beside_torch(drawn: Work, sparse: Work) -> list[Row]:
    try:
        torch: Any = import_module("torch")
    except ImportError:
        return [Row("torch is not installed: three lines left out")]
    torch.set_num_threads(1)  # as ours; a second one gains nothing here and spins
    tensor, scale = torch.empty(SHAPE), HE.std

    def ours_are_binned_so() -> None:
        np.histogram(tensor.normal_(0, scale).numpy(), EDGES)

    def without_edges() -> None:
        np.histogram(tensor.normal_(0, scale).numpy(), 101, (-0.2, 0.2))

    return [
        _line("the same", drawn, 0.8, "torch normal_, np.histogram on edges", ours_are_binned_so),
        _line("the same", drawn, None, "torch normal_, np.histogram on a range", without_edges),
        _line("sparse 1024 x 1024, k = 15", sparse, 0.05, "torch sparse_",
              lambda: torch.nn.init.sparse_(tensor, 1 - 15 / 1024)),
    ]  # fmt: skip


def _slider() -> Row:
    """Move σ over a cached draw, and paint."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  only here

    from initquiz.drawing.figures import HistogramPlot  # noqa: PLC0415  Qt has to come first

    app, plot = QApplication.instance() or QApplication([]), HistogramPlot(PRINT)
    plot.resize(900, 500)
    plot.show()
    normals = RNG.standard_normal(SHAPE, np.float32)

    def step(std: float) -> None:
        counts = rescaled(normals, std, EDGES)
        plot.show_histogram(block_of(Drawn(counts, normals.size, 0, sampled=True), EDGES))
        plot.viewport().repaint()
        app.processEvents()

    took = [_time(partial(step, float(std))) for std in np.geomspace(0.02, 0.15, 60)]
    plot.close()
    return _limit("a slider's step over 2^20 weights, painted", took[5:], FRAME, "ms")


def _pair() -> Row:
    other, many = scheme("he_truncated").law(LARGE), 1000
    took = [_time(lambda: [bhattacharyya(HUGE, other) for _ in range(many)]) for _ in range(ROUNDS)]
    return _limit("judging a pair", [ms * 1000 / many for ms in took], PAIR, "µs")


def _stall(whole: np.ndarray) -> Row:
    """Tick each millisecond while a worker samples and counts 2^24 weights."""

    def sample() -> None:
        fill(np.random.default_rng(1), HUGE, whole)
        histogram(whole, EDGES)

    worst = []
    for _ in range(5):
        worker, gaps = threading.Thread(target=sample), [0.0]
        worker.start()
        while worker.is_alive():
            gaps.append(_time(lambda: time.sleep(1e-3)))
        worst.append(max(gaps))
    return _limit("longest stall while a worker samples 2^24", worst, STALL, "ms")


def _time(work: Work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _line(name: str, ours: Work, limit: float | None, peer: str, beside: Work) -> Row:
    turns = [(_time(ours), _time(beside)) for _ in range(ROUNDS + 1)][1:]
    mine, theirs = zip(*turns, strict=True)
    ratio, pairs = min(mine) / min(theirs), [a / b for a, b in turns]
    shown = f"{ratio:.3g}x, median {median(pairs):.3g}x"
    names = f"{name}: {harness.spread(mine)}", f"{peer}: {harness.spread(theirs)}"
    return Row(
        *names, shown, f"{limit}x" if limit else "–", None if limit is None else ratio <= limit
    )


def _limit(name: str, values: Sequence[float], limit: float, unit: str) -> Row:
    shown = f"{name}: {harness.spread(values, unit)}"
    return Row(shown, limit=f"{limit:.3g} {unit}", passed=median(values) <= limit)


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
