"""Imports: previewed first, then done whole or not at all, and taken back if they should not be.

A card is known by its id; progress hangs on it, so an import of content never touches a
schedule. Answers that a file carries join the log only when they are asked for, each once,
however often the file comes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from initquiz.errors import Problem
from initquiz.formats.collector import undisturbed
from initquiz.model.card import Card, Fact, Skill
from initquiz.model.changes import Changes
from initquiz.model.exchange import Answered, Reading
from initquiz.model.ids import uuid7
from initquiz.model.review import Event
from initquiz.model.study_day import Now, day_at
from initquiz.schedule.replay import living
from initquiz.store.cards import Known
from initquiz.store.imports import Import
from initquiz.study.collection import Collection

_FROM_FILES = "file"  # the device of answers that came with a card's file
_MILLI = 1000  # files of others tell time in milliseconds


class Fate(StrEnum):
    """What an import does with one card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: each card with its deck and fate, and the refused parts.

    `removed` are cards, with their decks, that the file's deck no longer has; they go only if
    that is asked for. `answers` is the progress the file carries, by card id.
    """

    cards: tuple[tuple[str, Card, Fate], ...]
    problems: tuple[Problem, ...] = ()
    guesses: tuple[str, ...] = ()
    removed: tuple[tuple[str, Card], ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answered, ...]] = field(default_factory=dict)

    def count(self, fate: Fate) -> int:
        """Return how many cards meet this fate."""
        return sum(1 for _, _, met in self.cards if met is fate)

    @property
    def reviews(self) -> int:
        """Return how many answers the file carries."""
        return sum(map(len, self.answers.values()))


@undisturbed()
def preview(
    collection: Collection,
    reading: Reading,
    known_skills: Iterable[str],
    deck: str | None = None,
    *,
    missing: bool = False,
) -> Preview:
    """Compare what was read with the collection; nothing is written.

    A card is known by its id, and stays in the deck it is in. Where the file gave no id, a card
    of the same deck with the same question is the same card, and what the file does not mention
    is kept. With `missing`, all cards of the file's decks that it lacks are offered for removal.
    """
    skills = set(known_skills)
    known = collection.cards.known(card.id for each in reading.decks for card in each.cards)
    cards: list[tuple[str, Card, Fate]] = []
    problems = list(reading.problems)
    renamed: dict[str, str] = {}
    elsewhere: dict[str, int] = {}
    for source in reading.decks:
        name = deck or source.name
        questions = _by_question(collection, name) if reading.derived else {}
        for read_card in source.cards:
            content = read_card.content
            if isinstance(content, Skill) and content.key not in skills:
                problems.append(_unknown(read_card.id, content.key, skills))
                continue
            card, there = read_card, known.get(read_card.id)
            if card.id in reading.derived and (old := questions.get(_question(card))):
                renamed[card.id] = old.id
                card, there = _merged(old, card), Known(old, name, removed=False)
            if there and there.deck != name and not there.removed:
                elsewhere[there.deck] = elsewhere.get(there.deck, 0) + 1
            cards.append((there.deck if there else name, card, _fate(card, there)))
    stay = (
        f"{count:,} of the cards are known from the deck “{name}” and stay there."
        for name, count in elsewhere.items()
    )
    return Preview(
        tuple(cards),
        tuple(problems),
        (*reading.guesses, *stay),
        _removed(collection, reading, deck, {card.id for _, card, _ in cards}, missing=missing),
        reading.media,
        {renamed.get(card, card): answers for card, answers in reading.reviews.items()},
    )


@undisturbed()
def adopt(
    collection: Collection,
    previewed: Preview,
    now: Now,
    *,
    source: str = "",
    with_progress: bool = False,
    remove: bool = False,
) -> Changes:
    """Carry a preview out, in one transaction; progress stays with each card's id.

    `source` names the import for `last_import`; without one it cannot be taken back. With
    progress, answers that the log does not have yet are added to it. With `remove`, the cards
    offered for removal go.
    """
    by_deck: dict[str, list[Card]] = {}
    for deck, card, fate in previewed.cards:
        if fate is not Fate.UNCHANGED:
            by_deck.setdefault(deck, []).append(card)
    gone = [card.id for _, card in previewed.removed] if remove else []
    touched = [*(card.id for cards in by_deck.values() for card in cards), *gone]
    events: list[str] = []
    with collection.database.transaction():
        fresh, again, log = _to_take_in(collection, previewed) if with_progress else ([], [], [])
        number = 0
        if source and (touched or fresh or again):
            number = collection.imports.note(now.at, source, touched)
        collection.media.put(previewed.media)
        for deck, cards in by_deck.items():
            collection.cards.save(deck, cards)
        collection.cards.remove(gone)
        if fresh or again:
            events = collection.take_in(fresh, again, log, now)
        if number and events:
            collection.imports.note_reviews(number, events)
    return Changes(frozenset(touched), reviews=bool(events), decks=bool(by_deck or gone))


def last_import(collection: Collection) -> Import | None:
    """Return the last import that can be taken back, or None."""
    return collection.imports.last()


def undo_import(collection: Collection, now: Now) -> Changes:
    """Take the last import back: cards are as they were before it, its answers are retracted.

    Cards that came with it go; of those answered since, the log stays. Nothing happens where
    there is no import.
    """
    with collection.database.transaction():
        cards, events = collection.imports.take_back()
        if events:
            collection.give_back(events, now)
    return Changes(frozenset(cards), reviews=bool(events), decks=bool(cards))


def _fate(card: Card, there: Known | None) -> Fate:
    if there is None:
        return Fate.NEW
    return Fate.UNCHANGED if there.card == card and not there.removed else Fate.UPDATED


def _unknown(card: str, key: str, skills: set[str]) -> Problem:
    hint = f"The types are: {', '.join(sorted(skills))}."
    return Problem(f"card {card}", f"there is no question type “{key}”.", hint)


def _removed(
    collection: Collection, reading: Reading, deck: str | None, there: set[str], *, missing: bool
) -> tuple[tuple[str, Card], ...]:
    """Return the cards that go if it is asked for, each with its deck."""
    found = [
        (known.deck, known.card)
        for known in collection.cards.known(reading.removed).values()
        if not known.removed and known.card.id not in there
    ]
    if missing:
        there |= {card.id for _, card in found}
        for name in dict.fromkeys(deck or source.name for source in reading.decks):
            found += [
                (name, card) for card in collection.cards.of_deck(name) if card.id not in there
            ]
    return tuple(found)


def _to_take_in(
    collection: Collection, previewed: Preview
) -> tuple[list[Event], list[Event], list[Event]]:
    """Return a file's answers that the log lacks, those in it that were taken back, and the log."""
    there = {card.id for _, card, _ in previewed.cards}
    wanted = {card: answers for card, answers in previewed.answers.items() if card in there}
    log = [event for event in collection.reviews.all() if event.card in wanted]
    alive = {event.id for event in living(log)}
    logged = {(event.card, event.at // _MILLI): event for event in log if event.attempt}
    fresh: list[Event] = []
    again: list[Event] = []
    for card, answers in wanted.items():
        for answered in answers:
            old = logged.get((card, answered.at // _MILLI))
            if old is None:
                event = _event(card, answered)
                logged[card, answered.at // _MILLI] = event
                fresh.append(event)
            elif old.id not in alive and old.device.startswith(_FROM_FILES):
                again.append(old)
    return fresh, again, log


def _event(card: str, answered: Answered) -> Event:
    """Return a row that is the same on every machine the file comes to."""
    name = f"{card}\0{answered.at // _MILLI}".encode()
    return Event(
        id=uuid7(answered.at, hashlib.blake2b(name, digest_size=10).digest()),
        device=f"{_FROM_FILES} {card}",
        sequence=answered.at // _MILLI,
        at=answered.at,
        day=day_at(answered.at),
        card=card,
        attempt=answered.attempt._replace(card=card),
    )


def _by_question(collection: Collection, deck: str) -> dict[str, Card]:
    return {_question(card): card for card in collection.cards.of_deck(deck)}


def _question(card: Card) -> str:
    return " ".join(card.content.question.split()) if isinstance(card.content, Fact) else card.id


def _merged(known: Card, read_card: Card) -> Card:
    """Return the known card with what the file says; what it leaves out is kept."""
    old, new = known.content, read_card.content
    if not isinstance(old, Fact) or not isinstance(new, Fact):
        return known
    content = replace(
        old,
        answer=new.answer,
        note=new.note or old.note,
        source=new.source or old.source,
        accept=new.accept or old.accept,
    )
    return replace(known, content=content, tags=read_card.tags or known.tags)
