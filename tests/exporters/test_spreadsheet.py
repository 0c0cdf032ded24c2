"""Tables for spreadsheets: no cell is a formula, and what is written is read back exactly."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import InitQuizError
from initquiz.exporters.spreadsheet import EXPORTER
from initquiz.importers.delimited_text import IMPORTER
from initquiz.model import deck_format
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Parcel

GOLDEN = Path(__file__).parent.parent / "golden" / "spreadsheet.csv"
DECKS = (
    Deck(
        "Weight initialization",
        (
            Card("plain", "", Fact("Who?", "He.")),
            Card(
                "he-formula",
                "He initialization",
                Fact(
                    'What is the "formula"?',
                    "$\\mathcal{N}(0, 2/n_{in})$, so:\n\n- one\n- two",
                    note="=1+1 is no formula",
                    source="He et al. 2015",
                    accept=("N(0, 2/n_in)", "a|b", "-0.5"),
                ),
                ("he", "formula"),
            ),
            Card("skill", "", Skill("name-histogram", Level.HARD), ("compute",)),
        ),
    ),
    Deck("Second", (Card("last", "-topic", Fact("-0.5", "@x; y\tz")),)),
)
PIECES = ["=", "+", "-", "@", "'", '"', ",", ";", "\t", "\n", "\r", "|", "\\", "x", "é", "1", ".5",
          "e3", " ", "$x$", "sep=", "id", "\ufeff", "\u2028", "#tags:x"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=12)
VALUES = TEXTS.map(deck_format.canonical_text)
NAMES = TEXTS.map(deck_format.one_line)
FULL = VALUES.filter(lambda text: bool(text.strip()))
FACTS = st.builds(
    Fact, FULL, FULL, VALUES, VALUES, st.lists(NAMES.filter(bool), max_size=3).map(tuple)
)
SKILLS = st.builds(Skill, st.sampled_from(["a", "name-histogram"]), st.sampled_from(Level))
TAGS = st.lists(TEXTS, max_size=3).map(deck_format.canonical_tags)
IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True)
CARDS = st.builds(Card, IDS, NAMES, FACTS | SKILLS, TAGS)


def table(parcel: Parcel) -> list[list[str]]:
    """Return the rows of a file as a spreadsheet sees them."""
    data = EXPORTER.write(parcel)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_golden_file() -> None:
    """The written form is fixed to the byte."""
    assert EXPORTER.write(Parcel(DECKS)) == GOLDEN.read_bytes()


def test_the_form_is_that_of_a_spreadsheet() -> None:
    """A byte order mark, CRLF after each row, a row of names, as many cells in each."""
    data = EXPORTER.write(Parcel(DECKS))
    assert data.startswith(b"\xef\xbb\xbfid,deck,topic,question,answer,")
    assert data.endswith(b"\r\n")
    assert {len(row) for row in table(Parcel(DECKS))} == {11}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1", "''=1"),
        ("- a list", "'- a list"),
        ("-0.5", "-0.5"),
        ("+3", "+3"),
        ("-1e-3", "-1e-3"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
        ("−1", "−1"),
    ],
)
def test_no_cell_is_a_formula_and_numbers_stay_numbers(text: str, cell: str) -> None:
    """A quote in front of what would be computed, in any column; it goes when it is read."""
    decks = (Deck("D", (Card("a", text, Fact(text, text, text, text), (text,)),)),)
    row = dict(zip(*table(Parcel(decks)), strict=True))
    assert {row[name] for name in ("topic", "question", "answer", "note", "source")} == {cell}
    (card,) = IMPORTER.read(EXPORTER.write(Parcel(decks)), "x.csv").decks[0].cards
    assert card.content == Fact(text, text, text, text)


@given(st.lists(CARDS, unique_by=lambda card: card.id, max_size=4), NAMES.filter(bool))
def test_cards_come_back_as_they_were(cards: list[Card], name: str) -> None:
    """Whatever the text; writing what was read gives the same bytes; no cell is a formula."""
    decks = (Deck(name, tuple(cards)),) if cards else ()
    data = EXPORTER.write(Parcel(decks))
    reading = IMPORTER.read(data, "x.csv")
    assert reading.decks == decks
    assert reading.derived == frozenset()
    assert reading.guesses == ()
    assert not cards or reading.problems == ()
    assert EXPORTER.write(Parcel(reading.decks)) == data
    for cell in (cell for row in table(Parcel(decks)) for cell in row):
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
            float(cell)


def test_what_cannot_be_written_is_told() -> None:
    """Two cards of one id, a card without an answer; pictures stay behind."""
    card = Card("twin", "", Fact("q", "a"))
    with pytest.raises(InitQuizError, match="twin"):
        EXPORTER.write(Parcel((Deck("D", (card, card)),)))
    with pytest.raises(InitQuizError, match="bare"):
        EXPORTER.write(Parcel((Deck("D", (Card("bare", "", Fact("q", " ")),)),)))
    shown = Card("shown", "", Fact("q", "![plot](media:ab.png)"))
    assert [p.where for p in EXPORTER.problems(Parcel((Deck("D", (card, shown)),)))] == [
        "card shown"
    ]


def test_a_sample_shows_the_cells_as_they_are_written() -> None:
    """Each named cell stands in a fence, the guard included; progress is told by cards."""
    assert EXPORTER.sample
    samples = EXPORTER.sample(Parcel(DECKS))
    assert len(samples) == 4
    assert samples[1].parts[0].text == "```\nhe-formula\n```"
    assert dict(samples[1].parts)["note"] == "```\n'=1+1 is no formula\n```"
    told: list[int] = []
    EXPORTER.write(Parcel(DECKS, told=told.append))
    assert told == [1, 1, 1, 1]
