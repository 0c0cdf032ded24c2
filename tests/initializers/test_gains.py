"""Gains: torch's table, to the last bit where it matters."""

import math

import pytest

from initquiz.errors import UsageError
from initquiz.initializers.gains import gain, variance_gain


@pytest.mark.parametrize(
    ("activation", "slope", "expected"),
    [
        ("linear", 0.0, 1),
        ("Sigmoid", 0.0, 1),
        ("tanh", 0.0, 5 / 3),
        ("ReLU", 0.0, math.sqrt(2)),
        ("leaky ReLU", 0.0, math.sqrt(2)),
        ("leaky_relu", 0.2, math.sqrt(2 / 1.04)),
        ("leaky-relu", 1.0, 1),
        ("selu", 0.0, 0.75),
    ],
)
def test_the_published_gains_come_out(activation: str, slope: float, expected: float) -> None:
    """Each activation has the factor torch documents, however its name is written."""
    assert gain(activation, slope) == pytest.approx(expected, rel=1e-15)


def test_hes_two_is_exact() -> None:
    """The variance factor of ReLU is 2 and not the square of a rounded root."""
    assert variance_gain("relu") == variance_gain("leaky_relu") == 2


@pytest.mark.parametrize(("activation", "slope"), [("gelu", 0.0), ("leaky_relu", math.nan)])
def test_what_has_no_gain_is_refused(activation: str, slope: float) -> None:
    """The message names what was given; an unknown activation gets the list of known ones."""
    with pytest.raises(UsageError, match=r"gelu.*relu|nan"):
        gain(activation, slope)
