"""Networks: widths by name, inputs at an angle, layers in order."""

from itertools import pairwise

import numpy as np
import pytest

from initquiz.errors import ShapeError
from initquiz.initializers.networks import batch_of, chain, funnel, layers, pair, square
from initquiz.initializers.schemes import scheme


def rng() -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(0)


@pytest.mark.parametrize("cosine", [-1.0, 0.0, 0.5, 1.0])
def test_a_pair_has_its_cosine(cosine: float) -> None:
    """Two inputs of rms 1 at exactly the angle asked for."""
    a, b = pair(rng(), 40, cosine)
    assert [a @ a, b @ b, a @ b] == pytest.approx([40, 40, 40 * cosine], abs=1e-9)


def test_widths_have_names() -> None:
    """A square net repeats its width, a funnel halves or doubles it."""
    assert square(3, 2) == (3, 3, 3)
    assert funnel(1024, 32) == (1024, 512, 256, 128, 64, 32)
    assert funnel(3, 10) == (3, 6, 10)
    assert funnel(10, 3) == (10, 5, 3)
    assert funnel(7, 7) == (7,)


def test_layers_are_float32_and_drawn_in_order() -> None:
    """The first layer takes the first numbers of the generator."""
    he, widths = scheme("he_normal").sample, (5, 3, 4)
    drawn, again = list(layers(rng(), he, widths)), rng()
    for weights, shape in zip(drawn, pairwise(widths), strict=True):
        assert weights.dtype == np.float32
        assert (weights == he(again, shape)).all()


def test_widths_become_plain_numbers() -> None:
    """Widths computed with numpy are as good as typed ones."""
    assert chain([int(np.int64(4)), 2]) == (4, 2)
    assert {type(width) for width in chain(tuple(np.arange(1, 4)))} == {int}


def test_inputs_are_drawn_or_widened() -> None:
    """Without inputs so many N(0, 1) rows; given ones are copied to float64."""
    drawn = batch_of(rng(), 400, 30, None)
    assert drawn.shape == (400, 30)
    assert drawn.std() == pytest.approx(1, abs=0.03)
    given = np.ones((2, 3), np.float32)
    kept = batch_of(rng(), 9, 3, given)
    assert (kept.dtype, kept.shape) == (np.dtype(np.float64), (2, 3))


@pytest.mark.parametrize("widths", [(), (4,), (4, 0), (4, 2.5)])
def test_impossible_widths_are_refused(widths: tuple[int, ...]) -> None:
    """A network has an input and a layer, each of at least one unit."""
    with pytest.raises(ShapeError):
        chain(widths)


def test_an_empty_batch_is_refused() -> None:
    """A batch of no inputs has no statistics, drawn or given."""
    with pytest.raises(ShapeError, match="rows of 3"):
        batch_of(rng(), 9, 3, np.ones((0, 3)))
    with pytest.raises(ShapeError, match="batch"):
        batch_of(rng(), 0, 3, None)
