"""The error family: every failure a user can cause or meet, with words that say what to do.

Two kinds are kept apart. Faults inside a user's file are values, `Problem`, gathered in a
list so that one bad card does not hide the next. A request that cannot be met raises a
subclass of `InitQuizError`; its message is meant for the user as it stands.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

_LISTED = 10  # names an error lists at most


class Problem(NamedTuple):
    """One fault in a user's file: where it is, what is wrong, how to mend it."""

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the one-line form used by the window and the terminal."""
        return f"{self.where}: {self.what}" + (f" {self.hint}" if self.hint else "")


class InitQuizError(Exception):
    """Something could not be done."""

    def __init__(self, message: str = "") -> None:
        """Take the user's message; without one the class's docstring serves."""
        super().__init__(message or (type(self).__doc__ or "").strip())


class UsageError(InitQuizError):
    """The request itself makes no sense (exit code 2 on the command line)."""


class UnknownKeyError(UsageError):
    """No such deck, question type or format."""

    @classmethod
    def among(cls, what: str, key: str, known: Iterable[str]) -> Self:
        """Return the error for a key that is not among the known ones, naming the nearest."""
        from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

        names = {name.casefold(): f"“{name}”" for name in known}
        message = f"There is no {what} “{key}”."
        if near := get_close_matches(key.casefold(), names, cutoff=0.5):
            return cls(f"{message} Did you mean {' or '.join(names[name] for name in near)}?")
        listed = ", ".join(list(names.values())[:_LISTED])
        more = ", …" if len(names) > _LISTED else ""
        return cls(f"{message} The {what}s are: {listed}{more}." if names else message)


class ShapeError(UsageError):
    """A layer needs a fan_in and a fan_out, both whole numbers of at least 1."""


class UnknownSchemeError(UnknownKeyError):
    """No initialization scheme of that name."""


class UnanswerableError(InitQuizError):
    """The question would have no provable answer, so it is not asked."""


class NothingToUndoError(InitQuizError):
    """There is no import to take back."""


class StaleTurnError(InitQuizError):
    """This card was answered in another window meanwhile; here is the next one."""


class RefusedFileError(InitQuizError):
    """The file cannot be read; nothing was changed."""

    def __init__(self, message: str = "", problems: tuple[Problem, ...] = ()) -> None:
        """Take the message and the faults found."""
        super().__init__(message)
        self.problems = problems


class NoScreenError(InitQuizError):
    """There is no screen to open a window on."""


class CollectionError(InitQuizError):
    """The collection cannot be used."""


class NewerCollectionError(CollectionError):
    """The collection was written by a newer initquiz; update this one to open it."""


class BusyCollectionError(CollectionError):
    """Another program holds the collection; close it and try again."""


class DamagedCollectionError(CollectionError):
    """The collection file is damaged or is not a collection."""


class DiskError(CollectionError):
    """The disk refused: it is full, read-only or gone."""
