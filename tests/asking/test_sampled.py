"""Questions as Markdown for a sample."""

from initquiz.asking.sampled import fenced, offered, shown
from initquiz.model.arranging import Match
from initquiz.model.blocks import Code, Histogram, Table
from initquiz.model.choosing import Choice, Option
from initquiz.model.measuring import Number, Quantity
from initquiz.model.mistake import Mistake

SLIP = Mistake("slip", "it is another", "Look.")
OPTIONS = tuple(Option(f"${c}$", c) for c in "ab")


def test_code_tables_and_the_picture_follow_the_prompt() -> None:
    """In the order they are shown; plots are the picture."""
    blocks = (Code("x = 1", title="T"), Histogram((0.0, 1.0), (1,), 1), Table(("h",), (("c",),)))
    assert shown("Why?", blocks, "ab.png") == (
        "Why?\n\n**T**\n\n```\nx = 1\n```\n\n| h |\n| --- |\n| c |\n\n![plot](media:ab.png)"
    )
    assert shown("Why?", ()) == "Why?"


def test_what_there_is_to_choose_has_letters() -> None:
    """Items to match come before their options; of a number its range is told."""
    assert offered(Choice(OPTIONS, 0)) == "- A) $a$\n- B) $b$"
    assert offered(Match(("i", "j"), OPTIONS, (0, 1), SLIP)) == "- i\n- j\n\n$a$, $b$"
    sigma = Quantity("σ", 0.0625, 0.05, 0.075, SLIP)
    assert offered(Number((sigma, sigma))) == "- σ: 0.05 to 0.075\n- σ: 0.05 to 0.075"


def test_a_fence_holds_any_text() -> None:
    """Also one with fences of its own."""
    assert fenced("a") == "```\na\n```"
    assert fenced("```x").startswith("````\n")
