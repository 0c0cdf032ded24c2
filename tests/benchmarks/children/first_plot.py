"""Our window on a collection of one skill, up to the painted histogram of its first question."""

from tests.benchmarks.children.ending import end_when_painted
from tests.benchmarks.children.opened import open_window


def main(collection: str) -> None:
    """Open the window; end once the plot is painted."""
    open_window(collection, _look_out)


def _look_out() -> None:
    from initquiz.drawing import figures  # noqa: PLC0415 - not before Qt

    end_when_painted(figures.HistogramPlot)
