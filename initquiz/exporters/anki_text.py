"""Notes for Anki as text: tab-separated lines under a header that Anki reads by itself.

Each fact is a note of the stock type Basic: its question in front, the answer with note and
source behind, formulas between MathJax's marks. The guid is the card's id, so that importing a
later export updates the note and keeps the learner's progress; the topic becomes a tag below
`topic::`. The file can be read in any editor, compared line by line, and imported here again.

Compute-it cards are left out and named: each needs its plot, and a text file holds no pictures.
The Anki deck (.apkg) has both.
"""

from collections.abc import Iterator
from itertools import islice

from initquiz.errors import InitQuizError, Problem
from initquiz.formats.anki_text import HEADER, Back, joined_tags, spelled
from initquiz.formats.delimited import written
from initquiz.markup.html import named_pictures, to_html
from initquiz.markup.own import from_html
from initquiz.model.card import Card, Fact
from initquiz.model.deck_format import (
    canonical_tags,
    canonical_text,
    join_accept,
    one_line,
    safe_id,
)
from initquiz.model.exchange import Exporter, Parcel, Part, Sample

_SAMPLED = 5


def write(parcel: Parcel) -> bytes:
    """Return the file.

    Raises:
        InitQuizError: two cards share an id, or one lacks its question or answer.
    """
    head = "".join(f"{line}\n" for line in HEADER)
    return (head + written(_rows(parcel), "\t", "\n")).encode()


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return the cards that are left out, or leave a picture behind."""
    return tuple(_problems(parcel))


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return the first few facts as their notes in Anki."""
    found = (
        _sample(card, card.content, parcel)
        for card in parcel.cards
        if isinstance(card.content, Fact)
    )
    return tuple(islice(found, _SAMPLED))


def _problems(parcel: Parcel) -> Iterator[Problem]:
    package = "Export an Anki deck (.apkg) instead."
    for card in parcel.cards:
        where = f"card {card.id}"
        if not isinstance(card.content, Fact):
            yield Problem(where, "is left out: it needs its plot.", package)
        elif any(map(named_pictures, _texts(card.content))):
            yield Problem(where, "shows a picture, of which only the name goes along.", package)


def _rows(parcel: Parcel) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for deck in parcel.decks:
        for card in deck.cards:
            guid = safe_id(card.id)
            if guid in seen:
                raise InitQuizError(f"Two cards share the id {guid}; give one of them another.")
            seen.add(guid)
            if isinstance(card.content, Fact):
                front, back = _fields(card.content)
                if not front or not back:
                    raise InitQuizError(f"The card {guid} lacks its question or answer.")
                yield guid, one_line(deck.name), front, back, _tags(card)
            if parcel.told:
                parcel.told(1)


def _fields(fact: Fact) -> tuple[str, str]:
    """Return the front and the back of a note."""
    front, answer, note, source = (_html(text) if text else "" for text in _texts(fact))
    return front, Back(answer, note, source, join_accept(fact.accept)).joined()


def _html(markdown: str) -> str:
    """Return a text as HTML; with its Markdown where an import would spell it otherwise."""
    html = to_html(markdown, cloze=True)
    pictures = {name: name for name in named_pictures(markdown)}
    same = canonical_text(from_html(html, pictures, str).markdown) == markdown
    return html if same else spelled(html, markdown)


def _texts(fact: Fact) -> tuple[str, ...]:
    return tuple(map(canonical_text, fact.texts))


def _tags(card: Card) -> str:
    return joined_tags(canonical_tags(card.tags), one_line(card.topic))


def _sample(card: Card, fact: Fact, parcel: Parcel) -> Sample:
    question, answer, note, source = _texts(fact)
    names = dict.fromkeys(name for text in _texts(fact) for name in named_pictures(text))
    media = {name: parcel.media[name] for name in names if name in parcel.media}
    back = "\n\n---\n\n".join(filter(None, (answer, note, source)))
    tags = _tags(card)
    parts = (Part("Front", question), Part("Back", back), Part("Tags", tags and f"`{tags}`"))
    return Sample(tuple(part for part in parts if part.text), media)


EXPORTER = Exporter(
    key="anki-text",
    title="Anki notes as text",
    suffixes=(".txt",),
    write=write,
    target="Anki (text)",
    problems=problems,
    sample=sample,
)
