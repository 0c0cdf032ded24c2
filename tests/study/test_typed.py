"""Typed answers are compared sensibly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.card import Fact
from initquiz.study.typed import Match, compare, normal

HE = Fact("Which is best for ReLU?", "He Initialization.", accept=("He", "Kaiming"))
FORMULA = Fact("?", r"$\mathcal{N}(0, 2/n_{in})$", accept=("N(0, 2/n_in)",))
POWER = Fact("?", "$n_{in} = 10^4$", accept=("10^4", "n_in ≠ n_out", "n_in != n_out"))
SIXTY = Fact("?", "0.0625", accept=("0.0625", "1/16"))


@pytest.mark.parametrize(
    ("typed", "fact", "match"),
    [
        ("he", HE, Match.SAME),
        ("  HE. ", HE, Match.SAME),
        ("the He initialization", HE, Match.SAME),
        ("kaimnig", HE, Match.NEAR),
        ("Xavier", HE, Match.DIFFERENT),
        ("", HE, Match.DIFFERENT),
        ("n(0,2/nin)", FORMULA, Match.SAME),
        (r"$\mathcal{N}(0, 2/n_{in})$", FORMULA, Match.SAME),
        ("N(0, 1/n_in)", FORMULA, Match.DIFFERENT),
        ("0.0625", SIXTY, Match.SAME),
        ("0.0626", SIXTY, Match.DIFFERENT),
        ("1 / 16", SIXTY, Match.SAME),
        ("10 ^ 4", POWER, Match.SAME),
        ("104", POWER, Match.DIFFERENT),
        ("n_in = n_out", POWER, Match.DIFFERENT),
        ("nin != nout", POWER, Match.SAME),
        ("N(0, 2/n_out)", FORMULA, Match.DIFFERENT),
    ],
)
def test_what_a_teacher_would_take_is_taken(typed: str, fact: Fact, match: Match) -> None:
    """Case, space, stops and LaTeX do not matter; a digit does; a slip is a near miss."""
    assert compare(typed, fact).match is match


@given(st.text(max_size=40))
def test_an_accepted_answer_is_always_the_same_as_itself(text: str) -> None:
    """Whatever an author wrote, typing exactly that is right (if anything of it remains)."""
    comparison = compare(text, Fact("?", "something else entirely", accept=(text,)))
    if normal(text.strip()):
        assert comparison.match is Match.SAME


@given(st.text())
def test_no_text_is_too_strange_to_compare(text: str) -> None:
    """Any input gives a finding, and never takes longer than its first 200 characters."""
    assert compare(text, HE).match in Match
