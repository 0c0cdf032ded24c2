"""Distractors: every pair can be told apart, at the level asked for, or there is a refusal."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.errors import UnanswerableError, UsageError
from initquiz.initializers.distractors import pick_distractors, pick_options
from initquiz.initializers.fans import Fans
from initquiz.initializers.identify import difficulty, required_samples
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.card import Level

sides = st.sampled_from([16, 64, 100, 256, 784, 2048, 4096])


def pool(layer: Fans) -> dict[str, Law]:
    """Return the laws of all schemes for a layer."""
    return {key: record.law(layer) for key, record in SCHEMES.items()}


@settings(max_examples=60, deadline=None)
@given(sides, sides, st.sampled_from(Level), st.integers(0, 999), st.sampled_from(sorted(SCHEMES)))
def test_a_set_is_found_if_and_only_if_one_obeys_the_rule(
    n_in: int, n_out: int, level: Level, seed: int, truth: str
) -> None:
    """Against trying all sets: provable over every pair, exactly this level, no dependence."""
    layer = Fans(n_in, n_out)
    laws, rng = pool(layer), np.random.default_rng(seed)
    sets = []
    for others in combinations(laws.keys() - {truth}, 2):
        offered = [laws[key] for key in (truth, *others)]
        if difficulty(offered, layer.size) is level and required_samples(offered) <= layer.size:
            sets.append({*others})
    if not sets:
        with pytest.raises(UnanswerableError, match=truth):
            pick_distractors(truth, laws, 2, weights=layer.size, level=level, rng=rng)
        return
    picked = pick_distractors(truth, laws, 2, weights=layer.size, level=level, rng=rng)
    assert {*picked} in sets
    assert "orthogonal" not in picked


def test_each_answerable_set_is_as_likely() -> None:
    """Options are drawn evenly from all sets that pass, in any order."""
    laws = {
        name: Law(Family.NORMAL, std) for name, std in zip("abcd", (1, 1.05, 3, 9), strict=True)
    }
    rng = np.random.default_rng(3)
    drawn = Counter(
        pick_options(laws, 3, weights=5000, level=Level.EASY, rng=rng) for _ in range(1200)
    )
    assert {frozenset(keys) for keys in drawn} == {frozenset("acd"), frozenset("bcd")}
    assert len(drawn) == 12
    assert max(abs(count - 100) for count in drawn.values()) < 6 * 10


def test_more_options_take_more_weights() -> None:
    """Each rival adds to the error: a doubled scale takes 76 weights for two, 82 for three."""
    laws = {name: Law(Family.NORMAL, 2.0**i) for i, name in enumerate("abc")}
    rng = np.random.default_rng(0)
    assert len(pick_options(laws, 2, weights=77, level=Level.EASY, rng=rng)) == 2
    assert len(pick_options(laws, 3, weights=83, level=Level.EASY, rng=rng)) == 3
    with pytest.raises(UnanswerableError):
        pick_options(laws, 3, weights=80, level=Level.EASY, rng=rng)


def test_two_names_of_one_law_never_stand_together() -> None:
    """A distractor tied with another would show that neither is right."""
    layer = Fans(784, 784)
    rng = np.random.default_rng(1)
    for _ in range(40):
        keys = pick_distractors(
            "zeros", pool(layer), 4, weights=layer.size, level=Level.MEDIUM, rng=rng
        )
        assert len({*keys} & {"lecun_normal", "xavier_normal_fan_in", "xavier_normal"}) <= 1


def test_the_same_dice_pick_the_same() -> None:
    """Nothing but the generator decides."""
    laws = pool(Fans(256, 784))
    picks = [
        pick_distractors(
            "he_normal", laws, 3, weights=200_704, level=Level.MEDIUM,
            rng=np.random.default_rng(5),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert picks[0] == picks[1]


def test_too_few_weights_and_too_few_options_are_refused() -> None:
    """The message says what was asked of which schemes."""
    laws, rng = pool(Fans(4, 4)), np.random.default_rng(0)
    with pytest.raises(UnanswerableError, match="he_normal at level easy with 16 weights"):
        pick_distractors("he_normal", laws, 3, weights=16, level=Level.EASY, rng=rng)
    with pytest.raises(UnanswerableError, match="No 3 of zeros"):
        pick_options(laws, 3, weights=16, level=Level.HARD, rng=rng)
    with pytest.raises(UnanswerableError, match="orthogonal at"):
        pick_distractors(
            "orthogonal", pool(Fans(512, 64)), 2, weights=2**15, level=Level.EASY, rng=rng
        )
    for count in (-1, 0):
        with pytest.raises(UsageError, match="at least 2"):
            pick_distractors("zeros", laws, count, weights=16, level=Level.EASY, rng=rng)
