"""Our window on a collection, up to the first painted card; says what heavy things it loaded."""

import sys

from tests.benchmarks.children.ending import end_when_painted
from tests.benchmarks.children.opened import open_window

HEAVY = ("numpy", "pyqtgraph", "sqlite_utils", "ziamath")


def main(collection: str) -> None:
    """Open the window; end once a card's text is painted."""
    open_window(collection, _look_out)


def _look_out() -> None:
    from initquiz.ui.widgets.card_view import CardView  # noqa: PLC0415 - not before Qt

    end_when_painted(
        CardView,
        lambda view: view.property("plainText"),
        lambda: {"loaded": [name for name in HEAVY if name in sys.modules]},
    )
