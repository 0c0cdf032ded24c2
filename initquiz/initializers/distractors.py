"""Chooses options every pair of which can be told apart: the truth and what stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np

from initquiz.errors import UnanswerableError, UsageError
from initquiz.initializers.identify import WORST_ERROR, difficulty, required_samples
from initquiz.initializers.laws import Law
from initquiz.model.card import Level

Key = TypeVar("Key")


def pick_options(
    pool: Mapping[Key, Law],
    count: int,
    *,
    weights: int,
    level: Level,
    rng: np.random.Generator,
    error: float = WORST_ERROR,
) -> tuple[Key, ...]:
    """Return that many keys of the pool in random order; each answerable set is as likely.

    `pool` maps schemes to their laws for one layer of so many `weights`. A truth then drawn
    evenly from the options leaves whoever guesses at chance.

    Raises:
        UsageError: fewer than two options.
        UnanswerableError: no set of this size can be asked at this level.
    """
    sets = list(_answerable(pool, count, weights=weights, level=level, error=error))
    if not sets:
        raise UnanswerableError(
            f"No {count} of {', '.join(map(str, pool))} make a question of level {level} that "
            f"{weights:,} weights answer."
        )
    return _shuffled(sets[rng.integers(len(sets))], rng)


def pick_distractors(
    truth: Key,
    pool: Mapping[Key, Law],
    count: int,
    *,
    weights: int,
    level: Level,
    rng: np.random.Generator,
    error: float = WORST_ERROR,
) -> tuple[Key, ...]:
    """Return that many keys of the pool, in random order, to offer beside the truth.

    The truth is one of the pool; all pairs are checked, distractors among themselves too. A
    set may tell of its truth: a scheme with few companions is the truth of its sets more
    often than they are. Where the truth is free, `pick_options` is fairer.

    Raises:
        UsageError: no distractors at all.
        UnanswerableError: no such distractors make an answerable question of this level.
    """
    sets = list(
        _answerable(pool, count + 1, weights=weights, level=level, error=error, chosen=(truth,))
    )
    if not sets:
        raise UnanswerableError(
            f"No {count} of {', '.join(str(key) for key in pool if key != truth)} can stand beside "
            f"{truth} at level {level} with {weights:,} weights."
        )
    return _shuffled([key for key in sets[rng.integers(len(sets))] if key != truth], rng)


def _shuffled(keys: Sequence[Key], rng: np.random.Generator) -> tuple[Key, ...]:
    """Return the keys in random order."""
    return tuple(keys[i] for i in rng.permutation(len(keys)))


def _answerable(
    pool: Mapping[Key, Law],
    size: int,
    *,
    weights: int,
    level: Level,
    error: float,
    chosen: tuple[Key, ...] = (),
) -> Iterator[tuple[Key, ...]]:
    """Yield each set of the size that holds the chosen keys and obeys the rule at this level."""
    if size < 2:
        raise UsageError(f"A choice needs at least 2 options; not {size}.")
    # All pairs pass with their share of the error exactly if the set does.
    ranks = {level: rank for rank, level in enumerate(Level)}
    hardness: dict[frozenset[Key], int] = {}
    for a, b in combinations(pool, 2):
        pair = pool[a], pool[b]
        found = difficulty(pair, weights)
        if found and required_samples(pair, error=error / (size - 1)) <= weights:
            hardness[frozenset((a, b))] = ranks[found]

    def grow(chosen: tuple[Key, ...], rest: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
        pairs = [frozenset(pair) for pair in combinations(chosen, 2)]
        if len(chosen) == size:
            if max(hardness[pair] for pair in pairs) == ranks[level]:
                yield chosen
            return
        for i, key in enumerate(rest):
            if all(hardness.get(frozenset((key, one)), 9) <= ranks[level] for one in chosen):
                yield from grow((*chosen, key), rest[i + 1 :])

    yield from grow(chosen, tuple(key for key in pool if key not in chosen))
