"""What a sitting shows: the card asked, what came of an answer, how far it is, what is next."""

from typing import TYPE_CHECKING, NamedTuple

from initquiz.model.card import Card, Fact
from initquiz.model.counts import Counts
from initquiz.model.review import Rating
from initquiz.model.schedule import Interval, Schedule, State

if TYPE_CHECKING:
    from initquiz.model.question import Question
    from initquiz.model.verdict import Verdict


class Turn(NamedTuple):
    """What is asked now: a card as it stood when shown, and a skill's drawn question."""

    card: Card
    deck: str
    schedule: Schedule
    question: "Question | None" = None

    @property
    def kind(self) -> State:
        """Return which of the three counts the card belongs to."""
        return State.LEARNING if self.schedule.learning else self.schedule.state

    @property
    def typable(self) -> bool:
        """Return whether the answer is short enough to be typed."""
        return isinstance(self.card.content, Fact) and bool(self.card.content.accept)


class Outcome(NamedTuple):
    """What came of an answer the program graded."""

    verdict: "Verdict"
    rating: Rating
    interval: Interval


class Progress(NamedTuple):
    """How far the sitting is: answers given, and what is left."""

    done: int
    left: Counts


class Rest(NamedTuple):
    """What comes after the last card: the next learning step, tomorrow, cards never seen."""

    learning: Interval | None
    tomorrow: int
    unseen: int

    def sentences(self) -> list[str]:
        """Return what comes next, a sentence each."""
        found = []
        if self.learning is not None:
            when = f"in {self.learning}" if self.learning.seconds else "now"
            found.append(f"The next card in learning is due {when}.")
        cards = "1 card is" if self.tomorrow == 1 else f"{self.tomorrow} cards are"
        found.append(f"Tomorrow {cards} due." if self.tomorrow else "Nothing is due tomorrow.")
        if self.unseen:
            met = "1 card has" if self.unseen == 1 else f"{self.unseen} cards have"
            found.append(f"{met} not been met yet.")
        return found
