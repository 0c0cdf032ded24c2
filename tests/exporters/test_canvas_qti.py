"""Canvas quizzes: built as QTI 1.2 wants them, graded by their own rules as here."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from initquiz.errors import InitQuizError
from initquiz.exporters.canvas_qti import EXPORTER
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
from tests.exporters.canvas import answered, bare, graded, items, members, meta, quiz

GOLDEN = Path(__file__).parent.parent / "golden" / "canvas_quiz.xml"
SLIP = Mistake("slip", "it is another", "Look *again*: $a < b$.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root.")
OPTIONS = tuple(Option(f"Option {c} & $x_{c}$", c, mistake=SLIP) for c in "abcd")
SIGMA = Quantity("σ", 0.0625, 0.0625 / 1.15, 0.0625 * 1.15, SLIP, (Wrong(0.00390625, VARIANCE),))
EVEN = Quantity("τ", 2.0, 1.5, 2.5, SLIP, unit="units")
PAIRS = Match(("curve *1*", "curve 2"), OPTIONS[:3], (2, 0), SLIP, ((0, 1, VARIANCE),))
PLOT = Histogram((0.0, 1.0), (3,), 3, summary="One bar of 3.")
PNG = b"\x89PNG\r\n\x1a\n picture"
FACTS = (
    Card("he.short", "T", Fact("What is $$2/n$$ called?", "He *normal*.", "A note.", "A source.",
                               accept=("He", "a & b"))),
    Card("essay", "", Fact("Why `\\[`?", "Because ![p](media:p.png).")),
)  # fmt: skip


def drawn(field: AnswerField) -> QuestionType:
    """Return a question type whose instances have this field."""

    def draw(seed: int, level: Level) -> Question:
        return Question(
            "toy", seed, level.value, 1, "What is $\\sigma$ <here>?", (PLOT, Code("x < 1")), field,
            "It follows.", {}, f"d{seed}", evidence="Measured.",
        )  # fmt: skip

    return QuestionType("toy", "Toy", 1, field.kind, (Level.EASY,), (), (), draw)


def parcel(field: AnswerField, instances: int = 1) -> Parcel:
    """Return a deck with one skill card of this field."""
    card = Card("skill-toy", "Topic", Skill("toy", Level.EASY))
    return Parcel(
        (Deck("My deck", (card,)),),
        questions={"toy": drawn(field)},
        picture=lambda blocks: PNG + bytes([len(blocks)]),
        instances=instances,
    )


def test_the_same_deck_is_the_same_file() -> None:
    """Byte for byte; each card is told once."""
    told: list[int] = []
    whole = replace(parcel(Choice(OPTIONS, 2), 3), told=told.append)
    assert EXPORTER.write(whole) == EXPORTER.write(whole)
    assert told == [1, 1]


def test_golden_file() -> None:
    """The written form of a quiz is fixed to the byte."""
    cards = (*FACTS, Card("skill-toy", "T", Skill("toy", Level.EASY)))
    whole = replace(parcel(Number((SIGMA,)), 2), decks=(Deck("Golden", cards),))
    (name, *_) = (name for name in members(whole) if name.startswith("iq-deck"))
    assert members(whole)[name] == GOLDEN.read_bytes()


def test_the_package_lists_all_it_holds() -> None:
    """The manifest names each file once, each quiz with its settings; pictures are web content."""
    decks = (Deck("One", FACTS), *parcel(Choice(OPTIONS, 2)).decks)
    whole = replace(parcel(Choice(OPTIONS, 2)), decks=decks, media={"p.png": PNG})
    files = members(whole)
    root = bare(files["imsmanifest.xml"])
    listed = [file.get("href") for file in root.iter("file")]
    assert sorted(map(str, listed)) == sorted(set(files) - {"imsmanifest.xml"})
    resources = {one.get("identifier"): one for one in root.iter("resource")}
    assert len(resources) == len(listed)
    depends = {one.get("identifierref") for one in root.iter("dependency")}
    assert depends < set(resources)
    assert [one.get("type") for one in resources.values()].count("imsqti_xmlv1p2") == 2
    assert files["images/p.png"] == PNG
    settings = bare(next(data for name, data in files.items() if name.endswith("_meta.xml")))
    assert settings.findtext("title") == "One"
    assert settings.findtext("available") == "false"
    assert settings.findtext("points_possible") == "2.0"


def test_what_is_shown_travels_along() -> None:
    """The plot is a file of the course with words for it, code stays code, formulas are typeset."""
    whole = parcel(Choice(OPTIONS, 2))
    (one,) = items(whole)
    text = one.findtext("presentation/material/mattext") or ""
    assert r"\(\sigma\) &lt;here&gt;" in text
    assert "<pre><code>x &lt; 1</code></pre>" in text
    found = re.search(r'<img src="%24IMS-CC-FILEBASE%24/(images/[0-9a-f]{24}\.png)" alt="One', text)
    assert found
    assert members(whole)[found[1]] == PNG + b"\x01"
    feedback = one.findtext("itemfeedback[@ident='general_fb']//mattext") or ""
    assert "Measured." in feedback
    assert "It follows." in feedback


def test_formulas_on_their_own_stand_between_dollars() -> None:
    r"""Canvas does not look for `\[`; in code it stays what it is."""
    short, essay = items(Parcel((Deck("D", FACTS),)))
    assert "$$2/n$$" in (short.findtext("presentation/material/mattext") or "")
    assert r"<code>\[</code>" in (essay.findtext("presentation/material/mattext") or "")


def test_instances_are_a_group_of_which_one_is_drawn() -> None:
    """Each has its own ident, the same each time, and as many points."""
    root = quiz(parcel(Choice(OPTIONS, 2), 3))
    (group,) = root.findall("assessment/section/section")
    assert group.findtext("selection_ordering/selection/selection_number") == "1"
    assert group.get("title") == "Toy (easy)"
    assert [one.get("ident") for one in group.iter("item")] == [
        f"iq-skill-toy-V{i}" for i in (1, 2, 3)
    ]
    assert {meta(one)["points_possible"] for one in group.iter("item")} == {"1.0"}


def test_a_choice_is_graded_and_explained() -> None:
    """One option is right, each of the others tells its mistake."""
    (one,) = items(parcel(Choice(OPTIONS, 2)))
    assert meta(one)["question_type"] == "multiple_choice_question"
    assert meta(one)["original_answer_ids"] == "1001,1002,1003,1004"
    for i in range(4):
        score, feedback = graded(one, {"response1": {str(1001 + i)}})
        assert score == float(i == 2)
        assert f"{1001 + i}_fb" in feedback
    assert "<em>again</em>" in (one.findtext("itemfeedback[@ident='1001_fb']//mattext") or "")
    label = one.findtext(".//response_label/material/mattext")
    assert label == r"Option a &amp; \(x_a\)"


def test_true_or_false() -> None:
    """Two such options are a question of that kind."""
    field = Choice((Option("True", "t"), Option("False", "f")), 1)
    (one,) = items(parcel(field))
    assert meta(one)["question_type"] == "true_false_question"
    assert graded(one, {"response1": {"1002"}})[0] == 1


@pytest.mark.parametrize("correct", [(0,), (0, 1, 3), (0, 1, 2, 3), ()])
def test_several_choices(correct: tuple[int, ...]) -> None:
    """Only the right ticks count whole; where none is right, that is an option of its own."""
    field = Choices(OPTIONS, correct)
    (one,) = items(parcel(field))
    assert meta(one)["question_type"] == "multiple_answers_question"
    assert graded(one, answered(field, correct)[0])[0] == 1
    for wrong in field.wrong_answers():
        assert graded(one, {"response1": {str(1001 + int(i)) for i in wrong}})[0] == 0


@pytest.mark.parametrize(
    "field", [Number((SIGMA,)), Number((EVEN,)), PointOnPlot(SIGMA, 0.0, 0.001, 0.0, 1.0)]
)
def test_a_number_is_graded_as_here(field: Number | PointOnPlot) -> None:
    """The key and all of its range are right, just outside is not; a mistake earns nothing."""
    (one,) = items(parcel(field))
    (asked,) = field.quantities
    ends = (asked.low, asked.high)
    for value in (asked.value, *ends, *(asked.value + 0.9 * (end - asked.value) for end in ends)):
        assert graded(one, {"response1": {repr(value)}})[0] == 1
    for value in (asked.value + 1.1 * (end - asked.value) for end in ends):
        assert graded(one, {"response1": {repr(value)}}) == (
            0.0,
            ["general_fb", "general_incorrect_fb"],
        )
    assert graded(one, {"response1": {"0.00390625"}})[0] == 0
    kinds = [condition.findtext("setvar") for condition in one.iter("respcondition")]
    assert {kind for kind in kinds if kind} == {"100"}  # Canvas takes any score for right
    wrong = one.findtext("itemfeedback[@ident='general_incorrect_fb']//mattext") or ""
    assert ("0.00391: that is the variance" in wrong) is bool(asked.wrong)


def test_exact_with_margin_and_range_as_canvas_reads_them() -> None:
    """An `or` of the key and its bounds; a second answer where the range is not even."""
    (uneven,) = items(parcel(Number((SIGMA,))))
    assert uneven.findtext(".//or/varequal") == "0.0625"
    margin = float(uneven.findtext(".//or/and/varlte") or 0) - 0.0625
    assert 0.0625 - margin == pytest.approx(SIGMA.low)
    assert float(uneven.findtext(".//conditionvar/varlte") or 0) == SIGMA.high
    (even,) = items(parcel(Number((EVEN,))))
    assert even.find(".//conditionvar/varlte") is None
    assert "τ = ? (units)" in (even.findtext("presentation/material/mattext") or "")


def test_two_numbers_are_two_items_of_half_a_point() -> None:
    """Each says what is wanted."""
    found = items(parcel(Number((SIGMA, EVEN)), 2))
    assert [meta(one)["points_possible"] for one in found] == ["0.5"] * 4
    assert [one.get("ident") for one in found] == [
        f"iq-skill-toy-V{i}-N{part}" for part in (1, 2) for i in (1, 2)
    ]
    assert "σ = ?" in (found[0].findtext("presentation/material/mattext") or "")


@pytest.mark.parametrize("field", [PAIRS, Order(OPTIONS[:3], (1, 0, 2), SLIP, first="narrowest")])
def test_pairs_and_orders_are_matched(field: Match | Order) -> None:
    """Each pair is worth its share, together all; a named mistake speaks where it is made."""
    (one,) = items(parcel(field))
    assert meta(one)["question_type"] == "matching_question"
    (right,) = answered(field, field.solution)
    assert graded(one, right)[0] == pytest.approx(1.0, abs=1e-12)
    for wrong in field.wrong_answers():
        assert graded(one, answered(field, wrong)[0])[0] < 0.7
    numbers = [label.get("ident") or "" for label in one.iter("response_label")]
    assert len(set(numbers)) == len(field.options)
    if isinstance(field, Match):
        assert one.findtext("presentation/response_lid/material/mattext") == "curve <em>1</em>"
        shown = graded(one, answered(field, (1, 0))[0])[1]
        assert shown == ["general_fb", "general_incorrect_fb", "1001_fb"]
        assert "Take the root." in (one.findtext("itemfeedback[@ident='1001_fb']//mattext") or "")


def test_facts_are_short_answers_or_essays() -> None:
    """Accepted answers are graded whatever their case; without any a person grades."""
    whole = Parcel((Deck("D", FACTS),), media={"p.png": PNG})
    short, essay = items(whole)
    assert meta(short)["question_type"] == "short_answer_question"
    assert graded(short, {"response1": {"he"}})[0] == 1
    assert graded(short, {"response1": {"a & b"}})[0] == 1
    assert graded(short, {"response1": {"a"}})[0] == 0
    told = short.findtext("itemfeedback//mattext") or ""
    assert "<em>normal</em>" in told
    assert "A note." in told
    assert "A source." in told
    assert meta(essay)["question_type"] == "essay_question"
    assert graded(essay, {"response1": {"x"}}) == (0.0, ["general_fb"])
    assert short.get("ident") != "iq-he.short"
    (problem,) = EXPORTER.problems(whole)
    assert problem.where == "card essay"
    assert len(EXPORTER.problems(replace(whole, media={}))) == 2


def test_a_broken_deck_is_told() -> None:
    """Two cards of one id, a type that is not installed."""
    with pytest.raises(InitQuizError, match="essay"):
        EXPORTER.write(Parcel((Deck("D", FACTS), Deck("E", FACTS[1:]))))
    with pytest.raises(InitQuizError, match="rename"):
        EXPORTER.write(Parcel((Deck("D", FACTS[:1]), Deck("D", FACTS[1:]))))
    unknown = replace(parcel(Choice(OPTIONS, 2)), questions={})
    assert "not installed" in str(EXPORTER.problems(unknown))
    with pytest.raises(InitQuizError, match="skill-toy"):
        EXPORTER.write(unknown)


def test_a_fact_may_be_named_like_an_instance() -> None:
    """Canvas keeps them apart by their idents."""
    like = Card("skill-toy-1", "", Fact("q", "a"))
    whole = parcel(Choice(OPTIONS, 2), 2)
    items(replace(whole, decks=(Deck("D", (like, *whole.decks[0].cards)),)))


def test_texts_that_xml_cannot_hold_do_no_harm() -> None:
    """Control characters are left out, marks are escaped, whatever the card."""
    fact = Fact('<&>"\x0b', "]]>\ud800", accept=("a<b\x00",))
    (one,) = items(Parcel((Deck("<D> & \x01", (Card("x & y", "", fact),)),)))
    assert graded(one, {"response1": {"a<b"}})[0] == 1


def test_a_sample_shows_question_answers_and_comment() -> None:
    """With the picture that would be drawn, and what there is to choose."""
    assert EXPORTER.sample
    (one,) = EXPORTER.sample(parcel(Choice(OPTIONS, 2), 3))
    labels = [part.label for part in one.parts]
    assert labels == ["Question", "Answers", "Right answer", "Comment"]
    (name,) = one.media
    assert f"(media:{name})" in one.parts[0].text
    assert "- B) Option b" in one.parts[1].text
    short, essay = EXPORTER.sample(Parcel((Deck("D", FACTS),), media={"p.png": PNG}))
    assert "```\nHe\na & b\n```" in short.parts[1].text
    assert essay.media == {"p.png": PNG}
