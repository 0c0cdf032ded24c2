"""Moodle XML: well formed, graded as here by Moodle's own rules, the same bytes each time."""

import math
import re
from base64 import b64decode
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError
from initquiz.exporters.moodle_xml import EXPORTER
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Code, Histogram
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.exchange import Parcel
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType

FRACTIONS = {"100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"}
SLIP = Mistake("slip", "it is another", "Look *again*: $a < b$.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root.")
OPTIONS = tuple(Option(f"Option {c} & $x_{c}$", c, mistake=SLIP) for c in "abcd")
SIGMA = Quantity("σ", 0.0625, 0.0625 / 1.15, 0.0625 * 1.15, SLIP, (Wrong(0.00390625, VARIANCE),))
PLOT = Histogram((0.0, 1.0), (3,), 3, summary="One bar of 3.")
PNG = b"\x89PNG\r\n\x1a\n picture"


def drawn(field: AnswerField) -> QuestionType:
    """Return a question type whose instances have this field."""

    def draw(seed: int, level: Level) -> Question:
        return Question(
            "toy", seed, level.value, 1, "What is $\\sigma$ <here>?", (PLOT, Code("x < 1")), field,
            "It follows.", {}, f"d{seed}", evidence="Measured.",
        )  # fmt: skip

    return QuestionType("toy", "Toy", 1, field.kind, (Level.EASY,), (), (), draw)


def parcel(field: AnswerField, **more: object) -> Parcel:
    """Return a deck with one skill card of this field."""
    card = Card("skill-toy", "Topic / one", Skill("toy", Level.EASY), ("tag one", "two"))
    whole = Parcel(
        (Deck("My deck", (card,)),),
        questions={"toy": drawn(field)},
        picture=lambda blocks: PNG + bytes([len(blocks)]),
        instances=3,
    )
    return replace(whole, **more)  # type: ignore[arg-type]  # fields by name


def questions(data: bytes, kind: str) -> list[ET.Element]:
    """Return the questions of a kind."""
    root = ET.fromstring(data)  # noqa: S314 - our own file
    assert root.tag == "quiz"
    return [one for one in root if one.get("type") == kind]


def numeric_grade(question: ET.Element, given: float) -> float:
    """Grade a number as Moodle does: the first answer within its tolerance, ends included."""
    for answer in question.findall("answer"):
        text, share = answer.findtext("text"), float(answer.get("fraction", "0")) / 100
        if text == "*":
            return share
        tolerance = float(answer.findtext("tolerance") or 0)
        if abs(given - float(text or 0)) <= tolerance * (1 + 1e-12):
            return share
    return 0.0


def test_the_same_deck_is_the_same_file() -> None:
    """Byte for byte; another seed draws others."""
    whole = parcel(Choice(OPTIONS, 2))
    assert EXPORTER.write(whole) == EXPORTER.write(whole)
    told: list[int] = []
    EXPORTER.write(replace(whole, told=told.append))
    assert told == [1]


def test_names_categories_and_tags() -> None:
    """Each instance has its own id, the deck and the topic are the category, tags are kept."""
    data = EXPORTER.write(parcel(Choice(OPTIONS, 2)))
    (category,) = questions(data, "category")
    assert category.findtext("category/text") == "$course$/top/My deck/Topic // one"
    made = questions(data, "multichoice")
    assert [one.findtext("idnumber") for one in made] == [f"skill-toy-{i}" for i in (1, 2, 3)]
    assert [tag.text for tag in made[0].findall("tags/tag/text")] == ["tag one", "two"]


def test_what_is_shown_travels_along() -> None:
    """The plot is a picture with words for it, code stays code, formulas are MathJax's."""
    (one, *_) = questions(EXPORTER.write(parcel(Choice(OPTIONS, 2))), "multichoice")
    text = one.findtext("questiontext/text") or ""
    assert r"\(\sigma\) &lt;here&gt;" in text
    assert "<pre><code>x &lt; 1</code></pre>" in text
    assert '<img src="@@PLUGINFILE@@/q1.png" alt="One bar of 3.">' in text
    file = one.find("questiontext/file")
    assert file is not None
    assert b64decode(file.text or "") == PNG + b"\x01"
    assert "Measured." in (one.findtext("generalfeedback/text") or "")


def test_a_choice_is_graded_and_explained() -> None:
    """One option counts whole, the others nothing, and each tells its mistake."""
    (one, *_) = questions(EXPORTER.write(parcel(Choice(OPTIONS, 2))), "multichoice")
    assert one.findtext("single") == "true"
    assert [answer.get("fraction") for answer in one.findall("answer")] == ["0", "0", "100", "0"]
    assert one.findall("answer")[0].findtext("text") == r"Option a &amp; \(x_a\)"
    assert "<em>again</em>" in (one.findall("answer")[0].findtext("feedback/text") or "")


@pytest.mark.parametrize("correct", [(0,), (0, 1, 3), (0, 1, 2, 3), ()])
def test_several_choices_add_up(correct: tuple[int, ...]) -> None:
    """All right ticks make the whole, any wrong tick costs, each share is one Moodle knows."""
    (one, *_) = questions(EXPORTER.write(parcel(Choices(OPTIONS, correct))), "multichoice")
    shares = [answer.get("fraction") or "" for answer in one.findall("answer")]
    assert one.findtext("single") == "false"
    assert {share.lstrip("-") for share in shares} <= FRACTIONS
    assert math.isclose(sum(float(s) for s in shares if float(s) > 0), 100, abs_tol=0.001)
    assert [float(share) > 0 for share in shares[:4]] == [i in correct for i in range(4)]


@pytest.mark.parametrize("field", [Number((SIGMA,)), PointOnPlot(SIGMA, 0.0, 0.001, 0.0, 1.0)])
def test_a_number_is_graded_as_here(field: AnswerField) -> None:
    """The key and all of its tolerance are right, just outside is not, a named mistake is half."""
    (one, *_) = questions(EXPORTER.write(parcel(field)), "numerical")
    for value in (SIGMA.value, SIGMA.low, SIGMA.high, SIGMA.value * 1.1, SIGMA.value / 1.1):
        assert numeric_grade(one, value) == 1.0
    for end in (SIGMA.low, SIGMA.high):
        assert numeric_grade(one, SIGMA.value + 1.1 * (end - SIGMA.value)) == 0.0
    assert numeric_grade(one, SIGMA.wrong[0].value) == 0.5
    assert numeric_grade(one, 7.0) == 0.0
    assert one.findall("answer")[0].findtext("text") == "0.0625"


def test_two_numbers_are_embedded() -> None:
    """Each has its own field in the text, with its tolerance and its mistake."""
    field = Number((SIGMA, replace(SIGMA, label="τ", value=2.0, low=1.0, high=3.0, wrong=())))
    (one, *_) = questions(EXPORTER.write(parcel(field)), "cloze")
    text = one.findtext("questiontext/text") or ""
    fields = re.findall(r"\{1:NUMERICAL:(.*?)\}", text)
    assert len(fields) == 2
    value, tolerance = map(float, re.findall(r"%100%([\d.e-]+):([\d.e-]+)", fields[0])[0])
    assert value - tolerance == pytest.approx(SIGMA.low)
    assert value + tolerance == pytest.approx(SIGMA.high)
    assert "%50%0.00390625:" in fields[0]
    assert fields[1].startswith("%100%2.0:1.0")


def test_pairs_and_orders_are_matched() -> None:
    """Each item has its option, options left over are offered too."""
    match = Match(("curve 1", "curve 2"), OPTIONS[:3], (2, 0), SLIP)
    (one, *_) = questions(EXPORTER.write(parcel(match)), "matching")
    pairs = [
        (sub.findtext("text") or "", sub.findtext("answer/text"))
        for sub in one.findall("subquestion")
    ]
    assert pairs == [
        ("curve 1", r"Option c & \(x_c\)"),
        ("curve 2", r"Option a & \(x_a\)"),
        ("", r"Option b & \(x_b\)"),
    ]
    order = Order(OPTIONS[:3], (1, 0, 2), SLIP, first="narrowest")
    (one, *_) = questions(EXPORTER.write(parcel(order)), "matching")
    assert [sub.findtext("text") for sub in one.findall("subquestion")] == [
        f"{place} (narrowest first)" for place in ("first", "second", "third")
    ]


def test_facts_are_short_answers_or_essays() -> None:
    """Accepted answers are graded, a star is a star; without any a person grades."""
    short = Fact("What is $2/n$ called?", "He *normal*.", "Note.", accept=("He", "a*b"))
    cards = (Card("f1", "T", short), Card("f2", "T", Fact("Why?", "Because ![p](media:p.png).")))
    whole = Parcel((Deck("D", cards),), media={"p.png": PNG})
    data = EXPORTER.write(whole)
    (one,) = questions(data, "shortanswer")
    assert [answer.findtext("text") for answer in one.findall("answer")] == ["He", r"a\*b"]
    assert "<em>normal</em>" in (one.findtext("generalfeedback/text") or "")
    (essay,) = questions(data, "essay")
    assert "Because" in (essay.findtext("graderinfo/text") or "")
    assert essay.find("graderinfo/file") is not None
    (problem,) = EXPORTER.problems(whole)
    assert problem.where == "card f2"


def test_a_missing_question_type_is_told() -> None:
    """The message names the card."""
    with pytest.raises(InitQuizError, match="skill-toy"):
        EXPORTER.write(parcel(Choice(OPTIONS, 2), questions={}))


def test_variants_differ_and_are_the_same_each_time() -> None:
    """So many different instances, decided by card and seed."""
    kinds = {"toy": drawn(Choice(OPTIONS, 1))}
    card = Card("c", "", Skill("toy", Level.EASY))
    seeds = [question.seed for question in variants(card, kinds, 5)]
    assert len(set(seeds)) == 5
    assert seeds == [question.seed for question in variants(card, kinds, 5)]
    assert seeds != [question.seed for question in variants(card, kinds, 5, seed=1)]
