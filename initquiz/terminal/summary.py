"""What a sitting came to, and what comes next."""

from dataclasses import dataclass

from initquiz.model.review import Rating
from initquiz.model.turn import Rest
from initquiz.terminal.cards import left_over, name
from initquiz.terminal.layout import many


@dataclass(frozen=True, slots=True)
class Summary:
    """The grades given and not taken back, cards left today, and what comes after them."""

    given: tuple[Rating, ...]
    left: int
    rest: Rest

    @property
    def finished(self) -> str:
        """Return the lines shown when no card can be asked now."""
        if self.left:
            return f"That is all for now; {left_over(self.left)}\n{self.following}".rstrip()
        return f"Congratulations, nothing is left for now.\n{self.following}".rstrip()

    @property
    def following(self) -> str:
        """Return when there is more to do."""
        return " ".join(self.rest.sentences())

    @property
    def farewell(self) -> str:
        """Return the last line of a sitting."""
        counts = ", ".join(f"{self.given.count(rating)} {name(rating)}" for rating in Rating)
        given = f"{many(len(self.given), 'answer')}: {counts}." if self.given else "No answers."
        return f"{given} {left_over(self.left)}" if self.left else given
