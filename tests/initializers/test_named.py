"""Named initializers: each draws from its published law, and a wrong formula is always caught."""

import inspect
import math
from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from initquiz.errors import ShapeError, UsageError
from initquiz.initializers import named, rules, sampling
from initquiz.initializers.gains import gain
from initquiz.initializers.laws import Law
from initquiz.initializers.schemes import SCHEMES

LAYER = (160, 250)  # 40,000 weights: a scale 5 % off is caught
CORE = 0.87962566103423978  # std of a normal cut at 2, Keras' constant
I, O, AVG = 1 / 160, 1 / 250, 2 / 410  # noqa: E741  one over the fans
ODDS = 1e-9  # how seldom a right sampler fails

# name, settings, form, variance: written from the papers, not from the code.
PUBLISHED: list[tuple[str, dict[str, Any], str, float]] = [
    ("small_random", {}, "normal", 1e-4),
    ("small_random", {"std": 0.5}, "normal", 0.25),
    ("truncated_normal", {"std": 0.5}, "cut", 0.25),
    ("xavier_normal", {}, "normal", AVG),
    ("xavier_normal", {"gain": 5 / 3}, "normal", AVG * 25 / 9),
    ("xavier_uniform", {}, "uniform", AVG),
    ("xavier_truncated", {}, "cut", AVG),
    ("xavier_normal_fan_in", {}, "normal", I),
    ("he_normal", {}, "normal", 2 * I),
    ("he_normal", {"mode": "fan_out"}, "normal", 2 * O),
    ("he_normal", {"negative_slope": 0.5}, "normal", 2 * I / 1.25),
    ("he_uniform", {}, "uniform", 2 * I),
    ("he_uniform", {"mode": "fan_out", "negative_slope": 0.5}, "uniform", 2 * O / 1.25),
    ("he_truncated", {}, "cut", 2 * I),
    ("lecun_normal", {}, "normal", I),
    ("lecun_uniform", {}, "uniform", I),
    ("lecun_truncated", {}, "cut", I),
    ("torch_linear", {}, "uniform", I / 3),
    ("variance_scaling", {"scale": 3.0, "mode": "fan_avg"}, "normal", 3 * AVG),
]
IDS = [f"{name}{settings or ''}" for name, settings, *_ in PUBLISHED]
KURTOSIS = {"normal": 3.0, "uniform": 1.8, "cut": 2.36554}


def distribution(form: str, x: np.ndarray) -> np.ndarray:
    """Return the standard distribution function of a form."""
    if form == "uniform":
        return np.clip((1 + x / math.sqrt(3)) / 2, 0, 1)
    normal = NormalDist()
    if form == "normal":
        return np.array([normal.cdf(value) for value in x])
    low, high = normal.cdf(-2), normal.cdf(2)
    return np.clip([(normal.cdf(value * CORE) - low) / (high - low) for value in x], 0, 1)


def faults(weights: np.ndarray, form: str, variance: float) -> set[str]:
    """Return which of three tests the weights fail, each wrong once in a thousand million.

    Scale: the sum of squares, for a normal by chi-square quantiles. Bound: the largest
    value. Form: Kolmogorov and Smirnov, by the inequality of Dvoretzky, Kiefer and Wolfowitz.
    """
    x = np.sort(weights.astype(np.float64).ravel()) / math.sqrt(variance)
    n, z = x.size, NormalDist().inv_cdf(1 - ODDS / 2)
    found = set()
    spread = (KURTOSIS[form] - 1) / n
    # Wilson and Hilferty's cube, for any sum of squares of this spread.
    low, high = ((1 - spread / 9 + side * math.sqrt(spread / 9)) ** 3 for side in (-z, z))
    if not low < np.mean(x**2) < high:
        found.add("scale")
    end = {"normal": math.inf, "uniform": math.sqrt(3), "cut": 2 / CORE}[form]
    if np.abs(x).max() > end * (1 + 1e-9):
        found.add("bound")
    heights = distribution(form, x)
    steps = np.arange(n + 1) / n
    distance = max(np.max(steps[1:] - heights), np.max(heights - steps[:-1]))
    if distance > math.sqrt(math.log(2 / ODDS) / (2 * n)):
        found.add("form")
    return found


def drawn(name: str, settings: Mapping[str, Any]) -> np.ndarray:
    """Return a layer drawn by a named initializer."""
    sampler: Callable[..., np.ndarray] = getattr(named, name)
    return sampler(np.random.default_rng(21), LAYER, **settings)


@pytest.mark.parametrize(("name", "settings", "form", "variance"), PUBLISHED, ids=IDS)
def test_each_draws_from_its_published_law(
    name: str, settings: dict[str, Any], form: str, variance: float
) -> None:
    """Scale, bound and form are right, and 5 % of scale or another form would be noticed."""
    weights = drawn(name, settings)
    assert not faults(weights, form, variance)
    assert "scale" in faults(weights * 1.05, form, variance)
    for other in KURTOSIS:
        assert faults(weights, other, variance) or other == form


def swapped_fans(patch: pytest.MonkeyPatch) -> None:
    """Take n_out for n_in."""
    fan_of = dict(rules.FAN_OF)
    fan_of["fan_in"], fan_of["fan_out"] = fan_of["fan_out"], fan_of["fan_in"]
    patch.setattr(rules, "FAN_OF", fan_of)


def summed_fans(patch: pytest.MonkeyPatch) -> None:
    """Forget to halve the sum of the fans."""
    patch.setattr(rules, "FAN_OF", {**rules.FAN_OF, "fan_avg": lambda layer: float(sum(layer))})


def variance_for_std(patch: pytest.MonkeyPatch) -> None:
    """Pass the variance where the standard deviation belongs."""
    right = rules.spread
    patch.setattr(rules, "spread", lambda std, *form: right(std**2, *form))


def root_for_two(patch: pytest.MonkeyPatch) -> None:
    """Use the root of He's 2."""
    patch.setattr(rules, "variance_gain", gain)


def std_for_bound(patch: pytest.MonkeyPatch) -> None:
    """End the box at one standard deviation."""
    patch.setattr(named, "fill", _filling(uniform=math.sqrt(3)))


def uncorrected_cut(patch: pytest.MonkeyPatch) -> None:
    """Cut the normal and leave its std as it comes out."""
    patch.setattr(named, "fill", _filling(truncated_normal=1 / CORE))


def _filling(**too_wide: float) -> Callable[[np.random.Generator, Law, np.ndarray], None]:
    def fill(rng: np.random.Generator, law: Law, out: np.ndarray) -> None:
        sampling.fill(rng, law, out)
        out /= too_wide.get(law.family.value, 1.0)

    return fill


def whole_normal(patch: pytest.MonkeyPatch) -> None:
    """Forget to cut."""
    right = rules.spread
    patch.setattr(
        rules, "spread", lambda std, form="normal": right(std, form.removeprefix("truncated_"))
    )


@pytest.mark.parametrize(
    ("mutant", "victims"),
    [
        (swapped_fans, ("xavier_normal_fan_in he_normal he_uniform he_truncated lecun_normal "
                        "lecun_uniform lecun_truncated torch_linear")),
        (summed_fans, "xavier_normal xavier_uniform xavier_truncated"),
        (variance_for_std, "small_random xavier_normal he_normal he_uniform lecun_truncated"),
        (root_for_two, "he_normal he_uniform he_truncated"),
        (std_for_bound, "xavier_uniform he_uniform lecun_uniform torch_linear"),
        (uncorrected_cut, "truncated_normal xavier_truncated he_truncated lecun_truncated"),
        (whole_normal, "truncated_normal xavier_truncated he_truncated lecun_truncated"),
    ],
)  # fmt: skip
def test_each_classic_mistake_is_caught(
    monkeypatch: pytest.MonkeyPatch,
    mutant: Callable[[pytest.MonkeyPatch], None],
    victims: str,
) -> None:
    """With the mistake in the code, every initializer it touches fails its law."""
    mutant(monkeypatch)
    caught = {
        name
        for name, settings, form, variance in PUBLISHED
        if not settings.keys() - {"std"} and faults(drawn(name, settings), form, variance)
    }
    assert set(victims.split()) <= caught


@pytest.mark.parametrize("key", SCHEMES)
def test_functions_and_records_draw_the_same(key: str) -> None:
    """`he_normal` and `scheme("he").sample` are one sampler, into `out` as well."""
    function = getattr(named, key)
    weights = SCHEMES[key].sample(np.random.default_rng(3), (30, 20))
    assert np.array_equal(weights, function(np.random.default_rng(3), (30, 20)))
    out = np.empty((30, 20))
    assert function(np.random.default_rng(3), (30, 20), out=out) is out
    double = function(np.random.default_rng(3), (30, 20), dtype=np.float64)
    assert np.array_equal(out, double)


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (6, 1)])
@pytest.mark.parametrize("name", [*SCHEMES, "variance_scaling"])
def test_the_smallest_layers_are_drawn(name: str, shape: tuple[int, int]) -> None:
    """One weight, one row and one column are layers too."""
    weights = getattr(named, name)(np.random.default_rng(0), shape)
    assert weights.shape == shape
    assert weights.dtype == np.float32
    assert np.isfinite(weights).all()


def test_every_function_is_documented_and_has_no_hidden_dice() -> None:
    """Each takes a generator without a default, and says its law."""
    for name in (*SCHEMES, "variance_scaling", "truncated_normal"):
        function = getattr(named, name)
        parameters = inspect.signature(function).parameters
        assert parameters["rng"].default is inspect.Parameter.empty
        assert function.__doc__


def test_bad_requests_are_refused() -> None:
    """Shapes, dtypes and settings that make no sense raise before anything is drawn."""
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError):
        named.he_normal(rng, (3, 0))
    with pytest.raises(UsageError, match="int64"):
        named.he_normal(rng, (3, 3), dtype=np.int64)
    with pytest.raises(UsageError, match="gain"):
        named.orthogonal(rng, (3, 3), gain=-1)
    assert rng.bit_generator.state == np.random.default_rng(0).bit_generator.state
