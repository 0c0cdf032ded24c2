"""Moodle XML: well formed, graded as here by Moodle's own rules, the same bytes each time."""

from base64 import b64decode
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from initquiz import wiring
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError
from initquiz.exporters.moodle_xml import EXPORTER
from initquiz.importers.moodle_xml import IMPORTER
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Code, Histogram
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.exchange import Parcel, Progress
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.schedule import Schedule

if TYPE_CHECKING:
    from tests.exporters.conftest import Answer, Moodle

KNOWN = {
    key: replace(kind, draw=cache(kind.draw)) for key, kind in wiring.plug_ins().questions.items()
}
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "moodle.xml"
SLIP = Mistake("slip", "it is another", "Look *again*: $a < b$.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root.")
OPTIONS = tuple(Option(f"Option {c} & $x_{c}$", c, mistake=SLIP) for c in "abcd")
SIGMA = Quantity("σ", 0.0625, 0.0625 / 1.15, 0.0625 * 1.15, SLIP, (Wrong(0.00390625, VARIANCE),))
PLOT = Histogram((0.0, 1.0), (3,), 3, summary="One bar of 3.")
FIELD = Number((SIGMA,))
BLOCKS = (PLOT, Code("x < 1"))
PNG = b"\x89PNG\r\n\x1a\n picture"


def drawn(field: AnswerField, blocks: tuple[Block, ...] = BLOCKS) -> QuestionType:
    """Return a question type whose instances have this field."""

    def draw(seed: int, level: Level) -> Question:
        return Question(
            "toy", seed, level.value, 1, "What is $\\sigma$ <here>?", blocks, field,
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


def test_the_same_deck_is_the_same_file() -> None:
    """Byte for byte; another seed draws others."""
    whole = parcel(Choice(OPTIONS, 2))
    assert EXPORTER.write(whole) == EXPORTER.write(whole)
    told: list[int] = []
    EXPORTER.write(replace(whole, told=told.append))
    assert told == [1]


def test_names_categories_and_tags(moodle: "Moodle") -> None:
    """Each instance has its own id, the deck and the topic are the category, tags are kept."""
    data = EXPORTER.write(parcel(Choice(OPTIONS, 2)))
    (category,) = moodle.questions(data, "category")
    assert category.findtext("category/text") == "$course$/top/My deck/Topic // one"
    made = moodle.questions(data, "multichoice")
    assert [one.findtext("idnumber") for one in made] == [f"skill-toy-{i}" for i in (1, 2, 3)]
    assert [tag.text for tag in made[0].findall("tags/tag/text")] == ["tag one", "two"]


def test_what_is_shown_travels_along(moodle: "Moodle") -> None:
    """The plot is a picture with words for it, code stays code, formulas are MathJax's."""
    (one, *_) = moodle.questions(EXPORTER.write(parcel(Choice(OPTIONS, 2))), "multichoice")
    text = one.findtext("questiontext/text") or ""
    assert r"\(\sigma\) &lt;here&gt;" in text
    assert "<pre><code>x &lt; 1</code></pre>" in text
    assert '<img src="@@PLUGINFILE@@/q1.png" alt="One bar of 3.">' in text
    file = one.find("questiontext/file")
    assert file is not None
    assert b64decode(file.text or "") == PNG + b"\x01"
    assert "Measured." in (one.findtext("generalfeedback/text") or "")


@pytest.mark.parametrize(
    "field",
    [
        Choice(OPTIONS, 2),
        *(Choices(OPTIONS, correct) for correct in ((0,), (0, 1, 3), (0, 1, 2, 3), ())),
        Number((SIGMA,)),
        Number((SIGMA, replace(SIGMA, label="τ", value=2.0, low=1.0, high=3.0, wrong=()))),
        PointOnPlot(SIGMA, 0.0, 0.001, 0.0, 1.0),
        Match(("curve 1", "curve 2"), OPTIONS[:3], (2, 0), SLIP),
        Order(OPTIONS[:3], (1, 0, 2), SLIP, first="narrowest"),
    ],
    ids=lambda field: field.kind,
)
def test_every_answer_field_is_graded_as_here(field: AnswerField, moodle: "Moodle") -> None:
    """Moodle takes the file, gives what we would give, and tells the same mistakes."""
    whole = parcel(field)
    data = EXPORTER.write(whole)
    assert moodle.faults(data) == []
    for one in moodle.questions(data):
        agree(drawn(field).draw(0, Level.EASY), one, moodle)


# Those that take long and only choose or match are graded as the fields above.
QUICK = [
    (key, level)
    for key, kind in KNOWN.items()
    for level in kind.levels
    if not kind.slow or (kind.answer_kind in ("number", "point", "choices") and level == "easy")
]


@pytest.mark.parametrize(("key", "level"), QUICK, ids=str)
def test_every_question_type_is_graded_as_here(key: str, level: Level, moodle: "Moodle") -> None:
    """Three instances at each level, of those that take long one."""
    count = 1 if KNOWN[key].slow else 3
    card = Card("c", "T", Skill(key, level))
    data = EXPORTER.write(Parcel((Deck("D", (card,)),), questions=KNOWN, instances=count))
    assert moodle.faults(data) == []
    made = [one for one in moodle.questions(data) if one.get("type") != "calculated"]
    for question, one in zip(variants(card, KNOWN, count), made, strict=True):
        agree(question, one, moodle)


def agree(question: Question, one: ET.Element, moodle: "Moodle") -> None:
    """Check that an instance and what Moodle has of it are graded alike."""
    field = question.answer
    if isinstance(field, Number | PointOnPlot):
        if one.get("type") == "cloze":
            asked = moodle.embedded(one.findtext("questiontext/text") or "")
        else:
            asked = [moodle.answers(one)]
        for quantity, answers in zip(field.quantities, asked, strict=True):
            agree_in_numbers(quantity, answers, moodle)
    elif isinstance(field, Match | Order):
        pairs = moodle.pairs(one)
        given = [answer for item, answer in pairs if item]
        assert len(given) == len(field.correct)
        assert moodle.paired(pairs, given).share == 1.0
        swapped = [given[1], given[0], *given[2:]]
        assert moodle.paired(pairs, swapped).share == (len(given) - 2) / len(given)
        assert len(pairs) == len(field.options)
    else:
        agree_in_choices(field, moodle.answers(one), moodle)


def agree_in_choices(field: Choice | Choices, answers: "list[Answer]", moodle: "Moodle") -> None:
    """The right ticks give everything, all others less."""
    none = (len(field.options),) if isinstance(field, Choices) and not field.correct else ()
    right = field.solution or none
    assert moodle.ticked(answers, right).share == pytest.approx(1.0, abs=1e-4)
    for given in field.wrong_answers():
        ticked = tuple(map(int, given))
        assert moodle.ticked(answers, ticked).share < 0.95
        if isinstance(field, Choice):
            assert moodle.ticked(answers, ticked).share == 0
            assert bool(answers[ticked[0]].feedback) == bool(field.mistake(given))


def agree_in_numbers(asked: Quantity, answers: "list[Answer]", moodle: "Moodle") -> None:
    """The key and its whole tolerance, the outside, and each named mistake."""
    reaches = (asked.low - asked.value, asked.high - asked.value)
    inside = [asked.value, *(asked.value + part * r for part in (0.5, 0.9, 1.0) for r in reaches)]
    for value in inside:
        assert moodle.number(answers, value).share == 1.0
    assert float(answers[0].text) == asked.value
    outside = [asked.value + part * r for part in (1.1, 1.5, 3.0) for r in reaches]
    around = [wrong.value * part for wrong in asked.wrong for part in (0.5, 0.99, 1.01, 2.0)]
    for value in (*outside, *around):
        found = asked.found(value) != asked.mistake
        expected = 1.0 if asked.accepts(value) else 0.5 if found else 0.0
        assert moodle.number(answers, value).share == expected, value
    for wrong in asked.wrong:
        graded = moodle.number(answers, wrong.value)
        assert graded.share == 0.5
        assert graded.feedback
    if answers[-1].text == "*":
        assert bool(moodle.number(answers, 1e9).feedback) == bool(asked.mistake.lesson)


def test_a_unit_may_be_typed(moodle: "Moodle") -> None:
    """Moodle would refuse "5.3 nats" of a question that has no unit."""
    field = Number((replace(SIGMA, unit="nats"),))
    (one, *_) = moodle.questions(EXPORTER.write(parcel(field)), "numerical")
    assert one.findtext("units/unit/unit_name") == "nats"
    assert one.findtext("showunits") == "0"


def test_two_numbers_are_embedded(moodle: "Moodle") -> None:
    """A lesson with braces, signs and formulas does not end its field, nor is it changed."""
    lesson = Mistake("m", "t", "Look: $\\frac{1}{n} < 1$ ~ #1 & *so*")
    asked = replace(SIGMA, wrong=(Wrong(0.00390625, lesson),))
    (one, *_) = moodle.questions(EXPORTER.write(parcel(Number((asked, asked)))), "cloze")
    fields = moodle.embedded(one.findtext("questiontext/text") or "")
    shown = r"Look: \(\frac{1}{n} &lt; 1\) ~ #1 &amp; <em>so</em>"
    assert [field[-1].feedback for field in fields] == [shown] * 2


def test_pairs_and_orders_are_matched(moodle: "Moodle") -> None:
    """Each item has its option, options left over are offered too; an order has its places."""
    match = Match(("curve 1", "curve 2"), OPTIONS[:3], (2, 0), SLIP)
    (one, *_) = moodle.questions(EXPORTER.write(parcel(match)), "matching")
    assert moodle.pairs(one) == [
        ("curve 1", r"Option c & \(x_c\)"),
        ("curve 2", r"Option a & \(x_a\)"),
        ("", r"Option b & \(x_b\)"),
    ]
    order = Order(OPTIONS[:3], (1, 0, 2), SLIP, first="narrowest")
    (one, *_) = moodle.questions(EXPORTER.write(parcel(order)), "matching")
    assert [item for item, _ in moodle.pairs(one)] == [
        f"{place} (narrowest first)" for place in ("first", "second", "third")
    ]


def test_facts_are_short_answers_or_essays(moodle: "Moodle") -> None:
    """Accepted answers are graded, a star is a star; without any a person grades."""
    short = Fact("What is $2/n$ called?", "He *normal*.", "Note.", accept=("He", "a*b"))
    cards = (Card("f1", "T", short), Card("f2", "T", Fact("Why?", "Because ![p](media:p.png).")))
    whole = Parcel((Deck("D", cards),), media={"p.png": PNG})
    data = EXPORTER.write(whole)
    (one,) = moodle.questions(data, "shortanswer")
    for typed, share in {"he": 1.0, "A*B": 1.0, "axb": 0.0, "Xavier": 0.0}.items():
        assert moodle.typed(moodle.answers(one), typed).share == share
    assert "<em>normal</em>" in (one.findtext("generalfeedback/text") or "")
    (essay,) = moodle.questions(data, "essay")
    assert "Because" in (essay.findtext("graderinfo/text") or "")
    assert essay.find("graderinfo/file") is not None
    assert moodle.faults(data) == []


def test_problems_name_the_cards() -> None:
    """What Moodle will not grade, cut or show is said before anything is written."""
    cards = (
        Card("f1", "T", Fact("Why?", "![p](media:gone.png)"), ("x" * 51,)),
        Card("f2", "T", Fact("Why not?", "So.", accept=("so",))),
        Card("s", "T", Skill("toy", Level.EASY)),
    )
    whole = Parcel((Deck("D", cards),), progress={"s": Progress(Schedule(), ())})
    assert [problem.where for problem in EXPORTER.problems(whole)] == ["card f1"] * 3 + ["card s"]


def test_arithmetic_is_also_drawn_by_moodle(moodle: "Moodle") -> None:
    """One calculated question holds many instances, and each row is graded as its instance."""
    card = Card("c", "T", Skill("coincidence", Level.HARD))
    cards = (card, Card("f", "T", Fact("Why?", "So.", accept=("so",))))
    data = EXPORTER.write(Parcel((Deck("D", cards),), questions=KNOWN, instances=2))
    assert moodle.faults(data) == []
    (one,) = moodle.questions(data, "calculated")
    assert one.findtext("idnumber") == "c-calculated"
    paths = [each.findtext("category/text") for each in moodle.questions(data, "category")]
    there = "$course$/top/D/T"
    assert paths == [there, f"{there}/Numbers drawn by Moodle", there]
    rows = moodle.rows(one)
    drawn = {}
    for question in variants(card, KNOWN, 40):
        assert isinstance(question.answer, Number)
        (asked,) = question.answer.quantities
        drawn[(asked.value, *(wrong.value for wrong in asked.wrong))] = asked, question
    for row in rows:
        answers = moodle.calculated(one, row)
        asked, question = drawn[tuple(float(each.text) for each in answers[:-1:2])]
        agree_in_numbers(asked, answers, moodle)
        text = moodle.filled(one.findtext("questiontext/text") or "", row)
        assert str(question.facts["told"]) in text
        assert str(question.facts["n_out"]) in text
    assert len(rows) >= 3


def test_a_sample_shows_text_grades_and_feedback() -> None:
    """Of a fact its accepted answers, of a skill one instance with its plot."""
    fact = Card("f", "T", Fact("Why?", "So.", accept=("so",)))
    skill = parcel(Number((SIGMA,))).decks[0].cards[0]
    whole = replace(parcel(Number((SIGMA,))), decks=(Deck("D", (fact, skill)),))
    assert EXPORTER.sample is not None
    shown, computed = EXPORTER.sample(whole)
    assert [part.label for part in shown.parts] == ["Question text", "Answers", "Feedback"]
    assert "| `so` | 100 % |" in shown.parts[1].text
    assert "| 50 % |" in computed.parts[1].text
    (name,) = computed.media
    assert f"(media:{name})" in computed.parts[0].text


def halved(seed: int, level: Level) -> Question:
    """Draw a question that is arithmetic alone."""
    number = 2 + seed % 5000
    wrong = (
        Wrong(2.0 * number, Mistake("doubled", "that is twice", f"Half of {number:,} it is.")),
    )
    asked = Quantity("h", number / 2, 0.49 * number, 0.51 * number, SLIP, wrong, "pt")
    return Question(
        "halved", seed, level.value, 1, f"Halve $n_{{in}}$ = {number:,}.", (), Number((asked,)),
        f"It is {number / 2:g}.", {}, f"d{number}", evidence="Always 2.",
    )  # fmt: skip


def golden() -> Parcel:
    """Return a deck of each kind of card."""
    fact = Fact(
        "What is $\\frac{2}{n_{in}}$?", "He's **variance**.", "Note.", "He et al.", ("2/n", "a*b")
    )
    kinds = {"toy": drawn(Choice(OPTIONS, 2)), "halved": replace(drawn(FIELD), draw=halved)}
    cards = (
        Card("he", "He init", fact, ("he", "claim-1")),
        Card("why", "He / Glorot", Fact("Why < 1?", "- a\n- b ![plot](media:p.png)")),
        Card("half", "", Skill("halved", Level.EASY)),
        Card("name", "", Skill("toy", Level.EASY)),
    )
    return Parcel(
        (Deck("My deck", cards),),
        {"p.png": PNG},
        questions=kinds,
        picture=lambda _: PNG,
        instances=2,
    )


def test_the_golden_file_is_what_is_written() -> None:
    """A change of the format shows here; the file can be imported into a real Moodle."""
    whole = golden()
    data = EXPORTER.write(whole)
    assert data == GOLDEN.read_bytes()
    plain = [card for card in whole.decks[0].cards if card.id != "why"]
    (deck,) = IMPORTER.read(data, "golden.xml").decks
    assert [card for card in deck.cards if card.id != "why"] == plain


def test_a_missing_question_type_is_told() -> None:
    """The message names the card."""
    with pytest.raises(InitQuizError, match="skill-toy"):
        EXPORTER.write(parcel(Choice(OPTIONS, 2), questions={}))
