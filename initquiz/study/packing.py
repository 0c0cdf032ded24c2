"""Puts together what an exporter needs: decks, question types, and progress if it is wanted."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from initquiz.markup.html import pictures_of
from initquiz.model.card import Deck
from initquiz.model.exchange import Answered, Parcel, Picture, Progress
from initquiz.model.question_type import QuestionType
from initquiz.model.schedule import Schedule
from initquiz.model.study_day import MICROSECONDS, Now
from initquiz.schedule import replay
from initquiz.study.collection import Collection

if TYPE_CHECKING:
    from initquiz.model.review import Event

_STAMP = "export_stamp"


def pack(
    collection: Collection,
    decks: tuple[Deck, ...],
    now: Now,
    *,
    questions: Mapping[str, QuestionType],
    picture: Picture | None = None,
    instances: int = 5,
    seed: int = 0,
    with_progress: bool = False,
    told: Callable[[int], None] | None = None,
) -> Parcel:
    """Return the decks as a parcel; the review log goes along only if it is asked for."""
    parcel = Parcel(
        decks=decks,
        media=collection.media.known(pictures(decks)),
        questions=questions,
        picture=picture,
        instances=instances,
        seed=seed,
        stamp=_stamp(collection, decks, instances, seed, now),
        removed=tuple(card for deck in decks for card in collection.cards.removed(deck.name)),
        options=collection.options,
        told=told,
    )
    return replace(parcel, progress=_progress(collection, decks)) if with_progress else parcel


def pictures(decks: tuple[Deck, ...]) -> Iterator[str]:
    """Yield the names of the pictures that cards show."""
    return (name for deck in decks for card in deck.cards for name in pictures_of(card))


def _stamp(
    collection: Collection, decks: tuple[Deck, ...], instances: int, seed: int, now: Now
) -> int:
    """Return when this content was first exported, later than any other; it is remembered.

    Anki takes an edited card only from a file stamped later, by whole seconds.
    """
    content = hashlib.sha256(repr((decks, instances, seed)).encode()).hexdigest()[:32]
    known = json.loads(collection.settings.get(_STAMP) or "{}")
    if known.get("content") == content:
        return int(known["stamp"])
    stamp = max(now.at // MICROSECONDS, int(known.get("stamp", 0)) + 1)
    collection.settings.set(_STAMP, json.dumps({"content": content, "stamp": stamp}))
    return stamp


def _progress(collection: Collection, decks: tuple[Deck, ...]) -> dict[str, Progress]:
    """Return each answered card's standing, and its answers with the intervals they gave."""
    wanted = {card.id for deck in decks for card in deck.cards}
    by_card: dict[str, list[Event]] = {}
    for event in collection.reviews.all():
        if event.card in wanted:
            by_card.setdefault(event.card, []).append(event)
    found = {}
    for card, events in by_card.items():
        answers, schedule = [], Schedule()
        for event in replay.living(events):
            if event.attempt is not None:
                now = Now(event.at, event.day)
                rating = event.attempt.rating
                schedule = replay.advance(schedule, card, rating, now, collection.options)
                days = 0 if schedule.due_day is None else schedule.due_day - event.day
                answers.append(Answered(event.at, event.attempt, days))
        if answers:
            found[card] = Progress(schedule, tuple(answers))
    return found
