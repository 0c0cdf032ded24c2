"""Cards go in and come out the same, and keep their place and progress."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.store.cards import Cards
from initquiz.store.database import IN_MEMORY, Database

TEXT = st.text(max_size=20)
FACTS = st.builds(Fact, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple))
SKILLS = st.builds(Skill, st.just("name-histogram"), st.sampled_from(Level))
CARDS = st.lists(
    st.builds(Card, st.text(min_size=1), TEXT, FACTS | SKILLS, st.lists(TEXT).map(tuple)),
    unique_by=lambda card: card.id,
    max_size=5,
)


@given(CARDS)
def test_cards_come_out_as_they_went_in(cards: list[Card]) -> None:
    """Every field of facts and skills survives, in order."""
    database = Database(IN_MEMORY)
    try:
        store = Cards(database)
        store.save("deck", cards)
        assert store.of_deck("deck") == tuple(cards)
        assert [store.get(card.id) for card in cards] == [(card, "deck") for card in cards]
        skills = sum(isinstance(card.content, Skill) for card in cards)
        assert store.skills("deck") == skills
    finally:
        database.close()


def test_an_edited_card_keeps_its_place_and_a_new_one_goes_to_the_end() -> None:
    """Saving again updates by id; order is the order of first arrival."""
    database = Database(IN_MEMORY)
    store = Cards(database)
    store.save("d", [Card("a", "", Fact("qa", "x")), Card("b", "", Fact("qb", "x"))])
    store.save("d", [Card("c", "", Fact("qc", "x")), Card("a", "", Fact("better", "x"))])
    assert [card.id for card in store.of_deck("d")] == ["a", "b", "c"]
    edited = store.get("a")
    assert edited is not None
    assert edited[0].content == Fact("better", "x")
    database.close()


def test_kinds_of_skill_are_told_once() -> None:
    """Each type and level in use, whatever the number of cards."""
    database = Database(IN_MEMORY)
    store = Cards(database)
    assert store.kinds_of_skill() == []
    easy = Skill("name-histogram", Level.EASY)
    store.save("d", [Card("a", "", easy), Card("b", "", easy), Card("c", "", Fact("q", "a"))])
    assert store.kinds_of_skill() == [easy]
    assert list(store.texts()) == ["q", "a"]
    database.close()


def test_an_unknown_card_or_deck_is_nothing() -> None:
    """Asking for what is not there gives None or an empty deck."""
    database = Database(IN_MEMORY)
    assert Cards(database).get("nobody") is None
    assert Cards(database).of_deck("nowhere") == ()
    database.close()


def test_a_removed_card_is_in_no_list_until_it_comes_back() -> None:
    """Its row stays under its id, with its deck; saving it again brings it back to its place."""
    database = Database(IN_MEMORY)
    store = Cards(database)
    skill = Card("s", "", Skill("name-histogram", Level.EASY))
    first, last = Card("a", "", Fact("q", "x")), Card("z", "", Fact("q", "x"))
    store.save("d", [first, skill, last])
    store.remove(["s", "nobody"])
    assert store.of_deck("d") == (first, last)
    assert store.get("s") is None
    assert store.removed("d") == ("s",)
    assert (store.skills("d"), store.kinds_of_skill()) == (0, [])
    assert store.skill_keys() == {"s": "name-histogram"}  # for its answers in the log
    assert store.known(["s", "a", "nobody"]) == {
        "s": (skill, "d", True),
        "a": (first, "d", False),
    }
    store.save("d", [skill])
    assert store.of_deck("d") == (first, skill, last)
    database.close()


def test_a_card_without_an_id_is_never_kept() -> None:
    """It is a fault of ours, and stops the whole save."""
    database = Database(IN_MEMORY)
    store = Cards(database)
    with pytest.raises(ValueError, match="needs an id"):
        store.save("d", [Card("a", "", Fact("q", "a")), Card("", "", Fact("q", "a"))])
    assert store.of_deck("d") == ()
    database.close()


def test_the_tables_checks_hold_for_everybody_else() -> None:
    """They rest for our own writing only."""
    database = Database(IN_MEMORY)
    Cards(database).save("d", [Card("a", "", Fact("q", "a"))])
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        database.connection.execute("UPDATE cards SET tags = 'no JSON'")
    database.close()
