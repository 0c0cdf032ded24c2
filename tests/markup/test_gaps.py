"""Anki's gaps: one card for each number."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.gaps import DEEPEST, asked, numbers, told

MARKS = st.lists(
    st.sampled_from(["{{c1::", "{{c2::", "{{c0::", "{{c1234::", "}}", "::", "a", "b", "{", "}",
                     r"\(", r"\)"])
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "front", "back"),
    [
        ("{{c1::He}} et al.", 1, "[…] et al.", "He et al."),
        ("{{c1::He::a name}} et al.", 1, "[a name] et al.", "He et al."),
        ("{{c1::a}} {{c2::b}}", 2, "a […]", "a b"),
        ("{{c1::a}} {{c1::b}}", 1, "[…] […]", "a b"),
        ("{{c1::a {{c2::b}} c}}", 1, "[…]", "a b c"),
        ("{{c1::a {{c2::b}} c}}", 2, "a […] c", "a b c"),
        (r"\({{c1::\frac{1}{n} }}\)", 1, r"\([\ldots]\)", r"\(\frac{1}{n} \)"),
        (r"{{c1::\(x\)}} y", 1, "[…] y", r"\(x\) y"),
        ("{{c1::a", 1, "{{c1::a", "{{c1::a"),
        ("{{c1::a::b", 1, "{{c1::a::b", "{{c1::a::b"),
        ("a}} b", 1, "a}} b", "a}} b"),
        ("x :: y {{c1::a::}}", 1, "x :: y […]", "x :: y a"),
    ],
)
def test_a_gap_is_asked_and_told(text: str, number: int, front: str, back: str) -> None:
    """In front its hint or an ellipsis, behind the text; an open one is text."""
    assert asked(text, number) == front
    assert told(text) == back


def test_numbers_come_in_order_and_once() -> None:
    """There is no gap 0, and none of four digits."""
    assert numbers("{{c3::a}} {{c1::b}} {{c3::c}} {{c0::d}} {{c1234::e}}") == (1, 3)


@given(text=MARKS)
def test_nothing_of_a_text_is_lost_or_made_up(text: str) -> None:
    """Behind, every letter is there unless it was a hint; other numbers hide nothing."""
    shown = told(text)
    assert shown.count("a") <= text.count("a")
    if "::" not in text.replace("{{c1::", "").replace("{{c2::", ""):
        assert (shown.count("a"), shown.count("b")) == (text.count("a"), text.count("b"))
    assert asked(text, 999) == shown
    assert told("no gaps: " + text.replace("{", "")) == "no gaps: " + text.replace("{", "")


def test_gaps_too_deep_are_text_and_time_is_linear() -> None:
    """A text of nothing but beginnings is read at once."""
    deep = "{{c1::" * (DEEPEST + 2) + "x" + "}}" * (DEEPEST + 2)
    assert "x" in told(deep)
    began = time.process_time()
    told("{{c1::" * 11_000)
    asked("}}" * 33_000, 1)
    assert time.process_time() - began < 1
