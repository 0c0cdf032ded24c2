"""Every type of question, as Canvas would grade it."""

from dataclasses import replace

import pytest

from initquiz import wiring
from initquiz.asking.variants import variants
from initquiz.model.card import Card, Deck, Skill
from initquiz.model.choosing import Choice, Choices
from initquiz.model.exchange import Parcel
from initquiz.model.measuring import Number, PointOnPlot
from tests.exporters.canvas import answered, graded, items

KNOWN = wiring.plug_ins().questions


@pytest.mark.parametrize("key", KNOWN)
def test_every_type_of_question_is_graded_as_here(key: str) -> None:
    """The right answer is whole, inside the tolerance too, outside and every distractor is not."""
    kind = KNOWN[key]
    card = Card(f"skill-{key}", "", Skill(key, kind.levels[0]))
    (question,) = variants(card, KNOWN, 1)
    stored = replace(kind, draw=lambda _seed, _level: question)
    whole = Parcel((Deck("D", (card,)),), questions={key: stored}, picture=lambda _: b"",
                   instances=1)  # fmt: skip
    made = items(whole)
    field = question.answer
    for item, response in zip(made, answered(field, field.solution), strict=True):
        assert graded(item, response)[0] == pytest.approx(1.0, abs=1e-12)
    if isinstance(field, Number | PointOnPlot):
        for item, asked in zip(made, field.quantities, strict=True):
            for end in (asked.low, asked.high):
                near, far = (repr(asked.value + f * (end - asked.value)) for f in (0.9, 1.1))
                assert graded(item, {"response1": {near}})[0] == 1
                assert graded(item, {"response1": {far}})[0] == float(end == asked.value)
            for mistaken in asked.wrong:
                assert graded(item, {"response1": {repr(mistaken.value)}})[0] == 0
        return
    for wrong in field.wrong_answers():
        score = graded(made[0], answered(field, wrong)[0])[0]
        assert score == 0 if isinstance(field, Choice | Choices) else score < 1
