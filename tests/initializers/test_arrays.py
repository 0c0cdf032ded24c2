"""Arrays of results: a copy, and nobody can edit it."""

import numpy as np
import pytest

from initquiz.initializers.arrays import Sampler, read_only
from initquiz.initializers.schemes import SCHEMES


def test_a_result_cannot_be_edited() -> None:
    """Writing into a result raises; the source stays writable and apart."""
    source = np.ones(3, np.float32)
    kept = read_only(source)
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 2
    source[0] = 5
    assert kept.tolist() == [1, 1, 1]
    assert kept.dtype == np.float64


def test_every_scheme_is_a_sampler() -> None:
    """What propagation asks of a sampler is what a scheme's `sample` does."""
    for scheme in SCHEMES.values():
        sample: Sampler = scheme.sample
        weights = sample(np.random.default_rng(0), (40, 30), dtype=np.float32)
        assert (weights.shape, weights.dtype) == ((40, 30), np.dtype(np.float32))
