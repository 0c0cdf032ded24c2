"""How much there is to do: the three counts every Anki user knows."""

from typing import NamedTuple


class Counts(NamedTuple):
    """Cards left today: new (within the day's limit), in learning, and due for review."""

    new: int = 0
    learning: int = 0
    review: int = 0

    @property
    def total(self) -> int:
        """Return all three together."""
        return self.new + self.learning + self.review


class DeckCounts(NamedTuple):
    """One deck: what is due, how many cards it has, how many were never seen, how many skills."""

    name: str
    due: Counts
    cards: int
    unseen: int
    skills: int
