"""What gradient descent can and cannot break: units that start alike learn alike.

A 20-16-3 network learns three blobs. Zero weights pass no gradient on, constant ones the
same to every hidden unit; only a difference between units, drawn or by dropout, is ever
enlarged.
"""

from dataclasses import dataclass

import numpy as np

from initquiz.initializers import mlp
from initquiz.initializers.activations import Activation
from initquiz.initializers.arrays import Array, Sampler, read_only
from initquiz.initializers.datasets import blobs
from initquiz.initializers.laws import Floats
from initquiz.initializers.spectra import rank

SIZES = (20, 16, 3)
_SAMPLES = 256


@dataclass(frozen=True, slots=True, eq=False)
class SymmetryRun:
    """A trained network: what moved, and whether its hidden units still are one.

    `losses` has shape (steps + 1,), before the first step to after the last, without
    dropout; `first` is W1, shape (features, hidden); `rank` counts its singular values above
    1e-12 of the largest; `column_difference` is the largest distance between entries of a
    row; `moved` names the parameters among W1, b1, W2, b2 that are not what they were.
    """

    losses: Floats
    accuracy: float
    first: Floats
    rank: int
    column_difference: float
    moved: frozenset[str]


def train_symmetric(
    rng: np.random.Generator,
    first: Sampler,
    second: Sampler,
    phi: Activation,
    *,
    sizes: tuple[int, int, int] = SIZES,
    steps: int = 100,
    rate: float = 0.5,
    dropout: float = 0.0,
) -> SymmetryRun:
    """Train a network with one hidden layer by gradient descent on all 256 samples.

    Args:
        rng: draws the blobs first, then W1 and W2, then dropout's masks.
        first: initializes W1.
        second: initializes W2.
        phi: the hidden activation.
        sizes: features, hidden units, classes.
        steps: steps of gradient descent.
        rate: the learning rate.
        dropout: the probability that a hidden unit is left out of a step.
    """
    features, _, classes = sizes
    x, labels = blobs(rng, samples=_SAMPLES, features=features, classes=classes)
    start = now = mlp.draw(rng, (first, second), sizes)
    losses = []
    for _ in range(steps):
        losses.append(mlp.cross_entropy(mlp.logits(now, phi, x), labels))
        masks = mlp.dropout_masks(rng, now, len(x), dropout) if dropout else None
        now = mlp.step(now, mlp.loss_and_gradients(now, phi, x, labels, masks=masks)[1], rate)
    outputs = mlp.logits(now, phi, x)
    losses.append(mlp.cross_entropy(outputs, labels))
    weights = now.weights[0]
    return SymmetryRun(
        losses=read_only(losses),
        accuracy=mlp.accuracy(outputs, labels),
        first=read_only(weights),
        rank=rank(weights),
        column_difference=float(np.ptp(weights, axis=1).max()),
        moved=frozenset(
            name
            for name, before, after in zip(_NAMES, _flat(start), _flat(now), strict=True)
            if np.any(before != after)
        ),
    )


_NAMES = ("W1", "W2", "b1", "b2")


def _flat(parameters: mlp.Parameters) -> tuple[Array, ...]:
    """Return weights, then biases: the order of the names."""
    return (*parameters.weights, *parameters.biases)
