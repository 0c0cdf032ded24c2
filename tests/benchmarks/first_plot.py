"""First plot: from a cold process to the first painted histogram, beside bare pyqtgraph.

Ours opens the collection, draws the question, proves it and builds the whole card; the peer
plots 100,000 normals and nothing else. Ours may cost 1.15 times the peer's CPU time.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks import harness
from tests.benchmarks.harness import Row

_CPU = 1.15


def rows() -> list[Row]:
    """Measure, and return the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        collection = str(Path(folder) / "skill.sqlite")
        harness.run("seed", "skill", collection)
        ours, bare = harness.by_turns(
            partial(harness.run, "first_plot", collection), partial(harness.run, "bare_plot")
        )
    return [
        harness.ratio_row("first plot, CPU", [r.cpu for r in ours], [r.cpu for r in bare], _CPU),
        harness.ratio_row("first plot, clock", [r.wall for r in ours], [r.wall for r in bare]),
        harness.excess_row(
            "first plot, memory", [r.memory for r in ours], [r.memory for r in bare]
        ),
    ]


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
