"""The faults of one file, as many of them as anybody would read."""

from dataclasses import dataclass, field

from initquiz.errors import Problem

MOST = 1_000


@dataclass(slots=True)
class FaultList:
    """Problems of a file in the order they were found; those above `MOST` are only counted."""

    name: str
    _found: list[Problem] = field(default_factory=list)
    _unsaid: int = 0

    def note(self, where: str, what: str, hint: str = "") -> None:
        """Note a problem at a place in the file (", question 3")."""
        if len(self._found) < MOST:
            self._found.append(Problem(f"{self.name}{where}", what, hint))
        else:
            self._unsaid += 1

    def all(self) -> tuple[Problem, ...]:
        """Return the problems, and how many more there are."""
        more = Problem(self.name, f"there are {self._unsaid:,} more faults.")
        return (*self._found, *([more] if self._unsaid else []))
