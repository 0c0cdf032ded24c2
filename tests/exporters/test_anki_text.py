"""Notes for Anki as text: read back exactly, and taken by the real Anki as they are meant."""

import csv
import importlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz import resources
from initquiz.errors import InitQuizError
from initquiz.exporters.anki_text import EXPORTER
from initquiz.importers import markdown_deck
from initquiz.importers.delimited_text import IMPORTER
from initquiz.model import deck_format
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Parcel

GOLDEN = Path(__file__).parent.parent / "golden" / "anki_text.txt"
HE = Fact(
    "What is $\\frac{2}{n_{in}}$, if $a<b$?",
    'He\'s **variance**, "so":\n\n| a | b |\n|---|---|\n| 1\\|2 | 2 |',
    note="A note with a tab\tand `<code>`.",
    source="He et al. 2015",
    accept=("He -- Kaiming", "a|b", "<b>"),
)
DECKS = (
    Deck(
        "Weight initialization",
        (
            Card("plain", "", Fact("Who?", "# He")),
            Card("he-variance", "He init_1", HE, ("he", "formula")),
        ),
    ),
    Deck("Second", (Card("last", "", Fact("![p](media:0123456789abcdef01234567.png)", "x")),)),
)
PIECES = ["**", "*", "_", "`", "# ", "- ", "1. ", "> ", "\n", "\n\n", "|", "$x$", "$$y$$", "\\",
          "<b>", "&lt;", "<!--", "-->", "--", '"', "\t", "x", "é", " ", "{{c1::", "}}", "---",
          "```\n", "[a](b)", "\\(", "topic::", '<hr class="iq-note">']  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=12)
VALUES = TEXTS.map(deck_format.canonical_text)
NAMES = TEXTS.map(deck_format.one_line)
FACTS = st.builds(
    Fact,
    VALUES.filter(bool),
    VALUES.filter(bool),
    VALUES,
    VALUES,
    st.lists(NAMES.filter(bool), max_size=3).map(tuple),
)
TAGS = st.lists(TEXTS, max_size=3).map(deck_format.canonical_tags)
IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True)
CARDS = st.builds(Card, IDS, NAMES, FACTS, TAGS)


def test_golden_file() -> None:
    """The written form is fixed to the byte."""
    assert EXPORTER.write(Parcel(DECKS)) == GOLDEN.read_bytes()


def test_the_form_is_that_of_anki() -> None:
    """Header lines, then tab-separated rows of five; LF alone, no byte order mark."""
    data = EXPORTER.write(Parcel(DECKS))
    head, rows = data.decode().split("#tags column:5\n")
    assert head.startswith("#separator:tab\n#html:true\n#notetype:Basic\n")
    assert b"\r" not in data
    found = list(csv.reader(io.StringIO(rows, newline=""), delimiter="\t", strict=True))
    assert [len(row) for row in found] == [5, 5, 5]
    assert found[1][0] == "he-variance"
    assert r"\(\frac{2}{n_{in} }\)" in found[1][2]
    assert r"\(a&lt;b\)" in found[1][2]
    assert found[1][4] == r"he formula topic::He_init\_1"


def test_the_seeded_deck_comes_back() -> None:
    """All facts of the deck that comes with the program, with their accepted answers."""
    file = resources.data_file("weight-initialization.md")
    (deck,) = markdown_deck.IMPORTER.read(file.read_bytes(), file.name).decks
    facts = tuple(card for card in deck.cards if isinstance(card.content, Fact))
    reading = IMPORTER.read(EXPORTER.write(Parcel((deck,))), "x.txt")
    assert reading.problems == ()
    assert reading.decks == (Deck(deck.name, facts),)


@settings(deadline=None)
@given(st.lists(CARDS, unique_by=lambda card: card.id, max_size=3), NAMES.filter(bool))
def test_facts_come_back_as_they_were(cards: list[Card], name: str) -> None:
    """Ids, decks, topics, tags and texts; writing what was read gives the same bytes."""
    decks = (Deck(name, tuple(cards)),) if cards else ()
    data = EXPORTER.write(Parcel(decks))
    reading = IMPORTER.read(data, "x.txt")
    assert reading.decks == decks
    assert reading.derived == frozenset()
    assert EXPORTER.write(Parcel(reading.decks)) == data


def test_what_stays_behind_is_told() -> None:
    """A compute-it card is left out, of a picture goes the name."""
    skill = Card("skill", "", Skill("toy", Level.EASY))
    parcel = Parcel((*DECKS, Deck("Skills", (skill,))))
    assert [problem.where for problem in EXPORTER.problems(parcel)] == ["card last", "card skill"]
    told: list[int] = []
    assert EXPORTER.write(replace(parcel, told=told.append)) == EXPORTER.write(Parcel(DECKS))
    assert told == [1, 1, 1, 1]
    card = DECKS[0].cards[0]
    with pytest.raises(InitQuizError, match="plain"):
        EXPORTER.write(Parcel((Deck("D", (card, card)),)))
    with pytest.raises(InitQuizError, match="bare"):
        EXPORTER.write(Parcel((Deck("D", (Card("bare", "", Fact("q", "")),)),)))


def test_a_sample_has_a_front_and_a_back() -> None:
    """As in Anki, typeset; pictures come along to be shown."""
    assert EXPORTER.sample
    media = {"0123456789abcdef01234567.png": b"png"}
    samples = EXPORTER.sample(Parcel(DECKS, media=media))
    assert [part.label for part in samples[1].parts] == ["Front", "Back", "Tags"]
    assert samples[1].parts[0].text == HE.question
    assert HE.note in samples[1].parts[1].text
    assert samples[2].media == media


@pytest.mark.peers
def test_the_real_anki_takes_it(tmp_path: Path) -> None:
    """All new the first time, all known the second, one updated after an edit of one."""
    anki: Any = importlib.import_module("anki.collection")
    pb: Any = importlib.import_module("anki.import_export_pb2")
    collection = anki.Collection(str(tmp_path / "collection.anki2"))

    def take(decks: tuple[Deck, ...]) -> Any:  # noqa: ANN401 - Anki's own answer
        path = tmp_path / "notes.txt"
        path.write_bytes(EXPORTER.write(Parcel(decks)))
        metadata = collection.get_csv_metadata(str(path), None)
        request = pb.ImportCsvRequest(path=str(path), metadata=metadata)
        return collection.import_csv(request).log

    first = take(DECKS)
    assert (len(first.new), first.found_notes) == (3, 3)
    again = take(DECKS)
    assert (len(again.new), len(again.updated), len(again.duplicate)) == (0, 0, 3)
    edited = replace(DECKS[0].cards[1], content=replace(HE, answer="Edited."))
    changed = (Deck(DECKS[0].name, (DECKS[0].cards[0], edited)), DECKS[1])
    third = take(changed)
    assert (len(third.new), len(third.updated), len(third.duplicate)) == (0, 1, 2)

    rows = EXPORTER.write(Parcel(changed)).decode().split("#tags column:5\n")[1]
    expected = {row[0]: row for row in csv.reader(io.StringIO(rows, newline=""), delimiter="\t")}
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        guid, deck, front, back, tags = expected.pop(note.guid)
        assert note.fields == [front, back]
        assert sorted(note.tags) == sorted(tags.split())
        (card,) = note.cards()
        assert collection.decks.name(card.did) == deck
        assert "{{" not in card.render_output().question_text
        assert guid == note.guid
    assert expected == {}
    collection.close()


@pytest.mark.peers
def test_what_the_real_anki_exports_again_is_read(tmp_path: Path) -> None:
    """The seeded deck through Anki's own text export: the same cards, ids and topics."""
    anki: Any = importlib.import_module("anki.collection")
    pb: Any = importlib.import_module("anki.import_export_pb2")
    file = resources.data_file("weight-initialization.md")
    (deck,) = markdown_deck.IMPORTER.read(file.read_bytes(), file.name).decks
    facts = {card.id: card for card in deck.cards if isinstance(card.content, Fact)}
    path, again = tmp_path / "notes.txt", tmp_path / "again.txt"
    path.write_bytes(EXPORTER.write(Parcel((deck,))))
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(pb.ImportCsvRequest(path=str(path), metadata=metadata))
    told = dict.fromkeys(
        ("with_html", "with_tags", "with_deck", "with_notetype", "with_guid"), True
    )
    collection.export_note_csv(out_path=str(again), limit=None, **told)
    collection.close()
    reading = IMPORTER.read(again.read_bytes(), "again.txt")
    assert reading.problems == ()
    (found,) = reading.decks
    assert found.name == deck.name
    assert len(found.cards) == len(facts)
    for card in found.cards:
        assert replace(card, tags=()) == replace(facts[card.id], tags=())
        assert sorted(card.tags) == sorted(facts[card.id].tags)
