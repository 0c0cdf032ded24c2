"""Schemes as options: their names, their exact laws, and a note of what each predicts."""

import math

import pytest

from initquiz.asking.scheme_options import (
    as_option_law,
    law_of,
    laws_of,
    prediction_note,
    text_of,
)
from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import SCHEMES

LAYER = Fans(784, 256)


def test_every_scheme_has_a_short_name_of_its_own() -> None:
    """No two texts are the same, and each fits on a button."""
    texts = [text_of(key) for key in SCHEMES]
    assert len(set(texts)) == len(SCHEMES)
    assert max(map(len, texts)) <= 40


def test_names_that_say_too_little_say_more() -> None:
    """The width, the fans and the links are told; other schemes keep their titles."""
    assert text_of("small_random") == "Small random, std 0.01"
    assert text_of("xavier_normal") == "Xavier normal, both fans"
    assert text_of("sparse") == "Sparse, 15 per unit"
    assert text_of("he_normal") == "He normal"


@pytest.mark.parametrize("key", list(SCHEMES))
def test_an_option_carries_the_schemes_law(key: str) -> None:
    """Family, standard deviation, density and mean are those of the scheme for the layer."""
    law, option = SCHEMES[key].law(LAYER), law_of(key, LAYER)
    assert (option.family, option.std) == (str(law.family), law.std)
    assert (option.density, option.mean) == (law.density, law.mean)
    assert type(option.family) is str


def test_laws_come_in_the_order_asked_for() -> None:
    """He's variance for 784 inputs is 2/784, LeCun's half of it."""
    he, lecun = laws_of(["he_normal", "lecun_normal"], LAYER)
    assert he.std == pytest.approx(math.sqrt(2 / 784))
    assert lecun.std == pytest.approx(math.sqrt(1 / 784))
    assert as_option_law(he) == law_of("he_normal", LAYER)


@pytest.mark.parametrize(
    ("law", "note"),
    [
        (Law(Family.NORMAL, 0.0505), "σ 0.0505"),
        (Law(Family.NORMAL, 0.1), "σ 0.100"),
        (Law(Family.UNIFORM, 0.1), "σ 0.100, ends at ±0.173"),
        (Law(Family.ZERO, 0.0, 0.0), "100 % zeros"),
        (Law(Family.NORMAL, 0.1383, 15 / 784), "98.1 % zeros"),
    ],
)
def test_a_note_tells_what_a_law_predicts(law: Law, note: str) -> None:
    """Three digits of σ, where a box ends, or the share of zeros."""
    assert prediction_note(law) == note
