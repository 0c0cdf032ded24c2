"""A first look shows a few cards, and the beginning of a file that is text."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.card import Card, Deck, Level, Skill
from initquiz.model.question_type import QuestionType
from initquiz.study.looking import beginning, few

Facts = Callable[[int], list[Card]]


def test_a_few_are_two_facts_and_a_skill_that_is_quickly_drawn(
    facts: Facts, questions: Mapping[str, QuestionType]
) -> None:
    """Each stays in its deck; a slow type waits for a quick one."""
    slow = replace(questions["coin"], key="slow", slow=True)
    skills = [Card(key, "", Skill(key, Level.EASY)) for key in ("slow", "coin")]
    decks = (Deck("a", tuple(facts(3))), Deck("b", tuple(skills)))
    found = few(decks, {**questions, "slow": slow})
    assert [(deck.name, [card.id for card in deck.cards]) for deck in found] == [
        ("a", ["card-0", "card-1"]),
        ("b", ["coin"]),
    ]


def test_a_slow_or_unknown_skill_is_shown_if_there_is_no_other() -> None:
    """Better slowly than not at all."""
    card = Card("s", "", Skill("unheard-of", Level.EASY))
    assert few((Deck("d", (card,)),), {}) == (Deck("d", (card,)),)
    assert few((), {}) == ()


def test_bytes_that_are_no_text_have_no_beginning() -> None:
    """An archive is not shown as letters."""
    assert beginning(b"PK\x03\x04\xff\xfe") == ""
    assert beginning(b"a\0b") == ""
    assert beginning(b"a\nb") == "a\nb"


@given(st.text(alphabet="ab \n", max_size=2000))
def test_a_beginning_is_short(text: str) -> None:
    """Whatever the file: few lines, none of them long, and a mark where it goes on."""
    lines = beginning(text.encode()).splitlines()
    assert len(lines) <= 15
    assert all(len(line) <= 161 for line in lines)
    if len(text.splitlines()) > 14:
        assert lines[-1] == "…"
