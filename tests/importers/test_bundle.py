"""Bundles: what one initquiz writes another reads; what is damaged or hostile is refused."""

import json
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.exporters.bundle import EXPORTER
from initquiz.formats import bundle
from initquiz.formats.pictures import kept_name
from initquiz.importers import bundle as importer
from initquiz.importers.bundle import IMPORTER
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.deck_format import canonical_tags, canonical_text, one_line
from initquiz.model.exchange import Parcel, Reading
from initquiz.model.options import Options

PNG = b"\x89PNG\r\n\x1a\n and more"
NAME = kept_name(PNG, "png")
HE = Card(
    "he", "He", Fact(f"Which?\n\n![plot](media:{NAME})", "He", "n", "s", ("Kaiming",)), ("a",)
)
SKILL = Card("s", "", Skill("name-histogram", Level.HARD))
PARCEL = Parcel((Deck("Weights", (HE, SKILL)),), {NAME: PNG}, removed=("old", "he"))
GOOD = EXPORTER.write(PARCEL)


def packed(members: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def told(**changed: object) -> bytes:
    """Return a bundle without pictures whose main part differs from a good one."""
    good = {
        "format": bundle.FORMAT,
        "version": 1,
        "decks": [{"name": "d", "cards": [{"id": "a", "question": "q", "answer": "a"}]}],
        "removed": [],
        "options": None,
    }
    return packed({bundle.MAIN: json.dumps(good | changed).encode()})


def card(**fields: object) -> bytes:
    """Return a bundle of one good card, and one with these fields before it."""
    bad = {"id": "b", "question": "q", "answer": "a"} | fields
    good = {"id": "a", "question": "q", "answer": "a"}
    return told(decks=[{"name": "d", "cards": [bad, good]}])


def corpus() -> dict[str, bytes]:
    """Return bundles, good ones and such that must be refused or come out harmless."""
    return {
        "good": GOOD,
        "empty": b"",
        "not a zip": b"PK nothing",
        "cut": GOOD[: len(GOOD) // 2],
        "no main part": packed({"media/a.png": PNG}),
        "not json": packed({bundle.MAIN: b"{"}),
        "not utf-8": packed({bundle.MAIN: b'{"format": "\xff"}'}),
        "deep": packed({bundle.MAIN: b"[" * 200_000}),
        "a list": packed({bundle.MAIN: b"[]"}),
        "another format": told(format="quiz"),
        "newer": told(version=2),
        "no version": told(version="1"),
        "no decks": told(decks={}),
        "odd deck": told(decks=[[]]),
        "nameless deck": told(decks=[{"name": " ", "cards": []}]),
        "odd removed": told(removed=[1]),
        "bomb": packed({bundle.MAIN: b" " * 30_000_000}),
        "path": packed({bundle.MAIN: b"{}", "../evil.png": PNG}),
        "script": packed({bundle.MAIN: b"{}", "media/x.js": b"alert(1)"}),
        "big number": told(version=10**400),
    }


REFUSED = sorted(corpus().keys() - {"good"})


def test_a_bundle_comes_out_as_it_went_in() -> None:
    """Cards, pictures, tags, removed ids and options; nothing is guessed or refused."""
    reading = IMPORTER.read(EXPORTER.write(PARCEL), "w.initquiz")
    assert reading.decks == PARCEL.decks
    assert reading.media == PARCEL.media
    assert reading.removed == ("old",)  # a card that is there is not removed
    assert (reading.problems, reading.guesses, reading.options) == ((), (), None)


def test_the_authors_options_are_told_and_carried() -> None:
    """They are a recommendation: said in words, in the preview."""
    options = Options(desired_retention=0.85, new_per_day=7, reviews_per_day=90)
    data = EXPORTER.write(Parcel(PARCEL.decks, PARCEL.media, options=options))
    reading = IMPORTER.read(data, "w")
    assert reading.options == options
    assert "85%, 7 new cards and 90 reviews" in reading.guesses[0]
    for odd in ({"desired_retention": 7.0}, {"new_per_day": -1}, {"reviews_per_day": "9"}):
        assert IMPORTER.read(told(options=options._asdict() | odd), "w").options is None


TEXT = st.text(max_size=30).map(canonical_text)
WORDS = st.text(min_size=1, max_size=12).map(one_line)
FACTS = st.builds(
    Fact, TEXT.filter(bool), TEXT.filter(bool), TEXT, TEXT,
    st.lists(WORDS.filter(bool), max_size=3).map(tuple),
)  # fmt: skip
SKILLS = st.builds(Skill, st.sampled_from(["spike", "read-sigma"]), st.sampled_from(Level))
CARDS = st.builds(
    Card, WORDS.filter(lambda w: bool(w) and w.isprintable()), WORDS, FACTS | SKILLS,
    st.lists(WORDS, max_size=3).map(canonical_tags),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(CARDS, max_size=4, unique_by=lambda c: c.id), WORDS.filter(bool))
def test_any_deck_survives(cards: list[Card], name: str) -> None:
    """Text, tags, ids; and writing what was read gives the same bytes."""
    parcel = Parcel((Deck(name, tuple(cards)),))
    data = EXPORTER.write(parcel)
    reading = IMPORTER.read(data, "w")
    assert reading.decks == parcel.decks
    assert EXPORTER.write(Parcel(reading.decks, reading.media)) == data


@pytest.mark.parametrize("key", REFUSED)
def test_what_is_damaged_or_foreign_is_refused_in_a_sentence(key: str) -> None:
    """By the file's name, without a traceback."""
    with pytest.raises(RefusedFileError, match=r"w\.initquiz"):
        IMPORTER.read(corpus()[key], "w.initquiz")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"id": ""}, "id is missing"),
        ({"id": "a\nb"}, "not printable"),
        ({"id": "a" * 200}, "longer than 120"),
        ({"id": 7}, "id is missing"),
        ({"question": ""}, "lacks its question"),
        ({"answer": 3}, "its answer is not a text"),
        ({"note": "x" * 70_000}, "64,000 characters"),
        ({"tags": "a"}, "its tags are not a list"),
        ({"accept": [1]}, "its accept are not"),
        ({"skill": "../x", "level": "easy"}, "no question type"),
        ({"skill": "spike", "level": "absurd"}, "at level “absurd”"),
    ],
)
def test_a_faulty_card_is_named_and_the_others_are_read(
    fields: dict[str, object], why: str
) -> None:
    """Its place in its deck, and what is wrong."""
    reading = IMPORTER.read(card(**fields), "w")
    assert [each.id for each in reading.decks[0].cards] == ["a"]
    (problem,) = reading.problems
    assert why in problem.what
    assert "deck “d”, card 1" in problem.where


def test_two_cards_of_one_id_are_not_both_read() -> None:
    """The second is named."""
    reading = IMPORTER.read(card(id="a"), "w")
    assert len(reading.decks[0].cards) == 1
    assert "another card's" in reading.problems[0].what


def test_a_picture_must_be_what_it_is_named() -> None:
    """Neither another content nor another kind is kept under a name."""
    main = zipfile.ZipFile(BytesIO(GOOD)).read(bundle.MAIN)
    for data in (b"\x89PNG\r\n\x1a\n other", b"<svg/>"):
        reading = IMPORTER.read(packed({bundle.MAIN: main, f"media/{NAME}": data}), "w")
        assert reading.media == {}
        assert "is not the picture it is named" in reading.problems[0].what


def test_too_many_cards_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit holds for all decks together."""
    monkeypatch.setattr(importer, "MAX_CARDS", 1)
    with pytest.raises(RefusedFileError, match="more than 1 cards"):
        IMPORTER.read(GOOD, "w")


def test_faults_beyond_a_thousand_are_counted() -> None:
    """Nobody reads them, and a window could not show them."""
    data = told(decks=[{"name": "d", "cards": [0] * 1_500}])
    problems = IMPORTER.read(data, "w").problems
    assert len(problems) == 1_001
    assert "500 more" in problems[-1].what


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(corpus())),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), max_size=6),
)
def test_bytes_changed_anywhere_give_a_reading_or_a_refusal(
    key: str, changes: list[tuple[int, bytes]]
) -> None:
    """Nothing else ever comes out."""
    data = bytearray(corpus()[key])
    for at, new in changes:
        start = at % max(1, len(data))
        data[start : start + len(new)] = new
    with suppress(RefusedFileError):
        assert isinstance(IMPORTER.read(bytes(data), "w"), Reading)
