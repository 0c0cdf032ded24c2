"""A first look at an export: a few cards as they will appear there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby, islice

from initquiz.model.card import Card, Deck, Skill
from initquiz.model.exchange import Sample
from initquiz.model.question_type import QuestionType
from initquiz.study.trying import Carries

_FACTS = 2  # cards that are shown, and one to compute
_LINES, _LONGEST = 14, 160  # of a file that is shown as it is


@dataclass(frozen=True, slots=True)
class Look:
    """How the first cards will look there, and what else the format can carry.

    `text` are the first lines of the file, where the format has no samples and is text.
    """

    samples: tuple[Sample, ...] = ()
    text: str = ""
    carries: Carries = field(default_factory=Carries)


def few(decks: tuple[Deck, ...], questions: Mapping[str, QuestionType]) -> tuple[Deck, ...]:
    """Return the first facts, and the first card to compute that is quickly drawn."""
    facts: list[tuple[str, Card]] = []
    skills: list[tuple[str, Card]] = []
    for deck in decks:
        for card in deck.cards:
            (skills if isinstance(card.content, Skill) else facts).append((deck.name, card))
    quick = (each for each in skills if not _is_slow(each[1], questions))
    shown = [*facts[:_FACTS], *islice(chain(quick, skills), 1)]
    return tuple(
        Deck(name, tuple(card for _, card in some))
        for name, some in groupby(shown, key=lambda each: each[0])
    )


def beginning(data: bytes) -> str:
    """Return the first lines of a file that is text; of any other nothing."""
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    if any("\0" in line for line in lines[:_LINES]):
        return ""
    cut = [line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in lines[:_LINES]]
    return "\n".join([*cut, *(["…"] if len(lines) > _LINES else [])])


def _is_slow(card: Card, questions: Mapping[str, QuestionType]) -> bool:
    skill = card.content
    return not isinstance(skill, Skill) or skill.key not in questions or questions[skill.key].slow
