"""A card in words."""

from initquiz.model.card import Card, Fact, Level
from initquiz.model.question_type import QuestionType
from initquiz.model.schedule import Schedule
from initquiz.model.turn import Turn
from initquiz.study.typed import compare
from initquiz.terminal import cards


def test_a_heading_says_where_we_are(fact: Card, skill: Card, guess: QuestionType) -> None:
    """Deck, kind and what is left; a fact's topic might give its answer away, a skill's not."""
    assert cards.heading(Turn(fact, "Deck", Schedule()), 3) == "Deck · new · 3 left"
    drawn = Turn(skill, "Deck", Schedule(), guess.draw(1, Level.HARD))
    assert cards.heading(drawn, 1) == "Deck · Compute it · hard · new · 1 left"


def test_a_typed_answer_is_judged_in_words(typed: Card) -> None:
    """Right, nearly right and wrong read differently, and name what was wanted."""
    content = typed.content
    assert isinstance(content, Fact)
    assert cards.finding(compare("symmetry", content)) == "You typed “symmetry”: right."
    assert cards.finding(compare("symetry", content)) == "You typed “symetry”: nearly “symmetry”."
    assert "wanted was “" in cards.finding(compare("gradients", content))


def test_a_bare_fact_has_no_empty_parts() -> None:
    """Without note and source neither is named."""
    assert cards.fact_answer(Fact("Q?", "A.")) == "Answer:\n\nA."
