"""What a mutation changed, so that each screen can decide whether to redraw."""

from typing import NamedTuple


class Changes(NamedTuple):
    """The cards touched, and whether the log, the decks or the settings moved."""

    cards: frozenset[str] = frozenset()
    reviews: bool = False
    decks: bool = False
    settings: bool = False
