"""Runs every benchmark and prints one table: `python -m tests.benchmarks`."""

import sys
from importlib import import_module

from tests.benchmarks import harness


def main() -> int:
    """Return 1 if a limit was broken, else 0."""
    rows = []
    # Each is loaded when its turn comes: the last one brings numpy, Qt and torch into this
    # process, which would weigh on the others' children.
    for name in ("start", "first_plot", "answer", "lab", "exchange", "sampling"):
        print(f"measuring {name}", file=sys.stderr, flush=True)
        rows += import_module(f"tests.benchmarks.{name}").rows()
    return harness.show(rows)


if __name__ == "__main__":
    sys.exit(main())
