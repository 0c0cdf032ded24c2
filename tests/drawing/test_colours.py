"""Series can be told apart and read, on every ground and by colour-blind eyes."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from initquiz.drawing.colours import (
    COLD_ON_DARK,
    COLD_ON_LIGHT,
    PRINT,
    SERIES_ON_DARK,
    SERIES_ON_LIGHT,
    WARM_ON_DARK,
    WARM_ON_LIGHT,
    contrast,
    mixed,
)
from initquiz.ui.tokens import DARK, LIGHT

GROUNDS = [
    (LIGHT.surface, SERIES_ON_LIGHT, COLD_ON_LIGHT, WARM_ON_LIGHT),
    (DARK.surface, SERIES_ON_DARK, COLD_ON_DARK, WARM_ON_DARK),
    (PRINT.background, PRINT.series, PRINT.low, PRINT.high),
]
# Linear RGB as dichromats see it: Machado, Oliveira & Fernandes 2009, severity 1.
SIGHT = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "common": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
}
# Linear RGB to OKLab: Ottosson 2020.
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def lab(colour: str, sight: str) -> NDArray[np.float64]:
    """Return "#RRGGBB" in OKLab as somebody sees it."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    result: NDArray[np.float64] = TO_LAB @ np.cbrt(TO_LMS @ seen)
    return result


@pytest.mark.parametrize(("ground", "series", "cold", "warm"), GROUNDS)
def test_series_stand_out_from_the_ground(
    ground: str, series: tuple[str, ...], cold: str, warm: str
) -> None:
    """Each series and both ends of a heatmap have a contrast of 3 with the ground."""
    for colour in (*series, cold, warm):
        assert contrast(colour, ground) >= 3, colour


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("series", [SERIES_ON_LIGHT, SERIES_ON_DARK], ids=["light", "dark"])
def test_series_are_told_apart(series: tuple[str, ...], sight: str) -> None:
    """Also to red- or green-blind eyes no two series look alike (OKLab, 0.05 is well seen)."""
    for one, other in combinations(series, 2):
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > 0.05, (one, other)


@pytest.mark.parametrize("sight", SIGHT)
def test_signs_are_told_apart(sight: str) -> None:
    """The two ends of a heatmap look different to every eye, at full and at pale strength."""
    for cold, warm, ground in (
        (COLD_ON_LIGHT, WARM_ON_LIGHT, LIGHT.surface),
        (COLD_ON_DARK, WARM_ON_DARK, DARK.surface),
    ):
        for share in (0.0, 0.6):
            pair = [lab(mixed(end, ground, share), sight) for end in (cold, warm)]
            assert np.linalg.norm(pair[0] - pair[1]) > 0.05


@pytest.mark.parametrize("colour", SERIES_ON_LIGHT)
def test_words_in_a_colour_can_be_read(colour: str) -> None:
    """A colour for text has a contrast of 4.5, and is kept if it has that anyway."""
    legible = PRINT.legible(colour)
    assert contrast(legible, PRINT.background) >= 4.5
    if contrast(colour, PRINT.background) >= 4.5:
        assert legible == colour


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    """Shares of 0 and 1 are the colours themselves, a half lies between."""
    assert mixed("#102030", "#F0E0D0", 0) == "#102030"
    assert mixed("#102030", "#F0E0D0", 1) == "#F0E0D0"
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"


def test_contrast_of_black_on_white() -> None:
    """The formula gives the published extremes."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
