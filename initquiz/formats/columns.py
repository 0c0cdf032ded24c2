"""The columns of a table of cards: our own names, and what other programs and people call them."""

from collections.abc import Sequence

from initquiz.model.deck_format import one_line

OWN = ("id", "deck", "topic", "question", "answer", "accepted", "note", "source", "tags",
       "type", "level")  # fmt: skip
"""The columns of our own spreadsheet, in order; type and level are those of a compute-it card."""

_ALIASES = {
    "id": ("guid", "card id"),
    "deck": ("deck name",),
    "topic": ("section", "chapter", "category", "subject", "unit"),
    "question": ("front", "term", "prompt", "word", "frage", "vorderseite", "pregunta", "recto"),
    "answer": (
        "back",
        "definition",
        "meaning",
        "response",
        "antwort",
        "rückseite",
        "respuesta",
        "réponse",
        "verso",
    ),
    "accepted": ("accept", "accepted answers", "alternatives", "synonyms"),
    "note": ("notes", "explanation", "comment", "comments", "extra", "feedback"),
    "source": ("reference", "references", "citation"),
    "tags": ("tag", "labels", "keywords"),
    "type": ("question type",),
    "level": ("difficulty",),
}  # fmt: skip
_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases)}


def named(cells: Sequence[str]) -> dict[str, int] | None:
    """Return which column is which, if a row names them; a name counts where it first stands.

    A row names columns if among them are a question and an answer.
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _NAMES.get(one_line(cell).casefold())
        if name is not None:
            found.setdefault(name, place)
    return found if {"question", "answer"} <= set(found) else None


def by_place(count: int) -> dict[str, int]:
    """Return which column is which where none has a name."""
    return dict(zip(("question", "answer", "note"), range(count), strict=False))


def is_own(found: dict[str, int]) -> bool:
    """Tell whether these are the columns of our own spreadsheet, though some may be gone."""
    return {"id", "accepted"} <= set(found)
