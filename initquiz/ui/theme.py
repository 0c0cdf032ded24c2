"""Light and dark, applied to a running program.

The palette is our own: Qt cannot switch the system's scheme everywhere, and Fusion with an
explicit palette looks the same on every desktop.

What the first card needs is written without the name `Qt`: PySide6 builds that whole namespace,
93 enums, when it is first named, a tenth of the time a bare window takes to start. Alignment,
text format and focus policy of the first widgets stand in the style sheet instead.
"""

import os
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.drawing.fonts import with_letters
from initquiz.ui.style_sheet import style_sheet
from initquiz.ui.tokens import DARK, LIGHT, type_scale

if TYPE_CHECKING:
    from initquiz.drawing.colours import FigureStyle
    from initquiz.ui.tokens import Theme, TypeScale

STYLE = "Fusion"
# Where Qt looks for the style to begin with; setting one later would have PySide6 build the
# whole class of styles, 8 ms that the first card need not wait for.
OVERRIDE = "QT_STYLE_OVERRIDE"
_PROPERTY = "initquizTheme"
_FAMILY = "Inter"
_BASE_PX = 14


class Mode(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def resolve(mode: Mode) -> "Theme":
    """Return the theme for a mode; a desktop that reports no scheme is taken for light."""
    if mode is Mode.SYSTEM:
        scheme = QApplication.styleHints().colorScheme()
        return DARK if scheme is QtCore.Qt.ColorScheme.Dark else LIGHT
    return DARK if mode is Mode.DARK else LIGHT


def current() -> "Theme":
    """Return the theme last applied; light before any was."""
    application = QApplication.instance()
    name = application.property(_PROPERTY) if application else None
    return DARK if name == DARK.name else LIGHT


def apply(application: QApplication, theme: "Theme") -> None:
    """Give every window, open or to come, the theme; may be called again at any time.

    Widgets that paint themselves hear of it by `changeEvent` and ask `current`.
    """
    if application.property(_PROPERTY) is None and os.environ.get(OVERRIDE) != STYLE:
        application.setStyle(STYLE)
    application.setProperty(_PROPERTY, theme.name)
    application.setFont(_font(application.font()))
    application.setPalette(palette(theme))
    application.setStyleSheet(style_sheet(theme, sizes()))


def sizes() -> "TypeScale":
    """Return the type sizes that go with the application's font, in px."""
    return type_scale(max(_BASE_PX, QFontInfo(QApplication.font()).pixelSize()))


def figure_style(theme: "Theme") -> "FigureStyle":
    """Return the theme as figures understand it."""
    from initquiz.drawing import colours  # noqa: PLC0415 - only plots need it

    dark = theme.name == DARK.name
    return colours.FigureStyle(
        background=theme.surface,
        text=theme.text,
        muted=theme.muted,
        axis=theme.control,
        fill=theme.plot_fill,
        truth=theme.plot_truth,
        chosen=theme.plot_chosen,
        accent=theme.focus,
        low=colours.COLD_ON_DARK if dark else colours.COLD_ON_LIGHT,
        high=colours.WARM_ON_DARK if dark else colours.WARM_ON_LIGHT,
        series=colours.SERIES_ON_DARK if dark else colours.SERIES_ON_LIGHT,
        family=QApplication.font().family(),
        font_px=sizes().small,
    )


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties the style sheet looks at, and have the widget and its children redrawn."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be styled when it is first shown
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)


def palette(theme: "Theme") -> QPalette:
    """Return the theme as a palette for Fusion."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.surface,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.control,
        role.Shadow: theme.line,
    }
    disabled = (role.WindowText, role.Text, role.ButtonText, role.HighlightedText)
    result = QPalette()
    for key, colour in colours.items():
        result.setColor(key, QColor(colour))
    for key in disabled:
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    return result


def _font(font: QFont) -> QFont:
    """Return the interface font: Inter where installed, never smaller than the system's."""
    wanted = QFont(font)
    wanted.setFamilies([_FAMILY, font.family()])
    result = with_letters(wanted)
    # What it resolves to: the size in px, and the family that is really there.
    found = QFontInfo(result)
    result.setFamilies([found.family()])
    result.setPixelSize(max(_BASE_PX, found.pixelSize()))
    return result
