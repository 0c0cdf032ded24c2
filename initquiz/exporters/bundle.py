"""A bundle for another initquiz: decks, pictures and recommended options in one file.

An instructor gives it to a class; an updated one reaches everybody without touching their
progress, for cards are known by their ids. Cards that the decks no longer have are named, and
each learner is offered to remove them. Nothing personal goes along: no answers, no schedule, no
device, no path.
"""

import json
from collections.abc import Mapping

from initquiz.errors import InitQuizError, Problem
from initquiz.formats import bundle
from initquiz.formats.zipped import zipped
from initquiz.markup.html import pictures_of
from initquiz.model.card import Card, Fact
from initquiz.model.exchange import Exporter, Parcel


def write(parcel: Parcel) -> bytes:
    """Return the bundle.

    Raises:
        InitQuizError: Two cards share an id.
    """
    seen: set[str] = set()
    decks = []
    for deck in parcel.decks:
        cards = []
        for card in deck.cards:
            if card.id in seen:
                raise InitQuizError(f"Two cards share the id {card.id}; give one of them another.")
            seen.add(card.id)
            cards.append(_card(card))
            if parcel.told:
                parcel.told(1)
        decks.append({"name": deck.name, "cards": cards})
    told = {
        "format": bundle.FORMAT,
        "version": bundle.VERSION,
        "decks": decks,
        "removed": sorted(set(parcel.removed) - seen),
        "options": parcel.options._asdict() if parcel.options else None,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    shown = {name for card in parcel.cards for name in pictures_of(card)}
    pictures = {bundle.MEDIA + name: parcel.media[name] for name in sorted(shown & {*parcel.media})}
    return zipped({bundle.MAIN: text.encode(), **pictures})


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return the pictures that are not there to be sent."""
    return tuple(
        Problem(f"card {card.id}", f"its picture {name} is missing", "Its words will be shown.")
        for card in parcel.cards
        for name in pictures_of(card)
        if name not in parcel.media
    )


def _card(card: Card) -> Mapping[str, object]:
    common = {"id": card.id, "topic": card.topic, "tags": card.tags}
    content = card.content
    if isinstance(content, Fact):
        return common | {
            "question": content.question,
            "answer": content.answer,
            "note": content.note,
            "source": content.source,
            "accept": content.accept,
        }
    return common | {"skill": content.key, "level": content.level}


EXPORTER = Exporter(
    key="bundle",
    title="initquiz bundle",
    suffixes=(bundle.SUFFIX,),
    write=write,
    target="another initquiz",
    problems=problems,
)
