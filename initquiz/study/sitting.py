"""One sitting: which card comes next, what an answer does, and the way back.

The window and the terminal both drive this; it decides, they only show.
"""

from heapq import heapify, heappush
from typing import TYPE_CHECKING

from initquiz.errors import UnanswerableError, UnknownKeyError, UsageError
from initquiz.model.card import Skill
from initquiz.model.changes import Changes
from initquiz.model.counts import Counts
from initquiz.model.review import Attempt, Confidence, Event, Rating
from initquiz.model.schedule import Interval, Schedule, State
from initquiz.model.study_day import MICROSECONDS, Now
from initquiz.model.turn import Outcome, Progress, Rest, Turn
from initquiz.schedule import queue, replay
from initquiz.study.collection import Collection
from initquiz.study.leeches import notice
from initquiz.study.rating_rule import rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from initquiz.model.mistake import Given
    from initquiz.model.question_type import QuestionType
    from initquiz.study.instances import Instances

_LONGEST_ANSWER_MS = 60_000  # as Anki caps it: longer is a walk, not a thought
_AHEAD = 3  # cards whose questions are drawn before they are asked


class Sitting:
    """Studies one deck, or all, until nothing is due or `limit` answers are given."""

    def __init__(
        self,
        collection: Collection,
        questions: "Mapping[str, QuestionType]",
        deck: str | None = None,
        limit: int | None = None,
    ) -> None:
        """Prepare a sitting; raise UnknownKeyError if there is no such deck.

        After each answer `leech` says whether it made a leech of its card, and why; else "".
        """
        if deck is not None and deck not in collection.cards.deck_names():
            names = ", ".join(collection.cards.deck_names())
            raise UnknownKeyError(f"There is no deck “{deck}”. The decks are: {names}.")
        if limit is not None and limit < 1:
            raise UsageError(f"The limit of a sitting is at least 1 answer, not {limit}.")
        self._collection, self._questions = collection, questions
        self._deck, self._limit = deck, limit
        self._day, self._seen_version = 0, -1
        self._standing: dict[str, Schedule] = {}
        self._learning: list[tuple[int, str]] = []
        self._main: list[str] = []
        self._done = 0
        self._turn: Turn | None = None
        self._last: Event | None = None
        self._instances: Instances | None = None
        self._recalled: str | None = None  # the card whose answer was taken back, asked next
        self.leech = ""

    @property
    def turn(self) -> Turn | None:
        """Return the card being asked, if any."""
        return self._turn

    def next(self, now: Now) -> Turn | None:
        """Move to the next card; None when nothing is left for now."""
        self._refresh(now)
        self._turn = None
        if self._limit is not None and self._done >= self._limit:
            return None
        while self._turn is None and (card := self._pick(now)) is not None:
            try:
                self._turn = self._ask(card)
            except (UnanswerableError, UnknownKeyError):
                # A card this version cannot ask must not stand in the way of the others.
                self._leave_out(card)
            self._recalled = None
        return self._turn

    def ready(self, now: Now) -> bool:
        """Tell whether `next` will answer at once; if not, a worker is drawing its question."""
        self._refresh(now)
        card = self._pick(now)
        if card is None or (self._limit is not None and self._done >= self._limit):
            return True
        return self._drawn(card)

    def look_ahead(self) -> None:
        """Have the questions of the next cards drawn, where that takes a while."""
        for card in [*(card for _, card in self._learning[:1]), *self._main[:_AHEAD]]:
            self._drawn(card)

    def intervals(self, now: Now) -> dict[Rating, Interval]:
        """Return when the card would come back, for each grade."""
        turn = self._asked()
        after = replay.previews(turn.schedule, turn.card.id, now, self._collection.options)
        return {rating: Interval.of(schedule, now) for rating, schedule in after.items()}

    def rate(self, given: Rating, now: Now, *, response_ms: int = 0, typed: str = "") -> Changes:
        """Record the learner's own grade of a fact; on the disk when this returns.

        Raises:
            StaleTurnError: The card was answered elsewhere meanwhile; nothing was written.
        """
        turn = self._asked()
        attempt = Attempt(
            turn.card.id, given, answer=typed, response_ms=min(response_ms, _LONGEST_ANSWER_MS)
        )
        return self._record(attempt, turn, now)

    def submit(
        self,
        answer: "Given | None",
        now: Now,
        *,
        response_ms: int = 0,
        confidence: Confidence | None = None,
    ) -> Outcome:
        """Grade and record an answer to a drawn question; None stands for "I don't know".

        Raises:
            StaleTurnError: The card was answered elsewhere meanwhile; nothing was written.
            UsageError: The answer does not fit the question.
        """
        from initquiz.asking.grading import grade  # noqa: PLC0415 - facts need none of it

        turn = self._asked()
        question, skill = turn.question, turn.card.content
        if question is None or not isinstance(skill, Skill):
            raise UsageError("This card has no drawn question; rate it instead.")
        response_ms = min(response_ms, _LONGEST_ANSWER_MS)
        verdict = grade(question, answer)
        memory = turn.schedule.memory
        given = rating(
            verdict.grade,
            response_ms=response_ms,
            earlier_ms=self._collection.reviews.times(skill.key),
            stability=memory.stability if memory else 0.0,
            confidence=confidence,
        )
        attempt = Attempt(
            card=turn.card.id,
            rating=given,
            grade=verdict.grade,
            answer=verdict.answer,
            response_ms=response_ms,
            confidence=confidence,
            seed=question.seed,
            level=question.level,
            version=question.version,
            digest=question.digest,
            confusion=verdict.confusion,
        )
        self._record(attempt, turn, now)
        return Outcome(verdict, given, Interval.of(self._standing[turn.card.id], now))

    def change(self, given: Rating, now: Now) -> Interval:
        """Put another grade in place of the last one given in this sitting.

        Raises:
            UsageError: Nothing was answered yet, or it was undone.
        """
        if self._last is None or self._last.attempt is None:
            raise UsageError("There is no answer in this sitting whose grade could be changed.")
        attempt = self._last.attempt._replace(rating=given)
        self._last = self._collection.replace(self._last, attempt, now)
        self._settle(self._last.card)
        schedule = self._standing[self._last.card]
        if self._turn is not None and self._turn.card.id == self._last.card:
            self._turn = self._turn._replace(schedule=schedule)
        return Interval.of(schedule, now)

    def take_back(self, now: Now) -> str | None:
        """Take the last answer back; `next` asks its card, which is returned if there was one."""
        event = self._collection.reviews.undoable()
        if event is None:
            return None
        self._collection.retract(event, now)
        self._done = max(0, self._done - 1)
        self._reload(now)
        self._turn, self._recalled = None, event.card
        return event.card

    def bring_back(self, now: Now) -> bool:
        """Take the last undo back; `next` goes on. False if there is nothing to redo."""
        event = self._collection.reviews.redoable()
        if event is None:
            return False
        self._collection.retract(event, now)
        self._done += 1
        self._reload(now)
        self._turn, self._recalled = None, None
        return True

    def undo(self, now: Now) -> Turn | None:
        """Take the last answer back and ask its card again; None if there is nothing to undo."""
        return self.next(now) if self.take_back(now) else None

    def redo(self, now: Now) -> bool:
        """Take the last undo back and move on; False if there is nothing to redo."""
        if not self.bring_back(now):
            return False
        self.next(now)
        return True

    def progress(self) -> Progress:
        """Return answers given, and cards left today whatever the sitting's limit."""
        new = sum(1 for card in self._main if self._standing[card].state is State.NEW)
        left = Counts(new, len(self._learning), len(self._main) - new)
        return Progress(self._done, left)

    def rest(self, now: Now) -> Rest:
        """Return what comes next once nothing is left."""
        tomorrow = queue.build(self._standing.items(), now.day + 1, self._collection.options)
        learning = min(self._learning, default=None)
        return Rest(
            learning=None if learning is None else Interval.until(learning[0], now),
            tomorrow=tomorrow.counts.new + tomorrow.counts.review,
            unseen=sum(1 for s in self._standing.values() if s.state is State.NEW),
        )

    def _pick(self, now: Now) -> str | None:
        if self._recalled is not None:
            return self._recalled
        ahead = self._collection.options.learn_ahead * MICROSECONDS
        if self._learning and self._learning[0][0] <= now.at:
            return self._learning[0][1]
        if self._main:
            return self._main[0]
        if self._learning and self._learning[0][0] <= now.at + ahead:
            return self._learning[0][1]
        return None

    def _ask(self, card_id: str) -> Turn:
        found = self._collection.cards.get(card_id)
        if found is None:
            raise UnknownKeyError(f"The card {card_id} is no longer in the collection.")
        card, deck = found
        question = self._of_skills().draw(card) if isinstance(card.content, Skill) else None
        return Turn(card, deck, self._collection.schedule(card_id), question)

    def _drawn(self, card_id: str) -> bool:
        """Tell whether a card's question, if it has one, is there at once."""
        found = self._collection.cards.get(card_id)
        if found is None or not isinstance(found[0].content, Skill):
            return True
        return self._of_skills().ready(found[0])

    def _of_skills(self) -> "Instances":
        if self._instances is None:
            from initquiz.study.instances import Instances  # noqa: PLC0415 - loads numpy

            self._instances = Instances(self._collection, self._questions)
        return self._instances

    def _asked(self) -> Turn:
        if self._turn is None:
            raise UsageError("No card is being asked.")
        return self._turn

    def _record(self, attempt: Attempt, turn: Turn, now: Now) -> Changes:
        self._last = self._collection.record(attempt, now, turn.schedule)
        self._turn = None
        self._done += 1
        self._settle(turn.card.id)
        events = self._collection.reviews.of_card(turn.card.id)
        self.leech = notice(turn.schedule, self._standing[turn.card.id], events)
        return Changes(cards=frozenset({turn.card.id}), reviews=True)

    def _settle(self, card: str) -> None:
        """Move one answered card to its new place in today's queue."""
        schedule = self._standing[card] = self._collection.schedule(card)
        self._leave_out(card)
        if schedule.due_at is not None:
            heappush(self._learning, (schedule.due_at, card))

    def _leave_out(self, card: str) -> None:
        self._main = [other for other in self._main if other != card]
        self._learning = [entry for entry in self._learning if entry[1] != card]
        heapify(self._learning)

    def _refresh(self, now: Now) -> None:
        """Read the queue anew when the day turned or another program wrote."""
        if now.day != self._day or self._collection.database.version() != self._seen_version:
            self._reload(now)

    def _reload(self, now: Now) -> None:
        collection = self._collection
        self._seen_version = collection.database.version()
        self._day = now.day
        self._standing = dict(collection.schedules.of_cards(self._deck))
        today = queue.build(self._standing.items(), now.day, collection.options)
        self._learning, self._main = list(today.learning), list(today.main)
        self._last = None
