"""What every question type promises, and that together they leave no claim of the document out."""

import re
from collections import defaultdict
from functools import cache

import pytest

from initquiz import wiring
from initquiz.asking.grading import grade
from initquiz.importers.markdown_deck import IMPORTER
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.card import Fact, Level, Skill
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question
from initquiz.resources import data_file
from initquiz.study.proving import prove

KNOWN = wiring.plug_ins().questions
FILE = data_file("weight-initialization.md")
CARDS = IMPORTER.read(FILE.read_bytes(), FILE.name).decks[0].cards
CLAIMS = range(1, 28)
DOCUMENT = ("zeros", "small_random", "xavier_normal", "xavier_uniform", "he_normal",
            "lecun_normal", "orthogonal", "sparse")  # fmt: skip
SEEDS, SLOW_SEEDS = 24, 2
NUMBERS = (Number.kind, PointOnPlot.kind)


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


@pytest.mark.parametrize("key", KNOWN)
def test_the_longer_explanation_does_not_repeat_the_feedback(key: str) -> None:
    """Whoever was right and asks why reads no sentence twice."""
    for question in some(key):
        told = grade(question, question.answer.solution).why
        assert told == question.evidence
        again = [each for each in sentences(told) if each in question.explanation]
        assert again == [], question.level


@pytest.mark.parametrize("key", [key for key, kind in KNOWN.items() if kind.answer_kind in NUMBERS])
def test_beside_a_wrong_number_stands_what_was_measured(key: str) -> None:
    """Whatever the mistake, the sample's own number is told, and nothing twice."""
    for question in some(key):
        for given in question.answer.wrong_answers():
            why = grade(question, given).why
            parts = sentences(why)
            assert len(set(parts)) == len(parts), why
            assert all(each in why for each in sentences(question.evidence)), why


@cache
def some(key: str) -> tuple[Question, ...]:
    """Return a question of each level, of slow types one alone."""
    kind = KNOWN[key]
    return tuple(kind.draw(1, level) for level in kind.levels[: 1 if kind.slow else None])


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return re.split(r"(?<=[.]) (?=[A-Z√])", text)
