"""Typesetting ahead."""

from threading import Event

from initquiz.drawing.formula import Typesetter
from initquiz.drawing.prefetch import prefetch
from initquiz.model.formula import Formula


class Shelf:
    """A cache that remembers what was put into it."""

    def __init__(self) -> None:
        """Begin empty."""
        self.kept: dict[str, Formula] = {}

    def get(self, key: str) -> Formula | None:
        """Return what was kept."""
        return self.kept.get(key)

    def put(self, key: str, formula: Formula) -> None:
        """Keep a formula."""
        self.kept[key] = formula


def test_every_formula_of_the_texts_is_in_the_cache_afterwards() -> None:
    """Inline and display formulas are typeset, code and money are not."""
    shelf = Shelf()
    texts = ["$n_{in}$ and $$x^2$$", "no formula, `$code$`, $5 and $6"]
    assert prefetch(texts, Typesetter(shelf), Event()) == 2
    assert len(shelf.kept) == 2
    assert all(formula.svg for formula in shelf.kept.values())


def test_it_stops_when_told() -> None:
    """A program that closes does not wait for the rest."""
    shelf, stop = Shelf(), Event()
    stop.set()
    assert prefetch(["$x$"], Typesetter(shelf), stop) == 0
    assert shelf.kept == {}
