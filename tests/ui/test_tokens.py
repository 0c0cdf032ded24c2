"""Every colour pair on screen can be read."""

import pytest

from initquiz.ui.tokens import DARK, LIGHT, Theme, type_scale

TEXT = [
    ("text", "background surface hover accent_soft right_soft wrong_soft line"),
    ("muted", "background surface hover accent_soft right_soft wrong_soft"),
    ("accent", "background surface"),
    ("accent_strong", "background surface"),
    ("right", "surface right_soft"),
    ("wrong", "surface wrong_soft"),
    ("on_accent", "accent accent_strong"),
    ("plot_truth", "surface"),
    ("plot_chosen", "surface"),
]
SHAPES = [
    ("control", "surface background"),
    ("focus", "background surface hover accent_soft"),
    ("accent", "line accent_soft"),
    ("right", "surface right_soft"),
    ("wrong", "surface wrong_soft"),
    ("plot_fill", "surface"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white() -> None:
    """The formula itself gives the published extremes."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("front", "grounds"), TEXT)
def test_text_reads_on_its_grounds(theme: Theme, front: str, grounds: str) -> None:
    """Text has a contrast of 4.5 on every ground it is used on."""
    for ground in grounds.split():
        assert contrast(getattr(theme, front), getattr(theme, ground)) >= 4.5, ground


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("front", "grounds"), SHAPES)
def test_meaningful_shapes_stand_out(theme: Theme, front: str, grounds: str) -> None:
    """Borders, rings and bars that carry meaning have a contrast of 3."""
    for ground in grounds.split():
        assert contrast(getattr(theme, front), getattr(theme, ground)) >= 3, ground


def test_type_follows_the_base() -> None:
    """The five sizes are 12, 14, 17, 22 and 34 at a base of 14, and scale with it."""
    sizes = type_scale(14)
    assert (sizes.small, sizes.base, sizes.heading, sizes.title, sizes.display) == (
        12,
        14,
        17,
        22,
        34,
    )
    assert type_scale(28).small == 24
