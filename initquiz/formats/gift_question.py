"""One question of a GIFT file, taken apart as Moodle 4.1 takes it apart.

Where Moodle would make another question of it in silence (a brace that should have been
escaped, a number that is none) it is a fault instead.
"""

import math
import re
from typing import Literal, NamedTuple

from initquiz.formats.gift import CATEGORY, Block, held, id_of, released, tags_of

Kind = Literal[
    "category", "description", "essay", "numerical", "multichoice", "matching", "truefalse",
    "shortanswer",
]  # fmt: skip

MAX_ANSWERS = 1_000

_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"%(-*\d{1,2}\.?\d{0,20})%", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_TRUE, _FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})
_GAP = "_____"
_BRACES = r"Write \{ and \} for braces that are part of a text."


class Text(NamedTuple):
    """A text, and which of the four formats of Moodle it has."""

    text: str
    format: str


class Answer(NamedTuple):
    """An answer: its share of the marks, what is told of it, what it is to be matched with.

    Of a number, `value` is None for `*`, and what lies within the tolerance counts as well.
    """

    text: Text
    share: float
    feedback: Text
    partner: str = ""
    value: float | None = None
    tolerance: float = 0.0


class Question(NamedTuple):
    """A question; `name` is a category's path. The first answer to a statement is its truth."""

    line: int
    kind: Kind
    name: str
    text: Text
    feedback: Text
    answers: tuple[Answer, ...] = ()
    id: str = ""
    tags: tuple[str, ...] = ()
    comments: str = ""


class Fault(NamedTuple):
    """What is wrong with a question, and how to mend it."""

    line: int
    what: str
    hint: str


class _FaultError(Exception):
    """Carries a fault up to where the question was begun."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def read_question(block: Block) -> Question | Fault:
    """Return the question, or the category, of a block."""
    text = held(block.text)
    empty = Text("", "moodle")
    if text.startswith(CATEGORY):
        path = block.text[len(CATEGORY) :].strip()
        return Question(block.line, "category", path, empty, empty)
    try:
        made = _question(block.line, text)
    except _FaultError as fault:
        return Fault(block.line, fault.what, fault.hint)
    comments = block.comments
    return made._replace(id=id_of(comments), tags=tags_of(comments), comments=comments)


def _question(line: int, text: str) -> Question:
    name = ""
    if text.startswith("::"):
        name, ends, rest = text[2:].partition("::")
        text = rest.strip() if ends else text[2:]
    before, opens, rest = text.partition("{")
    inner, closes, after = rest.partition("}")
    if not opens and "}" not in before:
        asked = _told(text, "moodle")
        return Question(line, "description", released(name), asked, Text("", asked.format))
    if not closes or "}" in before:
        raise _FaultError("its braces do not match.", _BRACES)
    if "{" in inner or "{" in after or "}" in after:
        raise _FaultError("it has more than one pair of braces.", _BRACES)
    asked = _told(f"{before}{_GAP}{after}" if after.strip() else before, "moodle")
    inner, _, general = _split_general(inner.strip())
    feedback = _told(general, asked.format)
    kind = _kind(inner)
    answers = _ANSWERS[kind](inner, asked.format)
    return Question(line, kind, released(name), asked, feedback, answers)


def _split_general(inner: str) -> tuple[str, str, str]:
    """Return the answers, and the feedback whatever is answered."""
    before, mark, general = inner.rpartition("####")
    return (before.strip(), mark, general) if mark else (inner, "", "")


def _kind(inner: str) -> Kind:
    if not inner:
        return "essay"
    if inner.startswith("#"):
        return "numerical"
    if "~" in inner:
        return "multichoice"
    if "=" in inner and "->" in inner:
        return "matching"
    head = inner.partition("#")[0].strip() if inner.find("#") > 0 else inner
    return "truefalse" if head in _TRUE | _FALSE else "shortanswer"


def _told(text: str, usual: str) -> Text:
    """Return a piece with its format, which it may begin with."""
    text = text.strip()
    marked = _FORMAT.match(text)
    return Text(released(text[marked.end() :] if marked else text), marked[1] if marked else usual)


def _parts(inner: str, mark: str, least: int) -> list[str]:
    """Return the answers that begin with a mark; what stands before the first is one as well."""
    if inner.count(mark) > MAX_ANSWERS:
        raise _FaultError(f"it has more than {MAX_ANSWERS:,} answers.", "Make several of it.")
    parts = [part.strip() for part in inner.split(mark)]
    found = [part for part in parts if part]
    if len(found) < least:
        what = f"it has {len(found)} answers of the {least} it needs."
        raise _FaultError(what, "Each begins with = (right) or ~ (wrong).")
    return found


def _weighted(part: str, usual: float) -> tuple[float, str]:
    """Return an answer's share of the marks, and the rest of it."""
    marked = _WEIGHT.match(part)
    if not marked:
        return usual, part
    digits = marked[1].lstrip("-")
    share = float(digits) / 100
    return -share if marked[1].startswith("-") else share, part[marked.end() :]


def _answer(part: str, usual: float, kind: str) -> Answer:
    share, rest = _weighted(part, usual)
    text, _, feedback = rest.partition("#")
    return Answer(_told(text, kind), share, _told(feedback, kind))


def _choice(inner: str, kind: str) -> tuple[Answer, ...]:
    return tuple(
        _answer(part.removeprefix("="), float(part.startswith("=")), kind)
        for part in _parts(inner.replace("=", "~="), "~", 2)
    )


def _short(inner: str, kind: str) -> tuple[Answer, ...]:
    return tuple(_answer(part, 1.0, kind) for part in _parts(inner, "=", 1))


def _matching(inner: str, kind: str) -> tuple[Answer, ...]:
    answers = []
    for part in _parts(inner, "=", 2):
        item, arrow, partner = part.partition("->")
        if not arrow:
            what = f"“{released(part)[:40]}” has no partner."
            raise _FaultError(what, "Write each pair as = item -> partner.")
        answers.append(Answer(_told(item, kind), 1.0, Text("", kind), released(partner)))
    return tuple(answers)


def _true_or_false(inner: str, kind: str) -> tuple[Answer, ...]:
    """Return what is told to whoever judges wrongly, and rightly; the latter is the truth."""
    head, _, rest = inner.partition("#")
    wrong, _, right = rest.partition("#")
    truth = head.strip() in _TRUE
    return (
        Answer(Text(str(truth), kind), 1.0, _told(right, kind)),
        Answer(Text(str(not truth), kind), 0.0, _told(wrong, kind)),
    )


def _numbers(inner: str, kind: str) -> tuple[Answer, ...]:
    right, other, wrong = inner[1:].partition("~")
    answers = [_number(part, kind) for part in _parts(right, "=", 1)]
    if other:
        feedback = _told(wrong.partition("#")[2], kind)
        answers.append(Answer(Text("*", kind), 0.0, feedback))
    return tuple(answers)


def _number(part: str, kind: str) -> Answer:
    answer = _answer(part, 1.0, kind)
    text = answer.text.text
    if text == "*":
        return answer
    low, dots, high = text.partition("..")
    if dots and low:
        ends = _value(low), _value(high)
        value, tolerance = sum(ends) / 2, abs(ends[1] - ends[0]) / 2
    else:
        before, _, after = text.partition(":")
        value, tolerance = _value(before), abs(_value(after)) if after.strip() else 0.0
    return answer._replace(value=value, tolerance=tolerance)


def _value(text: str) -> float:
    text = text.strip()
    value = float(text) if len(text) < MAX_ANSWERS and _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise _FaultError(f"“{text[:40]}” is not a number.", "Write it like 0.0625 or 6.25e-2.")
    return value


def _none(_inner: str, _kind: str) -> tuple[Answer, ...]:
    return ()


_ANSWERS = {
    "essay": _none,
    "numerical": _numbers,
    "multichoice": _choice,
    "matching": _matching,
    "truefalse": _true_or_false,
    "shortanswer": _short,
}
