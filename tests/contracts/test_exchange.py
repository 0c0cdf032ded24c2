"""What every format promises, in and out."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz import wiring
from initquiz.errors import Problem, RefusedFileError
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Parcel, Reading, Sample
from initquiz.study import exchange

KNOWN = wiring.plug_ins()
FACTS = (
    Card(
        "he-formula",
        "He initialization",
        Fact(
            "What is the **variance** of He initialization, $n_{in} = 512$?",
            "$\\frac{2}{n_{in}}$, so $\\sigma = 1/16$",
            "The second argument is a variance: $a < b$ & so on.",
            "He et al. 2015",
            ("2/n_in", "0.0039"),
        ),
        ("he", "formula"),
    ),
    Card("plain", "He initialization", Fact("Who?", "Kaiming He: {x} = 1 ~ #2"), ()),
)
SKILL = Card("skill", "Sums", Skill("sum-of-squares", Level.EASY), ("compute",))
PARCEL = Parcel(
    (Deck("Weights", (*FACTS, SKILL)),), questions=KNOWN.questions, instances=2, stamp=1_800_000_000
)
READ_BACK = {
    "anki-package": "anki-package",
    "anki-text": "delimited-text",
    "bundle": "bundle",
    "gift": "gift",
    "markdown-deck": "markdown-deck",
    "moodle-xml": "moodle-xml",
    "spreadsheet": "delimited-text",
}
"""Which importer reads what an exporter wrote."""

WHOLE = ("bundle", "markdown-deck", "moodle-xml", "spreadsheet")
"""The formats in which a fact comes back as the very same card."""


def read(tmp_path: Path, key: str) -> Reading:
    """Write the facts in a format and read the file as a user would: by its name alone."""
    exporter = KNOWN.exporters[key]
    target = tmp_path / f"deck{exporter.suffixes[0]}"
    exchange.export(target, exporter, Parcel((Deck("Weights", FACTS),), stamp=1_800_000_000))
    return exchange.read(target, KNOWN.importers)


@pytest.mark.parametrize("key", sorted(KNOWN.exporters))
def test_the_same_deck_gives_the_same_bytes(key: str) -> None:
    """Whatever the day; and every card is counted, once."""
    counts: list[int] = []
    told = Parcel(
        PARCEL.decks,
        questions=PARCEL.questions,
        instances=2,
        stamp=PARCEL.stamp,
        told=counts.append,
    )
    assert KNOWN.exporters[key].write(PARCEL) == KNOWN.exporters[key].write(told)
    assert sum(counts) == 3


@pytest.mark.parametrize("key", sorted(KNOWN.exporters))
def test_what_ends_an_export_is_passed_on(key: str) -> None:
    """A run that is cancelled ends at once, and nothing is returned."""

    class CancelledError(Exception):
        pass

    def cancel(_count: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        KNOWN.exporters[key].write(Parcel(PARCEL.decks, questions=PARCEL.questions, told=cancel))


@pytest.mark.parametrize("key", sorted(KNOWN.exporters))
def test_an_exporter_names_its_target_and_tells_what_it_cannot_carry(key: str) -> None:
    """In words for a person; a sample has labelled parts."""
    exporter = KNOWN.exporters[key]
    assert exporter.target
    assert all(isinstance(each, Problem) for each in exporter.problems(PARCEL))
    if exporter.sample is not None:
        samples = exporter.sample(PARCEL)
        assert samples
        assert all(isinstance(each, Sample) and each.parts for each in samples)
        assert all(part.text.strip() for each in samples for part in each.parts)


@pytest.mark.parametrize("key", sorted(READ_BACK))
def test_what_was_written_is_read_by_its_name_alone(tmp_path: Path, key: str) -> None:
    """The right importer is found though suffixes are shared; ids, questions and tags survive."""
    reading = read(tmp_path, key)
    cards = [card for deck in reading.decks for card in deck.cards]
    assert reading.problems == ()
    assert [card.id for card in cards] == [card.id for card in FACTS]
    for card, fact in zip(cards, FACTS, strict=True):
        assert isinstance(card.content, Fact)
        assert isinstance(fact.content, Fact)
        assert card.content.question == fact.content.question
        assert set(fact.tags) <= set(card.tags)
    assert not reading.derived


@pytest.mark.parametrize("key", WHOLE)
def test_a_fact_comes_back_as_the_very_same_card(tmp_path: Path, key: str) -> None:
    """Answer, note, source, accepted answers, topic and deck too."""
    (deck,) = read(tmp_path, key).decks
    assert deck == Deck("Weights", FACTS)


def test_every_exporter_but_canvas_can_be_read_back() -> None:
    """A new format says here which importer reads it."""
    assert set(READ_BACK) == set(KNOWN.exporters) - {"canvas-qti"}
    assert set(READ_BACK.values()) | {"question-blocks"} == set(KNOWN.importers)


@pytest.mark.parametrize("key", sorted(KNOWN.importers))
@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.sampled_from([b"", b"\0", b"\xef\xbb\xbf", b"PK\x03\x04", b"<", b"<?xml", b"#separator:"])
)
def test_any_bytes_are_a_reading_or_a_refusal(key: str, data: bytes) -> None:
    """An importer raises nothing else, and looking at the bytes raises nothing at all."""
    importer = KNOWN.importers[key]
    assert importer.recognises(data) in (True, False)
    with suppress(RefusedFileError):
        assert isinstance(importer.read(data, "a.file"), Reading)
