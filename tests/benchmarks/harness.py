"""Measures fresh processes side by side: ours and a peer by turns in one run, never apart.

CPU time is what the kernel charged the child (user and system); memory is its high-water mark
of resident pages. A child may write JSON when it has done its work.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 11
_HEAD = ("work", "beside", "ratio (median)", "at most", "verdict")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished child: milliseconds of CPU and of the clock, MiB, and what it said."""

    cpu: float
    wall: float
    memory: float
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `passed` is None where there is no limit."""

    work: str
    beside: str = "–"
    ratio: str = "–"
    limit: str = "–"
    passed: bool | None = None


def run(child: str, *arguments: str) -> Run:
    """Run a module of `children` in a fresh process and return what it cost.

    Raises:
        RuntimeError: The child failed.
    """
    hidden = {"PYTHONDONTWRITEBYTECODE", "PYTHONFAULTHANDLER", "INITQUIZ_COLLECTION"}
    environment = {name: text for name, text in os.environ.items() if name not in hidden}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "qt.text.font.db=false;qt.qpa.fonts=false",
    }
    code = f"from tests.benchmarks.children import {child}; {child}.main(*{arguments!r})"
    # -P: the folder one happens to stand in is no place to look for modules.
    command = [sys.executable, "-P", "-c", code]
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{child}{arguments} ended with {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Run(cpu * 1e3, wall * 1e3, memory, json.loads(said or "{}"))


def by_turns(*children: Callable[[], Run], pairs: int = PAIRS) -> list[list[Run]]:
    """Return the runs of each child, taken A B A B after one warm-up of each."""
    for child in children:
        child()
    rounds = [[child() for child in children] for _ in range(pairs)]
    return [list(runs) for runs in zip(*rounds, strict=True)]


def ratio_row(
    name: str,
    ours: Sequence[float],
    beside: Sequence[float],
    limit: float | None = None,
    unit: str = "ms",
) -> Row:
    """Return a line whose limit is on the ratio of the medians."""
    ratio = median(ours) / median(beside)
    pairs = [a / b for a, b in zip(ours, beside, strict=True)]
    passed = None if limit is None else ratio <= limit
    shown = f"{ratio:.2f}x ({min(pairs):.2f}–{max(pairs):.2f})"
    bound = "–" if limit is None else f"{limit:.2f}x"
    return Row(f"{name}: {spread(ours, unit)}", spread(beside, unit), shown, bound, passed)


def excess_row(
    name: str, ours: Sequence[float], beside: Sequence[float], limit: float | None = None
) -> Row:
    """Return a line whose limit is on the difference of the medians, in MiB."""
    row = ratio_row(name, ours, beside, None, "MiB")
    above = median(ours) - median(beside)
    passed, bound = (None, "–") if limit is None else (above <= limit, f"+{limit:.0f} MiB")
    return Row(row.work, row.beside, f"{row.ratio.split()[0]}, {above:+.1f} MiB", bound, passed)


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Return the median with the smallest and the largest value."""
    return f"{median(values):.4g} ({min(values):.4g}–{max(values):.4g}) {unit}"


def show(rows: Sequence[Row]) -> int:
    """Print the table; return 1 if a limit was broken, else 0."""
    verdicts = {None: "reported", True: "ok", False: "TOO MUCH"}
    table = [_HEAD, *((r.work, r.beside, r.ratio, r.limit, verdicts[r.passed]) for r in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    return int(any(row.passed is False for row in rows))
