"""The colours and type a figure is drawn with, so that drawing need not know the window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """Colours as "#RRGGBB", the font's family ("" for the application's) and size in px."""

    background: str
    text: str
    muted: str
    axis: str
    fill: str
    truth: str
    chosen: str
    family: str = ""
    font_px: int = 12


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
