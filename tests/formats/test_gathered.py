"""Cards gathered from rows: each once, each whole, within the limits."""

from initquiz.formats.gathered import MAX_PROBLEMS, MAX_TAGS, Gathered
from initquiz.model.card import Card, Deck, Fact, Level, Skill

CARD = Card("a", "", Fact("q", "a"))


def test_cards_go_into_their_decks_in_order() -> None:
    """Without a deck the file's name serves; without an id the question gives one."""
    desk = Gathered("My cards.csv")
    desk.put(1, "D", CARD)
    desk.put(2, "", Card("", "T", Fact("Why?", "So.")))
    desk.put(3, "D", Card("A b", "", Skill("coin", Level.EASY)))
    first, second = desk.reading().decks
    assert first.name == "D"
    assert [card.id[:3] for card in first.cards] == ["a", "a-b"]
    assert second.name == "My cards"
    (made,) = second.cards
    assert made.id.startswith("why-")
    assert desk.reading().derived == {made.id}


def test_what_is_incomplete_or_twice_is_named() -> None:
    """With its line, and the line of the first of the two."""
    desk = Gathered("x.csv")
    desk.put(1, "", CARD)
    desk.put(2, "", Card("b", "", Fact("", "a")))
    desk.put(3, "", Card("c", "", Fact("q", "")))
    desk.put(4, "", CARD)
    assert list(map(str, desk.reading().problems)) == [
        "x.csv, line 2: the question is empty. Write it, or delete the row.",
        "x.csv, line 3: the answer is empty. Write it, or delete the row.",
        "x.csv, line 4: it has the id of the row in line 1: a. Give it an id of its own.",
    ]
    assert desk.reading().decks == (Deck("x", (CARD,)),)


def test_faults_and_tags_are_bounded() -> None:
    """A file of faults does not fill the memory, and the rest is counted."""
    desk = Gathered("x.csv")
    for line in range(MAX_PROBLEMS + 5):
        desk.fault(line, "is wrong.")
    problems = desk.reading().problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert "5 more" in problems[-1].what
    desk = Gathered("x.csv")
    assert desk.tags(1, ["a", "b c", "a"]) == ("a", "b-c")
    assert "no row" in desk.reading().problems[0].what
    assert len(desk.tags(1, [f"t{i}" for i in range(MAX_TAGS + 1)])) == MAX_TAGS
    assert desk.tags(2, ["x" * 101]) == ()
    assert [problem.where for problem in desk.reading().problems] == [
        "x.csv, line 1",
        "x.csv, line 2",
    ]
