"""The learner's collection: cards, log and caches, with cache == fold(log) kept at all times."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from initquiz.errors import StaleTurnError
from initquiz.model.changes import Changes
from initquiz.model.review import Attempt, Event
from initquiz.model.schedule import Schedule
from initquiz.model.study_day import Now
from initquiz.schedule import replay
from initquiz.store.cache import Formulas, Schedules
from initquiz.store.cards import Cards
from initquiz.store.database import Database
from initquiz.store.imports import Imports
from initquiz.store.media import Media
from initquiz.store.reviews import Entry, Reviews
from initquiz.store.settings import Settings

_STAMP = "schedules"


class Collection:
    """Everything on disk, under one roof. Close it when done, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        """Open or create the collection at `path`; raise CollectionError if that fails."""
        self.database = Database(path)
        try:
            self.settings = Settings(self.database)
            self.cards = Cards(self.database)
            self.schedules = Schedules(self.database)
            self.formulas = Formulas(self.database)
            self.media = Media(self.database)
            self.imports = Imports(self.database)
            self.reviews = Reviews(self.database, self.settings.device())
            self.options = self.settings.options()
            if self.settings.get(_STAMP) != self._stamp():
                self.refold()
        except BaseException:
            self.database.close()
            raise

    def __enter__(self) -> Self:
        """Return the collection itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def refold(self) -> None:
        """Make the schedule cache anew from the log."""
        with self.database.transaction():
            self.schedules.clear()
            self.schedules.put(self.fold())
            self.settings.set(_STAMP, self._stamp())

    def fold(self) -> dict[str, Schedule]:
        """Return the schedule of each card ever answered, folded from the log alone."""
        by_card: dict[str, list[Event]] = defaultdict(list)
        for event in self.reviews.all():
            by_card[event.card].append(event)
        folded = {card: replay.fold(events, self.options) for card, events in by_card.items()}
        return {card: schedule for card, schedule in folded.items() if schedule.reps}

    def record(self, attempt: Attempt, now: Now, seen: Schedule) -> Event:
        """Append an answer; it is on the disk when this returns.

        Raises:
            StaleTurnError: The card is no longer as it was `seen`, for another window
                answered it meanwhile. Nothing was written.
        """
        with self.database.transaction():
            if self._fold_card(attempt.card) != seen:
                raise StaleTurnError
            return self._append([Entry(attempt.card, attempt=attempt)], now)[-1]

    def retract(self, event: Event, now: Now) -> Changes:
        """Append the retraction of an event: the undo of an answer, or the redo of an undo."""
        with self.database.transaction():
            self._append([Entry(event.card, retracts=event.id)], now)
        return Changes(cards=frozenset({event.card}), reviews=True)

    def take_in(
        self, events: list[Event], again: list[Event], log: list[Event], now: Now
    ) -> list[str]:
        """Append a file's answers, and the redo of `again`, answers that were taken back.

        `log` holds the present events of all their cards. Returns the ids of the rows that make
        the answers count.
        """
        redone = {event.id for event in again}
        with self.database.transaction():
            fresh = self.settings.get(_STAMP) == self._stamp()
            self.reviews.insert(events)
            undone = [event for event in log if event.retracts in redone]
            entries = [Entry(each.card, retracts=each.id) for each in undone]
            appended = self.reviews.append(entries, now)
            if fresh:
                touched = {event.card for event in (*events, *appended)}
                self._keep(event for event in (*log, *events, *appended) if event.card in touched)
            else:
                self.refold()
        return [*(event.id for event in events), *redone]

    def give_back(self, events: tuple[str, ...], now: Now) -> None:
        """Retract rows of the log by their ids."""
        wanted = set(events)
        with self.database.transaction():
            known = [event for event in self.reviews.all() if event.id in wanted]
            self.reviews.append([Entry(each.card, retracts=each.id) for each in known], now)
            self.refold()

    def replace(self, event: Event, attempt: Attempt, now: Now) -> Event:
        """Put another attempt in an answer's place, in one step."""
        entries = [Entry(event.card, retracts=event.id), Entry(event.card, attempt=attempt)]
        with self.database.transaction():
            return self._append(entries, now)[-1]

    def schedule(self, card: str) -> Schedule:
        """Return a card's schedule, folded afresh."""
        return self._fold_card(card)

    def seeds(self, card: str, count: int) -> tuple[int, ...]:
        """Return so many seeds for a skill card's next instance, 32-bit numbers.

        They depend on the card and on how often it was ever answered or taken back, so a
        restart shows the same question again and an undo draws a new one.
        """
        import hashlib  # noqa: PLC0415 - OpenSSL, which the first card need not wait for

        rows = len(self.reviews.of_card(card))
        names = (f"{card}\0{rows}" + f"\0{i}" * (i > 0) for i in range(count))
        return tuple(
            int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest()) for name in names
        )

    def _append(self, entries: list[Entry], now: Now) -> list[Event]:
        fresh = self.settings.get(_STAMP) == self._stamp()
        events = self.reviews.append(entries, now)
        if not fresh:
            self.refold()
            return events
        card = events[-1].card
        self.schedules.put({card: self._fold_card(card)})
        self.settings.set(_STAMP, self._stamp())
        return events

    def _keep(self, log: Iterable[Event]) -> None:
        """Keep the schedules of the cards whose whole log this is."""
        by_card: dict[str, list[Event]] = defaultdict(list)
        for event in log:
            by_card[event.card].append(event)
        self.schedules.put(
            {card: replay.fold(events, self.options) for card, events in by_card.items()}
        )
        self.settings.set(_STAMP, self._stamp())

    def _fold_card(self, card: str) -> Schedule:
        return replay.fold(self.reviews.of_card(card), self.options)

    def _stamp(self) -> str:
        # What the cached schedules depend on: the fold, the options, how far the log goes.
        return f"{replay.STAMP} {self.options} {self.reviews.position()}"
