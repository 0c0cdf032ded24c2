"""The Lab shows what its settings say: exact laws, real samples, finite networks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole
from initquiz.study import lab
from initquiz.study.lab import Lab, Setting

ANY = st.builds(
    Setting,
    scheme=st.sampled_from(sorted(SCHEMES)),
    n_in=st.integers(1, 300),
    n_out=st.integers(1, 300),
    gain=st.floats(0.1, 10),
    links=st.integers(1, 200),
)


@given(ANY)
def test_the_bars_are_the_law(setting: Setting) -> None:
    """Every weight is counted once, zeros are where the law has them, the curve is finite."""
    block = Lab(1).histogram([setting])
    law = setting.law()
    assert block.total == setting.layer.size
    assert sum(block.counts) + block.below + block.above == block.total
    expected = 0 if law.mean else round((1 - law.density) * setting.n_in) * setting.n_out
    assert block.zeros == expected
    (curve,) = block.curves
    assert curve.role is CurveRole.SERIES
    assert all(map(math.isfinite, curve.ys))


@pytest.mark.parametrize("scheme", ["he_normal", "he_uniform", "he_truncated", "sparse"])
def test_the_bars_fit_the_law(scheme: str) -> None:
    """The chi-square of the counts against the exact bin probabilities is that of chance."""
    setting = Setting(scheme, 512, 512, gain=1.3)
    block, law = Lab(3).histogram([setting]), setting.law()
    cells = np.array([block.below, *block.counts, block.above])
    expected = law.bin_probabilities(block.edges) * block.total
    seen = expected > 10
    chi_square = float(np.sum((cells[seen] - expected[seen]) ** 2 / expected[seen]))
    freedom = int(seen.sum())
    assert chi_square < freedom + 6 * math.sqrt(2 * freedom)


def test_moving_a_slider_keeps_the_weights() -> None:
    """Ten times the gain is ten times the axis over the same counts; fresh ones are asked for."""
    here = Lab(1)
    one = here.histogram([Setting(gain=1.0)])
    two = here.histogram([Setting(gain=10.0)])
    assert two.edges == pytest.approx([10 * edge for edge in one.edges])
    assert two.counts == one.counts
    here.redraw()
    assert here.histogram([Setting(gain=1.0)]).counts != one.counts


def test_large_layers_are_drawn_bar_by_bar() -> None:
    """Beyond 2**20 weights the total is still that of the layer."""
    for scheme in ("he_normal", "sparse", "orthogonal", "zeros"):
        block = Lab(1).histogram([Setting(scheme, 8192, 8192)])
        assert block.total == 2**26
        assert sum(block.counts) + block.below + block.above == 2**26


def test_settings_are_compared_on_one_axis() -> None:
    """The axis is that of the widest, each law has its curve and its name."""
    settings = [Setting("small_random"), Setting("he_normal"), Setting("he_normal", gain=2.0)]
    block = Lab(1).histogram(settings)
    assert [curve.label for curve in block.curves] == [
        "Small random",
        "He normal",
        "He normal · 2",
    ]
    assert block.edges[-1] >= 3 * settings[2].law().std


def test_a_prediction_hides_the_weights() -> None:
    """Only the axis is left, and it does not move with the gain's truth any more than before."""
    hidden = Lab(1).histogram([Setting()], hidden=True)
    assert set(hidden.counts) == {0}
    assert hidden.curves == ()
    assert hidden.edges == Lab(1).histogram([Setting()]).edges


@pytest.mark.parametrize(
    ("place", "words"),
    [(0.0625, "Close enough"), (0.03, "0.48 times as wide"), (0.0, "You set σ = 0;")],
)
def test_a_prediction_is_judged(place: float, words: str) -> None:
    """He at 512 inputs has σ = 0.0625."""
    told = lab.prediction(Setting(n_in=512), place)
    assert words in told
    assert "σ = 0.0625" in told
    assert "equal" in lab.prediction(Setting("zeros"), 1.0)


def test_networks_by_depth() -> None:
    """He keeps a ReLU signal within the finite-width factor; small random loses it."""
    settings = [Setting(depth=10, width=256), Setting("small_random", depth=10, width=256)]
    forward, backward = lab.by_depth(settings)
    he, small = forward.curves
    assert len(he.ys) == 11
    assert 0.2 < he.ys[-1] / he.ys[1] < 5
    assert small.ys[-1] < 1e-6
    assert all(curve.ys[-1] == 1.0 for curve in backward.curves)


def test_spectra_share_their_axis() -> None:
    """Orthogonal values are all the gain; Gaussian ones spread; both plots have one range."""
    settings = [Setting("orthogonal", 64, 64, gain=2.0), Setting("lecun_normal", 64, 64)]
    first, second = lab.spectra(settings)
    assert first.values == pytest.approx([2.0] * 64, rel=1e-5)
    assert max(second.values) > 10 * min(second.values)
    assert first.y_range == second.y_range
    assert len(lab.spectra([Setting("lecun_normal", 8192, 1024)])[0].values) == 64


def test_heatmaps_show_the_zeros() -> None:
    """A sparse unit keeps its links."""
    (block,) = lab.heatmaps([Setting("sparse", 60, 40, links=5)])
    assert all(sum(row[unit] != 0 for row in block.cells) == 5 for unit in range(40))


@pytest.mark.parametrize(
    "change",
    [
        {"n_in": 0},
        {"n_out": 8193},
        {"depth": 101},
        {"gain": 0.0},
        {"gain": math.nan},
        {"links": 0},
        {"width": 4},
        {"scheme": "magic"},
        {"activation": "magic"},
    ],
)
def test_settings_outside_the_sliders_are_refused(change: dict[str, object]) -> None:
    """The message has the value and the range."""
    with pytest.raises(UsageError):
        lab.checked(Setting()._replace(**change))  # type: ignore[arg-type]  # mixed values


def test_a_question_opens_with_its_own_numbers() -> None:
    """Known facts are taken, unknown and impossible ones passed over."""
    setting = lab.from_facts(
        {"scheme": "sparse", "n_in": 784, "n_out": 10**9, "gain": 2, "measured_std": 0.1}
    )
    assert setting == Setting(scheme="sparse", n_in=784, gain=2.0)
    assert lab.from_facts({"scheme": "no such", "depth": True}) == Setting()
