"""Lab: from a step of a slider over 2**20 weights to the painted histogram.

One process, 120 steps with one scheme and 120 with four over each other. The median step of one
may take 16.7 ms of CPU time, a frame at 60 a second; the clock says the same on an idle machine.
"""

import sys
from statistics import median, quantiles

from tests.benchmarks import harness
from tests.benchmarks.harness import Row

_FRAME = 1000 / 60


def rows() -> list[Row]:
    """Measure, and return the lines of the table."""
    said = harness.run("lab_slider").said
    cpu, one = said["cpu"], said["one"]
    return [
        Row(
            f"Lab slider over 2^20 weights, CPU: {harness.spread(cpu)}",
            limit=f"{_FRAME:.1f} ms",
            passed=median(cpu) <= _FRAME,
        ),
        Row(f"  clock: {harness.spread(one)}, 95th of 100: {quantiles(one, n=20)[-1]:.3g} ms"),
        Row(f"  with four schemes compared, CPU: {harness.spread(said['four_cpu'])}"),
        Row(f"  clock: {harness.spread(said['four'])}"),
    ]


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
