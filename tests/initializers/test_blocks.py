"""Blocks: large matrices come out the same from any number of threads."""

import numpy as np
import pytest

from initquiz.initializers.blocks import BLOCK, fill_blocks
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES

SHAPE = (300, 700)  # three blocks and a bit


def filled(key: str, threads: int, seed: int = 3) -> np.ndarray:
    """Return a filled matrix."""
    out = np.full(SHAPE, np.nan, np.float32)
    fill_blocks(np.random.default_rng(seed), SCHEMES[key].law(SHAPE), out, threads=threads)
    return out


@pytest.mark.parametrize(
    "key", ["he_normal", "he_uniform", "he_truncated", "sparse", "orthogonal", "constant"]
)
def test_the_number_of_threads_changes_no_byte(key: str) -> None:
    """One thread, two or five: the same matrix, fully filled, of its law."""
    one, two, five = (filled(key, threads) for threads in (1, 2, 5))
    assert one.tobytes() == two.tobytes() == five.tobytes()
    law = SCHEMES[key].law(SHAPE)
    size = 0.1 if key == "constant" else law.std
    assert abs(measured_std(one) - size) <= 6 * law.std_error(one.size) + 1e-6 * size


def test_blocks_and_seeds_are_different_draws() -> None:
    """No block repeats another, the generator decides, and it moves on."""
    one = filled("he_normal", 1).reshape(-1)
    assert len({one[start : start + 100].tobytes() for start in range(0, one.size, BLOCK)}) == 4
    assert not np.array_equal(one, filled("he_normal", 1, seed=4).reshape(-1))
    rng, law = np.random.default_rng(3), SCHEMES["he_normal"].law(SHAPE)
    first, second = np.empty((2, *SHAPE), np.float32)
    fill_blocks(rng, law, first)
    fill_blocks(rng, law, second)
    assert not np.array_equal(first, second)
