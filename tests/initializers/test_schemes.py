"""Schemes: the table of published formulas, by any of their names."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import ShapeError, UnknownSchemeError
from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Family
from initquiz.initializers.schemes import SCHEMES, folded, scheme

LAYER = Fans(200, 300)
VARIANCES = {
    "zeros": 0.0,
    "constant": 0.0,
    "small_random": 1e-4,
    "xavier_normal": 2 / 500,
    "xavier_uniform": 2 / 500,
    "xavier_truncated": 2 / 500,
    "xavier_normal_fan_in": 1 / 200,
    "he_normal": 2 / 200,
    "he_uniform": 2 / 200,
    "he_truncated": 2 / 200,
    "lecun_normal": 1 / 200,
    "lecun_uniform": 1 / 200,
    "lecun_truncated": 1 / 200,
    "torch_linear": 1 / 600,
    "orthogonal": 1 / 300,
    "sparse": 15 / 200,
    "sparse_fraction": 1e-5,
}


def test_each_scheme_has_its_published_variance() -> None:
    """The table of section 1: the variance of all entries, for n_in 200 and n_out 300."""
    found = {key: record.law(LAYER).std ** 2 for key, record in SCHEMES.items()}
    assert found == pytest.approx(VARIANCES)


@pytest.mark.parametrize("key", SCHEMES)
def test_each_scheme_draws_from_its_own_law_and_no_other(key: str) -> None:
    """Measured on 60,000 weights, only schemes of the same variance are within six errors."""
    w = SCHEMES[key].sample(np.random.default_rng(11), LAYER).astype(np.float64)
    laws = {other: record.law(LAYER) for other, record in SCHEMES.items()}
    measured = math.sqrt(np.mean((w - w[0, 0] * (key == "constant")) ** 2))
    rounding = 1e-6 * measured + 1e-12
    near = {
        other
        for other, law in laws.items()
        if abs(measured - law.std) <= 6 * law.std_error(w.size) + rounding
    }
    assert near == {other for other in VARIANCES if math.isclose(VARIANCES[other], VARIANCES[key])}


def test_xavier_uniform_ends_at_glorots_bound() -> None:
    """Equation 16: the bound is the root of 6 over the sum of the fans."""
    law = SCHEMES["xavier_uniform"].law(LAYER)
    assert law.support == pytest.approx(math.sqrt(6 / 500))
    assert law.family is Family.UNIFORM


def test_a_layer_of_few_inputs_leaves_nothing_to_be_sparse() -> None:
    """With 15 inputs or fewer every link is kept."""
    assert SCHEMES["sparse"].law(Fans(10, 5)).density == 1
    w = SCHEMES["sparse"].sample(np.random.default_rng(0), (10, 5))
    assert np.count_nonzero(w) == 50


@given(st.sampled_from(sorted(SCHEMES)), st.integers(1, 30), st.integers(1, 30))
def test_every_shape_is_drawn(key: str, n_in: int, n_out: int) -> None:
    """Any layer, 1 x 1 included, comes back finite, float32 and of its shape."""
    w = SCHEMES[key].sample(np.random.default_rng(0), (n_in, n_out))
    assert w.shape == (n_in, n_out)
    assert w.dtype == np.dtype(np.float32)
    assert np.isfinite(w).all()


def test_the_same_generator_state_draws_the_same_weights() -> None:
    """Nothing but the generator decides; `out` gets what a fresh array gets."""
    for record in SCHEMES.values():
        first = record.sample(np.random.default_rng(7), (40, 30))
        out = np.full((40, 30), np.nan, np.float32)
        assert record.sample(np.random.default_rng(7), (40, 30), out=out) is out
        assert np.array_equal(first, out)


def test_every_name_finds_its_scheme() -> None:
    """Keys, aliases and titles work, in any case and with hyphens or spaces."""
    for record in SCHEMES.values():
        for name in record.names:
            assert scheme(name) is scheme(name.upper().replace("_", "-")) is record


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Kaiming normal", "he_normal"),
        ("kaiming_normal_", "he_normal"),
        ("HeNormal", "he_normal"),
        ("he", "he_normal"),
        ("Kaiming-Uniform", "he_uniform"),
        ("GlorotUniform", "xavier_uniform"),
        ("glorot", "xavier_normal"),
        ("LecunNormal", "lecun_normal"),
        ("nn.Linear", "torch_linear"),
        ("Zeros", "zeros"),
        ("constant_", "constant"),
        ("orthogonal_", "orthogonal"),
        ("sparse_", "sparse"),
    ],
)
def test_the_frameworks_spellings_are_understood(written: str, key: str) -> None:
    """CamelCase, trailing underscores and dots are how people know the schemes."""
    assert scheme(written).key == key


def test_no_two_schemes_share_a_name() -> None:
    """An alias leads to one scheme only, and none is listed twice."""
    names = [folded(name) for record in SCHEMES.values() for name in (record.key, *record.aliases)]
    assert len(names) == len(set(names))
    titles = {folded(record.title): record.key for record in SCHEMES.values()}
    assert len(titles) == len(SCHEMES)
    owners = {folded(name): record.key for record in SCHEMES.values() for name in record.names}
    assert all(owners[title] == key for title, key in titles.items())


def test_the_documents_xavier_is_lecuns_law() -> None:
    """One law under two names: equal for every layer, so never two options."""
    for layer in (LAYER, Fans(1, 9), Fans(4096, 16)):
        assert SCHEMES["xavier_normal_fan_in"].law(layer) == SCHEMES["lecun_normal"].law(layer)


def test_every_record_tells_its_story() -> None:
    """Each scheme has a formula, a use, a source and a sentence on its histogram."""
    for record in SCHEMES.values():
        assert all((record.title, record.formula, record.best_for, record.source))
        assert record.telltale.endswith((".", ".)"))
        assert record.formula.count("{") == record.formula.count("}")


def test_a_slip_of_the_finger_is_answered_with_the_nearest_names() -> None:
    """The refusal offers what was probably meant."""
    with pytest.raises(UnknownSchemeError, match="he_normal"):
        scheme("he_norml")
    with pytest.raises(UnknownSchemeError, match="zeros"):
        scheme("qqqqqqqq")


def test_a_bad_layer_is_refused() -> None:
    """A layer without outputs is no layer."""
    with pytest.raises(ShapeError):
        SCHEMES["he_normal"].sample(np.random.default_rng(0), (5, 0))


def test_the_spelled_formula_evaluates_to_the_law() -> None:
    """What the learner reads as arithmetic is the std of the law."""
    for record in SCHEMES.values():
        text = record.spell(LAYER).replace("√", "math.sqrt").replace("·", "*")
        assert eval(text) == pytest.approx(record.law(LAYER).std)  # noqa: S307  our own table
