"""One-sided Jacobi: each singular value to its own last digits."""

import numpy as np
import pytest

from initquiz.initializers.jacobi import column_norms


def rng(seed: int = 0) -> np.random.Generator:
    """Return a seeded generator."""
    return np.random.default_rng(seed)


@pytest.mark.parametrize("shape", [(1, 1), (5, 1), (2, 2), (9, 4), (7, 7), (40, 33)])
def test_ordinary_matrices_agree_with_lapack(shape: tuple[int, int]) -> None:
    """Without scales it is just another SVD, for odd and even numbers of columns."""
    a = rng().standard_normal(shape)
    found = np.exp(column_norms(a, np.zeros(shape[1])))
    assert found == pytest.approx(np.linalg.svd(a, compute_uv=False), rel=1e-12)


def test_scaled_columns_keep_every_digit() -> None:
    """Columns over 1500 decades: exact to 1e-12 each, where Gram-Schmidt is the limit."""
    a = rng().standard_normal((6, 6))
    logs = np.linspace(0.0, -3500.0, 6)
    found = column_norms(a[:, [3, 0, 5, 1, 4, 2]], logs[[3, 0, 5, 1, 4, 2]])
    steps = np.log(np.abs(np.diag(np.linalg.qr(a)[1])))
    assert found == pytest.approx(logs + steps, abs=1e-9)


def test_two_columns_by_hand() -> None:
    """(1, 0) and (1, d): the product of singular values is d, their squares add up to 2 + d²."""
    d = 1e-3
    high, low = np.exp(column_norms(np.array([[1.0, 1.0], [0.0, d]]), np.zeros(2)))
    assert high * low == pytest.approx(d, rel=1e-12)
    assert high**2 + low**2 == pytest.approx(2 + d**2, rel=1e-12)


def test_scales_that_nearly_meet_still_mix() -> None:
    """Scaling by logs is the same as scaling the columns."""
    a, logs = rng(2).standard_normal((8, 5)), np.array([0.3, -1.0, 0.0, 2.0, -4.0])
    plain = column_norms(a * np.exp(logs), np.zeros(5))
    assert column_norms(a, logs) == pytest.approx(plain, abs=1e-11)


def test_zero_columns_are_minus_infinity() -> None:
    """A column of zeros adds a singular value of exactly 0, last."""
    a = np.array([[0.0, 3.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 0.0]])
    assert column_norms(a, np.zeros(3)) == pytest.approx([np.log(5), -np.inf, -np.inf])


def test_the_input_is_left_alone() -> None:
    """The columns handed in are not overwritten."""
    a, logs = rng().standard_normal((4, 3)), np.zeros(3)
    before = a.copy()
    column_norms(a, logs)
    assert (a == before).all()
    assert not logs.any()
