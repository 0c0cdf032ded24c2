"""One character of Qt text that stands for a formula: its format carries all of the drawing."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextFormat

from initquiz.drawing.formula import EM

if TYPE_CHECKING:
    from initquiz.model.formula import Formula

OBJECT = "\ufffc"
"""The character that stands for a formula inside a QTextDocument."""

STRUT = "\u200b"
"""A word of no width, which gives a line without words their height."""

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_FIRST = QTextFormat.Property.UserProperty.value + 1
TEX, DISPLAY, SVG, WIDTH, ASCENT, DESCENT, SIZE = range(_FIRST, _FIRST + 7)

OPTICAL = 1.12
"""STIX Two is smaller to the eye than interface fonts of one size; this evens them out."""

_SHALLOW = 0.42
"""Ems a formula may reach below the baseline without needing a taller line: the font's own
descent and the space between lines. Qt gives an object on the baseline no descent."""


def formula_format(
    base: QTextCharFormat, formula: "Formula", tex: str, *, display: bool, size: float
) -> QTextCharFormat:
    """Return the format that makes one OBJECT character show a formula.

    It carries all that painting needs, so that copies of the document paint as well.
    `size` is that of the text around, in px.
    """
    form = QTextCharFormat(base)
    form.clearBackground()
    form.setObjectType(KIND)
    if display or formula.descent * OPTICAL / EM > _SHALLOW:
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    form.setProperty(TEX, tex)
    form.setProperty(DISPLAY, display)
    form.setProperty(SVG, formula.svg)
    # doubleProperty gives 0 for what was set as an integer.
    form.setProperty(WIDTH, float(formula.width))
    form.setProperty(ASCENT, float(formula.ascent))
    form.setProperty(DESCENT, float(formula.descent))
    form.setProperty(SIZE, float(size))
    # A tool tip that looks like HTML would be taken for it.
    form.setToolTip(
        f"<p>{tex.replace('&', '&amp;').replace('<', '&lt;')}</p>" if "<" in tex else tex
    )
    return form


def formula_source(form: QTextCharFormat) -> str | None:
    """Return the LaTeX a format shows, between its dollars; None if it shows no formula."""
    if form.objectType() != KIND:
        return None
    dollars = "$$" if form.boolProperty(DISPLAY) else "$"
    return f"{dollars}{form.stringProperty(TEX)}{dollars}"


def is_display(form: QTextCharFormat) -> bool:
    """Tell whether a format shows a formula in display style."""
    return form.objectType() == KIND and form.boolProperty(DISPLAY)
