"""Misconceptions: every confusion of two offered schemes has a name and a lesson."""

from itertools import permutations

import pytest

from initquiz.initializers.misconceptions import misconception
from initquiz.questions.name_histogram import QUESTION


def test_every_pair_is_named() -> None:
    """Each of the 42 ordered pairs has a key, a short title and a lesson."""
    for truth, answer in permutations(QUESTION.schemes, 2):
        found = misconception(truth, answer)
        assert found.key == found.key.lower()
        assert len(found.title) < 40
        assert found.lesson.endswith(".")


@pytest.mark.parametrize(
    ("truth", "answer", "key"),
    [
        ("he_normal", "lecun_normal", "factor-two-missing"),
        ("lecun_normal", "he_normal", "factor-two-added"),
        ("xavier_normal", "xavier_uniform", "box-for-bell"),
        ("xavier_uniform", "xavier_normal", "bell-for-box"),
        ("xavier_normal", "lecun_normal", "fan-out-ignored"),
        ("he_normal", "xavier_normal", "fans-averaged"),
        ("he_normal", "small_random", "fixed-scale"),
        ("small_random", "he_normal", "scale-from-fans"),
        ("zeros", "sparse", "none-for-few"),
        ("sparse", "zeros", "few-for-none"),
        ("sparse", "he_normal", "zeros-overlooked"),
        ("small_random", "zeros", "narrow-for-zero"),
    ],
)
def test_keys_are_stable(truth: str, answer: str, key: str) -> None:
    """Keys are logged with answers, so they keep their meaning."""
    assert misconception(truth, answer).key == key


def test_a_right_answer_shows_no_misconception() -> None:
    """Asking for the mistake in a right answer is a bug, and raises."""
    with pytest.raises(KeyError):
        misconception("zeros", "zeros")
