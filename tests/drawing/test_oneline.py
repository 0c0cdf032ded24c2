"""A formula on one line says exactly what it said on paper."""

# ruff: noqa: RUF001 - mathematical signs are meant

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.oneline import plain


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\mathcal{N}(0, 2/n_{in})", "N(0, 2/n_in)"),
        (r"W \sim \mathcal{U}(-\sqrt{6/(n_{in}+n_{out})}, a)", "W ∼ U(−√(6/(n_in + n_out)), a)"),
        (r"\sqrt{\frac{6}{n_{in}+n_{out}}}", "√(6/(n_in + n_out))"),
        (r"\sigma^2 = \frac{2}{n_{\text{in}}}", "σ² = 2/n_in"),
        (r"\frac{a+b}{c+d}", "(a + b)/(c + d)"),
        (r"\frac{1}{2}x", "(1/2)x"),
        (r"\frac{1}{2x}", "1/(2x)"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"10^{-3}", "10⁻³"),
        (r"e^{-x^2/2}", "e^(−x²/2)"),
        (r"x_{i+1}^n", "x_(i+1)^n"),
        (r"W^\top W^{\mathsf T}", "WᵀWᵀ"),
        (r"\sum_{i=1}^{n} w_i x_i", "∑_(i=1)^n w_i x_i"),
        (r"\begin{bmatrix}1&0\\0&1\end{bmatrix}", "[1, 0; 0, 1]"),
        (r"\begin{cases}x & x>0\\ 0 & \text{otherwise}\end{cases}", "{x if x > 0; 0 otherwise}"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "a = b; c = d"),
        (r"\hat{y}", "y\u0302"),
        (r"\overline{xy}", "bar(xy)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\log_2 n", "log₂ n"),
        (r"a \not\in B", "a ∉ B"),
        (r"1{,}000", "1,000"),
    ],
)
def test_a_formula_keeps_its_meaning_on_one_line(tex: str, text: str) -> None:
    """Brackets replace what bars and roofs showed; indices keep their base."""
    assert plain(tex).replace("ŷ", "y\u0302") == text


@pytest.mark.parametrize("tex", [r"\frac{1}", "a_{", r"\newcommand{\a}{b}\a", "x" * 3000])
def test_what_cannot_be_read_stays_as_it_is(tex: str) -> None:
    """Broken, over-long and macro-defining LaTeX is shown, not guessed at."""
    assert plain(tex) == tex


@given(st.text(alphabet="\\{}^_&ab1+-()[]|frcsqtlei ", max_size=40))
def test_no_source_breaks_it(tex: str) -> None:
    """Any LaTeX gives some line of text."""
    assert "\n" not in plain(tex)
