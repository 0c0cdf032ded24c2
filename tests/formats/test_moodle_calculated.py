"""Many instances as one calculated question: what they share, and when they do not."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from initquiz.formats.moodle_calculated import LEAST, Row, calculated
from initquiz.model.measuring import Quantity, Wrong
from initquiz.model.mistake import Mistake

SLIP = Mistake("slip", "it is another", "")


def row(n: int, share: float = 0.02, *, factor: float = 0.0) -> Row:
    """Return an instance: half of a number, with one mistake."""
    value = n / 2
    low, high = value * (1 - share), value * (1 + share)
    if factor:
        low, high = value / factor, value * factor
    asked = Quantity("h", value, low, high, SLIP, (Wrong(2.0 * n, SLIP._replace(key="twice")),))
    return Row(
        rf"<p>Halve \(n_{{in}}\) = {n:,}, which is 2 · {value:g} of 10.</p>",
        f"<p>It is {value:g}².</p>",
        asked,
        (f"<p>Half of {n:,}.</p>",),
        "<p>No.</p>",
    )


def made(rows: list[Row]) -> ET.Element | None:
    """Return the question of some instances."""
    found = calculated(rows)
    if found is None:
        return None
    return ET.fromstring(f"<question>{''.join(found)}</question>")  # noqa: S314 - our own


def datasets(question: ET.Element) -> dict[str, list[str]]:
    """Return the values of each name."""
    return {
        each.findtext("name/text") or "": [value.text or "" for value in each.iter("value")]
        for each in question.iter("dataset_definition")
    }


def test_numbers_that_differ_get_a_name_and_others_stay() -> None:
    """Equal columns share one; commas go; a brace before a letter gets a space."""
    question = made([row(n) for n in (1000, 2000, 4000)])
    assert question is not None
    text = question.findtext("questiontext/text")
    assert text == r"<p>Halve \(n_{ in}\) = {v1}, which is 2 · {v2} of 10.</p>"
    assert question.findtext("generalfeedback/text") == "<p>It is {v2}².</p>"
    found = datasets(question)
    assert found["v1"] == ["1000", "2000", "4000"]
    assert found["v2"] == ["500", "1000", "2000"]
    answers = question.findall("answer")
    assert [each.get("fraction") for each in answers] == ["100", "50", "0"]
    (right, wrong) = ((each.findtext("text") or "").strip("{}") for each in answers[:2])
    assert found[right] == ["500.0", "1000.0", "2000.0"]
    assert found[wrong] == ["2000.0", "4000.0", "8000.0"]
    assert answers[1].findtext("feedback/text") == "<p>Half of {v1}.</p>"
    assert {each.findtext("number_of_items") for each in question.iter("dataset_definition")} == {
        "3"
    }


@pytest.mark.parametrize(
    ("rows", "kind", "amount"),
    [
        ([row(n, 0.05) for n in (2, 4, 6)], "1", 0.05),
        ([row(n, factor=1.15) for n in (2, 4, 6)], "3", 0.15),
    ],
)
def test_a_tolerance_is_a_share_or_a_factor(rows: list[Row], kind: str, amount: float) -> None:
    """Moodle has a type for each, and it holds for every row."""
    question = made(rows)
    assert question is not None
    assert {each.findtext("tolerancetype") for each in question.findall("answer")} == {kind}
    assert float(question.findtext("answer/tolerance") or 0) == pytest.approx(amount)


def test_the_most_that_share_a_template_are_taken() -> None:
    """Other words, other mistakes, other tolerances are another question."""
    others = [
        row(7)._replace(asked="<p>Else 7</p>"),
        row(8)._replace(quantity=replace(row(8).quantity, wrong=()), lessons=()),
        row(9, 0.05),
    ]
    question = made([*others, *(row(n) for n in (2, 4, 6, 8))])
    assert question is not None
    assert {len(values) for values in datasets(question).values()} == {4}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row(n) for n in range(2, 2 + LEAST - 1)],
        [row(n)._replace(told="<code>f{x}</code>") for n in (2, 4, 6)],
        [row(-n) for n in (2, 4, 6)],
    ],
)
def test_without_a_sound_way_there_is_none(rows: list[Row]) -> None:
    """Too few rows, braces that Moodle would take for a name, numbers below zero."""
    assert calculated(rows) is None


def test_an_uneven_tolerance_has_no_equivalent() -> None:
    """Neither a share nor a factor."""
    rows = [row(n)._replace(quantity=replace(row(n).quantity, low=n / 2.1)) for n in (2, 4, 6)]
    assert calculated(rows) is None
