"""Sampling: what drawing, counting and judging weights costs beside bare numpy and torch.

Ours and a peer by turns in one process, a warm-up of each first; the medians decide, and the
processor's time stands beside the clock's. Linear algebra has one thread on both sides, as in
the program; torch has as many as it takes by itself, and its lines need the extra `peers`.
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

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before numpy loads

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

ROUNDS, FRAME, STALL, PAIR = 25, 1000 / 60, 20.0, 10.0
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

    def bare() -> None:
        RNG.standard_normal(dtype=np.float32, out=w)

    def kept() -> None:
        histogram(named.he_normal(RNG, SHAPE, out=w), EDGES)

    alone = "standard_normal alone"
    counted = [
        _line("2^20 normals and 101 bins", drawn, 1.35, alone, bare),
        _line("the same, of a layer that is kept", kept, None, alone, bare),
    ]
    torch = _beside_torch(drawn, partial(named.sparse, RNG, SHAPE, out=w))
    bars = _line("histogram of 4096 x 4096", lambda: draw_histogram(RNG, HUGE, LARGE, EDGES), 0.01,
                 "sampling it", lambda: fill(RNG, HUGE, whole))  # fmt: skip
    turned = []
    for a in gauss:
        ours, bare_qr = partial(named.orthogonal, RNG, a.shape), partial(np.linalg.qr, a)
        turned.append(_line(f"orthogonal {len(a)}", ours, 1.2, "np.linalg.qr", bare_qr))
    blocks = [
        _line(f"2^20 in blocks, {_threads(n)}", partial(fill_blocks, RNG, HE, w, threads=n), None,
              "in one stream", lambda: fill(RNG, HE, w))
        for n in (1, 2)
    ]  # fmt: skip
    return [*counted, *torch, bars, *turned, *blocks, _slider(), _pair(), *_stalls(whole)]


def _beside_torch(drawn: Work, sparse: Work) -> list[Row]:
    try:
        torch: Any = import_module("torch")
    except ImportError:
        return [Row("torch is not installed: three lines left out")]
    tensor, scale, who = torch.empty(SHAPE), HE.std, f"torch, {_threads(torch.get_num_threads())}"

    def on_edges() -> None:
        np.histogram(tensor.normal_(0, scale).numpy(), EDGES)

    def on_a_range() -> None:
        np.histogram(tensor.normal_(0, scale).numpy(), 101, (-0.2, 0.2))

    name = "2^20 normals and 101 bins"
    return [
        _line(name, drawn, 0.8, f"{who}: normal_, np.histogram on a range", on_a_range),
        _line(name, drawn, None, f"{who}: normal_, np.histogram on edges", on_edges),
        _line("sparse 1024 x 1024, k = 15", sparse, 0.05, f"{who}: sparse_",
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

    took, cpu = [], []
    for std in np.geomspace(0.02, 0.15, 60).tolist():
        before = time.thread_time()
        took.append(_time(partial(step, std)))
        cpu.append((time.thread_time() - before) * 1000)
    plot.close()
    name = f"a slider's step over 2^20 weights, painted, CPU {median(cpu[5:]):.3g}"
    return _limit(name, took[5:], FRAME, "ms")


def _pair() -> Row:
    """Judge a pair over and over; nothing here waits, so the processor's time is what it costs."""
    other, many, took = scheme("he_truncated").law(LARGE), 1000, []
    for _ in range(ROUNDS):
        before = time.thread_time()
        for _ in range(many):
            bhattacharyya(HUGE, other)
        took.append((time.thread_time() - before) * 1e6 / many)
    return _limit("judging a pair, CPU", took, PAIR, "µs")


def _stalls(whole: np.ndarray) -> list[Row]:
    """Tick each millisecond while a worker samples and counts 2^24 weights, in two ways."""

    def sample() -> None:
        fill(np.random.default_rng(1), HUGE, whole)
        histogram(whole, EDGES)

    def draw() -> None:
        rng = np.random.default_rng(1)
        for _ in range(16):
            draw_histogram(rng, HE, SHAPE, EDGES)

    works = (("samples 2^24", sample), ("draws 16 histograms of 2^20", draw))
    return [
        _limit(
            f"longest stall while a worker {name}", [_stall(work) for _ in range(5)], STALL, "ms"
        )
        for name, work in works
    ]


def _stall(work: Work) -> float:
    worker, gaps = threading.Thread(target=work), [0.0]
    worker.start()
    while worker.is_alive():
        gaps.append(_time(lambda: time.sleep(1e-3)))
    return max(gaps)


def _time(work: Work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _line(name: str, ours: Work, limit: float | None, peer: str, beside: Work) -> Row:
    mine: list[float] = []
    theirs: list[float] = []
    cpu: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS + 1):
        for work, clock, used in ((ours, mine, cpu[0]), (beside, theirs, cpu[1])):
            before = time.process_time()
            clock.append(_time(work))
            used.append((time.process_time() - before) * 1000)
    del mine[0], theirs[0], cpu[0][0], cpu[1][0]
    ratio, pairs = median(mine) / median(theirs), [a / b for a, b in zip(mine, theirs, strict=True)]
    ours_cpu, peers_cpu = (f"CPU {median(used):.3g}" for used in cpu)
    return Row(
        f"{name}: {harness.spread(mine)}, {ours_cpu}",
        f"{peer}: {harness.spread(theirs)}, {peers_cpu}",
        f"{ratio:.3g}x ({min(pairs):.3g}–{max(pairs):.3g})",
        f"{limit}x" if limit else "–",
        None if limit is None else ratio <= limit,
    )


def _threads(count: int) -> str:
    return f"{count} thread{'s' * (count > 1)}"


def _limit(name: str, values: Sequence[float], limit: float, unit: str) -> Row:
    shown = f"{name}: {harness.spread(values, unit)}"
    return Row(shown, limit=f"{limit:.3g} {unit}", passed=median(values) <= limit)


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
