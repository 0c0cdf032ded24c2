"""Typesets ahead, so that no card waits for its formulas."""

from collections.abc import Iterable
from threading import Event

from initquiz.drawing.formula import Typesetter
from initquiz.markup.notation import split


def prefetch(texts: Iterable[str], typesetter: Typesetter, stop: Event) -> int:
    """Typeset every formula of the texts, until told to stop; return how many were met."""
    met = 0
    for text in texts:
        for piece in split(text):
            if stop.is_set():
                return met
            if piece.kind in {"inline", "display"}:
                typesetter.formula(piece.text, piece.kind == "display")
                met += 1
    return met
