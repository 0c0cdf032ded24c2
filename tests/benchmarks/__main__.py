"""Runs every benchmark and prints one table: `python -m tests.benchmarks`."""

import sys

from tests.benchmarks import answer, first_plot, harness, start


def main() -> int:
    """Return 1 if a limit was broken, else 0."""
    rows = []
    for benchmark in (start, first_plot, answer):
        print(f"measuring {benchmark.__name__}", file=sys.stderr, flush=True)
        rows += benchmark.rows()
    return harness.show(rows)


if __name__ == "__main__":
    sys.exit(main())
