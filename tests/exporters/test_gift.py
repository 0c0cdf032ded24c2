"""GIFT: what Moodle's own reader makes of it, graded as here, and read back as it was."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz import resources, wiring
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError
from initquiz.exporters.gift import EXPORTER
from initquiz.importers.gift import IMPORTER
from initquiz.importers.markdown_deck import IMPORTER as MARKDOWN
from initquiz.markup.html import to_html
from initquiz.markup.statement import plots, statement
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Code, Histogram, Table
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.deck_format import canonical_tags, canonical_text, one_line
from initquiz.model.exchange import Parcel
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType

GOLDEN = Path(__file__).parent.parent / "golden" / "gift.gift"
SLIP = Mistake("slip", "it is another", "Look *again*: $a_{i} = b$ # ~ {x} 1:2.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root.")
OPTIONS = tuple(Option(f"Option {c} = $x_{{{c}}}$", c, mistake=SLIP) for c in "abcd")
SIGMA = Quantity("σ", 0.0625, 0.0625 / 1.15, 0.0625 * 1.15, SLIP, (Wrong(0.00390625, VARIANCE),))
PLOT = Histogram((0.0, 1.0), (3,), 3, summary="One bar of 3.")
SHOWN = (Code("if x < 1:\n\n    y = {1: '~'}  # \\n"), Table(("a", "b"), (("$x_{1}$", "2"),)))
KINDS = wiring.plug_ins().questions


@dataclass
class Ingested:
    """A question as Moodle stores it."""

    kind: str
    name: str
    text: str
    general: str
    id: str
    tags: list[str]
    category: str
    single: bool = True
    answers: list[tuple[str, float, float, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def ingest(data: bytes) -> Iterator[Ingested]:
    """Yield the questions that Moodle's reader finds, by the steps of its own code."""
    category, block = "", []
    for line in [*data.decode().split("\n"), ""]:
        if line.strip() and line.strip() != "0":
            block.append(line.strip())
            continue
        comments = "\n".join(line for line in block if line.startswith("//"))
        text = "\n".join(line for line in block if not line.startswith("//")).strip()
        block = []
        if not text:
            continue
        text = held(text)
        if text.startswith("$CATEGORY:"):
            category = text[10:].strip()
        else:
            yield ingest_one(text, comments, category)


TAG = re.compile(r"\[tag:((?:\\]|[^\]<>`])+)\]")
HELD = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}


def held(text: str) -> str:
    """Replace escapes by stand-ins, as Moodle does before anything else."""
    text = text.replace("\\\\", "&&092;")
    for char, number in HELD.items():
        text = text.replace(f"\\{char}", f"&&{number}{';' * (char != 'n')}")
    return text.replace("&&092;", "\\")


def freed(text: str) -> str:
    """Replace the stand-ins by what they stand for."""
    for char, number in HELD.items():
        plain = "\n" if char == "n" else char
        text = text.replace(f"&&{number}{';' * (char != 'n')}", plain)
    return text.strip()


def typed(text: str, usual: str) -> tuple[str, str]:
    """Return a text and its format."""
    text = text.strip()
    if text.startswith("["):
        end = text.find("]")
        if text[1:end] in ("html", "moodle", "plain", "markdown"):
            return freed(text[end + 1 :]), text[1:end]
    return freed(text), usual


def ingest_one(text: str, comments: str, category: str) -> Ingested:
    """Take one question apart."""
    name, _, text = text.removeprefix("::").partition("::")
    begin, end = text.find("{"), text.find("}")
    assert 0 <= begin < end == len(text) - 1, "answers end the question"
    inner = text[begin + 1 : end].strip()
    general = ""
    if "####" in inner:
        at = inner.rindex("####")
        inner, general = inner[:at].strip(), inner[at + 4 :]
    asked, kind = typed(text[:begin], "moodle")
    assert kind == "html"
    found = Ingested(
        "essay", freed(name), asked, typed(general, kind)[0],
        (re.findall(r"\[id:((?:\\]|[^\]])+)\]", comments) or [""])[0],
        [tag.strip().replace("\\]", "]") for tag in TAG.findall(comments)],
        category,
    )  # fmt: skip
    if inner.startswith("#"):
        found.kind = "numerical"
        right, tilde, wrong = inner[1:].partition("~")
        found.answers = [number(part) for part in right.split("=") if part.strip()]
        if tilde:
            found.answers.append(("*", 0.0, 0.0, typed(wrong.partition("#")[2], kind)[0]))
    elif "~" in inner:
        found.kind, found.single = "multichoice", "=" in inner
        parts = [part.strip() for part in inner.replace("=", "~=").split("~")]
        for part in parts[not parts[0] :]:
            share, rest = (100.0, part[1:]) if part[0] == "=" else weighted(part, 0.0)
            found.answers.append(answered(share, rest))
    elif "=" in inner and "->" in inner:
        found.kind = "matching"
        for part in inner.split("=")[1:]:
            item, _, partner = part.partition("->")
            found.pairs.append((typed(item, kind)[0], freed(partner)))
    elif inner:
        assert inner.partition("#")[0].strip() not in ("T", "F", "TRUE", "FALSE")
        found.kind = "shortanswer"
        found.answers = [answered(*weighted(p.strip(), 100.0)) for p in inner.split("=")[1:]]
    return found


def weighted(part: str, usual: float) -> tuple[float, str]:
    """Return a share in percent, and the rest."""
    marked = re.match(r"%(-*[0-9]{1,2}\.?[0-9]*)%", part)
    return (float(marked[1]), part[marked.end() :]) if marked else (usual, part)


def answered(share: float, part: str) -> tuple[str, float, float, str]:
    """Return an answer with its feedback."""
    text, _, feedback = part.partition("#")
    return typed(text, "html")[0], share, 0.0, typed(feedback, "html")[0]


def number(part: str) -> tuple[str, float, float, str]:
    """Return a number with its tolerance."""
    text, share, _, feedback = answered(*weighted(part.strip(), 100.0))
    value, _, tolerance = text.partition(":")
    return value, share, float(tolerance or 0), feedback


def drawn(field: AnswerField, blocks: tuple[Block, ...] = SHOWN) -> QuestionType:
    """Return a question type whose instances have this field."""

    def draw(seed: int, level: Level) -> Question:
        return Question(
            "toy", seed, level.value, 1, "What is $\\sigma_{in}$ <here>? {a=b} \\# 1:2 ~", blocks,
            field, "It follows: $\\{x\\} \\ne \\\\ \\nu_{n}$.", {}, f"d{seed}",
            evidence="Measured.",
        )  # fmt: skip

    return QuestionType("toy", "Toy", 1, field.kind, (Level.EASY,), (), (), draw)


def parcel(field: AnswerField, blocks: tuple[Block, ...] = SHOWN) -> Parcel:
    """Return a deck with one skill card of this field."""
    card = Card("skill-toy", "Topic / one", Skill("toy", Level.EASY), ("tag-one]", "two"))
    return Parcel(
        (Deck("My: deck", (card,)),), questions={"toy": drawn(field, blocks)}, instances=2
    )


def taken(field: AnswerField, blocks: tuple[Block, ...] = SHOWN) -> list[Ingested]:
    """Return what Moodle makes of the instances of a field."""
    return list(ingest(EXPORTER.write(parcel(field, blocks))))


def of_facts(*facts: Fact) -> Parcel:
    """Return a deck of facts."""
    return Parcel((Deck("D", tuple(Card(f"f{i}", "T", fact) for i, fact in enumerate(facts))),))


def test_the_same_deck_is_the_same_file_and_told() -> None:
    """Byte for byte, and each card is counted once."""
    told: list[int] = []
    whole = parcel(Choice(OPTIONS, 2))
    assert EXPORTER.write(whole) == EXPORTER.write(replace(whole, told=told.append))
    assert told == [1]
    assert EXPORTER.write(whole) != EXPORTER.write(replace(whole, instances=1))


def test_names_ids_tags_and_categories() -> None:
    """Each instance has its own id and name; the path keeps slashes and colons."""
    one, two = taken(Choice(OPTIONS, 2))
    assert (one.id, two.id) == ("skill-toy-1", "skill-toy-2")
    assert one.tags == ["tag-one]", "two"]
    assert one.category == "$course$/top/My: deck/Topic // one"
    assert one.name.startswith("skill-toy-1: What is \\(\\sigma_{in}\\) <here>? {a=b}")


def test_texts_survive_moodles_escapes() -> None:
    """Formulas, braces, code with blank lines and tables arrive as they were."""
    one, _ = taken(Choice(OPTIONS, 2))
    (toy,) = list(variants(Card("c", "", Skill("toy", Level.EASY)),
                           {"toy": drawn(Choice(OPTIONS, 2))}, 1))  # fmt: skip
    assert one.text == statement(toy.prompt, toy.blocks)
    assert r"\(\sigma_{in}\) &lt;here&gt;? {a=b} # 1:2 ~" in one.text
    assert "<pre><code>if x &lt; 1:\n\n    y = {1: '~'}  # \\n</code></pre>" in one.text
    assert r"\(\{x\} \ne \\ \nu_{n}\)" in one.general
    assert one.general.startswith('<div class="initquiz toy easy"><p>Measured.</p>')


def test_a_choice_is_graded_and_explained(moodle: Any) -> None:  # noqa: ANN401 - a fixture's class
    """One option counts whole, the others nothing, and each tells its mistake."""
    one, _ = taken(Choice(OPTIONS, 2))
    assert (one.kind, one.single) == ("multichoice", True)
    answers = [moodle.answer(*answer) for answer in one.answers]
    assert [moodle.ticked(answers, [i]).share for i in range(4)] == [0, 0, 1, 0]
    assert answers[0].text == r"Option a = \(x_{a}\)"
    assert answers[0].feedback == to_html(SLIP.lesson)


@pytest.mark.parametrize("correct", [(0,), (0, 1, 3), (0, 1, 2, 3), ()])
def test_several_choices_add_up(moodle: Any, correct: tuple[int, ...]) -> None:  # noqa: ANN401
    """All right ticks make the whole, a wrong one costs, each share is one Moodle knows."""
    one, _ = taken(Choices(OPTIONS, correct))
    answers = [moodle.answer(*answer) for answer in one.answers]
    assert not one.single
    assert all(moodle.known(answer.percent) for answer in answers)
    assert sum(max(0, answer.percent) for answer in answers) == pytest.approx(100, abs=0.001)
    assert moodle.ticked(answers, correct or (4,)).share == pytest.approx(1, abs=1e-4)
    for index in range(4):
        wrong = set(correct) ^ {index}
        assert moodle.ticked(answers, sorted(wrong)).share < 0.99


@pytest.mark.parametrize("field", [Number((SIGMA,)), PointOnPlot(SIGMA, 0.0, 0.001, 0.0, 1.0)])
def test_a_number_is_graded_as_here(moodle: Any, field: AnswerField) -> None:  # noqa: ANN401
    """The key and its tolerance are right, just outside is not, a named mistake is half."""
    one, _ = taken(field)
    assert one.kind == "numerical"
    check_number(moodle, one, SIGMA)
    answers = [moodle.answer(*answer) for answer in one.answers]
    assert moodle.number(answers, SIGMA.wrong[0].value) == (0.5, to_html(VARIANCE.lesson))
    assert moodle.number(answers, 7.0) == (0.0, to_html(SLIP.lesson))
    assert one.answers[0][0] == "0.0625"


def check_number(moodle: Any, one: Ingested, asked: Quantity) -> None:  # noqa: ANN401
    """The key and 0.9 of its tolerance count whole, 1.1 of it and wrong values do not."""
    answers = [moodle.answer(*answer) for answer in one.answers]
    assert all(moodle.known(answer.percent) for answer in answers)
    assert moodle.number(answers, asked.value).share == 1
    for end in (asked.low, asked.high):
        assert moodle.number(answers, end).share == 1
        assert moodle.number(answers, asked.value + 0.9 * (end - asked.value)).share == 1
        if end != asked.value:
            outside = asked.value + 1.1 * (end - asked.value)
            assert moodle.number(answers, outside).share < 1 or asked.accepts(outside)
    for wrong in asked.wrong:
        assert moodle.number(answers, wrong.value).share == (
            1 if asked.accepts(wrong.value) else 0.5
        )


def test_two_numbers_are_two_questions() -> None:
    """Each asks for its own, under an id of its own."""
    other = replace(SIGMA, label="$\\tau$", value=2.0, low=1.0, high=3.0, wrong=(), unit="ms")
    made = taken(Number((SIGMA, other)))
    assert [one.id for one in made] == [f"skill-toy-{i}{part}" for i in (1, 2) for part in "ab"]
    assert made[0].text.endswith("<p>σ = ?</p>")
    assert made[1].text.endswith(r"<p>\(\tau\) (ms) = ?</p>")
    assert made[1].answers[0] == ("2.0", 100.0, 1.0, "")


def test_pairs_and_orders_are_matched(moodle: Any) -> None:  # noqa: ANN401
    """Each item has its option; options left over are offered too."""
    one, _ = taken(Match(("curve -> 1", "curve = 2"), OPTIONS[:3], (2, 0), SLIP))
    assert one.pairs == [
        ("curve -&gt; 1", r"Option c = \(x_{c}\)"),
        ("curve = 2", r"Option a = \(x_{a}\)"),
        ("", r"Option b = \(x_{b}\)"),
    ]
    assert moodle.paired(one.pairs, [one.pairs[0][1], one.pairs[1][1]]).share == 1
    one, _ = taken(Order(OPTIONS[:3], (1, 0, 2), SLIP, first="narrowest"))
    assert [item for item, _ in one.pairs] == [
        f"{place} (narrowest first)" for place in ("first", "second", "third")
    ]


def test_facts_are_short_answers_or_essays(moodle: Any) -> None:  # noqa: ANN401
    """Accepted answers are graded to the letter; without any a person grades."""
    accept = ("He", "a*b", "100% = {x}", "[html] y", "%5% z", "~ #1: \\n")
    short = Fact("What is $2/n$ called?", "He *normal*.", "Note.", "Source", accept)
    one, essay = ingest(EXPORTER.write(of_facts(short, Fact("Why?", "Because."))))
    answers = [moodle.answer(*answer) for answer in one.answers]
    assert one.kind == "shortanswer"
    assert [moodle.typed(answers, text).share for text in accept] == [1] * 6
    assert moodle.typed(answers, "axb").share == 0
    assert '<div class="answer"><p>He <em>normal</em>.</p></div>' in one.general
    assert (essay.kind, essay.answers) == ("essay", [])
    assert "Because." in essay.general


def test_what_cannot_be_carried_is_told_and_left_out() -> None:
    """Plots, pictures and arrows are named before anything is written."""
    arrow = Fact("Q?", "A.", accept=("a->b", "ok"))
    pictured = Fact("What is ![this](media:p.png)?", "A.")
    told = Fact("Q2?", "See ![the plot](media:p.png).", accept=("x",))
    whole = of_facts(arrow, pictured, told)
    problems = [str(problem) for problem in EXPORTER.problems(whole)]
    assert [text.partition(":")[0] for text in problems] == ["card f0", "card f1", "card f2"]
    assert "“a->b”" in problems[0]
    one, other = ingest(EXPORTER.write(whole))
    assert [answer[0] for answer in one.answers] == ["ok"]
    assert (other.id, "See the plot." in other.general) == ("f2", True)
    plotted = parcel(Choice(OPTIONS, 2), (PLOT,))
    assert EXPORTER.write(plotted) == b""
    (problem,) = EXPORTER.problems(plotted)
    assert (problem.where, "plot" in problem.what) == ("card skill-toy", True)
    assert EXPORTER.problems(parcel(Choice(OPTIONS, 2))) == ()
    tagged = Parcel((Deck("D", (Card("t", "", Fact("Q", "A", accept=("a",)), ("a<b", "ok")),)),))
    (problem,) = EXPORTER.problems(tagged)
    assert "“a<b”" in problem.what


@pytest.mark.parametrize("slow", [False, True])
def test_of_mixed_instances_those_without_a_plot_are_written(slow: bool) -> None:  # noqa: FBT001
    """Under their own numbers; only of slow types the first one with a plot ends the search."""
    plain, plotted = drawn(Choice(OPTIONS, 2)), drawn(Choice(OPTIONS, 2), (PLOT,))
    seeds: list[int] = []

    def draw(seed: int, level: Level) -> Question:
        seeds.append(seed)
        return (plotted if seed % 2 else plain).draw(seed, level)

    kind = replace(plain, draw=draw, slow=slow)
    whole = replace(parcel(Choice(OPTIONS, 2)), questions={"toy": kind}, instances=9)
    made = list(ingest(EXPORTER.write(whole)))
    last = next(i for i, seed in enumerate(seeds) if seed % 2) + 1 if slow else 9
    assert len(seeds) == last
    expected = [f"skill-toy-{i}" for i, seed in enumerate(seeds, start=1) if seed % 2 == 0]
    assert [one.id for one in made] == expected
    (problem,) = EXPORTER.problems(whole)
    assert "plot" in problem.what


def test_a_missing_question_type_is_told() -> None:
    """The message names the card."""
    with pytest.raises(InitQuizError, match="skill-toy"):
        EXPORTER.write(replace(parcel(Choice(OPTIONS, 2)), questions={}))


def test_a_sample_shows_the_first_cards() -> None:
    """Facts with what is accepted, instances with their options and the right one."""
    assert EXPORTER.sample is not None
    (shown,) = EXPORTER.sample(parcel(Choice(OPTIONS, 2)))
    parts = dict(shown.parts)
    assert "Option c" in parts["Right answer"]
    assert "```\nif x < 1:" in parts["Question"]
    facts = EXPORTER.sample(of_facts(*(Fact(f"Q{i}?", "A.", accept=("x",)) for i in range(9))))
    assert [dict(each.parts)["Question"] for each in facts] == ["Q0?", "Q1?", "Q2?"]


PLOTLESS = ("coincidence", "compromise", "dead-relus", "indistinguishable", "initial-loss",
            "what-moved")  # fmt: skip


@pytest.mark.parametrize("key", PLOTLESS)
def test_every_question_without_a_plot_is_graded_as_here(moodle: Any, key: str) -> None:  # noqa: ANN401
    """Moodle gives the key all, distractors nothing, a named mistake half; nothing is lost."""
    card = Card(f"c-{key}", "", Skill(key, KINDS[key].levels[0]))
    count = 1 if KINDS[key].slow else 4
    whole = Parcel((Deck("D", (card,)),), questions=KINDS, instances=count)
    made = iter(ingest(EXPORTER.write(whole)))
    for question in variants(card, KINDS, count):
        assert not plots(question.blocks)
        asked = question.answer
        if isinstance(asked, Number):
            for quantity in asked.quantities:
                one = next(made)
                check_number(moodle, one, quantity)
                assert one.text.startswith(statement(question.prompt, question.blocks))
            continue
        assert isinstance(asked, Choice | Choices)
        one = next(made)
        answers = [moodle.answer(*answer) for answer in one.answers]
        assert one.text == statement(question.prompt, question.blocks)
        assert moodle.ticked(answers, asked.solution or (len(asked.options),)).share == (
            pytest.approx(1, abs=1e-4)
        )
        for wrong in asked.wrong_answers():
            assert moodle.ticked(answers, [int(i) for i in wrong]).share < 0.99
    assert list(made) == []


def seeded() -> tuple[Deck, ...]:
    """Return the facts of the deck that comes with the program."""
    data = resources.data_file("weight-initialization.md").read_bytes()
    decks = MARKDOWN.read(data, "weight-initialization.md").decks
    return tuple(
        Deck(deck.name, tuple(card for card in deck.cards if isinstance(card.content, Fact)))
        for deck in decks
    )


def test_the_seeded_deck_comes_back() -> None:
    """Each card with its id, topic, tags and texts; written again it is the same file."""
    data = EXPORTER.write(Parcel(seeded()))
    reading = IMPORTER.read(data, "x.gift")
    assert reading.problems == ()
    assert reading.derived == frozenset()
    assert reading.decks == seeded()
    assert EXPORTER.write(Parcel(reading.decks)) == data


@pytest.mark.parametrize(
    "field",
    [
        Choice(OPTIONS, 2),
        Choices(OPTIONS, ()),
        Number((SIGMA, SIGMA)),
        Order(OPTIONS, (0, 1, 2, 3), SLIP),
    ],
)
def test_skill_cards_come_back_as_one_card(field: AnswerField) -> None:
    """However many instances there are, the card is one, and draws the same ones again."""
    whole = parcel(field)
    data = EXPORTER.write(whole)
    reading = IMPORTER.read(data, "x.gift")
    assert (reading.problems, reading.derived) == ((), frozenset())
    (deck,), (original,) = reading.decks, whole.decks
    assert (deck.name, deck.cards[0].content) == (original.name, original.cards[0].content)
    assert (deck.cards[0].id, deck.cards[0].topic) == ("skill-toy", "Topic / one")
    assert EXPORTER.write(replace(whole, decks=reading.decks)) == data


def test_a_spelling_is_kept_until_somebody_changes_the_text() -> None:
    """What HTML does not tell stands in a comment, which is not believed against the text."""
    fact = Fact("| a  | b |\n|----|---|\n| 1  | [id:x] |", "* one\n* two", accept=("x",))
    data = EXPORTER.write(of_facts(fact))
    (one,) = ingest(data)
    assert (one.id, one.tags) == ("f0", [])
    (deck,) = IMPORTER.read(data, "x.gift").decks
    assert deck.cards[0].content == fact
    (deck,) = IMPORTER.read(data.replace(b"<li>two</li>", b"<li>three</li>"), "x.gift").decks
    assert deck.cards[0].content == Fact(
        "| a | b |\n| --- | --- |\n| 1 | [id:x] |", "- one\n- three", accept=("x",)
    )
    assert b"initquiz" not in EXPORTER.write(of_facts(Fact("Plain $x_{1}$?", "- a\n- b")))


def test_what_is_written_stays_as_it_is() -> None:
    """The golden file holds each kind of question."""
    fields: list[AnswerField] = [
        Choice(OPTIONS, 2), Choices(OPTIONS, (0, 2)), Number((SIGMA,)),
        Match(("one", "two"), OPTIONS[:3], (2, 0), SLIP), Order(OPTIONS[:3], (1, 0, 2), SLIP),
    ]  # fmt: skip
    facts = of_facts(
        Fact("What is $n_{in}$?", "The *fan-in*.", "A note.", "He 2015", ("fan-in", "a*b")),
        Fact("Why?\n\n- a\n- b", "Because."),
    )
    parts = [EXPORTER.write(facts), *(EXPORTER.write(parcel(each)) for each in fields)]
    assert b"".join(parts) == GOLDEN.read_bytes()


PIECES = st.sampled_from(
    ["a", "He ", "= ", "~", "#", "####", "{", "}", ":", "::", "\\", "\\\\", "\\n", "$x_{in}$",
     "$\\frac{1}{n_{in}}$", "$a < b$", "->", "[html]", "[", "]", "%50%", "//", "\n", "\n\n", "- ",
     "*x*", "<b>", "&lt;", "$CATEGORY: x", "`{~}`", "é", "0", "&&058;", " ", "_____", "1.5"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=6).map("".join).map(canonical_text)
LINES = st.lists(PIECES, max_size=4).map("".join).map(one_line)
CARDS = st.builds(
    lambda question, answer, note, source, accept, topic, tags: (
        topic, tags, Fact(f"Q{question}", f"A{answer}", note, source, accept)
    ),
    TEXTS, TEXTS, TEXTS, TEXTS,
    st.lists(LINES.filter(lambda t: t and not re.search(r"->|&&\d{3}", t)), max_size=3,
             unique=True).map(tuple),
    LINES, st.lists(LINES, max_size=3).map(canonical_tags),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CARDS, min_size=1, max_size=2), LINES.filter(bool))
def test_facts_come_back(made: "list[tuple[str, tuple[str, ...], Fact]]", deck: str) -> None:
    """Text, topic, tags, ids and accepted answers survive, and a second export is the same."""
    cards = tuple(Card(f"c{i}", topic, fact, tags) for i, (topic, tags, fact) in enumerate(made))
    first = EXPORTER.write(Parcel((Deck(deck, cards),)))
    reading = IMPORTER.read(first, "x.gift")
    assert reading.problems == ()
    (back,) = reading.decks
    assert back == Deck(deck, cards)
    assert EXPORTER.write(Parcel(reading.decks)) == first
    found = list(ingest(first))
    assert [one.text for one in found] == [
        to_html(card.content.question) for card in cards if isinstance(card.content, Fact)
    ]


Draw = Callable[[int, Level], Question]
FLOATS = st.floats(1e-6, 1e6, allow_nan=False)


@given(FLOATS, st.floats(0.001, 0.5), st.floats(0.001, 0.5))
def test_any_tolerance_is_graded_as_here(value: float, below: float, above: float) -> None:
    """However uneven the range is around the key, its ends are right and beyond is not."""
    asked = Quantity("σ", value, value * (1 - below), value * (1 + above), SLIP)
    one, _ = taken(Number((asked,)))

    def right(number: float) -> bool:
        return any(
            share == 100 and abs(number - float(text)) <= tolerance * (1 + 1e-9) + 1e-14
            for text, share, tolerance, _ in one.answers
            if text != "*"
        )

    assert right(asked.low)
    assert right(asked.high)
    assert not right(value * (1 - 1.1 * below))
    assert not right(value * (1 + 1.1 * above))
    numbers = [text for answer in one.answers for text in (answer[0], str(answer[2]))]
    assert all(math.isfinite(float(text)) for text in numbers if text != "*")
    assert not re.search(rb"=%100%[^#\n]*e", EXPORTER.write(parcel(Number((asked,)))))
