"""Training: the loss at the start, and plateau, progress or blow-up after it."""

import math
from functools import partial
from threading import Event, Thread

import numpy as np
import pytest

from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Sampler
from initquiz.initializers.schemes import scheme
from initquiz.initializers.training import TrainingRun, initial_loss, train_rings

HE, LECUN, SMALL, ZERO = (
    scheme(key).sample for key in ("he_normal", "lecun_normal", "small_random", "zeros")
)
WILD = partial(named.small_random, std=1.0)


def rng(seed: int = 0) -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(seed)


def train(sample: Sampler, key: str, steps: int = 100) -> TrainingRun:
    """Train ten hidden layers of 64 on the rings."""
    return train_rings(rng(), sample, activation(key), steps=steps, batch=64)


@pytest.mark.parametrize(
    ("sample", "expected", "tolerance"),
    [
        (ZERO, 2.302585, 1e-6),
        (SMALL, 2.328, 0.03),
        (LECUN, 2.74, 0.1),
        (HE, 3.14, 0.12),
        (WILD, 33.9, 2.5),
    ],
)
def test_a_head_starts_from_the_loss_of_its_scale(
    sample: Sampler, expected: float, tolerance: float
) -> None:
    """Ten classes, 512 unit inputs: ln 10 from zero, 2.33, 2.74, 3.14, 34 as weights grow."""
    assert initial_loss(rng(), sample) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("classes", [2, 3, 100])
def test_zero_starts_from_the_log_of_the_classes(classes: int) -> None:
    """Any number of classes costs its logarithm."""
    assert initial_loss(rng(), ZERO, classes=classes) == pytest.approx(math.log(classes))


@pytest.mark.parametrize("sample", [ZERO, SMALL])
@pytest.mark.parametrize("key", ["relu", "tanh"])
def test_weights_too_small_for_the_depth_stay_at_ln_2(sample: Sampler, key: str) -> None:
    """From the first step to the last the loss is ln 2: no signal arrives."""
    found = train(sample, key)
    assert found.losses == pytest.approx(math.log(2), abs=0.005)
    assert (len(found.losses), found.diverged, found.cancelled) == (101, False, False)


@pytest.mark.parametrize("sample", [HE, LECUN])
def test_scaled_weights_learn_the_rings(sample: Sampler) -> None:
    """He and LeCun both get there within 200 steps: no telling them apart by a loss curve."""
    found = train(sample, "relu", steps=200)
    assert found.losses[-1] < 0.05
    assert found.accuracy > 0.99


def test_unit_weights_blow_up_without_a_warning() -> None:
    """N(0, 1) with ReLU starts above 300 and is not a number by step 100."""
    found = train(WILD, "relu")
    assert found.losses[0] > 300
    assert found.diverged
    assert not np.isfinite(found.losses[-1])
    assert len(found.losses) <= 100


def test_unit_weights_do_not_blow_tanh_up() -> None:
    """Saturated units bound the loss, but little is learned."""
    found = train(WILD, "tanh")
    assert not found.diverged
    assert 0.3 < found.losses[-1] < 1.5


def test_a_raised_flag_ends_the_run_at_once() -> None:
    """Cancelled before the first step: one loss, and it says so."""
    stop = Event()
    stop.set()
    found = train_rings(rng(), HE, activation("relu"), stop=stop)
    assert (len(found.losses), found.cancelled) == (1, True)


def test_another_thread_can_cancel() -> None:
    """A run of millions of steps ends when the flag is raised."""
    stop, found = Event(), list[TrainingRun]()

    def work() -> None:
        found.append(
            train_rings(rng(), HE, activation("relu"), depth=1, width=4, steps=10**7, stop=stop)
        )

    thread = Thread(target=work, daemon=True)
    thread.start()
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert found[0].cancelled


def test_the_budget_is_the_number_of_steps() -> None:
    """So many steps, so many losses and one; the same seed gives the same curve."""
    runs = [train(HE, "relu", steps=3) for _ in "12"]
    assert len(runs[0].losses) == 4
    assert runs[0].losses.tolist() == runs[1].losses.tolist()
    assert len(train(HE, "relu", steps=0).losses) == 1
