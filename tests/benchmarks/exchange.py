"""Exchange: 100,000 facts out of Anki and into it, ours beside Anki's own backend.

Half of the cards have three reviews each, which go along or stay. An export may take as long
as Anki's, an import half as long again, and neither more than 400 MiB of memory. Anki writes
its present format, which is quicker to write and smaller than the one for every Anki.
"""

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks import harness
from tests.benchmarks.harness import Row, Run

_CARDS, _PAIRS = 100_000, 5
_EXPORT, _IMPORT, _MEMORY = 1.0, 1.5, 400.0


def rows(count: int = _CARDS) -> list[Row]:
    """Measure, and return the lines of the table."""
    with tempfile.TemporaryDirectory() as name:
        harness.run("anki_deck", "build", str(Path(name) / "peer.anki2"), str(count))
        return [row for progress in ("", "progress") for row in _rows(Path(name), count, progress)]


def _rows(folder: Path, count: int, progress: str) -> Iterator[Row]:
    """Measure with or without progress."""
    ours, theirs = "our_deck", "anki_deck"
    given = (str(count), progress)
    package = folder / f"peer.{progress or 'plain'}.apkg"
    label = "with progress" if progress else "cards alone"
    out = harness.by_turns(
        partial(harness.run, ours, "export", str(folder / "ours.apkg"), *given),
        partial(harness.run, theirs, "export", str(folder / "peer.anki2"), *given),
        pairs=_PAIRS,
    )
    yield from _compared(f"export, {label}", out[0], out[1], _EXPORT, count)
    sizes = [path.stat().st_size / 2**20 for path in (folder / "ours.apkg", package)]
    yield Row(f"  the file: {sizes[0]:.1f} MiB", f"{sizes[1]:.1f} MiB")
    back = harness.by_turns(
        partial(harness.run, ours, "import", str(package), *given),
        partial(harness.run, theirs, "import", str(package), *given),
        partial(harness.run, ours, "read", str(package), *given),
        pairs=_PAIRS,
    )
    yield from _compared(f"import, {label}", back[0], back[1], _IMPORT, count)
    yield from _compared(f"  reading alone, {label}", back[2], back[1], None, count)


def _compared(
    name: str, ours: list[Run], theirs: list[Run], limit: float | None, count: int
) -> Iterator[Row]:
    for run in (*ours, *theirs):
        assert run.said["cards"] == count, f"{name}: {run.said['cards']} of {count} cards"
    walls = [[run.said["wall"] for run in runs] for runs in (ours, theirs)]
    used = [[run.said["cpu"] for run in runs] for runs in (ours, theirs)]
    yield harness.ratio_row(name, walls[0], walls[1], limit)
    yield harness.ratio_row("  CPU", used[0], used[1])
    peaks = [[run.said["peak"] for run in runs] for runs in (ours, theirs)]
    most = median(peaks[0])
    yield Row(
        f"  memory: {harness.spread(peaks[0], 'MiB')}",
        harness.spread(peaks[1], "MiB"),
        f"{most / median(peaks[1]):.2f}x",
        f"{_MEMORY:.0f} MiB",
        most <= _MEMORY,
    )


if __name__ == "__main__":
    sys.exit(harness.show(rows()))
