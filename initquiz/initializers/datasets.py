"""Seeded toy data for the small networks: blobs that are easy, rings that need depth."""

import math

import numpy as np

from initquiz.initializers.arrays import Array
from initquiz.initializers.mlp import Labels


def blobs(
    rng: np.random.Generator, *, samples: int, features: int, classes: int
) -> tuple[Array, Labels]:
    """Return N(0, 1) clouds around N(0, 1) centres, and their labels.

    Classes grow rarer, the last half as frequent as the first, so that there is something
    to learn even for a network whose output bias alone can move.
    """
    frequency = np.linspace(2, 1, classes)
    labels = rng.choice(classes, samples, p=frequency / frequency.sum())
    centres = rng.standard_normal((classes, features))
    return centres[labels] + rng.standard_normal((samples, features)), labels


def rings(rng: np.random.Generator, *, samples: int) -> tuple[Array, Labels]:
    """Return points on two circles of radius 0.8 and 1.6 with noise 0.1, and their ring."""
    labels = np.arange(samples) % 2
    angle = rng.uniform(0, 2 * math.pi, samples)
    circle = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    radius = np.array((0.8, 1.6))[labels]
    return radius[:, None] * circle + 0.1 * rng.standard_normal((samples, 2)), labels
