"""Signals through deep networks: the measured table, and what one network may stray."""

import math
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from initquiz.errors import ShapeError
from initquiz.initializers import named
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Array, Sampler
from initquiz.initializers.mean_field import mean_field
from initquiz.initializers.networks import funnel, pair, square
from initquiz.initializers.propagation import (
    ForwardStats,
    finite_width_factor,
    forward_stats,
    gradient_stats,
    preactivation_std,
)
from initquiz.initializers.rules import Mode
from initquiz.initializers.schemes import scheme

HE, LECUN, SMALL = (scheme(key).sample for key in ("he_normal", "lecun_normal", "small_random"))
TORCH = partial(named.variance_scaling, scale=1 / 3, distribution="uniform")


def rng(seed: int = 0) -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(seed)


def forward(sample: Sampler, key: str, width: int = 512, depth: int = 20) -> ForwardStats:
    """Return one drawn network of equal layers."""
    return forward_stats(rng(), sample, activation(key), widths=square(width, depth), batch=32)


# Standard deviation of the activations at layers 1, 2, 5, 10, 20 of one network of width 512.
MEASURED: dict[str, tuple[Sampler, str, float, tuple[float, ...]]] = {
    "He ReLU": (HE, "relu", 2, (0.83, 0.82, 0.77, 0.70, 0.81)),
    "LeCun ReLU": (LECUN, "relu", 1, (0.585, 0.41, 0.14, 0.022, 8e-4)),
    "0.01 ReLU": (SMALL, "relu", 0.0512, (0.13, 0.021, 8.1e-5, 7.7e-9, 1e-16)),
    "0.01 tanh": (SMALL, "tanh", 0.0512, (0.22, 0.049, 5.8e-4, 3.5e-7, 1.2e-13)),
    "torch ReLU": (TORCH, "relu", 1 / 3, (0.34, 0.14, 0.0088, 9e-5, 1.4e-8)),
    "N(0, 1) tanh": (
        partial(named.small_random, std=1),
        "tanh",
        512,
        (0.98, 0.98, 0.98, 0.98, 0.98),
    ),
    "Xavier tanh": (LECUN, "tanh", 1, (0.63, 0.49, 0.33, 0.23, 0.16)),
    "5/3 tanh": (
        partial(named.xavier_normal, gain=5 / 3),
        "tanh",
        25 / 9,
        (0.76, 0.69, 0.66, 0.65, 0.65),
    ),
    "He tanh": (HE, "tanh", 2, (0.72, 0.63, 0.57, 0.56, 0.56)),
    "Xavier sigmoid": (LECUN, "sigmoid", 1, (0.21, 0.12, 0.12, 0.12, 0.12)),
    "4 Xavier sigmoid": (
        partial(named.xavier_normal, gain=4),
        "sigmoid",
        16,
        (0.40, 0.34, 0.34, 0.34, 0.35),
    ),
    "LeCun SELU": (LECUN, "selu", 1, (1.00, 1.00, 1.01, 1.01, 1.00)),
    "He SELU": (HE, "selu", 2, (1.3, 1.6, 2.5, 3.8, 7.7)),
    "3/4 SELU": (
        partial(named.xavier_normal, gain=3 / 4),
        "selu",
        9 / 16,
        (0.80, 0.67, 0.46, 0.33, 0.25),
    ),
}


@pytest.mark.parametrize("net", MEASURED)
def test_activations_are_those_of_the_measured_table(net: str) -> None:
    """One network lies within the finite-width factor of both the theory and the table."""
    sample, key, scale, table = MEASURED[net]
    found = forward(sample, key).std
    expected = mean_field(activation(key), scale, depth=20).std
    for layer, told in zip((1, 2, 5, 10, 20), table, strict=True):
        factor = finite_width_factor(layer, 512)
        assert 1 / factor < found[layer] / expected[layer - 1] < factor
        # The table has two digits and is a network of its own.
        assert 1 / factor < 0.97 * found[layer] / told
        assert found[layer] / told * 0.97 < factor


@pytest.mark.parametrize(
    ("net", "tolerance"),
    [("N(0, 1) tanh", 0.003), ("5/3 tanh", 0.02), ("He tanh", 0.02), ("LeCun SELU", 0.03)],
)
def test_networks_with_a_fixed_point_barely_stray(net: str, tolerance: float) -> None:
    """An attracting fixed point holds a single network of width 512 to a few percent."""
    sample, key, scale, _ = MEASURED[net]
    expected = mean_field(activation(key), scale, depth=20).std
    assert forward(sample, key).std[1:] == pytest.approx(expected, rel=tolerance)


def test_fifty_layers_of_lecun_and_relu() -> None:
    """1.4e-8 was measured at layer 50; each layer is He's, a root of 2 smaller."""
    lecun, he = (forward(sample, "relu", depth=50).std for sample in (LECUN, HE))
    factor = finite_width_factor(50, 512)
    assert 1 / factor < lecun[50] / 2.46e-8 < factor
    assert lecun / he == pytest.approx(2 ** (-np.arange(51) / 2), rel=1e-3, abs=0)


def test_small_weights_leave_float32_but_stay_true() -> None:
    """0.01 and ReLU end near 1e-40 at layer 50, where float32 has no digits left."""
    std = forward(SMALL, "relu", width=512, depth=50).std
    assert std[50] < np.finfo(np.float32).tiny
    he = forward(HE, "relu", width=512, depth=50).std
    assert std[50] / he[50] == pytest.approx(0.16**50, rel=1e-3, abs=0)


def test_rms_measures_what_squares_cannot() -> None:
    """A signal of 1e-200 has its rms, std and mean, though its square is 0."""
    tiny = np.array([[1e-200, 3e-200]])
    stats = forward_stats(
        rng(), partial(named.constant, value=1.0), activation("linear"), widths=(2, 2), inputs=tiny
    )
    assert stats.rms == pytest.approx([math.sqrt(5) * 1e-200, 4e-200], rel=1e-9, abs=0)
    assert stats.mean == pytest.approx([2e-200, 4e-200], rel=1e-9, abs=0)
    assert stats.std[0] == pytest.approx(1e-200, rel=1e-9, abs=0)


def test_std_mean_and_rms_are_one_triangle() -> None:
    """rms² = std² + mean² in every layer, and the second moment is rms²."""
    stats = forward(LECUN, "sigmoid", width=64)
    assert stats.std**2 + stats.mean**2 == pytest.approx(stats.second_moment, rel=1e-12)
    assert stats.mean[-1] == pytest.approx(0.51, abs=0.04)


def test_explosions_are_told_without_a_warning() -> None:
    """Beyond float64 the stats are infinite or NaN, and no warning is raised."""
    stats = forward_stats(
        rng(),
        partial(named.small_random, std=1e30),
        activation("relu"),
        widths=square(8, 12),
        batch=4,
    )
    assert not np.isfinite(stats.rms[-1])


def test_xavier_by_both_fans_compromises() -> None:
    """784 to 256: forward x1.51, backward x0.49; 64 to 4096: forward x0.031."""
    xavier, linear = scheme("xavier_normal").sample, activation("linear")
    wide = forward_stats(rng(), xavier, linear, widths=(784, 256), batch=512).second_moment
    back = gradient_stats(rng(), xavier, linear, widths=(784, 256), batch=512).output_rms ** 2
    fanned = forward_stats(rng(), xavier, linear, widths=(64, 4096)).second_moment
    assert wide[1] / wide[0] == pytest.approx(2 * 784 / 1040, rel=0.03)
    assert back[0] / back[1] == pytest.approx(2 * 256 / 1040, rel=0.03)
    assert fanned[1] / fanned[0] == pytest.approx(0.0308, rel=0.03)


@pytest.mark.parametrize(("mode", "ahead", "behind"), [("fan_in", 1, 1 / 32), ("fan_out", 32, 1)])
def test_in_a_funnel_only_the_end_widths_matter(mode: Mode, ahead: float, behind: float) -> None:
    """1024 to 32: He by fan_in keeps the signal, by fan_out the gradient; the other pays 32."""
    sample = partial(named.he_normal, mode=mode)
    widths, relu = funnel(1024, 32), activation("relu")
    stats = [
        forward_stats(rng(seed), sample, relu, widths=widths).second_moment for seed in range(6)
    ]
    backs = [
        gradient_stats(rng(seed), sample, relu, widths=widths).output_rms ** 2 for seed in range(6)
    ]
    assert np.mean([one[-1] / one[0] for one in stats]) == pytest.approx(ahead, rel=0.35)
    assert np.mean([one[0] / one[-1] for one in backs]) == pytest.approx(behind, rel=0.35)


@pytest.mark.parametrize("net", MEASURED)
def test_gradients_follow_the_theory(net: str) -> None:
    """The ratio over 20 layers is the theory's, within the finite-width factor."""
    sample, key, scale, _ = MEASURED[net]
    found = gradient_stats(rng(), sample, activation(key), widths=square(512, 20), batch=32)
    expected = mean_field(activation(key), scale, depth=20).gradient_ratio
    assert 1 / finite_width_factor(20, 512) < found.ratio / expected < finite_width_factor(20, 512)


@pytest.mark.parametrize(
    ("net", "depth", "measured"),
    [
        ("0.01 tanh", 50, 2e-32),
        ("Xavier sigmoid", 50, 1.6e-31),
        ("5/3 tanh", 50, 81),
        ("He SELU", 50, 240),
    ],
)
def test_gradients_over_fifty_layers_are_those_of_the_table(
    net: str, depth: int, measured: float
) -> None:
    """Vanishing and exploding gradients come out as measured at width 512."""
    sample, key, _, _ = MEASURED[net]
    found = gradient_stats(
        rng(), sample, activation(key), widths=square(512, depth), batch=32
    ).ratio
    assert 1 / finite_width_factor(depth, 512) < found / measured < finite_width_factor(depth, 512)


def test_a_sigmoid_layer_keeps_a_quarter_of_a_gradient() -> None:
    """0.236 per layer, though the activations are steady."""
    stats = gradient_stats(rng(), LECUN, activation("sigmoid"), widths=square(256, 20))
    assert stats.per_layer == pytest.approx(0.236, abs=0.008)


@pytest.mark.parametrize("gain", [1.0, 1.1])
def test_orthogonal_layers_scale_forward_and_back_alike(gain: float) -> None:
    """Linear orthogonal networks are exact: gain to the depth, whatever the width."""
    sample, linear = partial(named.orthogonal, gain=gain), activation("linear")
    there = forward_stats(rng(), sample, linear, widths=square(32, 50)).rms
    back = gradient_stats(rng(), sample, linear, widths=square(32, 50))
    assert there[50] / there[0] == pytest.approx(gain**50, rel=1e-4)
    assert back.ratio == pytest.approx(gain**49, rel=1e-4)
    assert back.per_layer == pytest.approx(gain, rel=1e-6)


def test_a_gradient_is_the_derivative_of_the_network() -> None:
    """What comes out at the input is the Jacobian's transpose applied to what went in."""
    widths, phi = (5, 7, 4), activation("tanh")
    x = rng(3).standard_normal((1, 5))
    stats = gradient_stats(rng(1), LECUN, phi, widths=widths, inputs=x)
    again = rng(1)
    weights = [LECUN(again, shape).astype(np.float64) for shape in pairwise(widths)]
    g = again.standard_normal((1, 4))

    def loss(at: np.ndarray) -> float:
        return float(np.sum(g * phi(phi(at @ weights[0]) @ weights[1])))

    steps = 1e-6 * np.eye(5)
    slopes = [(loss(x + step) - loss(x - step)) / 2e-6 for step in steps]
    assert stats.output_rms[0] == pytest.approx(math.sqrt(np.mean(np.square(slopes))), rel=1e-6)
    assert stats.rms[0] == stats.output_rms[0]


def test_dead_units_do_not_depend_on_the_scale() -> None:
    """He, LeCun and 0.01 from one seed have the very same dead units: ReLU without bias."""
    dead = [forward(sample, "relu", width=128).dead for sample in (HE, LECUN, SMALL)]
    assert dead[0].tolist() == dead[1].tolist() == dead[2].tolist()
    assert dead[0][1] == 0
    assert 0.05 < dead[0][10] < 0.4
    assert dead[0][20] > dead[0][10]
    assert not forward(LECUN, "leaky_relu", width=128).dead.any()


def test_a_unit_is_dead_only_if_all_its_outputs_are_zero() -> None:
    """Of four units one is off for every input, one only for the first."""

    def sample(*_: object, **__: object) -> Array:
        return np.array([[1.0, 1.0, -1.0, 0.0], [0.0, -1.0, -1.0, 1.0]])

    x = np.array([[1.0, 2.0], [2.0, 1.0]])
    stats = forward_stats(rng(), sample, activation("relu"), widths=(2, 4), inputs=x)
    assert stats.dead.tolist() == [0, 0.25]


def test_he_and_relu_turn_all_inputs_the_same_way() -> None:
    """Two orthogonal inputs have cosine 1/π after a layer and .86 after ten."""
    relu, widths = activation("relu"), square(256, 10)
    found = [
        forward_stats(rng(seed), HE, relu, widths=widths, inputs=pair(rng(seed), 256, 0.0)).cosine
        for seed in range(16)
    ]
    cosine = [0.0]
    for _ in range(10):  # Cho and Saul 2009, eq. 6
        angle = math.acos(cosine[-1])
        cosine.append((math.sin(angle) + (math.pi - angle) * cosine[-1]) / math.pi)
    assert np.mean(found, axis=0) == pytest.approx(cosine, abs=0.05)
    assert cosine[1] == pytest.approx(0.318, abs=1e-3)
    assert cosine[10] == pytest.approx(0.86, abs=0.015)


def test_the_cosine_is_of_the_first_two_inputs() -> None:
    """The third is not asked; one input has no angle to another, and zeros have none at all."""
    alone = forward_stats(rng(), HE, activation("relu"), widths=(4, 4), batch=1)
    silent = forward_stats(rng(), scheme("zeros").sample, activation("relu"), widths=(4, 4))
    assert np.isnan(alone.cosine).all()
    rows = np.array([[1.0, 0.0], [3.0, 4.0], [0.0, 1.0]])
    given = forward_stats(rng(), HE, activation("relu"), widths=(2, 2), inputs=rows)
    assert given.cosine[0] == pytest.approx(0.6)
    assert np.isnan(silent.cosine[1])
    assert (silent.std[1], silent.dead[1]) == (0, 1)


def test_single_networks_stray_as_told() -> None:
    """The log of the second moment spreads by sqrt(5 depth / width) over He nets, to a third."""
    moved = []
    for seed in range(100):
        moment = forward_stats(rng(seed), HE, activation("relu"), widths=square(64, 10), batch=1)
        moved.append(math.log(moment.second_moment[10] / moment.second_moment[0]))
    assert np.std(moved) == pytest.approx(math.sqrt(5 * 10 / 64), rel=0.35)
    beyond = np.abs(moved) / 2 > math.log(finite_width_factor(10, 64))
    assert beyond.mean() < 0.03
    assert finite_width_factor(50, 500) == pytest.approx(math.exp(1.5 * math.sqrt(0.5)))


def test_preactivations_add_up_their_variances() -> None:
    """512 unit inputs times 0.01: std 0.226, and a sample agrees."""
    assert preactivation_std(512, 0.01) == pytest.approx(0.2263, abs=1e-4)
    stats = forward_stats(rng(), SMALL, activation("linear"), widths=(512, 512))
    assert stats.std[1] / stats.rms[0] == pytest.approx(preactivation_std(512, 0.01), rel=0.03)


def test_one_seed_is_one_network() -> None:
    """The same generator gives the same numbers, forward and back."""
    for measure in (forward_stats, gradient_stats):
        one, two = (measure(rng(5), HE, activation("relu"), widths=(8, 8)).rms for _ in "12")
        assert one.tolist() == two.tolist()


@pytest.mark.parametrize("widths", [(), (4,), (4, 0), (4, -2, 3), (4, 2.5)])
def test_impossible_networks_are_refused(widths: tuple[int, ...]) -> None:
    """A network has an input and a layer, each of at least one unit."""
    with pytest.raises(ShapeError):
        forward_stats(rng(), HE, activation("relu"), widths=widths)
    with pytest.raises(ShapeError):
        gradient_stats(rng(), HE, activation("relu"), widths=widths)


@pytest.mark.parametrize("shape", [(4,), (2, 5), (0, 4)])
def test_inputs_must_fit(shape: tuple[int, ...]) -> None:
    """Given inputs have one column per input unit, and there is at least one."""
    with pytest.raises(ShapeError, match="rows of 4"):
        forward_stats(rng(), HE, activation("relu"), widths=(4, 4), inputs=np.ones(shape))


def test_zero_weights_stop_every_gradient() -> None:
    """Through zeros nothing comes back, and a ReLU at 0 does not even start."""
    zeros = scheme("zeros").sample
    tanh, relu = (
        gradient_stats(rng(), zeros, activation(key), widths=square(4, 3))
        for key in ("tanh", "relu")
    )
    assert tanh.rms.tolist()[:3] == [0, 0, 0]
    assert tanh.ratio == tanh.per_layer == 0
    assert math.isnan(relu.ratio)


def test_tiny_gradients_do_not_underflow() -> None:
    """Eight layers of 1e-30 leave 1e-240 of a gradient, whose square no float holds."""

    def sample(*_: object, **__: object) -> Array:
        return 1e-30 * np.eye(4)

    stats = gradient_stats(rng(), sample, activation("linear"), widths=square(4, 8))
    assert stats.rms[0] / stats.rms[-1] == pytest.approx(1e-240, rel=1e-9, abs=0)
