"""How a document looks, as plain values."""

from typing import NamedTuple


class DocumentStyle(NamedTuple):
    """How a document looks: font families, sizes in px, colours as "#rrggbb".

    `line` draws the borders of tables and rules; `leading` is the space between lines as
    a part of the font size, on top of the font's own; `weight` is that of plain words (400).
    """

    family: str
    size: float = 17.0
    text: str = "#1C2024"
    muted: str = "#646B73"
    link: str = "#0072B2"
    code_background: str = "#F2F2EE"
    line: str = "#E3E3DE"
    mono: str = "monospace"
    leading: float = 0.22
    weight: int = 400
