"""Faults are gathered, so that one fault of a thousand cards is one remark."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import Problem
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.study.remarks import first_words, remarks

_CARD = Card("one", "", Fact("What is\n $x$?", "y"))


def test_the_same_fault_of_many_cards_is_one_remark_with_their_words() -> None:
    """A card is named by its question; a place that is no card stays as it is."""
    problems = [
        Problem("card one", "is too long", "Cut it."),
        Problem("line 4", "is empty"),
        Problem("card gone", "is too long", "Cut it."),
    ]
    first, second = remarks(problems, [Deck("d", (_CARD,))])
    assert first == ("is too long", "Cut it.", ("What is $x$?", "card gone"))
    assert second == ("is empty", "", ("line 4",))


def test_a_card_is_known_by_its_first_words() -> None:
    """A long question is cut with an ellipsis; a skill says what is computed."""
    assert first_words(replace(_CARD, content=Fact("word " * 40, ""))).endswith("word…")
    skill = Card("s", "", Skill("name-histogram", Level.HARD))
    assert first_words(skill) == "compute it: name histogram, hard"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("pq"))))
def test_no_fault_is_lost_or_invented(faults: list[tuple[str, str, str]]) -> None:
    """The places of all remarks are those of all problems, in order within each remark."""
    found = remarks([Problem(*each) for each in faults], [])
    flat = [(place, each.what, each.hint) for each in found for place in each.places]
    assert sorted(flat) == sorted(faults)
    assert len({(each.what, each.hint) for each in found}) == len(found)
