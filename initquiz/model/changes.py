"""What a mutation changed, so that each screen can decide whether to redraw."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The cards touched, and whether the log, the decks or the settings moved."""

    cards: frozenset[str] = frozenset()
    reviews: bool = False
    decks: bool = False
    settings: bool = False
