"""Decks in and out: previewed, whole or not at all, progress kept."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from initquiz.errors import DiskError, Problem, RefusedFileError, UnknownKeyError
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Exporter, Importer, Parcel, Reading
from initquiz.model.review import Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.exchange import (
    Fate,
    adopt,
    chosen,
    export,
    exporter_for,
    preview,
    read,
    write_whole,
)
from initquiz.study.sitting import Sitting

Facts = Callable[[int], list[Card]]
IMPORTERS = {"plain": Importer("plain", "Plain", (".txt",), lambda _data, _name: Reading(()))}


def names(parcel: Parcel) -> bytes:
    """Write the ids of all cards, one a line."""
    return "\n".join(card.id for deck in parcel.decks for card in deck.cards).encode()


EXPORTERS = {"plain": Exporter("plain", "Plain", (".txt",), names)}


def test_an_edited_card_keeps_its_progress(collection: Collection, facts: Facts, now: Now) -> None:
    """Identity is the id: new text, same schedule and log."""
    cards = facts(2)
    adopt(collection, preview(collection, Reading((Deck("d", tuple(cards)),)), ()))
    sitting = Sitting(collection, {})
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    before = collection.schedules.of_cards()
    edited = replace(cards[0], content=Fact("Another question?", "Another answer."))
    reading = Reading((Deck("d", (edited, cards[1])),))
    previewed = preview(collection, reading, ())
    assert [fate for _, _, fate in previewed.cards] == [Fate.UPDATED, Fate.UNCHANGED]
    assert adopt(collection, previewed).cards == {"card-0"}
    assert collection.schedules.of_cards() == before
    assert collection.cards.of_deck("d")[0] == edited


def test_a_preview_writes_nothing(collection: Collection, facts: Facts) -> None:
    """Looking is free: the collection is as it was."""
    reading = Reading((Deck("d", tuple(facts(3))),), (Problem("line 3", "odd"),))
    previewed = preview(collection, reading, ())
    assert previewed.count(Fate.NEW) == 3
    assert previewed.problems == (Problem("line 3", "odd"),)
    assert collection.cards.deck_names() == []


def test_a_card_without_an_id_is_known_by_its_question(collection: Collection) -> None:
    """The same question updates the card it belongs to and keeps what the file leaves out."""
    known = Card("he", "He", Fact("Which for  ReLU?", "He", "a note", "a source", ("He",)), ("t",))
    collection.cards.save("d", [known])
    plain = Card("made-up", "", Fact("Which for ReLU?", "Kaiming"))
    reading = Reading((Deck("d", (plain,)),), derived=frozenset({"made-up"}))
    adopt(collection, preview(collection, reading, ()))
    (card,) = collection.cards.of_deck("d")
    assert isinstance(card.content, Fact)
    assert (card.id, card.content.answer, card.content.note) == ("he", "Kaiming", "a note")
    assert card.tags == ("t",)


def test_an_unknown_question_type_is_refused_by_name(collection: Collection) -> None:
    """A skill that cannot be asked is a problem; the other cards go in."""
    skill = Card("s", "", Skill("name-histogramm", Level.EASY))
    fact = Card("f", "", Fact("q", "a"))
    previewed = preview(collection, Reading((Deck("d", (skill, fact)),)), ["name-histogram"])
    assert [card.id for _, card, _ in previewed.cards] == ["f"]
    assert "name-histogramm" in str(previewed.problems[0])
    assert "name-histogram." in str(previewed.problems[0])


def test_a_deck_can_be_named_on_import(collection: Collection, facts: Facts) -> None:
    """The learner's name for the deck replaces the file's."""
    reading = Reading((Deck("theirs", tuple(facts(1))),))
    adopt(collection, preview(collection, reading, (), deck="mine"))
    assert collection.cards.deck_names() == ["mine"]


def test_an_import_that_fails_half_way_changes_nothing(
    collection: Collection, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two decks, the second refused by the disk: the first is not there either."""
    cards = facts(2)
    previewed = preview(collection, Reading((Deck("a", (cards[0],)), Deck("b", (cards[1],)))), ())
    save = collection.cards.save

    def refuse_b(deck: str, cards: list[Card]) -> None:
        if deck == "b":
            raise DiskError("full")
        save(deck, cards)

    monkeypatch.setattr(collection.cards, "save", refuse_b)
    with pytest.raises(DiskError):
        adopt(collection, previewed)
    assert collection.cards.deck_names() == []


def test_a_missing_or_unknown_file_is_named(tmp_path: Path) -> None:
    """No such file and no such format are told apart, each with the file's name."""
    with pytest.raises(RefusedFileError, match=r"gone\.txt"):
        read(tmp_path / "gone.txt", IMPORTERS)
    with pytest.raises(UnknownKeyError, match=r"\.txt"):
        read(tmp_path / "deck.pptx", IMPORTERS)
    (tmp_path / "empty.TXT").write_bytes(b"")
    assert read(tmp_path / "empty.TXT", IMPORTERS).decks == ()


def test_an_export_holds_the_chosen_cards(
    collection: Collection, facts: Facts, tmp_path: Path
) -> None:
    """By deck, by tag, by format key; what is not there is named."""
    cards = facts(3)
    collection.cards.save("one", [replace(cards[0], tags=("hot",)), cards[1]])
    collection.cards.save("two", [cards[2]])
    target = tmp_path / "out.txt"
    decks, plain = collection.cards.decks(), exporter_for(target, EXPORTERS)
    assert export(target, plain, Parcel(decks)) == 3
    assert export(target, plain, Parcel(chosen(decks, "two"))) == 1
    assert target.read_bytes() == b"card-2"
    assert exporter_for(tmp_path / "no-suffix", EXPORTERS, "plain") is plain
    assert export(target, plain, Parcel(chosen(decks, tag="hot"))) == 1
    for wrong in ({"name": "three"}, {"tag": "cold"}):
        with pytest.raises(UnknownKeyError):
            chosen(decks, **wrong)
    with pytest.raises(UnknownKeyError, match="pdf"):
        exporter_for(target, EXPORTERS, "pdf")
    with pytest.raises(UnknownKeyError, match="no known suffix"):
        exporter_for(tmp_path / "no-suffix", EXPORTERS)


def test_of_formats_with_one_suffix_only_the_usual_is_chosen(tmp_path: Path) -> None:
    """The others are chosen by their key."""
    other = replace(EXPORTERS["plain"], key="other", usual=False)
    both = {"other": other, **EXPORTERS}
    assert exporter_for(tmp_path / "a.txt", both).key == "plain"
    assert exporter_for(tmp_path / "a.txt", both, "other") is other


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_refused_export_leaves_the_old_file(tmp_path: Path) -> None:
    """A folder that is missing or a failing rename keeps the old bytes and no stray file."""
    target = tmp_path / "deck.md"
    target.write_bytes(b"old")
    with pytest.raises(DiskError, match="cannot be written"):
        write_whole(tmp_path / "missing" / "deck.md", b"new")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DiskError):
        write_whole(tmp_path / "folder", b"new")
    assert target.read_bytes() == b"old"
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o600 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deck.md", "folder"]
