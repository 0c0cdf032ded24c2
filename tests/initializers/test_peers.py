"""The same laws in torch, JAX and Keras, and where they are known to disagree.

Our W is (n_in, n_out), as in JAX and Keras; torch's is (n_out, n_in), so its tensors are made
that way and turned.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from initquiz.initializers import rules
from initquiz.initializers.fans import Fans
from initquiz.initializers.gains import gain
from initquiz.initializers.laws import SHRINK, Family, Law
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES

pytestmark = [
    pytest.mark.peers,
    # What other projects warn of among themselves is theirs.
    pytest.mark.filterwarnings("default"),
]

LAYER = Fans(160, 250)
Module = Any  # torch, JAX or Keras, which are not always installed


@pytest.fixture
def torch() -> Module:
    """Return torch, seeded."""
    module = pytest.importorskip("torch")
    module.manual_seed(4)
    return module


@pytest.fixture
def jax() -> Module:
    """Return JAX."""
    return pytest.importorskip("jax")


@pytest.fixture
def keras(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Module:
    """Return Keras on JAX, which may keep its settings in a folder of the test."""
    pytest.importorskip("jax")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    return pytest.importorskip("keras")


def agree(weights: np.ndarray, law: Law) -> bool:
    """Tell whether 40,000 weights have a law's scale, bound and form, at 1e-9 each."""
    x = np.sort(np.asarray(weights, np.float64).ravel())
    steps, heights = np.arange(x.size + 1) / x.size, law.cdf(x)
    distance = max(np.max(steps[1:] - heights), np.max(heights - steps[:-1]))
    return bool(
        abs(measured_std(x) - law.std) <= 6.1 * law.std_error(x.size)
        and np.abs(x).max() <= law.support * (1 + 1e-6)
        and distance <= math.sqrt(math.log(2e9) / (2 * x.size))
    )


def turned(torch: Module, name: str, **settings: float | str | Module) -> np.ndarray:
    """Return what a torch initializer makes of our layer, in our layout."""
    tensor = torch.empty(LAYER.fan_out, LAYER.fan_in)
    getattr(torch.nn.init, name)(tensor, **settings)
    return np.asarray(tensor.numpy().T)


@pytest.mark.parametrize(
    ("name", "settings", "law"),
    [
        ("xavier_normal_", {}, rules.xavier(LAYER)),
        ("xavier_normal_", {"gain": 5 / 3}, rules.xavier(LAYER, gain=5 / 3)),
        ("xavier_uniform_", {}, rules.xavier(LAYER, distribution="uniform")),
        ("kaiming_normal_", {}, rules.he(LAYER)),
        ("kaiming_normal_", {"mode": "fan_out"}, rules.he(LAYER, mode="fan_out")),
        ("kaiming_normal_", {"a": 0.5}, rules.he(LAYER, negative_slope=0.5)),
        ("kaiming_normal_", {"nonlinearity": "linear"}, rules.lecun(LAYER)),
        ("kaiming_uniform_", {}, rules.he(LAYER, distribution="uniform")),
        ("kaiming_uniform_", {"a": math.sqrt(5)}, rules.torch_linear(LAYER)),
        ("normal_", {"std": 0.01}, rules.small_random(LAYER)),
    ],
)
def test_torch_draws_from_our_laws(
    torch: Module,
    name: str,
    settings: dict[str, Any],
    law: Law,
) -> None:
    """Each of torch's scaled initializers has the law of ours."""
    assert agree(turned(torch, name, **settings), law)


def test_torchs_linear_layer_starts_as_we_say(torch: Module) -> None:
    """nn.Linear, left alone, is the scheme of that name."""
    weights = torch.nn.Linear(*LAYER).weight.detach().numpy().T
    assert agree(weights, SCHEMES["torch_linear"].law(LAYER))


def test_torchs_gains_are_ours(torch: Module) -> None:
    """The table agrees; torch's leaky slope is 0.01 where ours has to be given."""
    for name in ("linear", "sigmoid", "tanh", "relu", "selu"):
        assert gain(name) == pytest.approx(torch.nn.init.calculate_gain(name))
    assert gain("leaky_relu", 0.01) == pytest.approx(torch.nn.init.calculate_gain("leaky_relu"))


def test_torchs_orthogonal_is_ours(torch: Module) -> None:
    """Orthonormal on the shorter side, with the very std of our law."""
    w = turned(torch, "orthogonal_", gain=1.5)
    assert w @ w.T == pytest.approx(2.25 * np.eye(LAYER.fan_in), abs=1e-4)
    assert measured_std(w) == pytest.approx(rules.orthogonal(LAYER, gain=1.5).std, rel=1e-5)


def test_disagreement_torchs_cut_is_not_corrected(torch: Module) -> None:
    """trunc_normal_ takes absolute ends and leaves the std too small by 12 %."""
    w = turned(torch, "trunc_normal_", std=0.1, a=-0.2, b=0.2)
    assert agree(w, Law(Family.TRUNCATED, 0.1 * SHRINK))
    assert not agree(w, Law(Family.TRUNCATED, 0.1))


def test_disagreement_torchs_layout_swaps_the_fans(torch: Module) -> None:
    """On an array laid out as ours, torch's fan_in is our fan_out."""
    tensor = torch.empty(*LAYER)
    torch.nn.init.kaiming_normal_(tensor)
    assert agree(tensor.numpy(), rules.he(LAYER, mode="fan_out"))
    assert not agree(tensor.numpy(), rules.he(LAYER))


def test_disagreement_torchs_sparse_fixes_outgoing_links(torch: Module) -> None:
    """Its zeros are counted per column of (n_out, n_in): links out of an input, not into a unit."""
    w = turned(torch, "sparse_", sparsity=0.9)
    assert set(np.count_nonzero(w, axis=1).tolist()) == {25}
    assert len(set(np.count_nonzero(w, axis=0).tolist())) > 1
    ours = SCHEMES["sparse_fraction"].sample(np.random.default_rng(0), LAYER)
    assert set(np.count_nonzero(ours, axis=0).tolist()) == {16}
    tensor = torch.empty(*LAYER)
    torch.nn.init.sparse_(tensor, 0.9)
    assert set(np.count_nonzero(tensor.numpy(), axis=0).tolist()) == {16}


def test_disagreement_torchs_sparse_mask_ignores_its_generator(torch: Module) -> None:
    """Two equal generators give two masks (pytorch #196941); ours gives one."""
    first, second = (
        turned(torch, "sparse_", sparsity=0.9, generator=torch.Generator().manual_seed(1)) != 0
        for _ in range(2)
    )
    if np.array_equal(first, second):
        pytest.skip("this torch has mended it")
    once, again = (SCHEMES["sparse"].sample(np.random.default_rng(1), LAYER) for _ in range(2))
    assert np.array_equal(once, again)


SAME_NAMES = [
    ("glorot_normal", "GlorotNormal", "xavier_truncated"),
    ("glorot_uniform", "GlorotUniform", "xavier_uniform"),
    ("he_normal", "HeNormal", "he_truncated"),
    ("he_uniform", "HeUniform", "he_uniform"),
    ("lecun_normal", "LecunNormal", "lecun_truncated"),
    ("lecun_uniform", "LecunUniform", "lecun_uniform"),
]


@pytest.mark.parametrize(("name", "_", "key"), SAME_NAMES)
def test_jax_draws_from_our_laws(jax: Module, name: str, _: str, key: str) -> None:
    """What JAX calls a normal is our truncated normal, and not our normal."""
    w = getattr(jax.nn.initializers, name)()(jax.random.key(3), tuple(LAYER))
    assert agree(w, SCHEMES[key].law(LAYER))
    if key.endswith("truncated"):
        assert not agree(w, SCHEMES[key.replace("truncated", "normal")].law(LAYER))


def test_disagreements_of_jax(jax: Module) -> None:
    """Its plain truncated normal is not corrected, and its plain uniform has one side."""
    make = jax.nn.initializers
    w = make.truncated_normal(0.1)(jax.random.key(3), tuple(LAYER))
    assert agree(w, Law(Family.TRUNCATED, 0.1 * SHRINK))
    assert float(make.uniform(0.1)(jax.random.key(3), tuple(LAYER)).min()) >= 0


@pytest.mark.parametrize(("_", "name", "key"), SAME_NAMES)
def test_keras_draws_from_our_laws(keras: Module, _: str, name: str, key: str) -> None:
    """What Keras calls a normal is our truncated normal, and not our normal."""
    w = np.asarray(getattr(keras.initializers, name)(seed=3)(tuple(LAYER)))
    assert agree(w, SCHEMES[key].law(LAYER))
    if key.endswith("truncated"):
        assert not agree(w, SCHEMES[key.replace("truncated", "normal")].law(LAYER))


def test_the_others_orthogonal_is_ours(jax: Module, keras: Module) -> None:
    """JAX's and Keras' matrices are orthonormal on the shorter side, times the gain."""
    theirs = (
        jax.nn.initializers.orthogonal(1.5)(jax.random.key(3), tuple(LAYER)),
        keras.initializers.Orthogonal(gain=1.5, seed=3)(tuple(LAYER)),
    )
    for w in map(np.asarray, theirs):
        assert w @ w.T == pytest.approx(2.25 * np.eye(LAYER.fan_in), abs=1e-4)
        assert measured_std(w) == pytest.approx(rules.orthogonal(LAYER, gain=1.5).std, rel=1e-5)


def test_a_dense_layer_of_keras_starts_with_xavier_uniform(keras: Module) -> None:
    """Left alone, Dense has Glorot's box, and not what torch's linear layer has."""
    keras.utils.set_random_seed(3)
    dense = keras.layers.Dense(LAYER.fan_out)
    dense.build((None, LAYER.fan_in))
    weights = np.asarray(dense.kernel)
    assert agree(weights, SCHEMES["xavier_uniform"].law(LAYER))
    assert not agree(weights, SCHEMES["torch_linear"].law(LAYER))


def test_disagreements_of_keras(keras: Module) -> None:
    """Its plain truncated normal is not corrected, and its plain normal is five times ours."""
    make = keras.initializers
    w = np.asarray(make.TruncatedNormal(stddev=0.1, seed=3)(tuple(LAYER)))
    assert agree(w, Law(Family.TRUNCATED, 0.1 * SHRINK))
    assert not agree(w, Law(Family.TRUNCATED, 0.1))
    w = np.asarray(make.RandomNormal(seed=3)(tuple(LAYER)))
    assert agree(w, rules.small_random(LAYER, std=5 * rules.SMALL_STD))
