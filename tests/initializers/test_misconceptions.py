"""Misconceptions: every confusion of two schemes has a name and a lesson."""

from collections import defaultdict
from itertools import permutations

import pytest

from initquiz.initializers.laws import Family, Law
from initquiz.initializers.misconceptions import Misconception, misconception
from initquiz.initializers.schemes import SCHEMES

LAYERS = [(300, 700), (64, 64), (900, 128)]
PAIRS = list(permutations(SCHEMES, 2))


def laws(key: str) -> list[Law]:
    """Return a scheme's laws for a few layers."""
    return [SCHEMES[key].law(layer) for layer in LAYERS]


def named() -> dict[tuple[str, str], Misconception]:
    """Return what is said of each pair of different laws."""
    return {pair: misconception(*pair) for pair in PAIRS if laws(pair[0]) != laws(pair[1])}


def ratios(pair: tuple[str, str]) -> list[float]:
    """Return truth's over answer's variance for each layer; 0 where one of them has none."""
    both = zip(*map(laws, pair), strict=True)
    return [(a.std / b.std) ** 2 if a.std and b.std else 0.0 for a, b in both]


def test_every_pair_of_laws_is_named() -> None:
    """All 17 schemes as truth and as answer: a key, a short title and a lesson."""
    assert len(SCHEMES) == 17
    found = named()
    assert len(found) == 17 * 16 - 2
    for told in found.values():
        assert told.key == told.key.lower()
        assert " " not in told.key
        assert len(told.title) < 40
        assert told.title[0].islower() or told.title[:4] in ("0.01", "PyTo")
        assert told.lesson.endswith(".")
        assert not told.title.endswith(".")


def test_one_law_under_two_names_is_no_mistake() -> None:
    """Xavier in the deck's convention and LeCun are one law, so neither is wrong for the other."""
    same = [pair for pair in PAIRS if laws(pair[0]) == laws(pair[1])]
    assert {frozenset(pair) for pair in same} == {
        frozenset({"xavier_normal_fan_in", "lecun_normal"})
    }
    for pair in same:
        with pytest.raises(KeyError):
            misconception(*pair)


def test_a_key_has_one_title_and_speaks_of_one_side() -> None:
    """Each key is one mistake: always the same title, and never of a pair and its reverse."""
    titles = defaultdict(set)
    for told in named().values():
        titles[told.key].add(told.title)
    shared = {key for key, texts in titles.items() if len(texts) > 1}
    assert not shared
    for truth, answer in named():
        assert misconception(truth, answer).key != misconception(answer, truth).key


def test_a_factor_of_two_is_named_where_it_is_one() -> None:
    """The factor is said to be missing just where the truth's variance is twice the answer's."""
    for pair, told in named().items():
        twice = ratios(pair) == pytest.approx([2.0] * 3)
        assert twice is (told.key == "factor-two-missing"), pair
        assert (ratios(pair) == pytest.approx([0.5] * 3)) is (told.key == "factor-two-added"), pair


def test_a_form_is_named_where_the_scales_agree() -> None:
    """Box, bell and cut bell are told apart just where σ is the same in every layer."""
    forms = {Family.NORMAL: "bell", Family.UNIFORM: "box", Family.TRUNCATED: "cut-bell"}
    for (truth, answer), told in named().items():
        shapes = [forms.get(laws(key)[0].family, "") for key in (answer, truth)]
        if ratios((truth, answer)) == pytest.approx([1.0] * 3):
            assert told.key == "-for-".join(shapes)
        else:
            assert told.key.partition("-for-")[0] not in forms.values()


def test_zeros_are_named_where_the_numbers_of_zeros_differ() -> None:
    """A lesson on scale or form is given only where both laws have the same zeros."""
    about_values = {
        *("none-for-few", "few-for-none", "spike-overlooked", "narrow-for-zero"),
        *("zeros-overlooked", "zeros-imagined", "share-for-number", "number-for-share"),
        *("zero-overlooked", "zero-imagined", "few-for-one-value"),
    }
    for (truth, answer), told in named().items():
        differ = laws(truth)[0].density != laws(answer)[0].density
        assert differ is (told.key in about_values), (truth, answer)


KEYS = [
    ("he_normal", "lecun_normal", "factor-two-missing"),
    ("lecun_normal", "he_normal", "factor-two-added"),
    ("xavier_normal_fan_in", "he_uniform", "factor-two-added"),
    ("xavier_normal", "xavier_uniform", "box-for-bell"),
    ("xavier_uniform", "xavier_normal", "bell-for-box"),
    ("he_normal", "he_truncated", "cut-bell-for-bell"),
    ("lecun_truncated", "xavier_normal_fan_in", "bell-for-cut-bell"),
    ("lecun_truncated", "lecun_uniform", "box-for-cut-bell"),
    ("he_uniform", "he_truncated", "cut-bell-for-box"),
    ("xavier_normal", "lecun_normal", "fan-out-ignored"),
    ("xavier_normal", "xavier_normal_fan_in", "fan-out-ignored"),
    ("he_normal", "xavier_normal", "fans-averaged"),
    ("xavier_normal_fan_in", "xavier_truncated", "fans-averaged"),
    ("xavier_uniform", "torch_linear", "torch-for-xavier"),
    ("torch_linear", "xavier_uniform", "xavier-for-torch"),
    ("he_uniform", "torch_linear", "torch-for-he"),
    ("torch_linear", "he_uniform", "he-for-torch"),
    ("lecun_uniform", "torch_linear", "torch-for-lecun"),
    ("torch_linear", "lecun_uniform", "factor-three-missing"),
    ("he_normal", "small_random", "fixed-scale"),
    ("small_random", "he_normal", "scale-from-fans"),
    ("he_normal", "orthogonal", "orthogonal-imagined"),
    ("orthogonal", "lecun_normal", "orthogonal-overlooked"),
    ("zeros", "constant", "zero-overlooked"),
    ("constant", "zeros", "zero-imagined"),
    ("constant", "sparse", "zero-imagined"),
    ("zeros", "sparse", "none-for-few"),
    ("sparse", "zeros", "few-for-none"),
    ("zeros", "orthogonal", "spike-overlooked"),
    ("small_random", "zeros", "narrow-for-zero"),
    ("sparse", "he_normal", "zeros-overlooked"),
    ("he_normal", "sparse_fraction", "zeros-imagined"),
    ("sparse", "sparse_fraction", "share-for-number"),
    ("sparse_fraction", "sparse", "number-for-share"),
    ("constant", "he_normal", "one-value-overlooked"),
    ("he_normal", "constant", "one-value-imagined"),
    ("sparse", "constant", "few-for-one-value"),
]


@pytest.mark.parametrize(("truth", "answer", "key"), KEYS)
def test_keys_are_stable(truth: str, answer: str, key: str) -> None:
    """Keys are logged with answers, so they keep their meaning."""
    assert misconception(truth, answer).key == key


def test_no_key_is_missing_from_the_list() -> None:
    """Every key that can be logged stands in the list above."""
    assert {told.key for told in named().values()} == {key for *_, key in KEYS}


@pytest.mark.parametrize("pair", [("zeros", "zeros"), ("he_normal", "fiftieth"), ("", "sparse")])
def test_what_is_no_mistake_between_two_schemes_raises(pair: tuple[str, str]) -> None:
    """Asking for the mistake in a right answer, or of an unknown scheme, is a bug."""
    with pytest.raises(KeyError):
        misconception(*pair)
