"""Judges an answer to any question and tells the mistake, by what the question carries.

Wrong is wrong: an answer just outside the tolerance is told that it was close, but counts as
not remembered, for the tolerance already forgives what the eye cannot read.
"""

import re
from dataclasses import replace

from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Curve, Heatmap, Table
from initquiz.model.blocks import Code as CodeBlock
from initquiz.model.choosing import Choice, Choices
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.mistake import Given, Mistake
from initquiz.model.question import Question
from initquiz.model.verdict import Grade, Verdict

_TIGHT = 5e-3  # a range so narrow is the number itself
MINUS = "\N{MINUS SIGN}"
_LARGE, _LARGEST, _HUGE = 999.5, 1e6, 1e9
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z√])")


def grade(question: Question, given: Given | None) -> Verdict:
    """Judge an answer; None is "I don't know".

    Raises:
        UsageError: the answer does not fit the field.
    """
    field = question.answer
    shown = question.revealed or question.blocks
    if given is None or field.is_right(given):
        right = given is not None
        return Verdict(
            grade=Grade.RIGHT if right else Grade.UNKNOWN,
            answer=field.log(given) if given is not None else "",
            title=_title(question, right=right),
            why=question.evidence,
            option_notes=_notes(question, given),
            blocks=shown,
        )
    mistake = field.mistake(given) or Mistake("other", "it is another", "")
    return Verdict(
        grade=Grade.WRONG,
        answer=field.log(given),
        title=_wrong_title(question, given, mistake),
        why=_lesson(question, mistake),
        option_notes=_notes(question, given),
        blocks=_with_curves(shown, _curves(question, given)),
        misconception=mistake.key,
        confusion=field.confusion(given),
    )


def _lesson(question: Question, mistake: Mistake) -> str:
    """Return what a mistake teaches; beside a number also what this sample shows of the truth.

    The mistakes of other answers weigh the sample themselves.
    """
    if not mistake.lesson or not isinstance(question.answer, Number | PointOnPlot):
        return mistake.lesson or question.evidence
    shown = _SENTENCES.split(question.evidence)
    return " ".join((mistake.lesson, *(each for each in shown if each not in mistake.lesson)))


def spoken(question: Question, given: Given) -> str:
    """Return an answer in words."""
    field = question.answer
    match field:
        case Choice():
            return field.options[int(given[0])].text
        case Choices():
            return ", ".join(field.options[int(i)].text for i in given) or "none of them"
        case Match():
            pairs = zip(field.items, given, strict=True)
            return ", ".join(f"{item} is {field.options[int(i)].text}" for item, i in pairs)
        case Order():
            texts = ", ".join(field.options[int(i)].text for i in given)
            return f"from {field.first} to {field.last}: {texts}"
        case Number():
            return ", ".join(map(_value, field.quantities, given))
        case PointOnPlot():
            return _value(field.quantity, given[0])


def number(value: float, digits: int = 3) -> str:
    """Write a number with three digits, or all before the point from 1,000 to a million.

    A whole number has all of its digits up to a billion.
    """
    whole = value == round(value)
    full = abs(value) < _HUGE if whole else _LARGE <= abs(value) < _LARGEST
    text = f"{value:,.0f}" if full else f"{value:.{digits}g}"
    return text.replace("-", MINUS)


def _value(asked: Quantity, value: float) -> str:
    unit = f" {asked.unit}" if asked.unit else ""
    return f"{asked.label} = {number(value)}{unit}"


def _title(question: Question, *, right: bool) -> str:
    """Say what is right; of many pairs only that they are, for each stands beside its option."""
    if not right:
        opening = "" if isinstance(question.answer, Order) else "the answer: "
        told = f"{opening}{spoken(question, question.answer.solution)}."
        return told[0].upper() + told[1:]
    if isinstance(question.answer, Match):
        return f"Right: all {len(question.answer.items)}."
    return f"Right: {spoken(question, question.answer.solution)}."


def _wrong_title(question: Question, given: Given, mistake: Mistake) -> str:
    """Say what was wrong: the answer given, and the mistake it shows."""
    field = question.answer
    match field:
        case Choice():
            return f"Not {spoken(question, given)}: {mistake.title}."
        case Number() | PointOnPlot():
            pairs = zip(field.quantities, given, strict=True)
            quantity, value = next((q, v) for q, v in pairs if not q.accepts(v))
            if mistake == quantity.mistake and quantity.nearly(value):
                return f"Close, but not precise enough: {_value(quantity, quantity.value)}."
            return f"Not {number(value)}: {mistake.title}."
        case Match():
            hits = sum(a == b for a, b in zip(given, field.correct, strict=True))
            return f"{hits} of {len(field.items)} right: {mistake.title}."
        case _:
            return f"Not quite: {mistake.title}."


def _notes(question: Question, given: Given | None) -> tuple[str, ...]:
    """Return a line under each option, or the accepted range of each number."""
    field = question.answer
    if isinstance(field, Number | PointOnPlot):
        return tuple(map(_accepted, field.quantities))
    right = set(field.correct) if not isinstance(field, Choice) else {field.correct}
    chosen = set(map(int, given or ()))
    notes = []
    for index, option in enumerate(field.options):
        words = []
        if isinstance(field, Choice | Choices):
            words += ["right"] * (index in right)
            words += ["your answer"] * (index in chosen and index not in right)
        elif isinstance(field, Match) and index in right:
            words.append(field.items[field.correct.index(index)])
        notes.append(" · ".join(filter(None, (*words, option.note))))
    return tuple(notes)


def _accepted(asked: Quantity) -> str:
    """Return a number and what counts as right, which for a whole one may be itself alone."""
    if asked.value == round(asked.value) and asked.high - asked.low < _TIGHT * asked.value:
        return f"{number(asked.value)} exactly"
    for digits in range(3, 9):
        value, low, high = (number(each, digits) for each in (asked.value, asked.low, asked.high))
        if low != value != high:
            break
    return f"{value}; {low} to {high} counts as right"


def _curves(question: Question, given: Given) -> tuple[Curve, ...]:
    """Return what a wrong choice predicts."""
    field = question.answer
    return field.options[int(given[0])].curves if isinstance(field, Choice) else ()


def _with_curves(blocks: tuple[Block, ...], curves: tuple[Curve, ...]) -> tuple[Block, ...]:
    """Return the blocks with curves laid over the first."""
    if not curves or isinstance(blocks[0], Heatmap | Table | CodeBlock):
        return blocks
    return (replace(blocks[0], curves=(*blocks[0].curves, *curves)), *blocks[1:])
