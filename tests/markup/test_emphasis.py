"""Emphasis is taken off what is read aloud or printed, and nothing else is."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.emphasis import without_emphasis


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**bold** and *soft* ~~gone~~ __too__ _so_", "bold and soft gone too so"),
        ("***both*** **a *b* c** *a **b***", "both a b c a b"),
        ("snake_case __init__ a_b_c", "snake_case init a_b_c"),
        ("2 * 3 * 4, * a, a * b*", "2 * 3 * 4, * a, a * b*"),
        (r"\*a\* *b\* c*", r"\*a\* b\* c"),
        ("**a* ~~b", "*a ~~b"),
        ("****", "****"),
        ("*a*b*c*", "abc"),
        ("", ""),
    ],
)
def test_marks_go_and_the_rest_stays(text: str, plain: str) -> None:
    """Pairs of marks around words are emphasis; others are signs."""
    assert without_emphasis(text) == plain


@given(st.text(alphabet="*_~\\a b", max_size=60))
def test_only_marks_are_ever_taken(text: str) -> None:
    """Letters, spaces and escapes are all there, in order, and no sign is added."""
    plain = without_emphasis(text)
    marks = str.maketrans("", "", "*_~")
    assert plain.translate(marks) == text.translate(marks)
    assert all(plain.count(mark) <= text.count(mark) for mark in "*_~")


@pytest.mark.parametrize("part", ["*a", "*a ", "**", " *", "_a_", "~~a", "*_~~", "a***b**c*"])
def test_a_hostile_line_takes_no_time(part: str) -> None:
    """A hundred thousand marks are read in well under a second or two."""
    start = perf_counter()
    without_emphasis(part * 100_000)
    assert perf_counter() - start < 5
