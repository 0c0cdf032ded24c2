"""Fans: the two numbers of a layer, or a plain refusal."""

from typing import Any

import numpy as np
import pytest

from initquiz.errors import ShapeError
from initquiz.initializers.fans import Fans, fans


def test_rows_are_inputs_and_columns_outputs() -> None:
    """W is (n_in, n_out): the first side is the fan-in."""
    assert fans((784, 256)) == Fans(fan_in=784, fan_out=256)
    assert fans((3, 4)).size == 12


def test_numpy_integers_become_plain_ones() -> None:
    """A shape computed with numpy gives the same value as one typed in."""
    layer = fans((int(np.int64(5)), int(np.int64(7))))
    assert [type(side) for side in layer] == [int, int]


@pytest.mark.parametrize("shape", [(0, 4), (4, -1), (4,), (1, 2, 3), (2.0, 3), ("a", 1), 7, None])
def test_a_bad_shape_is_refused_by_its_value(shape: Any) -> None:  # noqa: ANN401  hostile on purpose
    """The message names what was given."""
    with pytest.raises(ShapeError, match="layer"):
        fans(shape)
