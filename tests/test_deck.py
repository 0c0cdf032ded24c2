"""The seeded deck: faithful to the study document, complete, and sound as a file."""

import re

import pytest
from latex2mathml.converter import convert

from initquiz.exporters.markdown_deck import EXPORTER
from initquiz.importers.markdown_deck import IMPORTER
from initquiz.model.card import Fact, Level, Skill
from initquiz.model.exchange import Parcel
from initquiz.resources import data_file

FILE = data_file("weight-initialization.md")
READING = IMPORTER.read(FILE.read_bytes(), FILE.name)
CARDS = READING.decks[0].cards
FACTS: dict[str, Fact] = {card.id: card.content for card in CARDS if isinstance(card.content, Fact)}

DOCUMENT = {
    "doc-zero-bad": (
        "Why is zero initialization bad for weights?",
        "It causes symmetry — all neurons learn the same thing.",
    ),
    "doc-relu": ("Which initialization is best for ReLU?", "He Initialization."),
    "doc-xavier-activations": (
        "Xavier initialization is best suited for which activations?",
        "Sigmoid or Tanh.",
    ),
    "doc-he-formula": (
        "What is the formula for He initialization?",
        "$\\mathcal{N}(0, 2/n_{in})$",
    ),
    "doc-lecun-selu": (
        "Which initialization keeps variance constant for SELU?",
        "LeCun initialization.",
    ),
}
SECTIONS = [f"section-{number}" for number in range(1, 8)]
CLAIMS = [f"claim-{number}" for number in range(1, 28)]
ACTIVATIONS = ["activation-sigmoid-tanh", "activation-relu", "activation-selu"]
SUMMARY = [
    *("summary-zero", "summary-random", "summary-xavier", "summary-he"),
    *("summary-lecun", "summary-orthogonal", "summary-sparse"),
]

_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
# A formula touches its dollars, and no digit follows it: elsewhere a dollar is money.
_FORMULA = re.compile(r"\$\$(?=\S)([^$]+)(?<=\S)\$\$|\$(?=\S)([^$\n]+)(?<=\S)\$(?!\d)")


def texts(fact: Fact) -> tuple[str, ...]:
    """Return the fields of a fact that are drawn as Markdown."""
    return fact.question, fact.answer, fact.note, fact.source


def test_the_file_is_read_without_fault() -> None:
    """One deck under its name; every card has an id of its own."""
    assert READING.problems == ()
    assert READING.derived == frozenset()
    assert [deck.name for deck in READING.decks] == ["Weight initialization"]


def test_the_file_is_in_canonical_form() -> None:
    """Writing the deck again gives the same bytes, so edits show as small differences."""
    assert EXPORTER.write(Parcel(READING.decks)) == FILE.read_bytes()


@pytest.mark.parametrize("name", DOCUMENT)
def test_the_documents_flashcards_stand_word_for_word(name: str) -> None:
    """Question and answer are the document's, and a teacher's note goes with them."""
    assert (FACTS[name].question, FACTS[name].answer) == DOCUMENT[name]
    assert FACTS[name].note
    assert FACTS[name].accept


def test_there_are_enough_cards() -> None:
    """Beside the document's five there are 65 to 80 facts of our own."""
    assert 65 <= len(FACTS.keys() - DOCUMENT.keys()) <= 80


@pytest.mark.parametrize("tag", [*SECTIONS, *CLAIMS, *ACTIVATIONS, *SUMMARY])
def test_the_document_is_covered(tag: str) -> None:
    """Every section, claim and table row of the document is taught by some fact."""
    assert any(tag in card.tags for card in CARDS if isinstance(card.content, Fact))


def test_no_tag_of_cover_is_misspelt() -> None:
    """Each tag that looks like a part of the document names one."""
    known = {*SECTIONS, *CLAIMS, *ACTIVATIONS, *SUMMARY}
    tags = {tag for card in CARDS for tag in card.tags}
    assert {tag for tag in tags if re.match("section-|claim-|activation-|summary-", tag)} == known


def test_every_fact_names_its_source() -> None:
    """A learner can look each fact up."""
    assert [name for name, fact in FACTS.items() if not fact.source] == []


def test_no_question_stands_twice() -> None:
    """Questions differ, also apart from case and spacing."""
    questions = [" ".join(fact.question.casefold().split()) for fact in FACTS.values()]
    assert len(set(questions)) == len(questions)


def test_sections_come_in_order() -> None:
    """The deck is a course: topics follow the document, the traps come last."""
    topics = list(dict.fromkeys(card.topic for card in CARDS if isinstance(card.content, Fact)))
    heads = [topic.split()[0] for topic in topics]
    sections = ["Zero", "Random", "Xavier", "He", "LeCun", "Orthogonal", "Sparse"]
    assert heads == [*sections, "Activations", "Traps"]


def test_compute_cards_are_met_early() -> None:
    """The easy one falls into the first day's ten cards, the others into the first weeks."""
    places = {
        card.content.level: place
        for place, card in enumerate(CARDS, 1)
        if isinstance(card.content, Skill) and card.content.key == "name-histogram"
    }
    assert places[Level.EASY] <= 10
    assert 20 <= places[Level.MEDIUM] <= 35
    assert 40 <= places[Level.HARD] <= 65


def test_the_first_two_cards_have_no_formula() -> None:
    """The first card can be shown before a formula engine is loaded."""
    first, second = list(FACTS)[:2]
    assert first == "doc-zero-bad"
    assert [card.id for card in CARDS[:2]] == [first, second]
    assert not any("$" in text for name in (first, second) for text in texts(FACTS[name]))


@pytest.mark.parametrize("name", FACTS)
def test_formulas_are_sound(name: str) -> None:
    """Dollars are paired, and every formula between them is LaTeX that can be set."""
    for text in texts(FACTS[name]):
        plain = _CODE.sub("", text)
        for match in _FORMULA.finditer(plain):
            formula = match[1] or match[2]
            assert "<math" in convert(formula)
            assert formula.count("{") == formula.count("}")
        assert "$" not in _FORMULA.sub("", plain)


def test_accepted_answers_are_plain() -> None:
    """What a learner may type holds no dollars and stands once."""
    for fact in FACTS.values():
        assert len(set(fact.accept)) == len(fact.accept)
        assert not any("$" in answer for answer in fact.accept)


def test_the_text_keeps_to_common_characters() -> None:
    """No emoji and no rare symbol: every font can show the deck."""
    allowed = set("—√²σ\n")
    assert {c for c in FILE.read_text("utf-8") if not " " <= c <= "~"} <= allowed
