"""The format that stands for a formula carries all of it."""

import pytest
from PySide6.QtGui import QColor, QTextCharFormat

from initquiz.drawing.formula_object import formula_format, formula_source, is_display
from initquiz.model.formula import Formula

SHALLOW = Formula("<svg/>", 100.0, 70.0, 10.0, "x")
DEEP = Formula("<svg/>", 100.0, 70.0, 60.0, "x")


@pytest.mark.parametrize(("display", "source"), [(False, "$x^2$"), (True, "$$x^2$$")])
def test_the_source_comes_back_between_its_dollars(display: bool, source: str) -> None:  # noqa: FBT001
    """What is copied is the LaTeX, in the style it was written in."""
    form = formula_format(QTextCharFormat(), SHALLOW, "x^2", display=display, size=17)
    assert formula_source(form) == source
    assert is_display(form) is display


def test_plain_text_has_no_source() -> None:
    """A format of words is not taken for a formula."""
    assert formula_source(QTextCharFormat()) is None
    assert not is_display(QTextCharFormat())


def test_the_words_around_lend_their_colour_but_not_their_ground() -> None:
    """Ink is inherited; a background, as code has it, is not."""
    base = QTextCharFormat()
    base.setForeground(QColor("#123456"))
    base.setBackground(QColor("#ffffff"))
    form = formula_format(base, SHALLOW, "x", display=False, size=17)
    assert form.foreground().color() == QColor("#123456")
    assert not form.hasProperty(QTextCharFormat.Property.BackgroundBrush.value)


def test_only_a_deep_formula_is_set_about_the_middle() -> None:
    """What fits above and just below the baseline stands on it; a fraction needs more."""
    middle = QTextCharFormat.VerticalAlignment.AlignMiddle
    shallow = formula_format(QTextCharFormat(), SHALLOW, "x", display=False, size=17)
    deep = formula_format(QTextCharFormat(), DEEP, "x", display=False, size=17)
    assert shallow.verticalAlignment() != middle
    assert deep.verticalAlignment() == middle


def test_a_tool_tip_is_never_taken_for_html() -> None:
    """LaTeX with a less-than sign is shown as it is written."""
    form = formula_format(QTextCharFormat(), SHALLOW, "a<b>c", display=False, size=17)
    assert form.toolTip() == "<p>a&lt;b>c</p>"
