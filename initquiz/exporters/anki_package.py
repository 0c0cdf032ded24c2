"""A deck for Anki: the legacy package, which every Anki since 2.0 and Mnemosyne read.

A note's guid is its card's id, so that a later export updates the note and keeps the learner's
progress. The fields were settled once and for all, with spares, for Anki updates nothing in a
note type that gained one. Formulas stand between MathJax's marks. A skill card is so many
notes, each one drawn instance: its plot in front, answer, evidence and explanation behind.

With progress, a card carries its FSRS memory (stability, difficulty) and its review log.
Schema 11 of Anki's collection, as its source has it; checked with the real program.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from initquiz.asking.grading import spoken
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError
from initquiz.formats.anki import LEARNING, Standing, Writer, day_of, id_of
from initquiz.formats.zipped import zipped
from initquiz.markup.html import named_pictures, to_html, to_line
from initquiz.markup.statement import plots, statement
from initquiz.model.arranging import Match
from initquiz.model.blocks import Block
from initquiz.model.card import Fact
from initquiz.model.choosing import letter
from initquiz.model.exchange import Exporter, Parcel, Progress
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question
from initquiz.model.schedule import Memory, State


class _Note(NamedTuple):
    """A note to write: its guid, its deck's id, its fields, its tags."""

    guid: str
    deck: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def write(parcel: Parcel) -> bytes:
    """Return the package.

    Raises:
        InitQuizError: two cards share an id, or a skill card cannot be drawn.
    """
    media: dict[str, bytes] = {}
    decks = {deck.name: id_of(f"deck {deck.name}") for deck in parcel.decks}
    writer = Writer(decks, parcel.stamp)
    for place, note in enumerate(_notes(parcel, decks, media)):
        number = writer.note(note.guid, note.fields, note.tags)
        # The notes of a skill are instances; its progress belongs to none of them.
        progress = parcel.progress.get(note.guid)
        writer.card(number, note.deck, _standing(progress, place))
        if progress:
            _log(writer, number, progress)
    names = sorted(media)
    listed = json.dumps({str(i): name for i, name in enumerate(names)})
    files = {str(i): media[name] for i, name in enumerate(names)}
    return zipped({"collection.anki2": writer.close(), **files, "media": listed.encode()})


def _notes(parcel: Parcel, decks: dict[str, int], media: dict[str, bytes]) -> Iterator[_Note]:
    """Yield every note, and put the pictures they show into `media`."""
    seen: set[str] = set()
    for deck in parcel.decks:
        for card in deck.cards:
            if card.id in seen:
                raise InitQuizError(f"Two cards share the id {card.id}; give one of them another.")
            seen.add(card.id)
            tags = (*card.tags, *([card.topic] if card.topic else ()))
            if isinstance(card.content, Fact):
                fields = _of_fact(card.id, card.content, parcel, media)
                yield _Note(card.id, decks[deck.name], fields, tags)
            else:
                drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
                for number, question in enumerate(drawn, start=1):
                    guid = f"{card.id}-{number}"
                    fields = _of_question(guid, question, parcel, media)
                    yield _Note(guid, decks[deck.name], fields, tags)
            if parcel.told:
                parcel.told(1)


def _of_fact(key: str, fact: Fact, parcel: Parcel, media: dict[str, bytes]) -> tuple[str, ...]:
    texts = (fact.question, fact.answer, fact.note, fact.source)
    for text in texts:
        media.update(
            (name, parcel.media[name]) for name in named_pictures(text) if name in parcel.media
        )
    return (*(to_html(text, cloze=True) if text else "" for text in texts), key, "", "", "")


def _of_question(
    key: str, question: Question, parcel: Parcel, media: dict[str, bytes]
) -> tuple[str, ...]:
    """Return a drawn question's fields, its pictures named by their content."""
    front = statement(question.prompt, question.blocks, _picture(question.blocks, parcel, media))
    front += _options(question)
    shown = _picture(question.revealed or question.blocks, parcel, media)
    back = f"<p><strong>{to_html(spoken(question, question.answer.solution))}</strong></p>"
    back += statement(question.evidence, question.revealed or question.blocks, shown)
    return front, back, to_html(question.explanation), "", key, "", "", ""


def _options(question: Question) -> str:
    """Return what may be chosen, as a list with letters."""
    field = question.answer
    if isinstance(field, Number | PointOnPlot):
        return ""
    items = "".join(
        f"<p>{letter(i)}) {to_line(option.text)}</p>" for i, option in enumerate(field.options)
    )
    asked = f"<p>To be matched: {', '.join(field.items)}</p>" if isinstance(field, Match) else ""
    return asked + items


def _picture(blocks: Sequence[Block], parcel: Parcel, media: dict[str, bytes]) -> str:
    """Draw the plots among some blocks and return the picture's name; "" if there are none."""
    shown = plots(blocks)
    if not shown or parcel.picture is None:
        return ""
    data = parcel.picture(shown)
    name = f"iq-{hashlib.sha256(data).hexdigest()[:24]}.png"
    media[name] = data
    return name


def _standing(progress: Progress | None, place: int) -> Standing:
    """Return how a card stands: new, in its steps, or in review with its memory."""
    memory = progress.schedule.memory if progress else None
    if progress is None or memory is None:
        return Standing(0, 0, place)
    schedule = progress.schedule
    told = json.dumps({"s": round(memory.stability, 4), "d": round(memory.difficulty, 3)})
    common = (_factor(memory), schedule.reps, schedule.lapses, told)
    if schedule.due_at is not None:
        kind = 3 if schedule.state is State.RELEARNING else 1
        return Standing(kind, LEARNING, schedule.due_at // 10**6, 1, *common)
    interval = max(1, (schedule.due_day or 0) - (schedule.last_day or 0))
    return Standing(2, 2, day_of(progress.answers[-1].at) + interval, interval, *common)


def _log(writer: Writer, card: int, progress: Progress) -> None:
    """Write a card's reviews."""
    memory = progress.schedule.memory
    before = 0
    for answered in progress.answers:
        attempt, interval = answered.attempt, answered.interval
        kind = 1 if before > 0 else 0
        row = (interval, before, _factor(memory) if memory else 0, attempt.response_ms, kind)
        writer.review(card, answered.at // 1000, (int(attempt.rating), *row))
        before = interval


def _factor(memory: Memory) -> int:
    """Return the difficulty as Anki keeps it where an ease was: 100 to 1100."""
    return 100 + round((memory.difficulty - 1) / 9 * 1000)


EXPORTER = Exporter("anki-package", "Anki deck", (".apkg",), write, target="Anki")
