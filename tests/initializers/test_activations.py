"""Activations: values, slopes and names."""

import math

import numpy as np
import pytest

from initquiz.errors import UnknownKeyError
from initquiz.initializers.activations import ACTIVATIONS, activation, leaky_relu

POINTS = np.array([-30.0, -3.0, -0.7, -1e-3, 1e-3, 0.4, 2.0, 30.0])


@pytest.mark.parametrize(
    ("key", "at_minus_1", "at_2"),
    [
        ("linear", -1, 2),
        ("tanh", -0.7615941559557649, 0.9640275800758169),
        ("sigmoid", 1 / (1 + math.e), 1 / (1 + math.exp(-2))),
        ("relu", 0, 2),
        ("leaky_relu", -0.01, 2),
        ("selu", 1.0507009873554805 * 1.6732632423543772 * (1 / math.e - 1), 2.101401974710961),
    ],
)
def test_known_values(key: str, at_minus_1: float, at_2: float) -> None:
    """Each function has its textbook values at -1 and 2."""
    found = ACTIVATIONS[key](np.array([-1.0, 2.0]))
    assert found == pytest.approx([at_minus_1, at_2], rel=1e-14, abs=0)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_the_derivative_is_the_slope(key: str) -> None:
    """The derivative agrees with central differences, also where the unit is saturated."""
    unit, h = ACTIVATIONS[key], 1e-5
    slope = (unit(POINTS + h) - unit(POINTS - h)) / (2 * h)
    assert unit.derivative(POINTS) == pytest.approx(slope, rel=1e-7, abs=1e-10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_shape_and_dtype_are_kept_and_nothing_overflows(key: str, dtype: type) -> None:
    """Huge inputs give finite slopes, no warning, and arrays like the one given."""
    x: np.ndarray = np.array([[-1e30, -1e3, -90.0], [90.0, 1e3, 1e30]], dtype)
    for y in (ACTIVATIONS[key](x), ACTIVATIONS[key].derivative(x)):
        assert (y.shape, y.dtype) == (x.shape, np.dtype(dtype))
        assert np.isfinite(y).all()


def test_saturated_slopes_keep_their_digits() -> None:
    """The slope of tanh at 25 is 4 exp(-50), not the 0 that 1 - tanh² gives."""
    far = np.array([25.0])
    assert activation("tanh").derivative(far)[0] == pytest.approx(
        4 * math.exp(-50), rel=1e-12, abs=0
    )
    assert activation("sigmoid").derivative(far)[0] == pytest.approx(math.exp(-25), rel=1e-9, abs=0)


def test_leaky_relu_lies_between_relu_and_the_identity() -> None:
    """Slope 0 is ReLU, slope 1 the identity, and any other is kept."""
    assert leaky_relu(0.0)(POINTS).tolist() == activation("relu")(POINTS).tolist()
    assert leaky_relu(1.0)(POINTS).tolist() == POINTS.tolist()
    assert leaky_relu(0.2)(np.array([-5.0]))[0] == -1


def test_at_zero_the_slope_is_the_left_one() -> None:
    """A ReLU that gets exactly 0 passes no gradient on: what a zero network rests on."""
    zero = np.zeros(1)
    assert activation("relu").derivative(zero)[0] == 0
    assert leaky_relu(0.2).derivative(zero)[0] == 0.2


@pytest.mark.parametrize(
    ("name", "key"),
    [("Leaky ReLU", "leaky_relu"), ("LeakyReLU", "leaky_relu"), (" logistic ", "sigmoid")],
)
def test_names_are_found_as_people_write_them(name: str, key: str) -> None:
    """Case, blanks and underscores do not matter, and aliases are known."""
    assert activation(name).key == key


def test_names_are_unique() -> None:
    """No two activations share a name."""
    names = [name for one in ACTIVATIONS.values() for name in (one.key, *one.aliases)]
    assert len(names) == len(set(names))
    assert all(activation(name).key == key for key in ACTIVATIONS for name in (key,))


def test_an_unknown_name_gets_the_nearest() -> None:
    """A slip is answered with what was meant."""
    with pytest.raises(UnknownKeyError, match="sigmoid"):
        activation("sigmoyd")
