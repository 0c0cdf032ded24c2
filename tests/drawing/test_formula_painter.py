"""Formulas stand on the baseline of the words beside them, sharp, and in their colour."""

import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.model.formula import Formula

pytestmark = pytest.mark.usefixtures("qapp")
FAMILY = "DejaVu Sans"


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())


def picture(document: QTextDocument, width: int, scale: float = 1.0, paper: str = "#fff") -> QImage:
    """Return a document as painted on a surface of so many device pixels a unit."""
    document.setTextWidth(width)
    height = round(document.size().height()) + 20
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(paper))
    painter = QPainter(image)
    document.drawContents(painter)
    painter.end()
    return image


def clusters(image: QImage) -> list[tuple[int, int]]:
    """Return the lowest inky row, and the width, of each run of inky columns."""
    found: list[tuple[int, int]] = []
    lowest, width = -1, 0
    for x in range(image.width() + 1):
        rows = [
            y
            for y in range(image.height())
            if x < image.width() and image.pixelColor(x, y).lightness() < 128
        ]
        if rows:
            lowest, width = max(lowest, *rows), width + 1
        elif width:
            found.append((lowest, width))
            lowest, width = -1, 0
    return found


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"n_{in}",
        r"\frac{a}{b}",
        r"\sqrt{\frac{2}{n}}",
        r"\sum_{i}^{n} \frac{a}{\frac{b}{c}}",
        r"\begin{pmatrix}1\\2\\3\end{pmatrix}",
        r"\underbrace{x}_{\frac{1}{2}}",
        r"x^{2^2}",
    ],
)
def test_formulas_stand_on_the_baseline(tex: str, scale: float) -> None:
    """At 40 px the H of a formula ends on the same pixel row as the H before it."""
    style = DocumentStyle(FAMILY, size=40)
    document = CardDocument(f"a\n\nH ${tex}\\quad\\mathrm{{H}}$", TYPESETTER, style)
    document.setTextWidth(600)
    # Only the second line: the first is there to give it an odd position.
    image = picture(document, 600, scale)
    top = round(document.documentLayout().blockBoundingRect(document.lastBlock()).top() * scale)
    runs = clusters(image.copy(0, top, image.width(), image.height() - top))
    assert runs[0][0] == runs[-1][0]


def inks(image: QImage) -> set[str]:
    """Return the colours a picture has."""
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize(("ink", "paper"), [("#1c2024", "#ffffff"), ("#e8e8e4", "#1d2024")])
def test_formulas_have_the_colour_of_the_text(ink: str, paper: str) -> None:
    """The same drawing is painted dark on light and light on dark."""
    document = CardDocument(r"$\rule{1em}{1em}$", TYPESETTER, DocumentStyle(FAMILY, text=ink))
    assert {ink, paper} <= inks(picture(document, 60, paper=paper))


def test_a_colour_of_its_own_is_kept() -> None:
    """What the formula itself paints red stays red."""
    document = CardDocument(r"$\color{red}+$", TYPESETTER, DocumentStyle(FAMILY, size=60))
    assert "#ff0000" in inks(picture(document, 80))


def test_formulas_grow_with_the_text() -> None:
    """Twice the font size makes a formula twice as wide."""
    widths = [
        sum(w for _, w in clusters(picture(document, 600)))
        for document in (
            CardDocument(r"$\rule{2em}{1em}$", TYPESETTER, DocumentStyle(FAMILY, size=size))
            for size in (20, 40)
        )
    ]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


def test_a_formula_wider_than_the_page_shrinks_to_it() -> None:
    """Nothing is cut off at the right."""
    wide = r"\rule{1em}{1em}\quad" * 12
    document = CardDocument(f"$${wide}$$", TYPESETTER, DocumentStyle(FAMILY, size=40))
    image = picture(document, 300)
    assert document.idealWidth() <= 301
    assert len(clusters(image)) == 12


def test_printing_keeps_formulas_as_vectors(qapp: QApplication, tmp_path: object) -> None:
    """A PDF of a formula holds curves and no picture, however the document is paged."""
    assert qapp
    for paged in (False, True):
        sizes = []
        for i, text in enumerate(("", r"$\frac{a}{b} + \sum_i x_i$")):
            path = f"{tmp_path}/{paged}-{i}.pdf"
            writer = QPdfWriter(path)
            writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            writer.setPageMargins(QMarginsF(20, 20, 20, 20))
            document = CardDocument(text, TYPESETTER, DocumentStyle(FAMILY))
            if paged:
                document.setPageSize(QSizeF(600, 800))
            document.print_(writer)
            del writer
            with open(path, "rb") as file:  # noqa: PTH123 - the path is a string for Qt
                data = file.read()
            assert b"/Subtype /Image" not in data
            sizes.append(len(data))
        assert sizes[1] > sizes[0] + 1000
