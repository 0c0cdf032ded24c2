"""Start: from a cold process to the first painted card, beside a bare Qt label.

A usual start, on the collection that the first one left behind, may cost 1.6 times the label's
CPU time and 25 MiB more; the very first start, which reads the deck, is only reported.
"""

import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path

from tests.benchmarks import harness
from tests.benchmarks.harness import Row, Run

_CPU, _MEMORY = 1.6, 25.0


def rows() -> list[Row]:
    """Measure, and return the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        usual, numbers = Path(folder) / "usual.sqlite", count()
        harness.run("seed", "seeded", str(usual))

        def fresh() -> Run:
            return harness.run("first_card", str(Path(folder) / f"{next(numbers)}.sqlite"))

        ours, label, first = harness.by_turns(
            partial(harness.run, "first_card", str(usual)),
            partial(harness.run, "bare_label"),
            fresh,
        )
    loaded = sorted({name for run in ours for name in run.said["loaded"]})
    assert not loaded, f"the first card waited for {', '.join(loaded)}"
    cpu, memory = [run.cpu for run in label], [run.memory for run in label]
    return [
        harness.ratio_row("start, CPU", [run.cpu for run in ours], cpu, _CPU),
        harness.excess_row("start, memory", [run.memory for run in ours], memory, _MEMORY),
        harness.ratio_row("start, clock", [r.wall for r in ours], [r.wall for r in label]),
        harness.ratio_row("very first start, CPU", [run.cpu for run in first], cpu),
        harness.excess_row("very first start, memory", [run.memory for run in first], memory),
    ]


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
