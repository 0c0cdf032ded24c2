"""A fact knows which of its fields may hold Markdown."""

from initquiz.model.card import Fact


def test_a_facts_texts_are_its_four_fields_in_order() -> None:
    """Accepted answers are plain and not among them."""
    fact = Fact("question", "answer", "note", "source", ("accepted",))
    assert fact.texts == ("question", "answer", "note", "source")
