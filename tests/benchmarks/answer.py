"""Answer: from an answer that is safe on the disk to the next card on the screen.

One window on 1,000 facts, 200 answers, each followed by the change of a bare label of the
window's size in the same process. The median may be 16 ms, one frame at 60 a second.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks import harness
from tests.benchmarks.harness import Row

_FRAME = 16.0


def rows() -> list[Row]:
    """Measure, and return the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        collection = str(Path(folder) / "facts.sqlite")
        harness.run("seed", "facts", collection)
        said = harness.run("answers", collection).said
    ours, label, commit = said["card"], said["label"], said["commit"]
    return [
        Row(
            f"answer to next card: {harness.spread(ours)}",
            harness.spread(label),
            f"{median(ours) / median(label):.1f}x",
            f"{_FRAME:.0f} ms",
            median(ours) <= _FRAME,
        ),
        Row(f"  95th of 100, most: {_tail(ours)}", _tail(label)),
        Row(f"  before it, the commit: {harness.spread(commit)}"),
        Row(f"  95th of 100, most: {_tail(commit)}"),
        Row(f"  reveal: {harness.spread(said['reveal'])}"),
    ]


def _tail(values: list[float]) -> str:
    return f"{quantiles(values, n=20)[-1]:.3g}, {max(values):.3g} ms"


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
