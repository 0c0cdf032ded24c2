"""Formulas are set once, kept, and never blank, slow or fatal."""

import sys
import time
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from initquiz.drawing.formula import Typesetter, cache_key, typeset
from initquiz.model.formula import Formula

DOCUMENT = (
    r"W \sim \mathcal{N}(0, 1/n_{in})",
    r"W \sim \mathcal{U}(-\sqrt{6/(n_{in}+n_{out})}, \sqrt{6/(n_{in}+n_{out})})",
    r"W \sim \mathcal{N}(0, 2/n_{in})",
    r"\mathcal{N}(0, 1/n_{in})",
    r"\mathcal{N}(0, 2/n_{in})",
)
FRAGMENTS = (
    *DOCUMENT,
    r"\frac{2}{n_{in}+n_{out}}",
    r"\tfrac{1}{2}",
    r"\dfrac{1}{2}",
    r"\sqrt[3]{x}",
    r"\sum_{i=1}^{n} w_i x_i",
    r"\prod_{l=1}^{L} \operatorname{Var}(W_l)",
    r"\int_0^1 f(x)\,dx",
    r"\lim_{n \to \infty} \frac{1}{n}",
    r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{cases} x & x > 0 \\ \alpha x & \text{otherwise} \end{cases}",
    r"\begin{aligned} a &= b + c \\ d &= e \end{aligned}",
    r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
    r"\lVert x \rVert_2",
    r"\left| \frac{a}{b} \right|",
    r"\|W\|_F",
    r"\hat{y} + \bar{x} + \tilde{z} + \vec{v} + \dot{u}",
    r"\overline{xy}",
    r"\underbrace{a+b}_{n}",
    r"\overbrace{x+y}^{k}",
    r"\binom{n}{k}",
    r"\operatorname{fan\_in}",
    r"\operatorname*{arg\,max}_{x} f(x)",
    r"\color{red}{x} + y",
    r"\cancel{x}",
    r"A \xrightarrow{n} B",
    r"W^{\mathsf T} W = I",
    r"W^\mathsf T W",
    r"W^\top W",
    r"\mathbb{E}[x] = 0",
    r"\nabla_W \mathcal{L}",
    r"\text{fan in} \ge 1",
    r"\mathrm{ReLU}(x) = \max(0, x)",
    r"f'(x) = 1 - \tanh^2(x)",
    r"x \in \mathbb{R}^{n \times m}",
    r"\log_2 n \approx 10^{-3}",
    r"\left\lfloor \frac{n}{2} \right\rfloor",
)
"""Forty-two fragments: the study document's, and each construction cards are likely to hold."""


class Shelf(dict[str, Formula]):
    """A cache that counts what was put into it."""

    puts = 0

    def put(self, key: str, formula: Formula) -> None:
        """Keep a formula."""
        self.puts += 1
        self[key] = formula


def glyphs(svg: str) -> list[str]:
    """Return the kinds of the shapes of a drawing."""
    return [element.tag for element in ET.fromstring(svg)]  # noqa: S314 - our own


def test_there_are_forty_two_fragments() -> None:
    """The list is as long as the one the engine was chosen by."""
    assert len(set(FRAGMENTS)) == 42


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("tex", FRAGMENTS)
def test_each_fragment_is_set(tex: str, display: bool) -> None:  # noqa: FBT001 - a parameter
    """Each construction gives shapes QtSvg can paint, a size and words."""
    formula = typeset(tex, display=display)
    assert glyphs(formula.svg)
    assert "<use" not in formula.svg
    assert "<symbol" not in formula.svg
    assert 0 < formula.width < 3000
    assert 0 < formula.ascent < 500
    assert formula.spoken
    assert formula.spoken != tex


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("tex", FRAGMENTS)
def test_each_fragment_is_seen(tex: str) -> None:
    """Painted by Qt, each construction leaves ink in most of its columns, and not all ink."""
    formula = typeset(tex, display=True)
    width, height = round(formula.width / 2), round((formula.ascent + formula.descent) / 2)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(formula.svg.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    inky = [
        any(image.pixelColor(x, y).lightness() < 200 for y in range(0, height, 2))
        for x in range(width)
    ]
    assert sum(inky) > 0.4 * width
    assert any(image.pixelColor(x, 0).lightness() > 200 for x in range(width))


def test_display_style_is_larger() -> None:
    """A sum and a fraction on their own take more height than in a line."""
    for tex in (r"\sum_{i=1}^n x", r"\frac{a}{b}"):
        inline, display = typeset(tex, display=False), typeset(tex, display=True)
        assert display.ascent + display.descent > inline.ascent + inline.descent


def test_a_leading_minus_is_close_to_its_number() -> None:
    """After an opening bracket, a comma, a relation or nothing, a sign is no subtraction."""
    binary = typeset("a-b", display=False).width - typeset("ab", display=False).width
    for tex in ("(-b)", ",-b", "=-b", r"\sim-b", "-b"):
        unary = typeset(tex, display=False).width
        unary -= typeset(tex.replace("-", ""), display=False).width
        assert unary < binary - 25


def test_the_memory_is_asked_before_the_cache_and_the_cache_before_the_engine() -> None:
    """One formula is set once, in whatever session."""
    shelf = Shelf()
    first = Typesetter(shelf)
    assert first.formula("x", False) is first.formula("x", False)
    assert shelf.puts == 1
    kept = Formula("<svg/>", 1.0, 2.0, 3.0, "kept")
    shelf[cache_key("y", display=True)] = kept
    assert Typesetter(shelf).formula("y", True) is kept
    assert Typesetter(shelf).speak("y", True) == "kept"


def test_keys_tell_styles_and_sources_apart() -> None:
    """The same source in two styles, and two sources in one, have keys of their own."""
    keys = {cache_key(tex, display=display) for tex in "xy" for display in (False, True)}
    assert len(keys) == 4


HOSTILE = (
    r"\frac{1}",
    "a_{",
    "",
    "{" * 400 + "}" * 400,
    r"\left(" * 40 + "x" + r"\right)" * 40,
    r"\begin{pmatrix}" * 12 + "y" + r"\end{pmatrix}" * 12,
    r"\frac{" * 200 + "x" + "}{y}" * 200,
    r"\sqrt" * 380 + "x",
    r"\hat" * 480 + "x",
    "x" * 100_000,
    r"\def\a{\a\a}\a",
    r"\newcommand{\a}{xx}\newcommand{\b}{\a\a\a\a\a\a\a\a}\b",
    r"\rule{10000em}{3em}",
    r"\hspace{100000em}x",
    r"\text{</mtext><script/>}",
    "\x00\ud800",
    r"\quad",
)


@pytest.mark.parametrize("tex", HOSTILE, ids=range(len(HOSTILE)))
def test_no_source_hangs_or_ends_the_program(tex: str) -> None:
    """Broken, endless, nested and huge formulas soon give an empty drawing, which is kept."""
    shelf = Shelf()
    start = time.process_time()
    formula = Typesetter(shelf).formula(tex, True)
    assert time.process_time() - start < 3
    assert formula.svg == ""
    assert formula.spoken == tex.strip() or len(formula.spoken) > 0
    assert shelf.puts == 1


def test_moderate_nesting_is_set_quickly() -> None:
    """Braces alone cost nothing, though the engine's work doubles with each."""
    start = time.process_time()
    assert typeset("{" * 40 + "x" + "}" * 40, display=False).svg
    assert time.process_time() - start < 2


def test_the_recursion_limit_is_left_alone() -> None:
    """No formula changes what the rest of the program may do."""
    before = sys.getrecursionlimit()
    typeset(HOSTILE[3], display=True)
    assert sys.getrecursionlimit() == before
