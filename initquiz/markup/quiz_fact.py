"""A question of a quiz program as a fact card: what is asked, what is right, what is told.

Options are listed in the question, and the right ones are the answer. What a program says of
single answers, and what it gives part of the marks for, goes into the note.

Texts are Markdown unless said otherwise. A question without a right answer gives a fact whose
answer is empty.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from initquiz.markup.quiz_text import literal
from initquiz.model.card import Fact
from initquiz.model.deck_format import one_line

_WHOLE = 0.999  # shares are written with five digits
_ANYTHING = "*"
_LINE = re.compile(r"(?<=\n)(?=[^\n])")  # where a further line begins


class Answer(NamedTuple):
    r"""One answer, with its share of the marks (1 is all) and what is told to who gives it.

    The text of a short answer is plain text, in which `*` stands for anything, `\*` for itself.
    """

    text: str
    share: float
    feedback: str = ""


class Range(NamedTuple):
    """One number, right from `value - tolerance` to `value + tolerance`, like an `Answer`.

    A value of None is any number.
    """

    value: float | None
    tolerance: float
    share: float
    feedback: str = ""

    @property
    def text(self) -> str:
        """Return the number and its tolerance."""
        if self.value is None:
            return "any other"
        more = f" ± {shown(self.tolerance)}" if self.tolerance else ""
        return f"{shown(self.value)}{more}"


def choice(asked: str, answers: Sequence[Answer], note: str = "") -> Fact:
    """Return a choice among options: one right one, or several that share the marks."""
    best = [answer for answer in answers if answer.share >= _WHOLE]
    right = best or [answer for answer in answers if answer.share > 0]
    # That several right ones share the marks goes without saying.
    told = [each._replace(share=1) if each in right else each for each in answers]
    many = len(right) > 1
    return Fact(
        _joined(asked, "*Several may be right.*" if many else "", _listed(a.text for a in answers)),
        _listed(a.text for a in right) if many else "".join(a.text for a in right),
        _joined(note, _remarks(told)),
    )


def true_or_false(asked: str, *, right: bool, note: str = "") -> Fact:
    """Return a statement to judge."""
    return Fact(_joined(asked, "*True or false?*"), "True" if right else "False", note)


def short(asked: str, answers: Sequence[Answer], note: str = "") -> Fact:
    """Return a question whose answer is typed: the first right one, all of them accepted."""
    right = [answer for answer in answers if answer.share >= _WHOLE]
    texts = [one_line(_without_stars(answer.text)) for answer in right]
    typed = (text for text, answer in zip(texts, right, strict=True) if not _open(answer.text))
    shown_as = (
        answer._replace(
            text="any other" if answer.text == _ANYTHING else literal(_without_stars(answer.text))
        )
        for answer in answers
    )
    return Fact(
        asked,
        literal(next(filter(None, texts), "")),
        _joined(note, _remarks(shown_as)),
        accept=tuple(dict.fromkeys(filter(None, typed))),
    )


def number(asked: str, answers: Sequence[Range], note: str = "") -> Fact:
    """Return a question for a number; the answer shows what counts as right."""
    right = [each for each in answers if each.share >= _WHOLE and each.value is not None]
    values = (shown(each.value) for each in right if each.value is not None)
    return Fact(
        asked,
        " or ".join(_accepted(right)),
        _joined(note, _remarks(answers)),
        accept=tuple(dict.fromkeys(values)),
    )


def matching(
    asked: str, pairs: Sequence[tuple[str, str]], spare: Iterable[str] = (), note: str = ""
) -> Fact:
    """Return pairs to find: the items are listed, and what they are to be matched with."""
    options = sorted({option for _, option in pairs} | set(spare))
    return Fact(
        _joined(asked, _listed(item for item, _ in pairs), "Match with:", _listed(options)),
        _listed(f"{item} → {option}" for item, option in pairs),
        note,
    )


def shown(value: float) -> str:
    """Return a number with at most twelve digits."""
    return f"{value:.12g}"


def _accepted(right: Sequence[Range]) -> list[str]:
    """Return what counts as right in words; ranges that overlap the first are one with it."""
    if not right:
        return []
    first, *others = right
    low, high = _ends(first)
    apart = []
    for other in others:
        least, most = _ends(other)
        if least <= high and most >= low:
            low, high = min(low, least), max(high, most)
        else:
            apart.append(other.text)
    if (low, high) == _ends(first):
        return [first.text, *apart]
    middle = shown(first.value or 0.0)
    return [f"{middle} ({shown(low)} to {shown(high)} counts as right)", *apart]


def _ends(each: Range) -> tuple[float, float]:
    value = each.value or 0.0
    return value - each.tolerance, value + each.tolerance


def _remarks(answers: "Iterable[Answer | Range]") -> str:
    """Return what is told of single answers, as a list."""
    lines = []
    for each in answers:
        part = 0 < each.share < _WHOLE
        if part or each.feedback:
            share = f" ({each.share:.0%} of the marks)" if part else ""
            told = f": {each.feedback}" if each.feedback else ""
            lines.append(f"{each.text}{share}{told}")
    return _listed(lines)


def _listed(texts: Iterable[str]) -> str:
    """Return texts as a list; one that is more than a paragraph stays within its item."""
    return "\n".join(f"- {_LINE.sub('  ', text)}" for text in texts)


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


def _open(pattern: str) -> bool:
    """Tell whether a short answer has a star that stands for anything."""
    return _ANYTHING in pattern.replace(r"\*", "")


def _without_stars(pattern: str) -> str:
    """Return a short answer as it is typed, with dots where anything may stand."""
    parts = pattern.split(r"\*")
    return "*".join(part.replace(_ANYTHING, "…") for part in parts).strip("…")
