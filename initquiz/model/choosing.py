"""Answer fields with options to tick: exactly one is right, or some are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from initquiz.errors import UsageError
from initquiz.model.blocks import Curve
from initquiz.model.mistake import Given, Mistake


class OptionLaw(NamedTuple):
    """The exact law behind an option: family, standard deviation, density of non-zeros, mean."""

    family: str
    std: float
    density: float
    mean: float = 0.0


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its text (Markdown) and stable key, its law if it stands for one.

    `note` is shown under it once the question is answered, `mistake` says what choosing it
    wrongly shows (or, where several are ticked, getting it wrong), `curves` are laid over the
    first block when it was chosen wrongly.
    """

    text: str
    key: str
    law: OptionLaw | None = None
    note: str = ""
    mistake: Mistake | None = None
    curves: tuple[Curve, ...] = ()


def letter(index: int) -> str:
    """Return the key that picks an option: A for the first."""
    return chr(ord("A") + index)


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of several options is right; `correct` is its index."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    correct: int

    @property
    def solution(self) -> tuple[int, ...]:
        """Return the right answer."""
        return (self.correct,)

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        return f"Type a letter from A to {letter(len(self.options) - 1)}"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        check_indexes(given, 1, 1, len(self.options))
        return given == self.solution

    def parse(self, text: str) -> tuple[int, ...]:
        """Return what a typed answer stands for: a letter, or its number from 1."""
        picked = read_letters(text, len(self.options))
        if len(picked) != 1:
            raise UsageError(f"{self.hint}.")
        return picked

    def log(self, given: Given) -> str:
        """Return an answer as it is logged."""
        return self.options[int(given[0])].key

    def logged(self, text: str) -> tuple[int, ...] | None:
        """Return the answer that was logged so; None if these options cannot have been."""
        return indexes_of(self.options, [text])

    def mistake(self, given: Given) -> Mistake | None:
        """Return what a wrong answer shows."""
        return self.options[int(given[0])].mistake

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged."""
        return f"{self.options[self.correct].key}>{self.log(given)}"

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers, all of them."""
        return ((index,) for index in range(len(self.options)) if index != self.correct)


@dataclass(frozen=True, slots=True)
class Choices:
    """Some of the options are right, perhaps all or none; `correct` are their indexes."""

    kind: ClassVar[str] = "choices"
    options: tuple[Option, ...]
    correct: tuple[int, ...]

    @property
    def solution(self) -> tuple[int, ...]:
        """Return the right answer."""
        return self.correct

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        return f"Type all letters that apply, A to {letter(len(self.options) - 1)}, or 0 for none"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        check_indexes(given, 0, len(self.options), len(self.options))
        return set(given) == set(self.correct)

    def parse(self, text: str) -> tuple[int, ...]:
        """Return what a typed answer stands for: letters or numbers from 1; 0 for none."""
        if text.strip() == "0":
            return ()
        picked = read_letters(text, len(self.options))
        if not picked:
            raise UsageError(f"{self.hint}.")
        return tuple(sorted(set(picked)))

    def log(self, given: Given) -> str:
        """Return an answer as it is logged; "none" where nothing is ticked."""
        return "+".join(self.options[int(index)].key for index in sorted(given)) or "none"

    def logged(self, text: str) -> tuple[int, ...] | None:
        """Return the answer that was logged so; None if these options cannot have been."""
        return indexes_of(self.options, text.split("+")) or (() if text == "none" else None)

    def mistake(self, given: Given) -> Mistake | None:
        """Return what the first wrongly ticked, or else wrongly unticked, option shows."""
        ticked, right = set(map(int, given)), set(self.correct)
        wrong = [*sorted(ticked - right), *sorted(right - ticked)]
        return self.options[wrong[0]].mistake if wrong else None

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged."""
        found = self.mistake(given)
        return found.key if found else ""

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers: one option wrong at a time, none ticked and all ticked."""
        right = set(self.correct)
        for index in range(len(self.options)):
            yield tuple(sorted(right ^ {index}))
        for every in ((), tuple(range(len(self.options)))):
            if set(every) != right:
                yield every


def read_letters(text: str, size: int) -> tuple[int, ...]:
    """Return the options that letters or numbers from 1 stand for; () if any is none of them."""
    words = re.findall(r"\d+|[^\W\d_]|\S", re.sub(r"[\s,;<>=.]+", " ", text.strip().upper()))
    known = {letter(i): i for i in range(size)} | {str(i + 1): i for i in range(size)}
    return tuple(known[word] for word in words) if all(word in known for word in words) else ()


def check_indexes(given: Given, least: int, most: int, size: int) -> None:
    """Raise UsageError unless these are indexes of different options, so many of them."""
    wrong = [index for index in given if index not in range(size)]
    if wrong:
        raise UsageError(f"There is no option {wrong[0]}; they are 0 to {size - 1}.")
    if not least <= len(given) <= most or len(set(given)) != len(given):
        raise UsageError(f"{len(given)} options were given where {most} different ones fit.")


def indexes_of(options: tuple[Option, ...], keys: list[str]) -> tuple[int, ...] | None:
    """Return where these keys stand among the options; None if one of them does not."""
    places = {option.key: i for i, option in enumerate(options)}
    return tuple(places[key] for key in keys) if all(key in places for key in keys) else None
