"""The Lab's code draws what the Lab shows."""

import importlib
import math
from typing import Any

import numpy as np
import pytest

from initquiz.initializers.laws import CUT, SHRINK
from initquiz.initializers.schemes import SCHEMES
from initquiz.study.lab import Setting
from initquiz.study.snippets import numpy_code, torch_code

GAINS = (1.0, 1.5)


def _fits(weights: np.ndarray, setting: Setting) -> None:
    """Check the standard deviation, the zeros and the greatest weight against the law."""
    law = setting.law()
    apart = 6 * law.std_error(weights.size) + 3e-4 * law.std + 1e-6  # the mean is drawn, too
    assert weights.std() == pytest.approx(law.std, abs=apart)
    assert np.mean(weights != 0) == pytest.approx(law.density if not law.mean else 1, abs=1e-3)
    assert np.abs(weights).max() <= law.support * (1 + 1e-6)
    if law.support < 10:
        assert np.abs(weights).max() >= law.support * 0.98


@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_numpy_code_draws_the_law(scheme: str, gain: float) -> None:
    """Run as it is copied, it leaves W with shape (n_in, n_out)."""
    setting = Setting(scheme, 300, 200, gain=gain)
    names: dict[str, Any] = {}
    exec(numpy_code(setting), names)  # noqa: S102 - our own code, which the learner runs as well
    assert names["w"].shape == (300, 200)
    _fits(names["w"], setting)


@pytest.mark.parametrize("fans", [(1, 1), (1, 4096), (4096, 1), (4, 4)], ids=str)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_numpy_code_runs_for_the_least_layers(scheme: str, fans: tuple[int, int]) -> None:
    """One input or one output is no reason to fail, nor more links than inputs."""
    setting = Setting(scheme, *fans, links=200, gain=0.1)
    names: dict[str, Any] = {}
    exec(numpy_code(setting), names)  # noqa: S102 - as above
    weights = names["w"]
    assert weights.shape == fans
    assert np.isfinite(weights).all()
    if scheme == "sparse":
        assert (weights != 0).sum() == min(200, fans[0]) * fans[1]


class Calls:
    """Stands in for torch and nn.init: keeps what its functions are called with."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.made: list[tuple[str, dict[str, Any]]] = []
        self.init = self

    def empty(self, *shape: int) -> np.ndarray:
        """Return zeros, as good as any."""
        return np.zeros(shape)

    def randperm(self, size: int) -> np.ndarray:
        """Return 0 to size - 1 in any order."""
        return np.random.default_rng(size).permutation(size)

    def randn(self, size: int) -> np.ndarray:
        """Return normals of variance 1."""
        return np.random.default_rng(size).standard_normal(size)

    def zeros_(self, w: np.ndarray) -> None:
        """Empty the weights."""
        w[:] = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any function
        """Return a function that keeps its name and its arguments."""

        def call(w: np.ndarray, *values: float, **named: Any) -> None:  # noqa: ANN401
            self.made.append((name, {**named, **dict(zip("ab", values, strict=False))}))
            self.made[-1][1]["shape"] = w.shape

        return call


def _std_of(name: str, told: dict[str, Any]) -> Any:  # noqa: ANN401 - a number
    """Return the standard deviation that torch documents for an initializer."""
    fan_out, fan_in = told["shape"]
    gain = told.get("gain", math.sqrt(2 / (1 + told["a"] ** 2)) if "a" in told else math.sqrt(2))
    if name.startswith("kaiming"):
        return gain / math.sqrt(fan_in)
    if name.startswith("xavier"):
        return gain * math.sqrt(2 / (fan_in + fan_out))
    if name == "uniform_":
        return (told["b"] - told["a"]) / math.sqrt(12)
    if name == "orthogonal_":
        return gain / math.sqrt(max(fan_in, fan_out))
    if name == "trunc_normal_":
        assert told["b"] == -told["a"] == pytest.approx(CUT * told["std"])
        return told["std"] * SHRINK
    return told["std"]


@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_torch_code_names_the_law(scheme: str, gain: float) -> None:
    """What torch is called with has the law's standard deviation, by torch's own formulas."""
    setting, calls = Setting(scheme, 300, 200, gain=gain), Calls()
    code = torch_code(setting).replace("import torch\n", "").replace("from torch import nn\n", "")
    names: dict[str, Any] = {"torch": calls, "nn": calls}
    exec(code, names)  # noqa: S102 - as above
    assert names["w"].shape == (200, 300)
    law = setting.law()
    if calls.made:
        ((name, told),) = calls.made
        if name == "constant_":
            assert told["a"] == pytest.approx(law.mean)
        else:
            assert _std_of(name, told) == pytest.approx(law.std, rel=1e-6)
    else:
        _fits(names["w"], setting)


@pytest.mark.peers
@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_torch_code_draws_the_law(scheme: str, gain: float) -> None:
    """Run as it is copied, it leaves w with torch's shape (n_out, n_in)."""
    importlib.import_module("torch")
    setting = Setting(scheme, 300, 200, gain=gain)
    names: dict[str, Any] = {}
    exec(torch_code(setting), names)  # noqa: S102 - as above
    assert tuple(names["w"].shape) == (200, 300)
    _fits(names["w"].numpy(), setting)
