"""Files read by suffix and content, and written whole or not at all."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from initquiz.errors import DiskError, RefusedFileError, UnknownKeyError
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Exporter, Importer, Parcel, Reading
from initquiz.study import exchange
from initquiz.study.collection import Collection
from initquiz.study.exchange import chosen, export, exporter_for, read, write_whole

Facts = Callable[[int], list[Card]]
IMPORTERS = {"plain": Importer("plain", "Plain", (".txt",), lambda _data, _name: Reading(()))}


def names(parcel: Parcel) -> bytes:
    """Write the ids of all cards, one a line."""
    return "\n".join(card.id for deck in parcel.decks for card in deck.cards).encode()


EXPORTERS = {"plain": Exporter("plain", "Plain", (".txt",), names)}


def test_a_missing_or_unknown_file_is_named(tmp_path: Path) -> None:
    """No such file and no such format are told apart, each with the file's name."""
    with pytest.raises(RefusedFileError, match=r"gone\.txt"):
        read(tmp_path / "gone.txt", IMPORTERS)
    with pytest.raises(UnknownKeyError, match=r"\.txt"):
        read(tmp_path / "deck.pptx", IMPORTERS)
    (tmp_path / "empty.TXT").write_bytes(b"")
    assert read(tmp_path / "empty.TXT", IMPORTERS).decks == ()


def test_a_shared_suffix_is_told_by_what_the_file_holds(tmp_path: Path) -> None:
    """The first that recognises it reads it, else the usual one; a key overrules both."""

    def importer(key: str, mark: bytes, *, usual: bool) -> Importer:
        found = Reading((Deck(key),))
        return Importer(
            key, key, (".x",), lambda _d, _n: found, usual=usual, recognises=lambda d: mark in d
        )

    known = {
        "plain": importer("plain", b"plain", usual=True),
        "odd": importer("odd", b"odd", usual=False),
    }
    for text, key, reader in (
        ("an odd file", None, "odd"),
        ("a plain file", None, "plain"),
        ("neither", None, "plain"),
        ("neither", "odd", "odd"),
    ):
        (tmp_path / "a.x").write_text(text)
        assert read(tmp_path / "a.x", known, key).decks[0].name == reader
    with pytest.raises(UnknownKeyError, match="Did you mean “plain”"):
        read(tmp_path / "a.x", known, "plane")


def test_a_guest_of_a_suffix_is_never_the_usual_one(tmp_path: Path) -> None:
    """It reads what it recognises, also where nobody else knows the suffix."""

    def importer(key: str, suffix: str, also: tuple[str, ...] = ()) -> Importer:
        found = Reading((Deck(key),))
        return Importer(
            key, key, (suffix,), lambda _d, _n: found, recognises=lambda d: d == b"odd", also=also
        )

    guest, host = importer("guest", ".g", (".x",)), importer("host", ".x")
    for text, known, reader in (
        (b"odd", {"guest": guest, "host": host}, "guest"),
        (b"plain", {"guest": guest, "host": host}, "host"),
        (b"plain", {"guest": guest}, "guest"),
    ):
        (tmp_path / "a.x").write_bytes(text)
        assert read(tmp_path / "a.x", known).decks[0].name == reader
    (tmp_path / "a.g").write_bytes(b"plain")
    assert read(tmp_path / "a.g", {"guest": guest, "host": host}).decks[0].name == "guest"


def test_a_file_too_large_for_any_deck_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size alone is enough to refuse it."""
    monkeypatch.setattr(exchange, "MAX_BYTES", 1 << 20)
    (tmp_path / "a.txt").write_bytes(bytes(1 + (1 << 20)))
    with pytest.raises(RefusedFileError, match=r"a\.txt is larger than 1 MiB"):
        read(tmp_path / "a.txt", IMPORTERS)


def test_cards_are_found_by_their_words() -> None:
    """Every word must stand somewhere in the card, in any case and any field."""
    he = Card("he", "ReLU", Fact("Which Kaiming?", "He's"), ("gain",))
    lecun = Card("lecun", "SELU", Fact("Which for SELU?", "LeCun's"))
    skill = Card("s", "", Skill("name-histogram", Level.EASY))
    decks = (Deck("d", (he, lecun, skill)),)
    for words, found in (
        ("kaiming he", ["he"]), ("GAIN", ["he"]), ("which", ["he", "lecun"]), ("histogram", ["s"]),
    ):  # fmt: skip
        assert [card.id for card in chosen(decks, words=words)[0].cards] == found
    with pytest.raises(UnknownKeyError, match="orthogonal"):
        chosen(decks, words="orthogonal he")


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
