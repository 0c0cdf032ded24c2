"""Writing Markdown decks: what is written is read back, byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import InitQuizError
from initquiz.exporters import markdown_deck
from initquiz.exporters.markdown_deck import EXPORTER
from initquiz.importers.markdown_deck import IMPORTER
from initquiz.model import deck_format
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Parcel

GOLDEN = Path(__file__).parent.parent / "golden" / "markdown_deck.md"

DECKS = (
    Deck(
        "Weight initialization",
        (
            Card("plain", "", Fact("Who?", "He.")),
            Card(
                "he-formula",
                "He initialization",
                Fact(
                    "What is the formula?",
                    "$\\mathcal{N}(0, 2/n_{in})$",
                    note="The second argument is the variance.\n\nSo the std is a square root.",
                    source="He et al. 2015",
                    accept=("N(0, 2/n_in)", "a|b", "c\\|d"),
                ),
                ("he", "formula"),
            ),
            Card("skill", "He initialization", Skill("name-histogram", Level.HARD), ("compute",)),
            Card(
                "traps",
                "Sharp #",
                Fact(
                    "```\nprint()\n```\nWhat is drawn? <!-- id: not-an-id -->",
                    "**A:** not a field\n- **Q:** no card\n  - nested\n# no heading\n```\nno code",
                    note="| a | b |\n|---|---|\n| 1 | 2 |",
                ),
            ),
            Card("back", "", Fact("1. One?\n2. Two?", "\\**Q:** kept")),
        ),
    ),
    Deck("Second #", (Card("last", "", Fact("End?", "Yes.")),)),
)

PIECES = st.sampled_from(
    [
        *(
            "**Q:** ",
            "**A:** ",
            "**Tags:** ",
            "**Foo:** ",
            "- ",
            "* ",
            "# ",
            "## ",
            "1. ",
            "---",
            "|",
        ),
        *(
            "```",
            "````py",
            "~~~",
            "<!-- id: x -->",
            "\\",
            "  ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "$x$",
            "é",
        ),
        *("x", "\u2028", "\u3000", "\ufeff", "-->", "\r"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=20))
VALUES = TEXTS.map(deck_format.canonical_text)
NAMES = TEXTS.map(deck_format.one_line)
IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True)
FACTS = st.builds(
    Fact,
    VALUES.filter(bool),
    VALUES.filter(bool),
    VALUES,
    VALUES,
    st.lists(NAMES.filter(bool), max_size=3).map(tuple),
)
SKILLS = st.builds(
    Skill, st.from_regex(r"[a-z]+(-[a-z]+)?", fullmatch=True), st.sampled_from(Level)
)
TAGS = st.lists(TEXTS, max_size=3).map(deck_format.canonical_tags)


@st.composite
def canonical_decks(draw: st.DrawFn) -> tuple[Deck, ...]:
    """Draw decks in canonical form: no deck is empty or nameless, no id stands twice."""
    ids = draw(st.lists(IDS, unique=True, max_size=5))
    cards = [Card(name, draw(NAMES), draw(FACTS | SKILLS), draw(TAGS)) for name in ids]
    cut = draw(st.integers(0, len(cards)))
    parts = [part for part in (cards[:cut], cards[cut:]) if part]
    return tuple(Deck(draw(NAMES.filter(bool)), tuple(part)) for part in parts)


def test_key_is_the_file_name() -> None:
    """The format is found under the name of its file."""
    assert EXPORTER.key == markdown_deck.__name__.rpartition(".")[2].replace("_", "-")
    assert EXPORTER.suffixes == IMPORTER.suffixes


def test_golden_file() -> None:
    """The written form is fixed to the byte."""
    assert EXPORTER.write(Parcel(DECKS)) == GOLDEN.read_bytes()


def test_golden_file_is_read_back() -> None:
    """The golden file holds exactly the decks it was written from."""
    reading = IMPORTER.read(GOLDEN.read_bytes(), GOLDEN.name)
    assert reading.problems == ()
    assert reading.decks == DECKS


@given(canonical_decks())
def test_canonical_decks_come_back(decks: tuple[Deck, ...]) -> None:
    """Whatever the text, a deck that is written and read is the same deck."""
    data = EXPORTER.write(Parcel(decks))
    reading = IMPORTER.read(data, "x.md")
    assert reading.decks == decks
    if decks:
        assert reading.problems == ()
        assert reading.derived == frozenset()


@given(
    st.lists(
        st.builds(
            Card,
            st.text(max_size=9),
            TEXTS,
            st.builds(Fact, TEXTS, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)),
            st.lists(TEXTS, max_size=2).map(tuple),
        ),
        max_size=3,
    ),
    TEXTS,
)
def test_writing_twice_gives_the_same_bytes(cards: list[Card], name: str) -> None:
    """Any deck that can be written at all reaches its final form at once."""
    try:
        once = EXPORTER.write(Parcel((Deck(name, tuple(cards)),)))
    except InitQuizError:
        return
    reading = IMPORTER.read(once, "x.md")
    assert sum(len(deck.cards) for deck in reading.decks) == len(cards)
    assert EXPORTER.write(Parcel(reading.decks)) == once


@given(st.lists(PIECES).map(lambda pieces: "".join(pieces).encode()))
def test_any_readable_file_is_stable_once_written(data: bytes) -> None:
    """Reading foreign Markdown and writing it is a fixed point from then on."""
    decks = IMPORTER.read(data, "x.md").decks
    once = EXPORTER.write(Parcel(decks))
    assert IMPORTER.read(once, "x.md").decks == decks


def test_empty_decks_are_left_out() -> None:
    """A deck without cards leaves no trace."""
    assert EXPORTER.write(Parcel((Deck("Empty"),))) == b""


@pytest.mark.parametrize(("question", "answer"), [("", "a"), ("q", " \n")])
def test_an_incomplete_card_is_not_lost_in_silence(question: str, answer: str) -> None:
    """A card that could not be read back stops the export, by name."""
    with pytest.raises(InitQuizError, match="bare"):
        EXPORTER.write(Parcel((Deck("D", (Card("bare", "", Fact(question, answer)),)),)))


def test_two_cards_of_one_id_are_refused() -> None:
    """Ids tell cards apart, so a file cannot hold one twice."""
    card = Card("twin", "", Fact("q", "a"))
    with pytest.raises(InitQuizError, match="twin"):
        EXPORTER.write(Parcel((Deck("D", (card,)), Deck("E", (card,)))))


def test_cards_with_pictures_are_named_before_writing() -> None:
    """The text goes along, the picture cannot; a bundle is the remedy."""
    shown = Card("shown", "", Fact("![plot](media:1f.png)", "a"))
    (problem,) = EXPORTER.problems(Parcel((Deck("D", (shown, Card("b", "", Fact("q", "a")))),)))
    assert (problem.where, "bundle" in problem.hint) == ("card shown", True)
