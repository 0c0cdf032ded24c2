"""Imports: previewed, whole or not at all, progress kept, and taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initquiz.errors import DiskError, Problem
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.changes import Changes
from initquiz.model.exchange import Answered, Reading
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.store.database import IN_MEMORY
from initquiz.study.checkup import check
from initquiz.study.collection import Collection
from initquiz.study.importing import (
    Fate,
    Preview,
    adopt,
    last_import,
    preview,
    undo_import,
)
from initquiz.study.sitting import Sitting

Facts = Callable[[int], list[Card]]


def put(collection: Collection, reading: Reading, now: Now, **asked: bool) -> Preview:
    """Preview and adopt, under the name of a file."""
    previewed = preview(collection, reading, ["coin"], missing=asked.pop("missing", False))
    adopt(collection, previewed, now, source="a.file", **asked)
    return previewed


def answers(*ratings: Rating, at: int = 1_700_000_000_000_000) -> tuple[Answered, ...]:
    """Return answers an hour apart."""
    return tuple(
        Answered(at + i * 3_600_000_000, Attempt("other", rating, response_ms=900))
        for i, rating in enumerate(ratings)
    )


def sound(collection: Collection) -> bool:
    """Tell whether file, log and schedules agree."""
    return not check(collection)


def test_an_edited_card_keeps_its_progress(collection: Collection, facts: Facts, now: Now) -> None:
    """Identity is the id: new text, same schedule and log."""
    cards = facts(2)
    adopt(collection, preview(collection, Reading((Deck("d", tuple(cards)),)), ()), now)
    sitting = Sitting(collection, {})
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    before = collection.schedules.of_cards()
    edited = replace(cards[0], content=Fact("Another question?", "Another answer."))
    reading = Reading((Deck("d", (edited, cards[1])),))
    previewed = preview(collection, reading, ())
    assert [fate for _, _, fate in previewed.cards] == [Fate.UPDATED, Fate.UNCHANGED]
    assert adopt(collection, previewed, now).cards == {"card-0"}
    assert collection.schedules.of_cards() == before
    assert collection.cards.of_deck("d")[0] == edited


def test_a_preview_writes_nothing(collection: Collection, facts: Facts) -> None:
    """Looking is free: the collection is as it was."""
    reading = Reading((Deck("d", tuple(facts(3))),), (Problem("line 3", "odd"),))
    previewed = preview(collection, reading, ())
    assert previewed.count(Fate.NEW) == 3
    assert previewed.problems == (Problem("line 3", "odd"),)
    assert collection.cards.deck_names() == []


def test_a_card_without_an_id_is_known_by_its_question(collection: Collection, now: Now) -> None:
    """The same question updates the card it belongs to and keeps what the file leaves out."""
    known = Card("he", "He", Fact("Which for  ReLU?", "He", "a note", "a source", ("He",)), ("t",))
    collection.cards.save("d", [known])
    plain = Card("made-up", "", Fact("Which for ReLU?", "Kaiming"))
    reading = Reading((Deck("d", (plain,)),), derived=frozenset({"made-up"}))
    adopt(collection, preview(collection, reading, ()), now)
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


def test_a_deck_can_be_named_on_import(collection: Collection, facts: Facts, now: Now) -> None:
    """The learner's name for the deck replaces the file's."""
    reading = Reading((Deck("theirs", tuple(facts(1))),))
    adopt(collection, preview(collection, reading, (), deck="mine"), now)
    assert collection.cards.deck_names() == ["mine"]


def test_an_import_that_fails_half_way_changes_nothing(
    collection: Collection, facts: Facts, now: Now, monkeypatch: pytest.MonkeyPatch
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
        adopt(collection, previewed, now, source="a.file")
    assert collection.cards.deck_names() == []
    assert last_import(collection) is None


def test_an_import_is_taken_back_whole(collection: Collection, facts: Facts, now: Now) -> None:
    """New cards and their deck go, edited ones have their old text, place and deck again."""
    cards = facts(3)
    collection.cards.save("d", cards)
    before = collection.cards.decks()
    edited = replace(cards[1], topic="Other", content=Fact("Another?", "Text."), tags=("t",))
    new = [Card("x", "", Fact("x?", "x")), Card("y", "", Fact("y?", "y"))]
    put(collection, Reading((Deck("d", (edited, new[0])), Deck("e", (new[1],)))), now)
    assert collection.cards.deck_names() == ["d", "e"]
    last = last_import(collection)
    assert last is not None
    assert (last.source, last.cards, last.at) == ("a.file", 3, now.at)
    assert undo_import(collection, now).cards == {"card-1", "x", "y"}
    assert collection.cards.decks() == before
    assert last_import(collection) is None
    assert undo_import(collection, now) == Changes()


def test_imports_are_taken_back_one_by_one(collection: Collection, facts: Facts, now: Now) -> None:
    """The last first, each to what it found."""
    (card,) = facts(1)
    for text in ("first", "second"):
        put(collection, Reading((Deck("d", (replace(card, content=Fact(text, "a")),)),)), now)
    undo_import(collection, now)
    known = collection.cards.get(card.id)
    assert known is not None
    assert known[0].content == Fact("first", "a")
    undo_import(collection, now)
    assert collection.cards.get(card.id) is None


def test_an_import_that_changes_nothing_cannot_be_taken_back(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """There would be nothing to do; the one before it is still the last."""
    reading = Reading((Deck("d", tuple(facts(2))),))
    put(collection, reading, now)
    put(collection, reading, Now(now.at + 1, now.day))
    last = last_import(collection)
    assert last is not None
    assert last.at == now.at


def test_a_card_answered_since_keeps_its_log(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Undo takes it out of the deck; the same file brings it back with its progress."""
    reading = Reading((Deck("d", tuple(facts(1))),))
    put(collection, reading, now)
    sitting = Sitting(collection, {})
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    schedule = collection.schedules.of_cards()
    undo_import(collection, now)
    assert collection.schedules.of_cards() == []
    assert collection.cards.get("card-0") is None
    assert len(list(collection.reviews.all())) == 1
    assert sound(collection)
    assert put(collection, reading, now).count(Fate.UPDATED) == 1
    assert collection.schedules.of_cards() == schedule


def test_progress_comes_only_if_it_is_asked_for(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Without it the cards are new; with it they stand where their answers put them."""
    reading = Reading(
        (Deck("d", tuple(facts(2))),),
        reviews={
            "card-0": answers(Rating.GOOD, Rating.GOOD, Rating.AGAIN),
            "gone": answers(Rating.EASY),
        },
    )
    assert put(collection, reading, now).reviews == 4
    assert collection.schedule("card-0").reps == 0
    put(collection, reading, now, with_progress=True)
    assert collection.schedule("card-0").reps == 3
    assert dict(collection.schedules.of_cards())["card-0"].memory is not None
    assert [event.attempt.response_ms for event in collection.reviews.all() if event.attempt] == [
        900
    ] * 3
    assert collection.reviews.undoable() is None  # Ctrl+Z is for answers given here
    assert sound(collection)


def test_the_same_answers_join_the_log_once(collection: Collection, facts: Facts, now: Now) -> None:
    """However often the file comes, also after its answers were taken back."""
    reading = Reading(
        (Deck("d", tuple(facts(1))),), reviews={"card-0": answers(Rating.GOOD, Rating.HARD)}
    )
    put(collection, reading, now, with_progress=True)
    schedule = collection.schedule("card-0")
    put(collection, reading, now, with_progress=True)
    assert len(list(collection.reviews.all())) == 2
    undo_import(collection, now)
    assert collection.schedule("card-0").reps == 0
    assert sound(collection)
    put(collection, reading, now, with_progress=True)
    assert collection.schedule("card-0") == schedule
    undo_import(collection, now)
    assert collection.schedule("card-0").reps == 0
    assert sound(collection)


def test_an_answer_given_here_is_not_taken_in_again(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Other programs keep milliseconds; the same instant is the same answer."""
    collection.cards.save("d", facts(1))
    sitting = Sitting(collection, {})
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    back = Answered(now.at // 1000 * 1000, Attempt("card-0", Rating.GOOD))
    reading = Reading((Deck("d", tuple(facts(1))),), reviews={"card-0": (back,)})
    put(collection, reading, now, with_progress=True)
    assert len(list(collection.reviews.all())) == 1


def test_progress_follows_a_card_known_by_its_question(collection: Collection, now: Now) -> None:
    """The file made an id up; the answers go to the card that has the question."""
    collection.cards.save("d", [Card("he", "", Fact("Which for ReLU?", "He"))])
    made_up = Card("made-up", "", Fact("Which for ReLU?", "He"))
    reading = Reading(
        (Deck("d", (made_up,)),),
        derived=frozenset({"made-up"}),
        reviews={"made-up": answers(Rating.GOOD)},
    )
    put(collection, reading, now, with_progress=True)
    assert collection.schedule("he").reps == 1


def test_cards_an_update_lacks_go_only_if_asked(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """They are offered by name; removed, they keep their log, and undo brings them back."""
    cards = facts(3)
    collection.cards.save("d", cards)
    before = collection.cards.of_deck("d")
    reading = Reading((Deck("d", tuple(cards[:2])),), removed=("card-2", "never-seen"))
    assert [card.id for _, card in put(collection, reading, now).removed] == ["card-2"]
    assert collection.cards.of_deck("d") == before
    put(collection, reading, now, remove=True)
    assert collection.cards.of_deck("d") == before[:2]
    assert collection.cards.removed("d") == ("card-2",)
    assert put(collection, reading, now).removed == ()
    undo_import(collection, now)
    assert collection.cards.of_deck("d") == before


def test_what_a_file_lacks_counts_as_removed_only_if_asked(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Any format may stand for the whole deck; other decks are left alone."""
    cards = facts(3)
    collection.cards.save("d", cards[:2])
    collection.cards.save("e", cards[2:])
    reading = Reading((Deck("d", (cards[0],)),))
    assert put(collection, reading, now).removed == ()
    assert [card.id for _, card in put(collection, reading, now, missing=True).removed] == [
        "card-1"
    ]


def test_a_known_card_stays_in_its_deck_and_that_is_said(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """A file with another deck's name updates the card where it is."""
    (card,) = facts(1)
    collection.cards.save("mine", [card])
    edited = replace(card, content=Fact("q", "a"))
    previewed = put(collection, Reading((Deck("theirs", (edited,)),), guesses=("one",)), now)
    assert previewed.guesses == (
        "one", "1 of the cards are known from the deck “mine” and stay there.",
    )  # fmt: skip
    assert collection.cards.deck_names() == ["mine"]
    assert collection.cards.of_deck("mine") == (edited,)


def test_pictures_come_with_their_cards(collection: Collection, facts: Facts, now: Now) -> None:
    """They are kept by name, for any later export."""
    reading = Reading((Deck("d", tuple(facts(1))),), media={"a1.png": b"picture"})
    put(collection, reading, now)
    assert collection.media.get("a1.png") == b"picture"
    assert collection.media.get("b2.png") is None


OLD = st.lists(st.tuples(st.sampled_from("abcd"), st.text(max_size=3)), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(OLD, st.lists(OLD, min_size=1, max_size=3))
def test_undo_gives_back_exactly_what_was_there(
    now: Now, old: list[tuple[str, str]], files: list[list[tuple[str, str]]]
) -> None:
    """Whatever was imported, and however often: after as many undos all is as before."""

    def deck(cards: list[tuple[str, str]]) -> tuple[Card, ...]:
        return tuple(Card(key, "", Fact(text or "?", "a")) for key, text in dict(cards).items())

    with Collection(IN_MEMORY) as collection:
        if old:
            collection.cards.save("d", deck(old))
        before = collection.cards.decks()
        for i, file in enumerate(files):
            put(
                collection,
                Reading((Deck(f"d{i % 2}", deck(file)),)),
                now,
                missing=True,
                remove=True,
            )
        while last_import(collection):
            undo_import(collection, now)
        assert collection.cards.decks() == before
