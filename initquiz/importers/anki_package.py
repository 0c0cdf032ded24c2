"""A deck from Anki: `.apkg` and `.colpkg`, of old and new Ankis, with pictures and progress.

A note of ours comes back as the card it was, and the instances of a compute-it card as that one
card. Of other notes the first field is the question and the rest the answer, with the fields'
names as headings where more than two have text; a note that has a second card is asked the other
way round as well. A note with gaps is one card for each of their numbers. Deck names keep their
parents ("Maths :: Matrices"), tags stay, and the review log becomes the cards' progress.

Sounds, films, scripts and pictures of unknown kinds are left out and named. A faulty note is
left out and named; the others are read. Pictures are kept up to 100 MB, reviews up to half a
million. A file is refused whole if it is damaged, holds what no deck needs, more than 200,000
notes, 40 million characters or 200 MB, or takes more than two minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import PurePath

from initquiz.errors import Problem, RefusedFileError
from initquiz.formats import anki_media
from initquiz.formats.anki import FIELDS, stripped, tag_of
from initquiz.formats.anki_collection import (
    AnkiCard,
    Note,
    NoteType,
    cards,
    deck_names,
    note_types,
    notes,
    reviews,
)
from initquiz.formats.anki_log import MOST_OF_A_CARD, answered
from initquiz.formats.anki_own import skill_of, spellings
from initquiz.formats.anki_pictures import Pictures
from initquiz.formats.collector import undisturbed
from initquiz.formats.foreign_sqlite import opened
from initquiz.formats.guarded_zip import LIMITS, Package, open_package
from initquiz.markup.foreign_note import Made, Reader
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.deck_format import canonical_tags, derive_id, one_line, safe_id
from initquiz.model.exchange import Answered, Importer, Reading

MAX_NOTES = 200_000
MAX_CARDS = 200_000
MAX_FIELDS, MAX_TAGS, MAX_TAG = 50, 100, 100
MAX_TEXT = 40_000_000
"""Characters that all cards together may have, for a note with many gaps is many cards."""

MAX_PROBLEMS = 1_000
SECONDS = 120.0

_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")  # newest first
_MEMBER = re.compile(r"\d{1,9}|media|meta|collection\.anki2(?:1b?)?")
_LIST = 2_000_000  # bytes of the list of pictures
_TOPIC = 6  # its place among our fields
_WORDS = 40
_LOG = f"At most {MOST_OF_A_CARD:,} of a card are read, and none without a date."
_IN_ANKI = "Mend it in Anki."


@dataclass(slots=True)
class _Desk:
    """What the reading of one file needs, and what has come of it so far."""

    name: str
    types: dict[int, NoteType]
    decks: dict[int, str]
    pictures: Pictures
    reader: Reader
    rows: dict[int, list[AnkiCard]] = field(default_factory=dict)
    made: dict[str, list[tuple[tuple[int, int], Card]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unsaid: int = 0
    facts: dict[str, Fact] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    ids: dict[int, str] = field(default_factory=dict)
    used: dict[int, None] = field(default_factory=dict)
    skills: set[str] = field(default_factory=set)
    instances: int = 0
    size: int = 0

    def fault(self, note: Note, what: str, hint: str = "") -> None:
        """Note a problem in a note."""
        if len(self.problems) == MAX_PROBLEMS:
            self.unsaid += 1
            return
        words = _first_words((note.fields or ("",))[0])
        where = f"{self.name}, note {_short(note.guid or '') or note.number}"
        self.problems.append(Problem(f"{where} (“{words}”)" if words else where, what, hint))


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a package, and its faults.

    Raises:
        RefusedFileError: The file is refused whole (see above).
        DiskError: There is no room for a temporary copy of its collection.
    """
    package = open_package(data, name)
    for member in package.sizes:
        if not _MEMBER.fullmatch(member):
            raise RefusedFileError(f"{name} holds {member[:80]!r}, which is no part of a deck.")
    chosen = next((member for member in _COLLECTIONS if member in package.sizes), None)
    if chosen is None:
        raise RefusedFileError(f"{name} holds no collection; export the deck from Anki again.")
    packed = chosen == _COLLECTIONS[0]
    unpack = package.unzstd if packed else package.chunks
    pictures = Pictures(package, _listed(package, name, packed=packed), packed=packed)
    with opened(unpack(chosen, LIMITS.total), name, SECONDS) as database, undisturbed():
        reader = Reader(pictures, pictures.why)
        desk = _Desk(name, note_types(database, name), deck_names(database, name), pictures, reader)
        for card in cards(database):
            number = card[1]
            if number in desk.rows:
                desk.rows[number].append(card)
            else:
                desk.rows[number] = [card]
        for count, note in enumerate(notes(database)):
            if count == MAX_NOTES:
                raise RefusedFileError(f"{name} has more than {MAX_NOTES:,} notes; split the deck.")
            _take(desk, note)
        found, capped = answered(reviews(database), desk.ids)
    return _reading(desk, found, capped)


def _listed(package: Package, name: str, *, packed: bool) -> anki_media.Listed:
    """Return the package's list of pictures; it may have none."""
    if "media" not in package.sizes:
        return {}, {}
    if packed:
        data = b"".join(package.unzstd("media", _LIST))
        return anki_media.from_protobuf(data, name)
    data = b"".join(package.chunks("media", _LIST))
    return anki_media.from_json(data or b"{}", name)


def _take(desk: _Desk, note: Note) -> None:
    """Turn a note into cards, or into a problem."""
    if note.guid is None or note.tags is None or note.fields is None:
        desk.fault(note, "its text is not UTF-8.", "Run Tools > Check Database in Anki.")
        return
    kind = desk.types.get(note.kind)
    if kind is None:
        desk.fault(note, f"its note type ({note.kind}) is missing.", _IN_ANKI)
    elif len(kind.fields) != len(note.fields) or len(kind.fields) > MAX_FIELDS:
        what = f"it has {len(note.fields)} fields; its note type “{_short(kind.name)}” has"
        hint = f"At most {MAX_FIELDS} are read." if len(kind.fields) > MAX_FIELDS else _IN_ANKI
        desk.fault(note, f"{what} {len(kind.fields)}.", hint)
    elif not note.fields[0].strip():
        desk.fault(note, "its first field is empty.", "Write the question there.")
    else:
        rows = desk.rows.get(note.number, ())
        tags = _tags(desk, note) if note.tags else ()
        topic = ""
        if kind.fields == FIELDS:
            topic = one_line(note.fields[_TOPIC])
            tags = tuple(tag for tag in tags if tag != tag_of(topic))
            if skill := skill_of(note.fields):
                _put_skill(desk, note, rows, Card(safe_id(skill[0]), topic, skill[1], tags))
                return
        for made in _made(desk, note, kind, rows):
            _put(desk, note, made, rows, (topic, tags))


def _made(desk: _Desk, note: Note, kind: NoteType, rows: Sequence[AnkiCard]) -> list[Made]:
    """Return the facts a note becomes, and note what was wrong with it."""
    reader, fields = desk.reader, note.fields or ()
    if kind.fields == FIELDS:
        named = desk.pictures.named
        made = reader.own(fields, lambda kept: named.get(kept, kept), spellings(fields))
    else:
        desk.used[note.kind] = None
        if kind.cloze:
            made = reader.cloze(fields, kind.fields)
        else:
            # Nearly all have one card, the first.
            alone = len(rows) == 1 and rows[0][3] == 0
            orders = () if alone else [order for _, _, _, order, _ in rows]
            made = reader.basic(fields, kind.fields, orders)
    for what, hint in reader.faults():
        desk.fault(note, what, hint)
    return made


def _put(
    desk: _Desk,
    note: Note,
    made: Made,
    rows: Sequence[AnkiCard],
    labels: tuple[str, tuple[str, ...]],
) -> None:
    """Put a fact that a note became into its deck, unless its id is another's.

    `labels` are its topic and its tags.
    """
    order, ending, fact = made
    guid = (note.guid or "").strip()
    if not fact.question:
        desk.fault(note, "nothing is left of its question.", _IN_ANKI)
        return
    if not fact.answer:
        desk.fault(note, "it has no answer.", "Write it in the second field.")
        return
    key = safe_id(guid + ending) if guid else derive_id(fact.question)
    if key in desk.facts:
        what = f"it has the same guid as the note “{_first_words(desk.facts[key].question)}”."
        desk.fault(note, what, "Only the first is read; give it a guid of its own.")
        return
    if not guid:
        desk.derived.add(key)
    desk.facts[key] = fact
    desk.size += len(fact.question) + len(fact.answer) + len(fact.note) + len(fact.source)
    if len(desk.facts) > MAX_CARDS or desk.size > MAX_TEXT:
        raise RefusedFileError(
            f"{desk.name} has more than {MAX_CARDS:,} cards or {MAX_TEXT:,} characters;"
            " split the deck."
        )
    deck, place = "", (1, note.number)
    for number, _, home, which, at in rows:
        if which == order:
            deck, place = desk.decks.get(home, ""), at
            desk.ids[number] = key
            break
    deck = deck or one_line(PurePath(desk.name).stem) or "Deck"
    card = (place, Card(key, labels[0], fact, labels[1]))
    if deck in desk.made:
        desk.made[deck].append(card)
    else:
        desk.made[deck] = [card]


def _put_skill(desk: _Desk, note: Note, rows: Sequence[AnkiCard], card: Card) -> None:
    """Put a compute-it card into its deck, once for all of its instances."""
    desk.instances += 1
    if card.id in desk.skills:
        return
    desk.skills.add(card.id)
    home, place = (rows[0][2], rows[0][4]) if rows else (0, (1, note.number))
    deck = desk.decks.get(home, "") or one_line(PurePath(desk.name).stem) or "Deck"
    desk.made.setdefault(deck, []).append((place, card))


def _reading(desk: _Desk, found: dict[str, tuple[Answered, ...]], over: int) -> Reading:
    """Return what has come of a file, each deck in the order its cards are met."""
    decks = tuple(
        Deck(deck, tuple(card for _, card in sorted(made, key=itemgetter(0))))
        for deck, made in sorted(desk.made.items())
    )
    if desk.unsaid:
        desk.problems.append(Problem(desk.name, f"there are {desk.unsaid:,} more faults."))
    if over:
        desk.problems.append(Problem(desk.name, f"{over:,} reviews were left out.", _LOG))
    if not decks and not desk.problems:
        desk.problems.append(Problem(desk.name, "no note was found.", "Export the deck again."))
    guesses = tuple(_guess(desk.types[kind]) for kind in desk.used if not desk.types[kind].cloze)
    if desk.instances:
        told = f"{desk.instances:,} ({len(desk.skills):,} cards)"
        guesses = (*guesses, f"instances of compute-it cards, which draw new ones: {told}")
    media = desk.pictures.kept
    return Reading(
        decks, tuple(desk.problems), frozenset(desk.derived), media, guesses, reviews=found
    )


def _guess(kind: NoteType) -> str:
    """Return in words how the notes of a type were read."""
    first, *others = (f"“{_short(name)}”" for name in kind.fields[:MAX_FIELDS])
    rest = f"the answer is {', '.join(others)}" if others else "there is no answer"
    return f"In notes of the type “{_short(kind.name)}” the question is {first}, {rest}."


def _tags(desk: _Desk, note: Note) -> tuple[str, ...]:
    """Return a note's tags, within the limits."""
    given = (note.tags or "").split()
    tags = canonical_tags(tag for tag in given[:MAX_TAGS] if len(tag) <= MAX_TAG)
    if len(given) > MAX_TAGS or any(len(tag) > MAX_TAG for tag in given):
        desk.fault(note, f"only {MAX_TAGS} tags of at most {MAX_TAG} characters are read.")
    return tags


def _first_words(text: str) -> str:
    return one_line(stripped(text[: 10 * _WORDS])[:_WORDS])


def _short(name: str) -> str:
    """Return a name of the file's, fit for a message."""
    return one_line(name[:_WORDS])


IMPORTER = Importer("anki-package", "Anki deck", (".apkg", ".colpkg"), read, source="Anki")
