"""Answer fields as QTI: what each becomes; how it is graded is tested with the whole quiz."""

import pytest

from initquiz.formats.qti_fields import Words, fields
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.mistake import Mistake

SLIP = Mistake("slip", "it is another", "Look.")
OPTIONS = tuple(Option(c, c, mistake=SLIP) for c in "abc")
SIGMA = Quantity("s", 2.0, 1.0, 4.0, SLIP)
WORDS = Words(lambda text: f"<p>{text}</p>", str, str, str)


@pytest.mark.parametrize(
    ("field", "kinds", "keys"),
    [
        (Choice(OPTIONS, 0), ["multiple_choice"], (1001, 1002, 1003)),
        (Choices(OPTIONS, ()), ["multiple_answers"], (1001, 1002, 1003, 1004)),
        (Match(("i", "j"), OPTIONS, (0, 1), SLIP), ["matching"], (1001, 1002)),
        (Order(OPTIONS, (0, 2, 1), SLIP), ["matching"], (1001, 1002, 1003)),
        (Number((SIGMA,)), ["numerical"], (1001, 1002)),
        (Number((SIGMA, SIGMA)), ["numerical", "numerical"], (1001, 1002)),
        (PointOnPlot(SIGMA, 0, 0.1, 0, 5), ["numerical"], (1001, 1002)),
    ],
)
def test_each_field_has_its_kind(field: AnswerField, kinds: list[str], keys: tuple[int]) -> None:
    """And numbers for its answers, none of them 0."""
    made = fields(field, WORDS)
    assert [one.kind for one in made] == kinds
    assert made[0].keys == keys


def test_shares_of_pairs_add_up() -> None:
    """Three thirds are a whole."""
    (made,) = fields(Order(OPTIONS, (0, 2, 1), SLIP), WORDS)
    assert "33.33" in made.conditions[1]
    assert "33.34" in made.conditions[3]


def test_a_place_on_an_axis_says_how_to_answer() -> None:
    """For there is no plot to click on."""
    (made,) = fields(PointOnPlot(SIGMA, 0, 0.1, 0, 5), WORDS)
    assert "from 0 to 5" in made.line
