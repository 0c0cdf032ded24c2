r"""Answer fields as Moodle has them: answers with their shares of the marks and their feedback.

How Markdown becomes HTML is handed in as `Words`. Of several options the right ones share the
whole, and the wrong ones, ticked all, take it away again.
"""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from initquiz.formats import moodle
from initquiz.formats.moodle_marks import numbers, share_of
from initquiz.model.arranging import Match, Order
from initquiz.model.card import Fact
from initquiz.model.choosing import Choice, Choices
from initquiz.model.measuring import Quantity
from initquiz.model.mistake import Mistake
from initquiz.model.pairs import pairs

NONE = "None of these"
"""The option that is right where none of the others is, for Moodle wants a right one."""

VERDICTS = ("true", "false")
_ESSAY = (
    moodle.plain("responseformat", "editor"),
    moodle.plain("responserequired", "1"),
    moodle.plain("responsefieldlines", "5"),
)


class Words(NamedTuple):
    """What turns Markdown into HTML, into HTML of one line, and into text alone."""

    html: Callable[[str], str]
    line: Callable[[str], str]
    text: Callable[[str], str]


def of_fact(fact: Fact, graderinfo: str) -> tuple[str, list[str]]:
    """Return a fact's kind of question and its answers; `graderinfo` is what an essay tells."""
    if is_verdict(fact):
        right = verdict_of(fact)
        both = ((text, "100" if text == right else "0") for text in VERDICTS)
        return "truefalse", [moodle.answer(share, text) for text, share in both]
    if fact.accept:
        typed = (moodle.answer("100", moodle.starred(text)) for text in fact.accept)
        return "shortanswer", [moodle.plain("usecase", "0"), *typed]
    return "essay", [*_ESSAY, graderinfo]


def is_verdict(fact: Fact) -> bool:
    """Tell whether a fact is true or false, so that Moodle can ask for that."""
    return verdict_of(fact) in VERDICTS


def verdict_of(fact: Fact) -> str:
    """Return a fact's answer without case and full stop."""
    return fact.answer.strip(" .").lower()


def shares(field: Choice | Choices) -> list[str]:
    """Return each option's share in percent; where none is right, that of one more."""
    if isinstance(field, Choice):
        return ["100" if i == field.correct else "0" for i in range(len(field.options))]
    right = len(field.correct)
    gain, loss = share_of(right), f"-{share_of(len(field.options) - right)}"
    found = [gain if i in field.correct else loss for i in range(len(field.options))]
    return found if right else [*found, "100"]


def choice(field: Choice, words: Words) -> list[str]:
    """Return a choice of one option."""
    return _ticked(field, words, "true")


def choices(field: Choices, words: Words) -> list[str]:
    """Return a choice of several options."""
    return _ticked(field, words, "false")


def _ticked(field: Choice | Choices, words: Words, single: str) -> list[str]:
    given = shares(field)
    found = [
        moodle.answer(share, words.line(option.text), _why(share, option.mistake, words))
        for share, option in zip(given, field.options, strict=False)
    ]
    if len(given) > len(field.options):
        found.append(moodle.answer(given[-1], NONE))
    rules = (("single", single), ("shuffleanswers", "true"), ("answernumbering", "ABCD"))
    return [*(moodle.plain(tag, rule) for tag, rule in rules), *found]


def matching(field: Match | Order, words: Words) -> list[str]:
    """Return pairs; Moodle offers options as text alone, and those left over without an item."""
    texts = [words.text(option.text) for option in field.options]
    found = [(words.line(item), texts[place]) for item, place in pairs(field)]
    found += [("", text) for place, text in enumerate(texts) if place not in field.correct]
    return [moodle.plain("shuffleanswers", "true"), *(_pair(*each) for each in found)]


def _pair(item: str, option: str) -> str:
    inner = moodle.text(item) + moodle.element("answer", moodle.text(option))
    return moodle.element("subquestion", inner, format="html")


def numeric(asked: Quantity, words: Words) -> list[str]:
    """Return what Moodle is to try in turn for a number; the last is any other."""
    answers = [
        moodle.number(each.share, each.value, each.tolerance, words.html(each.lesson))
        for each in numbers(asked)
    ]
    answers.append(moodle.answer("0", "*", words.html(asked.mistake.lesson)))
    return [*answers, moodle.unit(asked.unit)]


def embedded(asked: Quantity, words: Words) -> str:
    """Return a number within a text, in Moodle's cloze notation.

    It has no answer for any other number: Moodle wants a tolerance there and cannot be told one.
    """
    answers = [
        f"%{each.share}%{float(each.value)!r}:{float(each.tolerance)!r}{_hint(each.lesson, words)}"
        for each in numbers(asked)
    ]
    unit = f" {escape(asked.unit)}" if asked.unit else ""
    return f"{words.line(asked.label)} = {{1:NUMERICAL:{'~'.join(answers)}}}{unit}"


def _hint(lesson: str, words: Words) -> str:
    """Return a feedback within cloze notation.

    Moodle reads entities in it once more, and a backslash before a brace but not before `~`.
    """
    html = words.line(lesson).replace("&", "&amp;").replace("}", r"\}").replace("~", "&#126;")
    return f"#{html}" if lesson else ""


def _why(share: str, mistake: Mistake | None, words: Words) -> str:
    """Return what ticking a wrong option shows."""
    is_wrong = mistake is not None and float(share) <= 0
    return words.html(mistake.lesson) if mistake and is_wrong else ""
