"""A question's answer field as QTI for Canvas: what is offered, and what is right.

Every kind is graded as here but two: Canvas gives a share for each pair that is right and for
each box rightly ticked, and it knows no mistake but by a comment.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from initquiz.formats import qti
from initquiz.formats.qti import WRONG
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.pairs import lessons, pairs

FIRST, _FIRST_MATCH = 1001, 2001
"""The numbers of the first answer and the first match; Canvas takes 0 for none."""


class Words(NamedTuple):
    """How Markdown becomes HTML, one line of HTML, and text; and how a number is written."""

    html: Callable[[str], str]
    line: Callable[[str], str]
    text: Callable[[str], str]
    number: Callable[[float], str]


class Field(NamedTuple):
    """An answer field as QTI: `line` is HTML that the prompt ends with."""

    kind: str
    keys: tuple[int, ...]
    presentation: tuple[str, ...]
    conditions: tuple[str, ...]
    feedback: dict[str, str]
    line: str = ""


def fields(asked: AnswerField, words: Words) -> list[Field]:
    """Return an answer field, as several if several numbers are asked for."""
    match asked:
        case Choice():
            return [_choice(asked, words)]
        case Choices():
            return [_choices(asked, words)]
        case Match() | Order():
            return [_matching(asked, words)]
        case PointOnPlot():
            return [_number(asked.quantity, f"{asked.hint}.", words)]
        case Number(quantities=(quantity,)) if not quantity.unit:
            return [_number(quantity, "", words)]
        case Number():
            units = (f" ({each.unit})" if each.unit else "" for each in asked.quantities)
            lines = (
                f"{each.label} = ?{unit}"
                for each, unit in zip(asked.quantities, units, strict=True)
            )
            pairs_of = zip(asked.quantities, lines, strict=True)
            return [_number(each, line, words) for each, line in pairs_of]


def _choice(asked: Choice, words: Words) -> Field:
    keys, feedback, shown_if = _answers(asked.options, words)
    right = qti.when(qti.equal(keys[asked.correct]), score="100")
    texts = {words.text(option.text).casefold() for option in asked.options}
    kind = "true_false" if texts == {"true", "false"} else "multiple_choice"
    labels = qti.options(_labels(keys, asked.options, words))
    return Field(kind, keys, (labels,), (*shown_if, right), feedback)


def _choices(asked: Choices, words: Words) -> Field:
    options, correct = asked.options, asked.correct
    if not correct:  # Canvas wants something right
        options, correct = (*options, Option("None of these", "none")), (len(options),)
    keys, feedback, shown_if = _answers(options, words)
    ticked = [
        qti.equal(key) if i in correct else qti.unless(qti.equal(key)) for i, key in enumerate(keys)
    ]
    right = qti.when(qti.every(*ticked), score="100")
    labels = qti.options(_labels(keys, options, words), several=True)
    return Field("multiple_answers", keys, (labels,), (*shown_if, right), feedback)


def _answers(
    options: Sequence[Option], words: Words
) -> tuple[tuple[int, ...], dict[str, str], list[str]]:
    """Return the numbers of options, the comment on each, and when it is shown."""
    keys = tuple(range(FIRST, FIRST + len(options)))
    feedback, shown_if = {}, []
    for key, option in zip(keys, options, strict=True):
        if option.mistake and option.mistake.lesson:
            feedback[f"{key}_fb"] = words.html(option.mistake.lesson)
            shown_if.append(qti.when(qti.equal(key), feedback=f"{key}_fb"))
    return keys, feedback, shown_if


def _labels(keys: Sequence[int], options: Sequence[Option], words: Words) -> list[tuple[int, str]]:
    return [(key, words.line(option.text)) for key, option in zip(keys, options, strict=True)]


def _matching(asked: Match | Order, words: Words) -> Field:
    """Return pairs, each worth its share; Canvas shows the options as text, in a menu."""
    wanted = pairs(asked)
    options = [(_FIRST_MATCH + i, words.text(each.text)) for i, each in enumerate(asked.options)]
    keys = tuple(range(FIRST, FIRST + len(wanted)))
    shares = [f"{100 / len(wanted):.2f}"] * (len(wanted) - 1)
    shares.append(f"{100 - sum(map(float, shares)):.2f}")
    rights = [
        qti.equal(_FIRST_MATCH + option, qti.place(key))
        for key, (_, option) in zip(keys, wanted, strict=True)
    ]
    feedback = {WRONG: words.html(asked.mistake_otherwise.lesson)}
    # Canvas takes the last feedback tied to a pair for that pair's, so this one comes first.
    conditions = [qti.when(qti.unless(qti.every(*rights)), feedback=WRONG)]
    for key, right, share, lesson in zip(keys, rights, shares, lessons(asked), strict=True):
        conditions.append(qti.when(right, score=share, add=True))
        if lesson:
            feedback[f"{key}_fb"] = words.html(lesson)
            conditions.append(qti.when(qti.unless(right), feedback=f"{key}_fb"))
    rows = [
        qti.pairing(key, words.line(item), options)
        for key, (item, _) in zip(keys, wanted, strict=True)
    ]
    return Field("matching", keys, tuple(rows), tuple(conditions), feedback)


def _number(asked: Quantity, line: str, words: Words) -> Field:
    """Return a number: right around its key, and in all of its range if that is not even."""
    reach = min(asked.value - asked.low, asked.high - asked.value)
    low, high = max(asked.low, asked.value - reach), min(asked.high, asked.value + reach)
    near = qti.every(qti.within(low, high))
    exact = qti.equal(repr(float(asked.value)))
    conditions = [qti.when(qti.either(exact, near), score="100")]
    if asked.high - asked.low > (high - low) * (1 + 1e-9):
        conditions.append(qti.when(qti.within(asked.low, asked.high), score="100"))
    keys = tuple(range(FIRST, FIRST + len(conditions)))
    wrong = [asked.mistake.lesson]
    wrong += [
        f"{words.number(w.value)}: {w.mistake.title}. {w.mistake.lesson}" for w in asked.wrong
    ]
    feedback = {WRONG: "\n".join(map(words.html, filter(None, wrong)))}
    conditions.append(qti.otherwise(WRONG))
    place = f"<p>{words.line(line)}</p>" if line else ""
    blank = qti.blank(number=True)
    return Field("numerical", keys, (blank,), tuple(conditions), feedback, place)
