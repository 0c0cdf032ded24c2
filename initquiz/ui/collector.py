"""Looks for reference cycles on the main thread only.

Left alone, Python looks whenever some thread has made enough objects, and frees what it finds
in that thread. A widget freed by a worker is freed behind Qt's back: the program crashes, most
often when the theme changes, in a place that has nothing to do with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class Collector(QObject):
    """Takes the search for cycles over from Python, for as long as its parent lives.

    What was made so far is taken to stay to the end and is never looked at again.
    """

    def __init__(self, parent: QObject) -> None:
        """Stop Python's own search and begin this one."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(_EVERY_MS)


def collect_due() -> int:
    """Search the generations that Python would, at its own thresholds; return what was freed."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [i for i in range(3) if counts[i] > limits[i] > 0]
    return gc.collect(max(due)) if due else 0
