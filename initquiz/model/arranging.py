"""Answer fields with options to arrange: matched to what is seen, or put in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import ClassVar

from initquiz.errors import UsageError
from initquiz.model.choosing import Option, check_indexes, indexes_of, read_letters
from initquiz.model.mistake import Given, Mistake


@dataclass(frozen=True, slots=True)
class Match:
    """Each item is to be given one of the options; `correct[i]` is the option of item i.

    Items are what is seen ("curve 1"); no option fits two items. There may be more options than
    items. `mistakes` name wrong (item, option) pairs; any other shows `mistake_otherwise`.
    """

    kind: ClassVar[str] = "match"
    items: tuple[str, ...]
    options: tuple[Option, ...]
    correct: tuple[int, ...]
    mistake_otherwise: Mistake
    mistakes: tuple[tuple[int, int, Mistake], ...] = ()

    @property
    def solution(self) -> tuple[int, ...]:
        """Return the right answer."""
        return self.correct

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        listed = ", ".join(self.items)
        return f"Type {len(self.items)} letters, for {listed} in this order"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        check_indexes(given, len(self.items), len(self.items), len(self.options))
        return given == self.correct

    def parse(self, text: str) -> tuple[int, ...]:
        """Return what a typed answer stands for: a letter for each item, in order."""
        picked = read_letters(text, len(self.options))
        if len(picked) != len(self.items) or len(set(picked)) != len(picked):
            raise UsageError(f"{self.hint}; each letter at most once.")
        return picked

    def log(self, given: Given) -> str:
        """Return an answer as it is logged."""
        return ",".join(self.options[int(index)].key for index in given)

    def logged(self, text: str) -> tuple[int, ...] | None:
        """Return the answer that was logged so; None if these options cannot have been."""
        return indexes_of(self.options, text.split(","))

    def mistake(self, given: Given) -> Mistake | None:
        """Return what the first wrong pair with a name shows, else what any shows."""
        pairs = zip(given, self.correct, strict=True)
        wrong = [(i, int(got)) for i, (got, right) in enumerate(pairs) if got != right]
        named = {(item, option): found for item, option, found in self.mistakes}
        found = (named[pair] for pair in wrong if pair in named)
        return next(found, self.mistake_otherwise if wrong else None)

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged: the first wrong pair."""
        for got, right in zip(given, self.correct, strict=True):
            if got != right:
                return f"{self.options[right].key}>{self.options[int(got)].key}"
        return ""

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers: each two items' options exchanged, and one left over."""
        for i in range(len(self.items)):
            for j in range(i):
                swapped = list(self.correct)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                yield tuple(swapped)
        for spare in set(range(len(self.options))) - set(self.correct):
            yield (spare, *self.correct[1:])


@dataclass(frozen=True, slots=True)
class Order:
    """The options are to be put in order; `correct` are their indexes from first to last.

    `mistakes` name wrong orders; any other shows `mistake_otherwise`. `first` and `last` say
    what the ends of the order are ("smallest", "largest").
    """

    kind: ClassVar[str] = "order"
    options: tuple[Option, ...]
    correct: tuple[int, ...]
    mistake_otherwise: Mistake
    mistakes: tuple[tuple[tuple[int, ...], Mistake], ...] = ()
    first: str = "smallest"
    last: str = "largest"

    @property
    def solution(self) -> tuple[int, ...]:
        """Return the right answer."""
        return self.correct

    @property
    def hint(self) -> str:
        """Say how to type an answer."""
        return f"Type {len(self.options)} letters from the {self.first} to the {self.last}"

    def is_right(self, given: Given) -> bool:
        """Tell whether an answer is right; UsageError if it is none."""
        size = len(self.options)
        check_indexes(given, size, size, size)
        return given == self.correct

    def parse(self, text: str) -> tuple[int, ...]:
        """Return what a typed answer stands for: every letter once, in order."""
        picked = read_letters(text, len(self.options))
        if sorted(picked) != list(range(len(self.options))):
            raise UsageError(f"{self.hint}, each once.")
        return picked

    def log(self, given: Given) -> str:
        """Return an answer as it is logged."""
        return "<".join(self.options[int(index)].key for index in given)

    def logged(self, text: str) -> tuple[int, ...] | None:
        """Return the answer that was logged so; None if these options cannot have been."""
        return indexes_of(self.options, text.split("<"))

    def mistake(self, given: Given) -> Mistake | None:
        """Return what a wrong order shows."""
        if given == self.correct:
            return None
        return dict(self.mistakes).get(tuple(map(int, given)), self.mistake_otherwise)

    def confusion(self, given: Given) -> str:
        """Return what was taken for what, as it is logged: the first place that is wrong."""
        for got, right in zip(given, self.correct, strict=True):
            if got != right:
                return f"{self.options[right].key}>{self.options[int(got)].key}"
        return ""

    def wrong_answers(self) -> Iterator[Given]:
        """Yield wrong answers: all other orders of up to four options, else neighbours swapped."""
        if len(self.options) <= 4:  # noqa: PLR2004 - 24 orders
            every = permutations(range(len(self.options)))
            yield from (order for order in every if order != self.correct)
            return
        for i in range(len(self.options) - 1):
            swapped = list(self.correct)
            swapped[i], swapped[i + 1] = swapped[i + 1], swapped[i]
            yield tuple(swapped)
