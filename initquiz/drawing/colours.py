"""The colours and type a figure is drawn with, so that drawing need not know the window.

Series are told apart by the colours of Okabe & Ito (2008), which differ also for the colour-blind;
those too pale for the ground are darkened, or left out. Colour never stands alone: dashes,
symbols and labels say the same.
"""

from dataclasses import dataclass

SERIES_ON_LIGHT = ("#0072B2", "#CC79A7", "#009E73", "#1C2024", "#6B4E00", "#D55E00")
"""Blue, reddish purple, bluish green, black, orange darkened to brown, vermilion."""

SERIES_ON_DARK = ("#56B4E9", "#CC79A7", "#009E73", "#E8E8E4", "#F0E442", "#D55E00")
"""Sky blue, reddish purple, bluish green, nearly white, yellow, vermilion."""

COLD_ON_LIGHT, WARM_ON_LIGHT = "#0072B2", "#D55E00"
COLD_ON_DARK, WARM_ON_DARK = "#56B4E9", "#E69F00"
"""The ends of a heatmap: blue and vermilion, or sky blue and orange."""

_LEGIBLE = 4.5  # contrast of text with its ground (WCAG 2.2, 1.4.3)


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """Colours as "#RRGGBB", the font's family ("" for the application's) and size in px.

    `low` and `high` are the ends of a heatmap's colours, `accent` is the marker's and the
    focus ring's; `series` follow each other and begin again.
    """

    background: str
    text: str
    muted: str
    axis: str
    fill: str
    truth: str
    chosen: str
    accent: str = "#0072B2"
    low: str = COLD_ON_LIGHT
    high: str = WARM_ON_LIGHT
    series: tuple[str, ...] = SERIES_ON_LIGHT
    family: str = ""
    font_px: int = 12

    def legible(self, colour: str) -> str:
        """Return a colour for text: itself, or as near to it as can be read on the ground."""
        for share in range(0, 100, 5):
            mended = mixed(colour, self.text, share / 100)
            if contrast(mended, self.background) >= _LEGIBLE:
                return mended
        return self.text


PRINT = FigureStyle(
    background="#FFFFFF",
    text="#1C2024",
    muted="#565D65",
    axis="#8A9097",
    fill="#5F9BC6",
    truth="#BD5200",
    chosen="#565D65",
)
"""Dark on white, for pictures in exported papers and decks."""


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with `share` (0 to 1) of another in it, as "#RRGGBB"."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    parts = [round(one + (two - one) * share) for one, two in pairs]
    return "#{:02X}{:02X}{:02X}".format(*parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)  # noqa: PLR2004  # WCAG 2.2
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
