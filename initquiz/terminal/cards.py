"""A card in words: its heading, its question, its answer, what the program found."""

from initquiz.drawing.reading import plain_markdown
from initquiz.model.arranging import Match
from initquiz.model.card import Fact
from initquiz.model.choosing import letter
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.question import Question
from initquiz.model.review import Rating
from initquiz.model.schedule import Interval
from initquiz.model.turn import Outcome, Turn
from initquiz.model.verdict import Verdict
from initquiz.study import typed
from initquiz.terminal.layout import many, table


def heading(turn: Turn, left: int) -> str:
    """Return one line: deck, a skill's topic and level, kind of card, how many are left today.

    A fact's topic is told with its answer: before, it might give that away.
    """
    parts = [turn.deck]
    if turn.question is not None:
        parts += [turn.card.topic, turn.question.level]
    return " · ".join([*parts, turn.kind.value, f"{left} left"])


def fact_answer(fact: Fact) -> str:
    """Return a fact's answer with the teacher's note and the source."""
    parts = ["Answer:", plain_markdown(fact.answer)]
    if fact.note:
        parts.append(f"Note: {plain_markdown(fact.note)}")
    if fact.source:
        parts.append(f"Source: {plain_markdown(fact.source)}")
    return "\n\n".join(parts)


def finding(comparison: typed.Comparison) -> str:
    """Return what the program thinks of a typed answer; the learner still grades."""
    closest = plain_markdown(comparison.closest)
    match comparison.match:
        case typed.Match.SAME:
            return f"You typed “{comparison.typed}”: right."
        case typed.Match.NEAR:
            return f"You typed “{comparison.typed}”: nearly “{closest}”."
        case typed.Match.DIFFERENT:
            return f"You typed “{comparison.typed}”; wanted was “{closest}”."


def grades(intervals: dict[Rating, Interval]) -> str:
    """Return the four grades with when each brings the card back."""
    return " · ".join(
        f"{rating.value} {name(rating)} ({interval})" for rating, interval in intervals.items()
    )


def field(question: Question, verdict: Verdict | None = None) -> str:
    """Return what can be answered: options or numbers, a line each, with the verdict's notes."""
    asked = question.answer
    if isinstance(asked, Number | PointOnPlot):
        names = [plain_markdown(_quantity(quantity)) for quantity in asked.quantities]
    else:
        names = [
            f"{letter(index)}) {plain_markdown(option.text)}"
            for index, option in enumerate(asked.options)
        ]
    notes = verdict.option_notes if verdict else ("",) * len(names)
    rows = [(f"  {name}", plain_markdown(note)) for name, note in zip(names, notes, strict=True)]
    if isinstance(asked, Match):
        items = ", ".join(plain_markdown(item) for item in asked.items)
        return f"{table(rows)}\n\nTo be matched, in this order: {items}."
    return table(rows)


def _quantity(asked: Quantity) -> str:
    return f"{asked.label} in {asked.unit}" if asked.unit else asked.label


def feedback(question: Question, verdict: Verdict) -> str:
    """Return why an answer was right or wrong, the options with their numbers, and the rule."""
    parts = (
        plain_markdown(verdict.why),
        field(question, verdict),
        plain_markdown(question.explanation),
    )
    return "\n\n".join(parts)


def graded(outcome: Outcome) -> str:
    """Return the grade the program gave, and how to give another."""
    other = Rating.GOOD if outcome.rating is Rating.AGAIN else Rating.AGAIN
    return (
        f"Rated {name(outcome.rating)}, back in {outcome.interval}"
        f" (type `change {other.value}` to make it {name(other)})."
    )


def name(rating: Rating) -> str:
    """Return a grade's name as on Anki's buttons."""
    return rating.name.capitalize()


def left_over(count: int) -> str:
    """Return how many cards are left today, as a sentence."""
    return f"{many(count, 'card')} {'is' if count == 1 else 'are'} left today."
