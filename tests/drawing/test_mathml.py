"""LaTeX becomes a small tree, or is refused."""

import pytest

from initquiz.drawing.mathml import parse, prepare
from initquiz.drawing.mathtree import Atom, Fraction, Row, Script, TexError


def test_a_formula_becomes_a_tree() -> None:
    """Groups dissolve, letters lose their typeface, upright letters make a name."""
    assert parse(r"{{\mathbf{x}}}") == Atom("x", "name")
    assert parse(r"\mathrm{ReLU}") == Atom("ReLU", "name")
    assert parse(r"\frac{a}{b}") == Fraction(Atom("a", "name"), Atom("b", "name"))
    assert parse("x_1 + y") == Row(
        (Script(Atom("x", "name"), Atom("1", "number")), Atom("+", "binary"), Atom("y", "name"))
    )


@pytest.mark.parametrize(
    "tex", ["", "  ", "x" * 2001, r"\def\a{\a\a}\a", r"\renewcommand{\b}{x}", r"\let\a=b"]
)
def test_endless_sources_are_refused(tex: str) -> None:
    """Nothing, too much, and macros raise TexError before any parser sees them."""
    with pytest.raises(TexError):
        prepare(tex)


@pytest.mark.parametrize("tex", [r"\frac{1}", "a_{", r"\sqrt[3]", "{" * 900 + "}" * 900])
def test_broken_sources_are_refused(tex: str) -> None:
    """What the parser cannot read raises the one error, however deep it is."""
    with pytest.raises(TexError):
        parse(tex)


def test_names_like_default_are_no_macros() -> None:
    """Only whole commands count: delta and left are no definitions."""
    assert prepare(r"\left(\delta\right)") == r"\left(\delta\right)"
