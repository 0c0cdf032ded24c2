"""The Lab's code draws what the Lab shows."""

import importlib
from typing import Any

import numpy as np
import pytest

from initquiz.initializers.schemes import SCHEMES
from initquiz.study.lab import Setting
from initquiz.study.snippets import numpy_code, torch_code

GAINS = (1.0, 1.5)


def _fits(weights: np.ndarray, setting: Setting) -> None:
    """Check the standard deviation, the zeros and the greatest weight against the law."""
    law = setting.law()
    assert weights.std() == pytest.approx(law.std, abs=6 * law.std_error(weights.size) + 1e-6)
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
