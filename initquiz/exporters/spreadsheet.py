"""A deck as a table for a spreadsheet: CSV, one row a card, read back as the very same cards.

The columns are id, deck, topic, question, answer, accepted, note, source, tags, type and level;
type and level belong to compute-it cards, whose question and answer stay empty. Texts are
Markdown as you wrote it, accepted answers are parted by bars, tags by commas. The file is UTF-8
with a byte order mark and Windows line ends, as Excel, LibreOffice and Google Sheets read it.

A cell that a spreadsheet would take for a formula (it begins with = + - @ or a tab) gets a
single quote in front, which the import takes off again; numbers stay numbers. Pictures and
progress do not go along.
"""

from collections.abc import Iterator
from itertools import islice

from initquiz.asking.sampled import fenced
from initquiz.errors import InitQuizError, Problem
from initquiz.formats.columns import OWN
from initquiz.formats.delimited import guarded, written
from initquiz.markup.html import pictures_of
from initquiz.model.card import Card, Fact
from initquiz.model.deck_format import (
    canonical_tags,
    canonical_text,
    join_accept,
    one_line,
    safe_id,
)
from initquiz.model.exchange import Exporter, Parcel, Part, Sample

_BOM = "\ufeff"
_SAMPLED = 5


def write(parcel: Parcel) -> bytes:
    """Return the file.

    Raises:
        InitQuizError: two cards share an id, or one lacks its question or answer.
    """
    return (_BOM + written([OWN, *_rows(parcel)], ",", "\r\n")).encode()


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return the cards whose pictures stay behind."""
    what, hint = "shows a picture.", "A table has the picture's name only; export a package."
    return tuple(
        Problem(f"card {card.id}", what, hint) for card in parcel.cards if pictures_of(card)
    )


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return the first few rows as their cells, as they are written."""
    return tuple(
        Sample(tuple(Part(name, fenced(cell)) for name, cell in zip(OWN, row, strict=True) if cell))
        for row in islice(_rows(parcel), _SAMPLED)
    )


def _rows(parcel: Parcel) -> Iterator[list[str]]:
    seen: set[str] = set()
    for deck in parcel.decks:
        for card in deck.cards:
            if card.id in seen:
                raise InitQuizError(f"Two cards share the id {card.id}; give one of them another.")
            seen.add(card.id)
            cells = _cells(card) | {"deck": one_line(deck.name)}
            yield [guarded(cells.get(name, "")) for name in OWN]
            if parcel.told:
                parcel.told(1)


def _cells(card: Card) -> dict[str, str]:
    """Return a card's cells by the names of their columns."""
    cells = {
        "id": safe_id(card.id),
        "topic": one_line(card.topic),
        "tags": ", ".join(canonical_tags(card.tags)),
    }
    content = card.content
    if isinstance(content, Fact):
        if not content.question.strip() or not content.answer.strip():
            raise InitQuizError(f"The card {card.id} lacks its question or answer: complete it.")
        texts = {"question": content.question, "answer": content.answer, "note": content.note,
                 "source": content.source}  # fmt: skip
        cells |= {name: canonical_text(text) for name, text in texts.items()}
        return cells | {"accepted": join_accept(content.accept)}
    return cells | {"type": content.key, "level": content.level.value}


EXPORTER = Exporter(
    key="spreadsheet",
    title="Spreadsheet (CSV)",
    suffixes=(".csv",),
    write=write,
    target="a spreadsheet",
    problems=problems,
    sample=sample,
)
