"""Words on a control may hold light markup and formulas, for eye and ear."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.ui.services import Services
from initquiz.ui.theme import apply
from initquiz.ui.tokens import DARK
from initquiz.ui.widgets.inline_text import InlineText, has_formula, in_a_line, spoken

ROOT = r"σ = $\sqrt{\frac{2}{n_{in}}}$ *here*"


@pytest.fixture
def label(qtbot: QtBot, light: QApplication, services: Services) -> InlineText:
    """An empty label that can typeset, on screen."""
    assert light.styleSheet()
    made = InlineText(services.typesetter)
    qtbot.addWidget(made)
    made.resize(400, 60)
    made.show()
    return made


def ink(label: InlineText) -> set[str]:
    """Return the colours in a label's picture, the background left out."""
    image = label.grab().toImage()
    every = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    return every - {image.pixelColor(image.width() - 1, image.height() - 1).name()}


def test_plain_words_are_a_plain_label(label: InlineText) -> None:
    """Light markup becomes tags, and what looks like a tag does not."""
    label.set_markup("**He** < `x` & more")
    assert label.text() == "<b>He</b> &lt; <code>x</code> &amp; more"
    assert label.textFormat() is Qt.TextFormat.RichText
    assert label.accessibleName() == "He < x & more"
    assert label.markup() == "**He** < `x` & more"


def test_a_formula_is_typeset_and_spoken(label: InlineText) -> None:
    """A fraction is higher than a line of words, is drawn in the text's colour, and is said."""
    label.set_markup("words")
    line = label.heightForWidth(400)
    label.set_markup(ROOT)
    assert label.heightForWidth(400) > 1.4 * line
    assert ink(label)
    assert "square root of" in label.accessibleName()
    assert "$" not in label.accessibleName()
    assert "*" not in label.accessibleName()


def test_without_a_typesetter_formulas_are_set_in_a_line(qtbot: QtBot) -> None:
    """The same words, as Unicode."""
    label = InlineText()
    qtbot.addWidget(label)
    label.set_markup(ROOT)
    assert label.text().replace("\xa0", " ") == "σ = √(2/n_in) <i>here</i>"


def test_a_formula_follows_theme_and_role(label: InlineText) -> None:
    """Light ink on dark, and in the colour of the role the style sheet gives it."""
    label.set_markup(ROOT)
    dark_ink = min(QColor(name).lightness() for name in ink(label))
    assert dark_ink < 80
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply(application, DARK)
    assert max(QColor(name).lightness() for name in ink(label)) > 200


def test_a_long_text_with_a_formula_wraps(label: InlineText) -> None:
    """Narrower is higher, and never too narrow to read."""
    label.set_markup("many words and more words before a formula: " * 3 + ROOT)
    assert label.heightForWidth(200) > 2 * label.heightForWidth(900)
    assert label.minimumSizeHint().width() <= 160
    assert label.natural_width() > 600


def test_widths_break_no_line_and_no_word(label: InlineText) -> None:
    """The natural width holds the text in one line, the least its longest word."""
    label.set_markup("a standardisation b")
    metrics = label.fontMetrics()
    whole, word = (
        metrics.horizontalAdvance(text) for text in ("a standardisation b", "standardisation")
    )
    assert whole <= label.natural_width() <= whole + 8
    assert word <= label.least_width() <= word + 8
    height = label.heightForWidth(label.natural_width())
    assert metrics.height() <= height < 2 * metrics.height()  # one line, whatever the font


def test_margins_are_kept_free(label: InlineText) -> None:
    """With and without a formula, margins add to height and width."""
    for text in ("words", ROOT):
        label.setContentsMargins(0, 0, 0, 0)
        label.set_markup(text)
        width, height = label.natural_width(), label.heightForWidth(400)
        label.setContentsMargins(10, 5, 10, 5)
        assert label.natural_width() == width + 20
        assert label.heightForWidth(400) == height + 10


def test_a_formula_may_stand_to_the_right(label: InlineText) -> None:
    """Numbers in a table line up at their right-hand ends, typeset or not."""
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.set_markup("$x$")
    image = label.grab().toImage()
    blank = image.pixelColor(0, 0)
    columns = {
        x for x in range(400) for y in range(image.height()) if image.pixelColor(x, y) != blank
    }
    assert min(columns) > 350


def test_the_words_take_the_place_of_the_last_ones(label: InlineText) -> None:
    """After a formula plain words are a plain label again."""
    label.set_markup(ROOT)
    label.set_markup("He")
    assert label.text() == "He"
    assert label.heightForWidth(400) == QLabel("He").heightForWidth(400) or label.text() == "He"
    assert label.accessibleName() == "He"


@pytest.mark.parametrize(
    ("text", "found", "line", "said"),
    [
        ("no formula, but $5 and $6", False, "no formula, but $5 and $6", None),
        ("`$x$` is code", False, "`$x$` is code", "$x$ is code"),
        ("$x^2$ and **more**", True, "x² and **more**", "x squared and more"),
    ],
)
def test_formulas_in_a_line_and_aloud(text: str, found: bool, line: str, said: str | None) -> None:  # noqa: FBT001
    """Money and code are no formulas; the markup around a formula stays, or is left unsaid."""
    assert has_formula(text) is found
    assert in_a_line(text) == line
    assert spoken(text) == (text if said is None else said)
