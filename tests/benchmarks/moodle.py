"""Moodle: a file of 1,000 drawn questions with their plots, in a minute and with progress.

First of the types that are drawn at once, three levels each; then of all types, of which some
train or run networks for a second and more an instance, for which there is no limit.
"""

import sys

from tests.benchmarks import harness
from tests.benchmarks.harness import Row

_INSTANCES, _SECONDS = 1_000, 60.0


def rows(count: int = _INSTANCES) -> list[Row]:
    """Measure, and return the lines of the table."""
    return [row for kinds, limit in (("quick", _SECONDS), ("all", None))
            for row in _rows(kinds, limit, count)]  # fmt: skip


def _rows(kinds: str, limit: float | None, count: int) -> list[Row]:
    said = harness.run("moodle_file", kinds, str(count)).said
    assert said["instances"] >= count
    share = said["picture_time"] / said["pictures"] * 1e3
    passed = None if limit is None else said["wall"] <= limit
    return [
        Row(
            f"Moodle file, {kinds} types, {said['instances']:,} instances: {said['wall']:.1f} s",
            limit="–" if limit is None else f"{limit:.0f} s",
            passed=passed,
        ),
        Row(f"  {said['pictures']:,} pictures, each {share:.1f} ms"),
        Row(f"  told {said['told']} times, at most {said['longest']:.1f} s apart"),
        Row(f"  the file: {said['size']:.1f} MiB; most memory: {said['memory']:.0f} MiB"),
    ]


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
