"""An instance of a type: its own dice, honest refusals, and a hash of what was drawn."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.asking.instance import TRIES, Draft, digest, drawn, named, repr_of
from initquiz.errors import UnanswerableError, UsageError
from initquiz.model.blocks import (
    Bars,
    Block,
    Code,
    Curve,
    CurveRole,
    Heatmap,
    Histogram,
    Lines,
    Mark,
    Spectrum,
    Table,
)
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question

CURVE = Curve("c", CurveRole.SERIES, (1.0, 2.0), (3.0, 4.0))
BLOCKS: tuple[Block, ...] = (
    Histogram((0.0, 1.0), (1,), 1, curves=(CURVE,), marks=(Mark("m", CurveRole.GUIDE, 0.5),)),
    Lines((CURVE,), "layer", "std"),
    Bars(("1",), (2.0,), "layer", "std"),
    Spectrum((2.0, 1.0)),
    Heatmap(((1.0, 0.0), (0.0, 1.0)), 1.0),
    Table(("a",), (("b",),)),
    Code("w = 1"),
)
DRAFT = Draft(
    prompt="Which?",
    blocks=BLOCKS[:1],
    answer=Choice((Option("A", "a"), Option("B", "b")), 1),
    evidence="Seen.",
    explanation="Because.",
    facts={"n_in": 3},
    revealed=BLOCKS[1:2],
    error_bound=1e-5,
)


def dice(rng: np.random.Generator, _level: Level) -> Draft:
    """Return a draft that holds what its stream gave."""
    return replace(DRAFT, facts={"roll": int(rng.bit_generator.random_raw())})


def roll(key: str = "toy", version: int = 1, seed: int = 5, level: Level = Level.EASY) -> object:
    """Return what the stream of an instance gives first."""
    return drawn(key, version, dice, seed, level).facts["roll"]


def test_a_draft_becomes_a_question_with_nothing_lost() -> None:
    """Every field of the draft is that of the question, which has its own name besides."""
    question = named(DRAFT, "toy", 3, 7, Level.HARD)
    for field in fields(Draft):
        assert getattr(question, field.name) == getattr(DRAFT, field.name)
    assert (question.key, question.version, question.seed, question.level) == ("toy", 3, 7, "hard")
    bare = Draft("?", (), DRAFT.answer, "", "", {})
    assert (bare.revealed, bare.error_bound) == ((), 0.0)
    assert question.digest == digest(DRAFT.facts, repr_of(DRAFT.blocks[0]))


def test_the_stream_depends_on_the_name_of_the_instance_alone() -> None:
    """Key, version, seed and level each give another stream; the same ones the same."""
    assert roll() == roll()
    others = [roll("joy"), roll(version=2), roll(seed=6), roll(level=Level.MEDIUM)]
    assert len({roll(), *others}) == 5


def test_the_stream_of_a_logged_seed_stays() -> None:
    """What a stored seed draws never changes: numpy keeps the raw streams."""
    assert roll() == 10640859188838798750


@given(st.integers(0, 2**100))
def test_any_whole_number_is_a_seed(seed: int) -> None:
    """Seeds have no upper end, and the question carries its own."""
    assert drawn("toy", 1, dice, seed, Level.EASY).seed == seed


def test_a_negative_seed_is_refused() -> None:
    """Seeds are whole numbers from 0 on."""
    with pytest.raises(UsageError, match="at least 0, not -1"):
        drawn("toy", 1, dice, -1, Level.EASY)


def test_refused_drafts_are_drawn_again_with_other_dice() -> None:
    """The first draft that is not None is taken, and each try has its own stream."""
    rolls: list[int] = []

    def third(rng: np.random.Generator, level: Level) -> Draft | None:
        draft = dice(rng, level)
        rolls.append(int(draft.facts["roll"]))
        return draft if len(rolls) == 3 else None

    question = drawn("toy", 1, third, 5, Level.EASY)
    assert len(set(rolls)) == 3
    assert question.facts["roll"] == rolls[2]


def test_a_draft_that_takes_more_dice_does_not_change_the_next_try() -> None:
    """A try's stream is given by its number, not by what earlier ones used up."""

    def second(used: int) -> Question:
        tries = []

        def draft(rng: np.random.Generator, level: Level) -> Draft | None:
            tries.append(rng.integers(9, size=used))
            return dice(rng, level) if len(tries) == 2 else None

        return drawn("toy", 1, draft, 5, Level.EASY)

    def first_then_dice(rng: np.random.Generator, level: Level) -> Draft | None:
        rng.integers(9, size=3)
        return dice(rng, level)

    assert second(3).facts == second(3).facts
    assert second(3).facts != drawn("toy", 1, first_then_dice, 5, Level.EASY).facts


def test_a_type_that_refuses_every_try_says_so() -> None:
    """After its tries the seed is unanswerable: key, seed, level and tries are named."""
    tried = []
    with pytest.raises(UnanswerableError, match=re.escape("toy found no provable question")) as no:
        drawn("toy", 1, lambda *_: tried.append(1), 5, Level.HARD)
    assert len(tried) == TRIES == 100
    assert "seed 5, level hard, in 100 tries" in str(no.value)
    with pytest.raises(UnanswerableError, match="in 7 tries"):
        drawn("toy", 1, lambda *_: None, 5, Level.HARD, tries=7)


def test_every_kind_of_block_has_a_hash() -> None:
    """All seven are hashed, each to sixteen letters of its own."""
    hashes = [digest(repr_of(block)) for block in BLOCKS]
    assert len(set(hashes)) == len(BLOCKS) == 7
    assert all(re.fullmatch("[0-9a-f]{16}", text) for text in hashes)


@pytest.mark.parametrize(
    ("block", "change"),
    [
        (BLOCKS[0], {"counts": (2,)}),
        (BLOCKS[1], {"curves": (replace(CURVE, ys=(3.0, 5.0)),)}),
        (BLOCKS[1], {"curves": (replace(CURVE, xs=(1.0, 3.0)),)}),
        (BLOCKS[1], {"curves": (CURVE, CURVE)}),
        (BLOCKS[2], {"values": (2.1,)}),
        (BLOCKS[3], {"values": (2.0, 1.1)}),
        (BLOCKS[4], {"cells": ((1.0, 0.0), (0.0, 1.1))}),
        (BLOCKS[5], {"rows": (("c",),)}),
        (BLOCKS[6], {"text": "w = 2"}),
    ],
)
def test_other_data_has_another_hash(block: Block, change: dict[str, object]) -> None:
    """One changed count, value, point, cell or word of code is seen."""
    changed = replace(block, **change)  # type: ignore[arg-type]  # any field
    assert digest(repr_of(changed)) != digest(repr_of(block))


def test_words_do_not_change_a_hash() -> None:
    """Titles, summaries and curve names may be polished without touching the log."""
    words = {"summary": "s", "title": "t"}
    for block in BLOCKS:
        assert digest(repr_of(replace(block, **words))) == digest(repr_of(block))  # type: ignore[arg-type]
    renamed = Lines((replace(CURVE, label="d"),), "step", "loss")
    assert digest(repr_of(renamed)) == digest(repr_of(BLOCKS[1]))


def test_a_hash_holds_over_rounding_but_not_over_six_digits() -> None:
    """Machines may differ in a sum's last digits and in the sign of a zero, not in its sixth."""
    assert digest(0.1 + 0.2, [1 / 3]) == digest(0.3, (0.33333333,))
    assert digest(0.0) == digest(-0.0)
    assert digest(1.000002) == digest(1.0) != digest(1.00002)
    assert digest(1e-9) != digest(2e-9)
    assert digest({"b": 1, "a": 2.0}) == digest({"a": 2.0, "b": 1})
    assert digest(1, 2) != digest(2, 1)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 9))
def test_equal_data_has_one_hash(value: float, count: int) -> None:
    """Lists and tuples, nested as they like, are alike; numpy's floats are floats."""
    plain = {"v": [value, [count, "x", True]]}
    assert digest(plain) == digest({"v": (np.float64(value), (count, "x", True))})
