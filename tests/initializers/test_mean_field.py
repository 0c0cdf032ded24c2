"""The infinitely wide network: known fixed points, decays and factors."""

import math

import numpy as np
import pytest

from initquiz.initializers.activations import activation, leaky_relu
from initquiz.initializers.mean_field import mean_field


def test_he_keeps_the_second_moment_of_relu() -> None:
    """Rms 1 at any depth, std sqrt(1 - 1/π) of it, and gradients of one size."""
    field = mean_field(activation("relu"), 2.0, depth=50)
    assert field.rms == pytest.approx(np.ones(50), rel=1e-6)
    assert field.std == pytest.approx(np.full(50, math.sqrt(1 - 1 / math.pi)), rel=1e-6)
    assert field.gradient_ratio == pytest.approx(1, rel=1e-5)


def test_he_with_a_slope_keeps_leaky_relu() -> None:
    """2 / (1 + slope²) is the scale that keeps a leaky network."""
    field = mean_field(leaky_relu(0.2), 2 / 1.04, depth=20)
    assert field.rms[-1] == pytest.approx(1, rel=1e-5)


def test_lecun_halves_relu_and_hundredths_lose_it() -> None:
    """LeCun + ReLU ends at 2.5e-8 after 50 layers, 0.01 at width 512 at 1.3e-40."""
    relu = activation("relu")
    lecun, small = (mean_field(relu, scale, depth=50) for scale in (1.0, 0.0512))
    assert lecun.rms[-1] == pytest.approx(2.0**-25, rel=1e-5, abs=0)
    assert small.rms[-1] == pytest.approx(0.0256**25, rel=1e-5, abs=0)
    assert lecun.gradient_ratio == pytest.approx(2**-24.5, rel=1e-5, abs=0)


def test_xavier_with_tanh_decays_like_one_over_the_root_of_twice_the_depth() -> None:
    """Not flat: .63, .49, .32, .23, .16, .10 at layers 1, 2, 5, 10, 20, 50."""
    std = mean_field(activation("tanh"), 1.0, depth=200).std
    assert std[[0, 1, 4, 9, 19, 49]] == pytest.approx(
        [0.628, 0.486, 0.322, 0.228, 0.161, 0.101], abs=6e-4
    )
    for layer in (50, 100, 200):
        assert std[layer - 1] * math.sqrt(2 * layer) == pytest.approx(1, abs=0.015)


@pytest.mark.parametrize(
    ("scale", "fixed", "ratio"),
    [(25 / 9, 0.6513, 79.7), (2.0, 0.5559, 7.66), (512.0, 0.982, 4.6e26)],
)
def test_larger_scales_hold_tanh_at_a_price(scale: float, fixed: float, ratio: float) -> None:
    """Activations settle at a fixed point while gradients grow from the last layer back."""
    field = mean_field(activation("tanh"), scale, depth=50)
    assert field.std[-1] == pytest.approx(fixed, abs=2e-4)
    assert field.gradient_ratio == pytest.approx(ratio, rel=0.01)


def test_steady_sigmoids_starve_gradients() -> None:
    """Activations stay at 0.12 around 0.51; a gradient keeps 0.236 of itself per layer."""
    field = mean_field(activation("sigmoid"), 1.0, depth=50)
    assert field.std[1:] == pytest.approx(np.full(49, 0.12), abs=0.008)
    assert field.gradient[-1] == pytest.approx(0.236, abs=5e-4)
    assert 1e-31 < field.gradient_ratio < 2.5e-31


@pytest.mark.parametrize("input_rms", [1.0, 3.0, math.sqrt(29)])
def test_lecun_with_selu_pulls_to_variance_1(input_rms: float) -> None:
    """Mean 0 and variance 1 attract: from std 3, or mean 5 and std 2, back within 30 layers."""
    field = mean_field(activation("selu"), 1.0, depth=50, input_rms=input_rms)
    assert field.std[29] ** 2 == pytest.approx(1, abs=0.02)
    assert field.mean[49] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("scale", "std"), [(2.0, 33.8), (9 / 16, 0.203)])
def test_other_scales_lose_selu(scale: float, std: float) -> None:
    """He drives SELU off to 34 by layer 50, torch's gain of 3/4 down to 0.2."""
    assert mean_field(activation("selu"), scale, depth=50).std[-1] == pytest.approx(std, rel=0.01)


def test_tiny_signals_do_not_underflow() -> None:
    """Squares of 1e-200 are below float64, the signal is not."""
    field = mean_field(activation("linear"), 1e-8, depth=50)
    assert field.rms[-1] == pytest.approx(1e-200, rel=1e-6, abs=0)
