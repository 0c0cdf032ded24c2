"""The loss a network starts from, and whether a deep one then learns, stalls or blows up."""

from dataclasses import dataclass
from itertools import repeat
from threading import Event

import numpy as np

from initquiz.initializers import mlp
from initquiz.initializers.activations import Activation, activation
from initquiz.initializers.arrays import Sampler, read_only
from initquiz.initializers.datasets import rings
from initquiz.initializers.laws import Floats


@dataclass(frozen=True, slots=True, eq=False)
class TrainingRun:
    """The loss before each step and after the last, in nats, shape (steps done + 1,).

    `diverged` says the last entry is not finite, where training ended; `cancelled` that the
    stop flag ended it. `accuracy` is that of the last state.
    """

    losses: Floats
    accuracy: float
    diverged: bool
    cancelled: bool


def initial_loss(
    rng: np.random.Generator,
    sample: Sampler,
    *,
    classes: int = 10,
    features: int = 512,
    batch: int = 1024,
) -> float:
    """Return the cross-entropy, in nats, of an untrained linear classifier head.

    Its inputs are N(0, 1) and its labels random: ln(classes) if the logits are near 0, more
    the larger they are.
    """
    x = rng.standard_normal((batch, features))
    labels = rng.integers(0, classes, batch)
    head = mlp.draw(rng, (sample,), (features, classes))
    return mlp.cross_entropy(mlp.logits(head, activation("linear"), x), labels)


def train_rings(
    rng: np.random.Generator,
    sample: Sampler,
    phi: Activation,
    *,
    depth: int = 10,
    width: int = 64,
    steps: int = 300,
    rate: float = 0.05,
    batch: int = 128,
    stop: Event | None = None,
) -> TrainingRun:
    """Train a deep network to tell two rings apart, by plain SGD in float32.

    Args:
        rng: draws the rings first, then the weights, then the batches.
        sample: initializes every layer.
        phi: the activation of the hidden layers.
        depth: hidden layers.
        width: units in each.
        steps: steps at most; a loss that is not finite ends the run early.
        rate: the learning rate.
        batch: samples in a step, drawn with replacement from 256.
        stop: set by another thread, ends the run before the next step.
    """
    x, labels = rings(rng, samples=256)
    x = x.astype(np.float32)
    sizes = (2, *repeat(width, depth), 2)
    now = mlp.draw(rng, [sample] * (depth + 1), sizes, dtype=np.float32)
    losses: list[float] = []
    cancelled = False
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        outputs = mlp.logits(now, phi, x)
        losses.append(mlp.cross_entropy(outputs, labels))
        while len(losses) <= steps and np.isfinite(losses[-1]):
            if cancelled := stop is not None and stop.is_set():
                break
            rows = rng.integers(0, len(x), batch)
            gradients = mlp.loss_and_gradients(now, phi, x[rows], labels[rows])[1]
            now = mlp.step(now, gradients, rate)
            outputs = mlp.logits(now, phi, x)
            losses.append(mlp.cross_entropy(outputs, labels))
    accuracy = mlp.accuracy(outputs, labels)
    return TrainingRun(read_only(losses), accuracy, not np.isfinite(losses[-1]), cancelled)
