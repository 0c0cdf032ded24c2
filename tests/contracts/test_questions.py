"""What every question type promises, and that together they leave no claim of the document out."""

from collections import defaultdict

import pytest

from initquiz import wiring
from initquiz.importers.markdown_deck import IMPORTER
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.card import Fact, Level, Skill
from initquiz.resources import data_file
from initquiz.study.proving import prove

KNOWN = wiring.plug_ins().questions
FILE = data_file("weight-initialization.md")
CARDS = IMPORTER.read(FILE.read_bytes(), FILE.name).decks[0].cards
CLAIMS = range(1, 28)
DOCUMENT = ("zeros", "small_random", "xavier_normal", "xavier_uniform", "he_normal",
            "lecun_normal", "orthogonal", "sparse")  # fmt: skip
SEEDS, SLOW_SEEDS = 24, 2


def covered() -> dict[object, list[str]]:
    """Return the types that teach each claim (a number) and show each scheme (a key)."""
    table: dict[object, list[str]] = defaultdict(list)
    for key, kind in KNOWN.items():
        for part in (*kind.claims, *kind.schemes):
            table[part].append(key)
    return table


def test_there_are_thirty_two() -> None:
    """The whole catalogue."""
    assert len(KNOWN) == 32


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_of_the_document_is_taught_twice(claim: int) -> None:
    """No claim hangs on one type of question."""
    assert len(covered()[claim]) >= 2


@pytest.mark.parametrize("scheme", DOCUMENT)
def test_every_scheme_of_the_document_is_shown_twice(scheme: str) -> None:
    """In two kinds of question or more."""
    assert len(covered()[scheme]) >= 2


@pytest.mark.parametrize("key", KNOWN)
def test_a_type_names_only_what_there_is(key: str) -> None:
    """Its schemes, claims and fact cards exist; it rests on a card; its levels are in order."""
    kind = KNOWN[key]
    assert set(kind.schemes) <= set(SCHEMES)
    assert set(kind.claims) <= set(CLAIMS)
    assert kind.claims
    facts = {card.id for card in CARDS if isinstance(card.content, Fact)}
    assert kind.cards
    assert set(kind.cards) <= facts
    assert kind.levels
    assert list(kind.levels) == [level for level in Level if level in kind.levels]


@pytest.mark.parametrize("key", KNOWN)
def test_a_type_keeps_its_promises(key: str) -> None:
    """Over a few dozen seeds: solvable, unique, graded and explained, not to be guessed."""
    kind = KNOWN[key]
    proof = prove(key, kind, range(SLOW_SEEDS if kind.slow else SEEDS))
    assert proof.problems == ()
    assert proof.worst_error_bound <= 1e-4


def test_the_deck_asks_every_type_at_every_level() -> None:
    """Each skill is a card of its own, so each is scheduled."""
    asked = {card.content for card in CARDS if isinstance(card.content, Skill)}
    assert asked == {Skill(key, level) for key, kind in KNOWN.items() for level in kind.levels}
