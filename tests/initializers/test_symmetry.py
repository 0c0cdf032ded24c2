"""Symmetry: which starts a network escapes from, and what moves while it does not."""

import math
from functools import partial
from typing import Any

import numpy as np
import pytest

from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Array, Sampler
from initquiz.initializers.schemes import scheme
from initquiz.initializers.symmetry import SymmetryRun, train_symmetric

ZERO, RANDOM = scheme("zeros").sample, scheme("small_random").sample
CONSTANT = partial(named.constant, value=0.1)
ALL = {"W1", "W2", "b1", "b2"}


def run(
    first: Sampler,
    second: Sampler,
    key: str,
    *,
    seed: int = 0,
    dropout: float = 0.0,
    steps: int = 100,
) -> SymmetryRun:
    """Train the 20-16-3 network."""
    return train_symmetric(
        np.random.default_rng(seed), first, second, activation(key), dropout=dropout, steps=steps
    )


@pytest.mark.parametrize("key", ["relu", "tanh"])
def test_from_zero_only_the_output_bias_moves(key: str) -> None:
    """With ReLU or tanh all weights stay exactly 0, and the loss falls by the bias alone."""
    found = run(ZERO, ZERO, key)
    assert found.moved == {"b2"}
    assert not found.first.any()
    assert (found.rank, found.column_difference) == (0, 0)
    assert found.losses[0] == pytest.approx(math.log(3))
    assert 1.0 < found.losses[-1] < found.losses[0] - 0.005


def test_from_zero_a_sigmoid_network_learns_one_unit() -> None:
    """A sigmoid of 0 is 1/2, so everything moves, but all units as one."""
    found = run(ZERO, ZERO, "sigmoid")
    assert found.moved == ALL
    assert found.rank == 1
    assert found.column_difference <= 1e-12 * np.abs(found.first).max()


def test_from_zero_a_sigmoids_first_layer_waits_for_the_second() -> None:
    """W1 gets its gradient through W2, which is zero until the first step is done."""
    assert run(ZERO, ZERO, "sigmoid", steps=1).moved == {"W2", "b2"}
    assert run(ZERO, ZERO, "sigmoid", steps=2).moved == ALL


@pytest.mark.parametrize("key", ["relu", "tanh", "sigmoid"])
def test_constants_learn_as_one_unit(key: str) -> None:
    """All columns stay equal, the rank 1, and the network worse than a random start."""
    found, random = run(CONSTANT, CONSTANT, key), run(RANDOM, RANDOM, key)
    assert found.moved == random.moved == ALL
    assert (found.rank, random.rank) == (1, 16)
    assert found.column_difference <= 1e-12 * np.abs(found.first).max()
    assert random.column_difference > 0.1
    assert found.accuracy < 0.96
    assert random.accuracy > 0.98
    assert found.losses[-1] > 3 * random.losses[-1]


@pytest.mark.parametrize("key", ["relu", "tanh", "sigmoid"])
def test_dropout_breaks_the_symmetry(key: str) -> None:
    """Units that sit out different steps part: full rank, and it learns."""
    found = run(CONSTANT, CONSTANT, key, dropout=0.5)
    assert found.rank == 16
    assert found.column_difference > 0.1
    assert found.accuracy > 0.95


@pytest.mark.parametrize("key", ["relu", "tanh", "sigmoid"])
def test_one_random_layer_is_enough(key: str) -> None:
    """Constant W1 and random W2: each unit is blamed differently, so W1's columns part."""
    found = run(CONSTANT, RANDOM, key)
    assert found.rank == 16
    assert found.accuracy > 0.95


def test_zero_columns_need_a_moving_output() -> None:
    """Zero W1 under a random W2 breaks tanh's symmetry, but ReLU's slope at 0 is 0."""
    assert run(ZERO, RANDOM, "tanh").rank == 16
    assert run(ZERO, RANDOM, "relu").moved == {"b2"}


def test_a_parameter_moves_if_any_of_its_numbers_does() -> None:
    """One unit that ReLU keeps at 0 does not hide that the others learn."""

    def without_first(*args: Any, **options: Any) -> Array:  # noqa: ANN401  passed on
        weights = RANDOM(*args, **options)
        weights[:, 0] = 0
        return weights

    found = run(without_first, RANDOM, "relu")
    assert found.moved == ALL
    assert not found.first[:, 0].any()


def test_a_run_is_a_curve_from_before_to_after() -> None:
    """Losses before each step and after the last; no steps, nothing moved."""
    assert run(RANDOM, RANDOM, "relu", steps=7).losses.shape == (8,)
    still = run(RANDOM, RANDOM, "relu", steps=0)
    assert (still.losses.shape, still.moved) == ((1,), frozenset())
    same = [run(CONSTANT, CONSTANT, "relu", seed=3, dropout=0.5, steps=5).losses for _ in "12"]
    assert same[0].tolist() == same[1].tolist()
