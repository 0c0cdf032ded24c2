"""A marker keeps to its steps and says where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.plots.marker import Marker

SIGMA = Marker("σ", 0.06, 0.0, 0.24, 0.001)


@given(
    least=st.floats(-10, 10),
    steps=st.integers(1, 400),
    step=st.floats(1e-3, 5),
    place=st.floats(-1e4, 1e4),
)
def test_it_snaps_to_the_nearest_step_inside(
    least: float, steps: int, step: float, place: float
) -> None:
    """Wherever it is dragged, it stands on a step, and on the one nearest."""
    marker = Marker("", least, least, least + steps * step, step).at(place)
    taken = (marker.place - least) / step
    assert taken == pytest.approx(round(taken), abs=1e-6)
    assert 0 <= round(taken) <= steps
    inside = min(max(place, least), least + steps * step)
    assert abs(marker.place - inside) <= step / 2 * (1 + 1e-6) + 1e-9


def test_it_moves_by_steps_and_stops_at_the_ends() -> None:
    """A step is a step, and no number of steps leaves the axis."""
    assert SIGMA.by(1).place == pytest.approx(0.061)
    assert SIGMA.by(-10).place == pytest.approx(0.05)
    assert SIGMA.by(1000).place == pytest.approx(0.24)
    assert SIGMA.by(-1000).place == 0


def test_from_between_two_steps_it_goes_to_the_next() -> None:
    """A typed place is kept and told in full; from there the keys lead to the neighbours."""
    marker = Marker("σ", 0.0625, 0.0, 0.24, 0.001)
    assert marker.text == "σ 0.0625"
    assert marker.by(1).place == pytest.approx(0.063)
    assert marker.by(-1).place == pytest.approx(0.062)


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        (SIGMA, "σ 0.060"),
        (Marker("layer", 7.0, 1.0, 50.0, 1.0), "layer 7"),
        (Marker("", -0.5, -1.0, 1.0, 0.25), "−0.50"),
        (Marker("σ", 0.00411, 0.0, 0.2, 0.00137), "σ 0.00411"),
    ],
)
def test_the_value_has_the_decimals_of_the_step(marker: Marker, text: str) -> None:
    """The label carries the value, as precise as the steps are, with a true minus sign."""
    assert marker.text == text


def test_once_fixed_it_does_not_move() -> None:
    """With the truth beside it the answer stays as it was given."""
    fixed = SIGMA.fixed(0.055, 0.068, 0.0612)
    assert fixed.by(5) == fixed == fixed.at(0.2)
    assert fixed.text == "σ 0.060"
    assert fixed.true_text == "true: 0.0612"
    assert fixed.accepted_text == "accepted: 0.055 to 0.068"
