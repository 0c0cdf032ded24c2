"""A formula as a small tree of meaning: what its spoken and one-line forms are read from."""

from dataclasses import dataclass
from typing import Literal

AtomKind = Literal[
    "name", "number", "text", "relation", "binary", "slash", "comma", "open", "close", "bar",
    "big", "break", "upright", "space",
]  # fmt: skip


class TexError(ValueError):
    """The LaTeX cannot be read; show its source instead."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One symbol, number, name or piece of text."""

    text: str
    kind: AtomKind


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side; rows are never nested in rows."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quotient, or without its bar a binomial coefficient."""

    top: "Node"
    bottom: "Node"
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or with an index another one."""

    inside: "Node"
    index: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Script:
    """A base with something below right (or under) and above right (or over) it."""

    base: "Node"
    sub: "Node | None" = None
    sup: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Mark:
    """An accent or another mark on something: hat, bar, underbrace, cancelled..."""

    inside: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells: a matrix with its brackets, the cases of a function, or mere lines."""

    rows: tuple[tuple["Node", ...], ...]
    kind: Literal["matrix", "cases", "lines"] = "matrix"
    left: str = ""
    right: str = ""


Node = Atom | Row | Fraction | Root | Script | Mark | Table
