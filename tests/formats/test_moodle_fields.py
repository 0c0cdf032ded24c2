"""Answer fields as Moodle has them; how they are graded is tested with the whole file."""

from xml.etree import ElementTree as ET

import pytest

from initquiz.formats import moodle_fields
from initquiz.formats.moodle_fields import NONE, Words
from initquiz.model.arranging import Match, Order
from initquiz.model.card import Fact
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.measuring import Quantity, Wrong
from initquiz.model.mistake import Mistake

SLIP = Mistake("slip", "it is another", "No ~ {1}#.")
OPTIONS = tuple(Option(f"*{c}*", c, mistake=SLIP) for c in "abcd")
WORDS = Words(lambda text: f"<p>{text}</p>" * bool(text), str.upper, lambda text: text.strip("*"))
ASKED = Quantity("x", 2.0, 1.0, 3.0, SLIP, (Wrong(8.0, SLIP),), "m")


def parsed(parts: list[str]) -> ET.Element:
    """Return a question's parts as a tree."""
    return ET.fromstring(f"<question>{''.join(parts)}</question>")  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("field", "shares"),
    [
        (Choice(OPTIONS, 1), ["0", "100", "0", "0"]),
        (Choices(OPTIONS, (0, 3)), ["50", "-50", "-50", "50"]),
        (Choices(OPTIONS, (1,)), ["-33.33333", "100", "-33.33333", "-33.33333"]),
        (Choices(OPTIONS, (0, 1, 2, 3)), ["25"] * 4),
        (Choices(OPTIONS, ()), ["-25"] * 4 + ["100"]),
    ],
)
def test_right_options_share_the_whole(field: Choice | Choices, shares: list[str]) -> None:
    """Wrong ones take it away; where none is right one more option is."""
    assert moodle_fields.shares(field) == shares


@pytest.mark.parametrize(
    ("fact", "kind", "shares"),
    [
        (Fact("q", "True."), "truefalse", {"true": "100", "false": "0"}),
        (Fact("q", "false", accept=("no",)), "truefalse", {"true": "0", "false": "100"}),
        (Fact("q", "Not true.", accept=("no", "n*")), "shortanswer", {"no": "100", r"n\*": "100"}),
        (Fact("q", "Because."), "essay", {}),
    ],
)
def test_a_fact_is_judged_typed_or_written(fact: Fact, kind: str, shares: dict[str, str]) -> None:
    """As its answer and what it accepts allow."""
    found, parts = moodle_fields.of_fact(fact, "<graderinfo/>")
    question = parsed(parts)
    assert found == kind
    answers = question.findall("answer")
    assert {each.findtext("text"): each.get("fraction") for each in answers} == shares
    assert (question.find("graderinfo") is not None) == (kind == "essay")
    assert moodle_fields.is_verdict(fact) == (kind == "truefalse")


def test_only_a_wrong_option_tells_its_mistake() -> None:
    """To tick the right one shows none."""
    question = parsed(moodle_fields.choice(Choice(OPTIONS, 1), WORDS))
    assert question.findtext("single") == "true"
    assert [each.findtext("text") for each in question.findall("answer")] == ["*A*", "*B*", "*C*",
                                                                            "*D*"]  # fmt: skip
    told = [each.findtext("feedback/text") for each in question.findall("answer")]
    assert told == ["<p>No ~ {1}#.</p>", None, "<p>No ~ {1}#.</p>", "<p>No ~ {1}#.</p>"]


def test_none_of_these_is_offered_where_none_is_right() -> None:
    """Moodle wants something right."""
    question = parsed(moodle_fields.choices(Choices(OPTIONS, ()), WORDS))
    assert question.findtext("single") == "false"
    assert question.findall("answer")[-1].findtext("text") == NONE


def test_pairs_offer_text_and_an_order_its_places() -> None:
    """Options left over stand without an item."""
    for field in (Match(("i", "j"), OPTIONS, (1, 0), SLIP), Order(OPTIONS[:2], (1, 0), SLIP)):
        question = parsed(moodle_fields.matching(field, WORDS))
        found = question.findall("subquestion")
        assert [each.findtext("answer/text") for each in found[:2]] == ["b", "a"]
        assert all(each.findtext("text") for each in found[:2])
        assert not any(each.findtext("text") for each in found[2:])
        assert len(found) == len(field.options)


def test_numbers_end_with_any_other() -> None:
    """Its mistake is told, and the unit may be typed."""
    question = parsed(moodle_fields.numeric(ASKED, WORDS))
    texts = [each.findtext("text") for each in question.findall("answer")]
    assert texts == ["2.0", "8.0", "*"]
    assert question.findtext("units/unit/unit_name") == "m"


def test_an_embedded_number_ends_where_it_should() -> None:
    """Signs that mean something there are written otherwise."""
    text = moodle_fields.embedded(ASKED, WORDS)
    lesson = r"#NO &#126; {1\}#."
    assert text == f"X = {{1:NUMERICAL:%100%2.0:1.0~%50%8.0:4.0{lesson}}} m"
