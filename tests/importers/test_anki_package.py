"""Decks from Anki: whole where they are sound, harmless where they are not."""

import hashlib
import importlib
import time
from pathlib import Path
from typing import Any

import pytest

from initquiz import resources
from initquiz.errors import RefusedFileError
from initquiz.exporters.anki_package import EXPORTER
from initquiz.importers import anki_package, markdown_deck
from initquiz.importers.anki_package import IMPORTER, read
from initquiz.markup.foreign_note import LEFT_OUT
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.deck_format import ID, safe_id
from initquiz.model.exchange import Answered, Parcel, Progress, Reading
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Memory, Schedule, State
from tests.importers.anki_corpus import CLOZE, collection, entries, modern, note, package

PNG = b"\x89PNG\r\n\x1a\n and so on"
KEPT = f"{hashlib.sha256(PNG).hexdigest()[:24]}.png"


def facts(reading: Reading) -> dict[str, Fact]:
    """Return the facts of a reading by their ids."""
    cards = [card for deck in reading.decks for card in deck.cards]
    return {card.id: card.content for card in cards if isinstance(card.content, Fact)}


def test_the_newest_collection_of_a_package_is_read() -> None:
    """A modern package also holds a note that asks old programs to be updated; it is not read."""
    rows = [note(1, '<img src="a b.png">', "x"), note(2, '<img src="a%20b.png">', "y")]
    reading = read(modern(collection(rows), entries(b"a b.png"), **{"0": PNG}), "d.apkg")
    assert [fact.question for fact in facts(reading).values()] == [
        f"![picture](media:{KEPT})",
    ] * 2
    assert reading.media == {KEPT: PNG}
    assert reading.problems == ()


def test_a_basic_note_is_question_and_answer() -> None:
    """Its id follows from its guid, its tags stay, its deck keeps its parents."""
    reading = read(package([note(1, "<b>Why?</b>", "So.", guid="a*B", tags=" x y::z ")]), "d.apkg")
    (deck,) = reading.decks
    assert deck.name == "Maths :: Matrices"
    (card,) = deck.cards
    assert card == Card(safe_id("a*B"), "", Fact("**Why?**", "So."), ("x", "y::z"))
    assert ID.fullmatch(card.id)
    assert "“Front”" in reading.guesses[0]


def test_a_second_card_is_asked_the_other_way_round() -> None:
    """Only where the note really has two cards; a third is told."""
    rows = [note(1, "one", "eins"), note(2, "two", "zwei"), note(3, "three", "drei")]
    cards = [(10, 1, 7, 0, 0, 0, 0, 0), (11, 1, 7, 1, 0, 0, 0, 0), (20, 2, 7, 0, 0, 0, 0, 0),
             *((30 + i, 3, 7, i, 0, 0, 0, 0) for i in range(3))]  # fmt: skip
    reading = read(package(rows, cards=cards), "d.apkg")
    found = facts(reading)
    assert found["guid-1"] == Fact("one", "eins")
    assert found["guid-1-2"] == Fact("eins", "one")
    assert set(found) == {"guid-1", "guid-1-2", "guid-2", "guid-3", "guid-3-2"}
    assert "3 cards" in reading.problems[0].what


def test_gaps_are_one_card_for_each_number() -> None:
    """The gap or its hint in front, the whole text behind."""
    row = note(1, "{{c1::He}} has {{c2::2/n::a fraction}}", "more", kind=CLOZE)
    assert facts(read(package([row]), "d.apkg")) == {
        "guid-1-c1": Fact(r"\[…\] has 2/n", "He has 2/n\n\nmore"),
        "guid-1-c2": Fact(r"He has \[a fraction\]", "He has 2/n\n\nmore"),
    }


def test_many_fields_get_headings() -> None:
    """More than two fields with text behind the first are told apart by their names."""
    model = {"name": "Four", "type": 0, "flds": [{"name": n} for n in ("Q", "A", "B_1", "C")]}
    rows = [note(1, "q", "a", "b", "c", kind=9), note(2, "q", "a", "", "c", kind=9)]
    found = facts(read(package(rows, models={"9": model}), "d.apkg"))
    assert found["guid-1"].answer == "**A**\n\na\n\n**B\\_1**\n\nb\n\n**C**\n\nc"
    assert found["guid-2"].answer == "a\n\nc"


def test_a_card_whose_answer_is_a_sound_is_still_read() -> None:
    """It says that something was left out."""
    reading = read(package([note(1, "Q", "[sound:a.mp3]")]), "d.apkg")
    assert facts(reading)["guid-1"].answer == LEFT_OUT
    assert reading.problems[0].where == "d.apkg, note guid-1 (“Q”)"
    assert "'a.mp3'" in reading.problems[0].what


def test_a_note_without_guid_or_card_or_deck_is_read() -> None:
    """Its id comes from its question and counts as made up; the deck is named after the file."""
    rows = [(1, "", 1001, "", "Why?\x1fSo.")]
    reading = read(package(rows, cards=[(10, 99, 7, 0, 0, 0, 0, 0)]), "My deck.apkg")
    assert [deck.name for deck in reading.decks] == ["My deck"]
    assert reading.derived == set(facts(reading))
    assert read(package([note(1)]), "d.apkg").derived == frozenset()


def test_reviews_become_progress() -> None:
    """Oldest first, in microseconds; what was no review, and cards not read, are passed over."""
    at = 1_764_000_000_000
    log = [(at + 5, 10, 9, -600, 0, 10**9, 1), (at, 10, 3, 4, 2500, 4200, 0),
           (at + 1, 10, 0, 3, 0, 0, 4), (at + 2, 10, 3, 3, 0, 0, 5), (at + 3, 10, 3, 0, 0, 9, 3),
           (at + 4, 99, 3, 1, 0, 9, 1)]  # fmt: skip
    reading = read(package([note(1)], reviews=log), "d.apkg")
    assert reading.reviews == {
        "guid-1": (
            Answered(at * 1000, Attempt("guid-1", Rating.GOOD, response_ms=4200), 4),
            Answered(at * 1000 + 5000, Attempt("guid-1", Rating.EASY, response_ms=86_400_000)),
        )
    }


def test_new_cards_stay_in_their_order() -> None:
    """As Anki would show them, and those already learned before them."""
    rows = [note(i) for i in (1, 2, 3)]
    cards = [(10, 1, 7, 0, 0, 8, 0, 0), (20, 2, 7, 0, 0, 3, 0, 0), (30, 3, 7, 0, 2, 9, 0, 0)]
    (deck,) = read(package(rows, cards=cards), "d.apkg").decks
    assert [card.id for card in deck.cards] == ["guid-3", "guid-2", "guid-1"]


def test_the_seeded_deck_comes_back() -> None:
    """Our export read again: same ids, texts, order and tags; the topic is a tag behind them."""
    path = resources.data_file("weight-initialization.md")
    (deck,) = markdown_deck.read(path.read_bytes(), path.name).decks
    ours = tuple(card for card in deck.cards if isinstance(card.content, Fact))
    reading = read(EXPORTER.write(Parcel((Deck(deck.name, ours),))), "d.apkg")
    (back,) = reading.decks
    assert back.name == deck.name
    assert not reading.problems
    assert not reading.guesses
    assert [card.id for card in back.cards] == [card.id for card in ours]
    for was, now in zip(ours, back.cards, strict=True):
        assert isinstance(was.content, Fact)
        assert isinstance(now.content, Fact)
        assert now.tags[: len(was.tags)] == was.tags
        for old, new in zip(_texts(was.content), _texts(now.content), strict=True):
            assert new == old


def _texts(fact: Fact) -> tuple[str, ...]:
    return fact.texts


def test_pictures_and_progress_come_back() -> None:
    """A card of ours with a picture and reviews is the same card after a round trip."""
    fact = Fact(f"![A plot](media:{KEPT})", "$\\frac{a}{b_{c}}$", "*n*", "s_1")
    card = Card("he-1", "", fact, ("a", "b"))
    answers = (Answered(1_764_000_000_000_000, Attempt("he-1", Rating.GOOD, response_ms=9), 3),)
    schedule = Schedule(
        state=State.REVIEW, memory=Memory(3.0, 5.0), due_day=3, last_day=0, reps=1, lapses=0
    )
    parcel = Parcel((Deck("D", (card,)),), media={KEPT: PNG},
                    progress={"he-1": Progress(schedule, answers)})  # fmt: skip
    reading = read(EXPORTER.write(parcel), "d.apkg")
    assert reading.decks == (Deck("D", (card,)),)
    assert reading.media == {KEPT: PNG}
    assert reading.reviews == {"he-1": answers}


@pytest.mark.parametrize(("limit", "value"), [("MAX_CARDS", 1), ("MAX_TEXT", 9), ("MAX_NOTES", 1)])
def test_what_is_too_much_for_one_deck_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """Notes, cards and characters are counted as they are made."""
    data = package([note(1, "Why?", "So."), note(2, "How?", "Thus.")])
    assert len(facts(read(data, "d.apkg"))) == 2
    monkeypatch.setattr(anki_package, limit, value)
    with pytest.raises(RefusedFileError, match="split the deck"):
        read(data, "d.apkg")


def test_the_importer_says_which_files_it_reads() -> None:
    """Decks and whole collections, and of which program."""
    assert (IMPORTER.suffixes, IMPORTER.source) == ((".apkg", ".colpkg"), "Anki")


def test_many_cards_are_read_in_time() -> None:
    """Ten thousand of our own within 5 s."""
    cards = tuple(Card(f"c-{i}", "", Fact(f"Question {i}?", f"Answer {i}.")) for i in range(10_000))
    data = EXPORTER.write(Parcel((Deck("D", cards),)))
    began = time.process_time()
    reading = read(data, "d.apkg")
    assert time.process_time() - began < 5
    assert reading.decks[0].cards == cards


@pytest.mark.peers
@pytest.mark.parametrize("legacy", [True, False])
def test_what_the_real_anki_exports_is_read(tmp_path: Path, *, legacy: bool) -> None:
    """Basic, reversed and cloze notes, a picture, tags, nested decks and a review."""
    anki: Any = pytest.importorskip("anki.collection")
    scheduler: Any = importlib.import_module("anki.scheduler.v3")
    cards: Any = importlib.import_module("anki.cards")
    col = anki.Collection(str(tmp_path / "collection.anki2"))
    picture = col.media.write_data("plot ä.png", PNG)

    def add(kind: str, deck: str, *fields: str) -> None:
        note = col.new_note(col.models.by_name(kind))
        note.fields[: len(fields)] = list(fields)
        note.tags = ["a", "b::c"]
        col.add_note(note, col.decks.id(deck))

    add("Basic", "Top::Sub", f'Look: <img src="{picture}">', r"\(\frac{1}{n}\)")
    add("Basic (and reversed card)", "Top", "one", "eins")
    add("Cloze", "Top", "{{c1::He}} has {{c2::2/n::a fraction}}", "more")
    col.decks.set_current(col.decks.id("Top::Sub"))
    queued = col.sched.get_queued_cards().cards[0]
    card = cards.Card(col, backend_card=queued.card)
    card.start_timer()
    good = scheduler.CardAnswer.GOOD
    col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=good))
    path = tmp_path / "deck.apkg"
    options = anki.ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
    )
    col.export_anki_package(out_path=str(path), options=options, limit=None)
    col.close()
    reading = read(path.read_bytes(), path.name)
    assert reading.problems == ()
    decks = {deck.name: deck.cards for deck in reading.decks}
    assert {name: len(cards) for name, cards in decks.items()} == {"Top": 4, "Top :: Sub": 1}
    (card,) = decks["Top :: Sub"]
    assert card.content == Fact(f"Look: ![picture](media:{KEPT})", r"$\frac{1}{n}$")
    assert card.tags == ("a", "b::c")
    assert reading.media == {KEPT: PNG}
    assert [each.attempt.rating for each in reading.reviews[card.id]] == [Rating.GOOD]
    questions = {made.content.question for made in decks["Top"] if isinstance(made.content, Fact)}
    assert questions == {"one", "eins", r"\[…\] has 2/n", r"He has \[a fraction\]"}
