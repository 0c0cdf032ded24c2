"""The small network: its gradients are the derivatives of its loss."""

import math
from itertools import chain

import numpy as np
import pytest

from initquiz.errors import ShapeError
from initquiz.initializers import mlp
from initquiz.initializers.activations import ACTIVATIONS, activation
from initquiz.initializers.schemes import scheme

SIZES = (4, 5, 3, 2)
HE = scheme("he_normal").sample


def rng(seed: int = 0) -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(seed)


def drawn(seed: int = 0) -> mlp.Parameters:
    """Return a small network whose biases are not zero either."""
    parameters = mlp.draw(rng(seed), [HE] * 3, SIZES)
    biases = tuple(rng(seed + 1).standard_normal(one.shape) for one in parameters.biases)
    return mlp.Parameters(parameters.weights, biases)


X = rng(7).standard_normal((6, 4))
LABELS = np.array([0, 1, 1, 0, 1, 1])


@pytest.mark.parametrize("dropout", [False, True])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_gradients_are_finite_differences(key: str, dropout: bool) -> None:  # noqa: FBT001  a case of the table
    """Every parameter's gradient is the slope of the loss, with and without dropout."""
    phi, now, h = activation(key), drawn(), 1e-6
    masks = mlp.dropout_masks(rng(3), now, len(X), 0.5) if dropout else None
    loss, gradients = mlp.loss_and_gradients(now, phi, X, LABELS, masks=masks)
    assert math.isfinite(loss)
    pairs = zip(
        chain(now.weights, now.biases), chain(gradients.weights, gradients.biases), strict=True
    )
    for values, slopes in pairs:
        for place in np.ndindex(values.shape):
            kept, sides = values[place], []
            for shift in (h, -h):
                values[place] = kept + shift
                sides.append(mlp.loss_and_gradients(now, phi, X, LABELS, masks=masks)[0])
            values[place] = kept
            assert slopes[place] == pytest.approx((sides[0] - sides[1]) / (2 * h), abs=1e-8)


def test_the_loss_is_that_of_the_logits() -> None:
    """Loss with gradients and loss without agree."""
    now, phi = drawn(), activation("tanh")
    loss = mlp.loss_and_gradients(now, phi, X, LABELS)[0]
    assert loss == pytest.approx(mlp.cross_entropy(mlp.logits(now, phi, X), LABELS), rel=1e-14)


def test_cross_entropy_of_known_logits() -> None:
    """Equal logits cost ln(classes); a sure answer costs nothing, a sure mistake its margin."""
    labels = np.array([0, 0])
    assert mlp.cross_entropy(np.zeros((2, 7)), labels) == pytest.approx(math.log(7))
    assert mlp.cross_entropy(np.array([[900.0, 0.0], [900.0, 0.0]]), labels) == 0
    assert mlp.cross_entropy(np.array([[0.0, 900.0], [0.0, 900.0]]), labels) == 900


def test_accuracy_counts_the_largest_logit() -> None:
    """One right of four."""
    outputs = np.array([[2.0, 1], [2, 1], [2, 1], [1, 2]])
    assert mlp.accuracy(outputs, np.array([1, 1, 1, 1])) == 0.25


def test_a_step_goes_down_the_gradient() -> None:
    """The loss falls by rate times the squared gradient, to first order; the old values stay."""
    now, phi, rate = drawn(), activation("tanh"), 1e-5
    loss, gradients = mlp.loss_and_gradients(now, phi, X, LABELS)
    before = now.weights[0].copy()
    after = mlp.step(now, gradients, rate)
    squared = sum(float(np.sum(g * g)) for g in chain(gradients.weights, gradients.biases))
    lower = mlp.loss_and_gradients(after, phi, X, LABELS)[0]
    assert (loss - lower) / rate == pytest.approx(squared, rel=1e-3)
    assert (now.weights[0] == before).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_drawing_gives_shapes_dtype_and_zero_biases(dtype: type) -> None:
    """The numbers are the float32 ones of the scheme in either dtype."""
    now = mlp.draw(rng(), [HE] * 3, SIZES, dtype=dtype)
    assert [one.shape for one in now.weights] == [(4, 5), (5, 3), (3, 2)]
    assert [one.shape for one in now.biases] == [(5,), (3,), (2,)]
    assert {one.dtype for one in chain(now.weights, now.biases)} == {np.dtype(dtype)}
    assert not any(one.any() for one in now.biases)
    assert (now.weights[0] == HE(rng(), (4, 5))).all()


def test_arithmetic_stays_in_float32() -> None:
    """Nothing in a step widens single precision."""
    now = mlp.draw(rng(), [HE] * 3, SIZES, dtype=np.float32)
    x = X.astype(np.float32)
    for key in ACTIVATIONS:
        masks = mlp.dropout_masks(rng(), now, len(X), 0.5)
        gradients = mlp.loss_and_gradients(now, activation(key), x, LABELS, masks=masks)[1]
        after = mlp.step(now, gradients, 0.1)
        assert {one.dtype for one in chain(after.weights, after.biases)} == {np.dtype(np.float32)}


def test_dropout_masks_keep_the_mean() -> None:
    """A quarter is dropped, the rest raised by 4/3, for hidden layers only."""
    now = mlp.draw(rng(), [HE] * 2, (3, 400, 2))
    (mask,) = mlp.dropout_masks(rng(), now, 100, 0.25)
    assert set(np.unique(mask)) == {0, 1 / 0.75}
    assert mask.shape == (100, 400)
    assert mask.mean() == pytest.approx(1, abs=0.02)


def test_bad_sizes_and_missing_samplers_are_refused() -> None:
    """A layer of no units is a ShapeError; samplers and layers must pair up."""
    with pytest.raises(ShapeError):
        mlp.draw(rng(), [HE] * 2, (4, 0, 2))
    with pytest.raises(ValueError, match="zip"):
        mlp.draw(rng(), [HE], (4, 3, 2))
