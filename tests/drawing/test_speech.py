"""A formula in words is what a teacher would say at the board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.speech import spoken

ROOT = "square root of 6 over (n sub in plus n sub out)"


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\mathcal{N}(0, 2/n_{in})", "N of 0, 2 over n sub in"),
        (r"\sqrt{6/(n_{in}+n_{out})}", ROOT),
        (r"\sqrt{\frac{6}{n_{in}+n_{out}}}", ROOT),
        (r"\sqrt{2} + 1", "(square root of 2) plus 1"),
        (r"W^\top W = I", "W transpose W equals I"),
        (r"\sigma^2", "sigma squared"),
        (r"A^{-1}", "A inverse"),
        (r"10^{-3}", "10 to the minus 3"),
        (r"x^{(l-1)}", "x superscript (l minus 1)"),
        (r"W_{ij}", "W sub i j"),
        (r"\frac{1}{2}x", "(1 over 2) x"),
        (r"f(x+1) + 2", "f of (x plus 1) plus 2"),
        (r"n(n+1)", "n (n plus 1)"),
        (r"\mathbb{E}[x]", "E of x"),
        (r"\sum_{i=1}^n x_i", "sum from i equals 1 to n of x sub i"),
        (r"\int_0^1 f(x)\,dx", "integral from 0 to 1 of f of x d x"),
        (r"\lim_{n\to\infty} a_n", "limit as n goes to infinity of a sub n"),
        (r"\operatorname{Var}(W)", "variance of W"),
        (r"\lVert x\rVert_2", "norm of x end norm sub 2"),
        (r"p(x|y)", "p of x given y"),
        (
            r"\begin{bmatrix}1&0\\0&1\end{bmatrix}",
            "matrix row 1: 1, 0; row 2: 0, 1, end matrix",
        ),
        (
            r"\begin{cases}x & x>0\\0 & \text{otherwise}\end{cases}",
            "cases: x, x is greater than 0; 0, otherwise, end cases",
        ),
        (r"\hat{y}", "y hat"),
        (r"\underbrace{a+b}_{n}", "underbrace of (a plus b) labelled n"),
        (r"\lambda", "lambda"),
    ],
)
def test_a_formula_is_said_in_words(tex: str, words: str) -> None:
    """Signs have names, and what would run together is put in brackets."""
    assert spoken(tex) == words


def test_what_cannot_be_read_is_spelled() -> None:
    """Broken LaTeX is given as it is, for that is better than silence."""
    assert spoken(r"\frac{1}") == r"\frac{1}"


@given(st.text(alphabet="\\{}^_&ab1+-()[]|frcsqtlei ", max_size=40))
def test_no_source_breaks_it(tex: str) -> None:
    """Any LaTeX gives some words, and never the sign for an unknown object."""
    assert "\ufffc" not in spoken(tex)
