"""Rules: the published formulas at every setting, and plain refusals of settings that make none."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import ShapeError, UsageError
from initquiz.initializers import rules
from initquiz.initializers.laws import Family, Law

LAYER = (200, 300)
Rule = Callable[..., Law]


@pytest.mark.parametrize(
    ("rule", "settings", "variance"),
    [
        (rules.scaled, {}, 1 / 200),
        (rules.scaled, {"scale": 3.0, "mode": "fan_out"}, 3 / 300),
        (rules.scaled, {"mode": "fan_avg", "distribution": "uniform"}, 1 / 250),
        (rules.small_random, {"std": 0.05}, 0.0025),
        (rules.xavier, {"gain": 5 / 3}, 25 / 9 * 2 / 500),
        (rules.xavier_fan_in, {"gain": 2.0}, 4 / 200),
        (rules.he, {"mode": "fan_out"}, 2 / 300),
        (rules.he, {"negative_slope": 0.2}, 2 / 1.04 / 200),
        (rules.he, {"negative_slope": 1.0}, 1 / 200),
        (rules.orthogonal, {"gain": 1.5}, 2.25 / 300),
        (rules.sparse, {"nonzero": 4, "std": 0.5}, 0.25 * 4 / 200),
        (rules.sparse_fraction, {"sparsity": 0.75, "std": 2.0}, 1.0),
    ],
)
def test_settings_have_their_published_variance(
    rule: Rule, settings: dict[str, Any], variance: float
) -> None:
    """Gain, slope, mode and counts act on the variance as their papers say."""
    assert rule(LAYER, **settings).std ** 2 == pytest.approx(variance)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_a_share_of_zeros_is_rounded_up_as_in_torch(n_in: int, sparsity: float) -> None:
    """ceil(sparsity * n_in) links are cut; if that is all of them the law is zero's."""
    law = rules.sparse_fraction((n_in, 3), sparsity=sparsity)
    assert round(law.density * n_in) == n_in - math.ceil(sparsity * n_in)
    assert (law.family is Family.ZERO) == (math.ceil(sparsity * n_in) == n_in)


def test_settings_that_leave_nothing_give_the_law_of_zeros() -> None:
    """A constant of 0 and a sparse layer without links are zero initialization."""
    zero = Law(Family.ZERO, 0.0, 0.0)
    assert rules.constant(LAYER, value=0.0) == rules.sparse(LAYER, nonzero=0) == zero


@pytest.mark.parametrize(
    ("rule", "settings", "words"),
    [
        (rules.scaled, {"mode": "fan_sum"}, r"fan_in, fan_out, fan_avg; not 'fan_sum'"),
        (rules.scaled, {"distribution": "cauchy"}, r"normal, truncated_normal, uniform.*'cauchy'"),
        (rules.scaled, {"scale": 0.0}, "scale .* above 0; not 0.0"),
        (rules.scaled, {"scale": math.inf}, "scale .* finite"),
        (rules.small_random, {"std": -1.0}, "std .* not -1.0"),
        (rules.xavier, {"gain": -1.0}, "gain .* not -1.0"),
        (rules.xavier_fan_in, {"gain": 0.0}, "gain .* not 0.0"),
        (rules.orthogonal, {"gain": math.nan}, "gain .* not nan"),
        (rules.he, {"negative_slope": math.inf}, "slope .* not inf"),
        (rules.sparse, {"nonzero": -1}, "links .* not -1"),
        (rules.sparse, {"nonzero": 2.5}, "links .* not 2.5"),
        (rules.sparse, {"std": 0.0}, "std .* not 0.0"),
        (rules.sparse_fraction, {"sparsity": 1.5}, "between 0 and 1; not 1.5"),
        (rules.constant, {"value": math.nan}, "finite"),
    ],
)
def test_bad_settings_are_refused_by_value(
    rule: Rule, settings: dict[str, Any], words: str
) -> None:
    """The message has the value given and what is allowed."""
    with pytest.raises(UsageError, match=words):
        rule(LAYER, **settings)


RULES = [
    rules.scaled, rules.constant, rules.small_random, rules.xavier, rules.xavier_fan_in,
    rules.he, rules.lecun, rules.torch_linear, rules.orthogonal, rules.sparse,
    rules.sparse_fraction,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("shape", [(0, 4), (4, -1), (4,), (2, 3, 4), (2.5, 4)])
def test_what_is_no_layer_is_refused(rule: Rule, shape: Any) -> None:  # noqa: ANN401  hostile on purpose
    """No rule gives a law for a shape that is none, not even one that ignores the fans."""
    with pytest.raises(ShapeError):
        rule(shape)
