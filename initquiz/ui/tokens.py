"""The look in numbers: the two sets of colours, and the type sizes that follow the font."""

from typing import NamedTuple


class Theme(NamedTuple):
    """Colours as "#RRGGBB".

    A named tuple, as all that the first card waits for: a dataclass takes eight times as long
    to make. Every text colour reaches 4.5:1 on each ground it is used on, `control`, `focus` and
    the plot's fill and curves 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); `line` only separates.
    """

    name: str
    background: str
    surface: str
    hover: str
    line: str
    control: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    focus: str
    right: str
    right_soft: str
    wrong: str
    wrong_soft: str
    plot_fill: str
    plot_truth: str
    plot_chosen: str


LIGHT = Theme(
    name="light",
    background="#F7F7F4",
    surface="#FFFFFF",
    hover="#EFF1F0",
    line="#E3E3DE",
    control="#8A9097",
    text="#1C2024",
    muted="#5E656D",
    disabled="#8A9097",
    accent="#0072B2",
    accent_strong="#005C91",
    accent_soft="#E7F2F9",
    on_accent="#FFFFFF",
    focus="#0072B2",
    right="#00795C",
    right_soft="#E2F3EE",
    wrong="#B34700",
    wrong_soft="#FBEBE0",
    plot_fill="#5F9BC6",
    plot_truth="#BD5200",
    plot_chosen="#5E656D",
)

DARK = Theme(
    name="dark",
    background="#15171A",
    surface="#1D2024",
    hover="#272B30",
    line="#2F343A",
    control="#6B727A",
    text="#E8E8E4",
    muted="#9AA1A9",
    disabled="#70777F",
    accent="#56B4E9",
    accent_strong="#7CC5EF",
    accent_soft="#1B2F3C",
    on_accent="#0B1620",
    focus="#56B4E9",
    right="#3CC79F",
    right_soft="#18302A",
    wrong="#F08A4B",
    wrong_soft="#3A2619",
    plot_fill="#427AA0",
    plot_truth="#F0A35E",
    plot_chosen="#9AA1A9",
)


class TypeScale(NamedTuple):
    """Type sizes in px: 12, 14, 17, 22 and 34 at a base of 14."""

    small: int
    base: int
    heading: int
    title: int
    display: int


def type_scale(base: int) -> TypeScale:
    """Return the sizes that go with body text of `base` px."""
    small, heading, title, display = (round(base * px / 14) for px in (12, 17, 22, 34))
    return TypeScale(small, base, heading, title, display)
