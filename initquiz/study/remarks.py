"""Faults gathered: one remark for what is wrong with many cards in the same way."""

from collections.abc import Iterable
from typing import NamedTuple

from initquiz.errors import Problem
from initquiz.model.card import Card, Deck, Fact

_CARD = "card "  # what the place of a card's problem begins with
_LONGEST = 70  # characters of a card's words


class Remark(NamedTuple):
    """What is wrong, what to do about it, and where: a card by its first words."""

    what: str
    hint: str
    places: tuple[str, ...]


def remarks(problems: Iterable[Problem], decks: Iterable[Deck]) -> tuple[Remark, ...]:
    """Return the problems, those of the same words together, in the order they came."""
    cards = {card.id: card for deck in decks for card in deck.cards}
    found: dict[tuple[str, str], list[str]] = {}
    for where, what, hint in problems:
        card = cards.get(where.removeprefix(_CARD)) if where.startswith(_CARD) else None
        found.setdefault((what, hint), []).append(first_words(card) if card else where)
    return tuple(Remark(what, hint, tuple(places)) for (what, hint), places in found.items())


def first_words(card: Card) -> str:
    """Return what a card is known by: its question on one line, or what is to be computed."""
    content = card.content
    if isinstance(content, Fact):
        words = " ".join(content.question.split())
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return f"compute it: {content.key.replace('-', ' ')}, {content.level}"
