"""Toy data: seeded, labelled, and as hard as they say."""

import numpy as np
import pytest

from initquiz.initializers.datasets import blobs, rings


def test_blobs_are_clouds_of_unequal_size() -> None:
    """Three clouds of unit spread, the first twice as frequent as the last."""
    x, labels = blobs(np.random.default_rng(0), samples=6000, features=8, classes=3)
    assert x.shape == (6000, 8)
    shares = np.bincount(labels) / 6000
    assert shares == pytest.approx([4 / 9, 3 / 9, 2 / 9], abs=0.03)
    centres = np.array([x[labels == one].mean(axis=0) for one in range(3)])
    assert (x - centres[labels]).std() == pytest.approx(1, abs=0.02)
    assert np.linalg.norm(centres[0] - centres[1]) > 1


def test_rings_differ_by_radius_alone() -> None:
    """Half the points on each circle, apart by five times the noise on either side."""
    x, labels = rings(np.random.default_rng(0), samples=2000)
    radius = np.linalg.norm(x, axis=1)
    assert np.bincount(labels).tolist() == [1000, 1000]
    assert radius[labels == 0].mean() == pytest.approx(0.8, abs=0.02)
    assert radius[labels == 1].mean() == pytest.approx(1.6, abs=0.02)
    assert ((radius > 1.2) == labels).mean() > 0.999
    assert np.abs(x.mean(axis=0)).max() < 0.1


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: blobs(rng, samples=9, features=2, classes=2)[0],
        lambda rng: rings(rng, samples=9)[0],
    ],
)
def test_one_seed_is_one_dataset(draw) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The generator alone decides."""
    assert (draw(np.random.default_rng(4)) == draw(np.random.default_rng(4))).all()
    assert (draw(np.random.default_rng(4)) != draw(np.random.default_rng(5))).any()
