r"""A deck as a Markdown file that also reads well on its own, and is read back exactly.

    # Weight initialization

    ## He initialization

    - **Q:** What is the formula for He initialization? <!-- id: he-formula -->
      **A:** $\mathcal{N}(0, 2/n_{in})$
      **Accept:** N(0, 2/n_in) | normal with variance 2/n_in
      **Note:** The second argument is the variance.
      **Source:** He et al. 2015
      **Tags:** he, formula

Everything that is learned is kept: text, notes, sources, accepted answers, tags and ids.
Progress is not. Values are written in canonical form (line ends, outer blank lines and
trailing spaces are tidied); an id that the format does not allow is replaced by one made
from it, always the same. Reading the file and writing it again gives the same bytes.
"""

import re
from typing import TYPE_CHECKING

from initquiz.errors import InitQuizError, Problem
from initquiz.markup.html import pictures_of
from initquiz.model import deck_format
from initquiz.model.card import Fact
from initquiz.model.exchange import Exporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from initquiz.model.card import Card
    from initquiz.model.exchange import Parcel

# What begins a block of Markdown: a value of several lines that starts so gets its own line.
_BLOCK = re.compile(r"[-*+>#|]|\d+[.)]|```|~~~|\$\$")


def write(parcel: "Parcel") -> bytes:
    """Return the file; decks without cards are left out.

    Raises:
        InitQuizError: a card has no question or no answer, or two cards share an id.
    """
    seen: set[str] = set()
    blocks: list[str] = []
    for deck in parcel.decks:
        if not deck.cards:
            continue
        blocks.append(f"# {deck_format.escape_name(deck.name) or 'Deck'}")
        topic = ""
        for card in deck.cards:
            name = deck_format.one_line(card.topic)
            if name != topic:
                blocks.append(f"## {deck_format.escape_name(name)}".rstrip())
                topic = name
            blocks.append(_card(card, seen))
            if parcel.told:
                parcel.told(1)
    text = "\n\n".join(blocks)
    return f"{text}\n".encode() if text else b""


def problems(parcel: "Parcel") -> tuple[Problem, ...]:
    """Return the cards whose pictures a text file cannot carry."""
    hint = "The text names them; a bundle carries them too."
    return tuple(
        Problem(f"card {card.id}", "its pictures do not go along.", hint)
        for card in parcel.cards
        if pictures_of(card)
    )


def _card(card: "Card", seen: set[str]) -> str:
    """Return a card as a list item."""
    name = deck_format.safe_id(card.id)
    if name in seen:
        raise InitQuizError(f"Two cards have the id {name}: give one of them another id.")
    seen.add(name)
    lines: list[str] = []
    for label, value in _fields(card):
        text = deck_format.canonical_text(value)
        if not text:
            if label in (deck_format.QUESTION, deck_format.ANSWER):
                raise InitQuizError(f"The card {name} lacks its question or answer: complete it.")
            continue
        tail = "" if lines else f" <!-- id: {name} -->"
        lines += _field(label, deck_format.escape(text), tail)
    while not lines[-1]:
        lines.pop()
    body = "\n".join(f"  {line}" if line else "" for line in lines)
    return f"- {body[2:]}"


def _fields(card: "Card") -> "Iterator[tuple[str, str]]":
    """Yield a card's fields in the order they are written."""
    content = card.content
    if isinstance(content, Fact):
        yield deck_format.QUESTION, content.question
        yield deck_format.ANSWER, content.answer
        yield deck_format.ACCEPT, deck_format.join_accept(content.accept)
        yield deck_format.NOTE, content.note
        yield deck_format.SOURCE, content.source
    else:
        yield deck_format.COMPUTE, f"{content.key}, {content.level}"
    yield deck_format.TAGS, ", ".join(deck_format.canonical_tags(card.tags))


def _field(label: str, lines: list[str], tail: str) -> list[str]:
    """Return a field's lines, with `tail` at the end of the first one."""
    mark = f"**{label}:**"
    if len(lines) == 1:
        return [f"{mark} {lines[0]}{tail}"]
    # A blank line ends a value of several lines, or Markdown would draw the next field
    # into its last list or table.
    if _BLOCK.match(lines[0]):
        return [f"{mark}{tail}", "", *lines, ""]
    return [f"{mark} {lines[0]}{tail}", *lines[1:], ""]


EXPORTER = Exporter(
    "markdown-deck",
    "Markdown deck",
    (".md", ".markdown"),
    write,
    target="a text editor",
    problems=problems,
)
