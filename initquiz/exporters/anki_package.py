"""A deck for Anki: the legacy package, which every Anki since 2.0 and Mnemosyne read.

A note's guid is its card's id, so that a later export updates the note and keeps the learner's
progress. The fields were settled once and for all, with spares, for Anki updates nothing in a
note type that gained one. Formulas stand between MathJax's marks. A skill card is so many
notes, each one drawn instance: its plot in front, answer, evidence and explanation behind.
Accepted answers and the topic travel in spare fields, which no card shows.

With progress, a card carries its FSRS memory (stability, difficulty) and its review log.
Schema 11 of Anki's collection, as its source has it; checked with the real program.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence

from initquiz.asking.grading import spoken
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError, Problem
from initquiz.formats.anki import (
    DEFAULT_DECK,
    LEARNING,
    LEFT,
    SHOWN,
    Standing,
    Writer,
    day_of,
    deck_name,
    id_of,
)
from initquiz.formats.anki_own import mark_of, spelled
from initquiz.formats.collector import undisturbed
from initquiz.formats.zipped import zipped
from initquiz.markup.html import named_pictures, to_html, to_line
from initquiz.markup.own import from_html
from initquiz.markup.simple import line_to_html
from initquiz.markup.statement import plots, statement
from initquiz.model.arranging import Match
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Fact
from initquiz.model.choosing import letter
from initquiz.model.deck_format import join_accept
from initquiz.model.exchange import MEDIA, Exporter, Parcel, Part, Progress, Sample
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question
from initquiz.model.schedule import Memory, State

_LEARN, _REVIEW, _RELEARN = 0, 1, 2
_LEVEL = 1  # of compression: a third of the usual time, and hardly larger
_TWICE = "Two cards share the id {}; give one of them another."
_NAMED = 5  # cards that are named where many are meant


def write(parcel: Parcel) -> bytes:
    """Return the package.

    Raises:
        InitQuizError: two cards share an id, or a skill card cannot be drawn.
    """
    media: dict[str, bytes] = {}
    names = {deck.name: deck_name(deck.name) for deck in parcel.decks}
    decks = {name: DEFAULT_DECK.get(name) or id_of(f"deck {name}") for name in names.values()}
    numbers = {deck: decks[name] for deck, name in names.items()}
    seen: set[str] = set()
    place = 0
    with undisturbed(), Writer(decks, parcel.stamp) as writer:
        for deck in parcel.decks:
            number = numbers[deck.name]
            for card in deck.cards:
                if card.id in seen:
                    raise InitQuizError(_TWICE.format(card.id))
                seen.add(card.id)
                place += _write(writer, (number, place), card, parcel, media)
                if parcel.told:
                    parcel.told(1)
        collection = writer.collection()
    shown = sorted(media)
    listed = json.dumps({str(i): name for i, name in enumerate(shown)})
    files = {str(i): media[name] for i, name in enumerate(shown)}
    return zipped({"collection.anki2": collection, **files, "media": listed.encode()}, _LEVEL)


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return what Anki cannot be told, and what keeps the package from being written."""
    return tuple(_problems(parcel))


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return the cards as Anki will show them, of a skill card its first instance."""
    return tuple(_looks(card, parcel) for card in parcel.cards)


def _write(
    writer: Writer, put: tuple[int, int], card: Card, parcel: Parcel, media: dict[str, bytes]
) -> int:
    """Write the notes of a card and return how many; `put` is its deck and the first's place."""
    deck, place = put
    tags = (*card.tags, card.topic) if card.topic else card.tags
    if isinstance(card.content, Fact):
        progress = parcel.progress.get(card.id)
        fields = _of_fact(card, card.content, parcel, media)
        number = writer.note(card.id, fields, tags, deck=deck, standing=_standing(progress, place))
        if progress:
            writer.reviews(_log(number, progress))
        return 1
    # The notes of a skill are instances; its progress belongs to none of them.
    count = 0
    for count, (guid, fields) in enumerate(_made(card, parcel, media), start=1):
        standing = Standing(0, 0, place + count - 1)
        writer.note(guid, fields, tags, deck=deck, standing=standing)
    return count


def _made(
    card: Card, parcel: Parcel, media: dict[str, bytes]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the guids and fields of the notes that a card becomes."""
    if isinstance(card.content, Fact):
        yield card.id, _of_fact(card, card.content, parcel, media)
        return
    drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
    for place, question in enumerate(drawn, start=1):
        guid = f"{card.id}-{place}"
        shown = _of_question(question, parcel, media)
        yield guid, (*shown, "", guid, "", card.topic, mark_of(card.content))


def _of_fact(card: Card, fact: Fact, parcel: Parcel, media: dict[str, bytes]) -> tuple[str, ...]:
    texts = (fact.question, fact.answer, fact.note, fact.source)
    for text in texts:
        if MEDIA in text:
            names = (name for name in named_pictures(text) if name in parcel.media)
            media.update((name, parcel.media[name]) for name in names)
    shown = [to_html(text, cloze=True) if text else "" for text in texts]
    accept = join_accept(fact.accept) if fact.accept else ""
    odd = {i: text for i, text in enumerate(texts) if not _told_by(shown[i], text)}
    return (*shown, card.id, accept, card.topic, spelled(odd))


def _told_by(html: str, text: str) -> bool:
    """Tell whether an import makes the very same Markdown of a text's HTML."""
    if not text or line_to_html(text, cloze=True) is not None:
        return True
    pictures = {name: name for name in named_pictures(text)}
    return from_html(html, pictures, str).markdown == text


def _of_question(
    question: Question, parcel: Parcel, media: dict[str, bytes]
) -> tuple[str, str, str]:
    """Return a drawn question's front, back and note, its pictures named by their content."""
    front = statement(question.prompt, question.blocks, _picture(question.blocks, parcel, media))
    front += _options(question)
    shown = _picture(question.revealed or question.blocks, parcel, media)
    back = f"<p><strong>{to_html(spoken(question, question.answer.solution))}</strong></p>"
    back += statement(question.evidence, question.revealed or question.blocks, shown)
    return front, back, to_html(question.explanation)


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
    told = f'{{"s":{round(memory.stability, 4)},"d":{round(memory.difficulty, 3)}}}'
    common = (_factor(memory), schedule.reps, schedule.lapses)
    if schedule.due_at is not None:
        kind = 3 if schedule.state is State.RELEARNING else 1
        return Standing(kind, LEARNING, schedule.due_at // 10**6, 1, *common, LEFT, told)
    interval = max(1, (schedule.due_day or 0) - (schedule.last_day or 0))
    due = day_of(progress.answers[-1].at) + interval
    return Standing(2, 2, due, interval, *common, 0, told)


def _log(card: int, progress: Progress) -> Iterator[tuple[int, ...]]:
    """Yield a card's reviews."""
    memory = progress.schedule.memory
    factor = _factor(memory) if memory else 0
    before, steps = 0, _LEARN
    for answered in progress.answers:
        attempt, interval = answered.attempt, answered.interval
        # Anki's FSRS takes a learning step for the beginning of all that counts.
        kind = _REVIEW if before > 0 else steps
        at, rating, took = answered.at // 1000, int(attempt.rating), attempt.response_ms
        yield at, card, rating, interval, before, factor, took, kind
        before = interval
        if interval:
            steps = _RELEARN


def _factor(memory: Memory) -> int:
    """Return the difficulty as Anki keeps it where an ease was: 100 to 1100."""
    return 100 + round((memory.difficulty - 1) / 9 * 1000)


def _problems(parcel: Parcel) -> Iterator[Problem]:
    seen: set[str] = set()
    for card in parcel.cards:
        where, content = f"card {card.id}", card.content
        if card.id in seen:
            yield Problem(where, "has the same id as another card.", "Give one of them another.")
        seen.add(card.id)
        if isinstance(content, Fact):
            texts = content.texts
            if any(name not in parcel.media for text in texts for name in named_pictures(text)):
                yield Problem(where, "shows a picture that is missing.", "Put it in again.")
        elif content.key not in parcel.questions:
            what = f"asks for the question type “{content.key}”, which is not installed."
            yield Problem(where, what, "Leave the card out.")
        else:
            what = f"becomes {parcel.instances} fixed questions, for Anki cannot draw new ones."
            yield Problem(where, what, "Its progress stays here.")
    if parcel.removed:
        what = f"keeps {len(parcel.removed):,} cards that were removed here."
        search = " OR ".join(f"Id:{key}" for key in parcel.removed[:_NAMED])
        more = " and so on" if len(parcel.removed) > _NAMED else ""
        yield Problem("Anki", what, f"Find them there with “{search}”{more}, and delete them.")


def _looks(card: Card, parcel: Parcel) -> Sample:
    """Return a card's front and back, read from the very fields that are written."""
    media: dict[str, bytes] = {}
    _, fields = next(_made(card, parcel, media))
    pictures = {name: name for name in media}
    front, *back = (from_html(html, pictures, str).markdown for html in fields[:SHOWN])
    parts = (Part("Front", front), Part("Back", "\n\n".join(filter(None, back))))
    return Sample(parts, media)


EXPORTER = Exporter(
    "anki-package",
    "Anki deck",
    (".apkg",),
    write,
    target="Anki",
    problems=problems,
    sample=sample,
)
