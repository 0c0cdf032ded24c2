"""A bundle from another initquiz: decks, pictures and recommended options in one file.

An update of a deck that is here already changes its cards and leaves their progress alone;
cards that the author removed are offered for removal. What the author recommends for
scheduling is told, never set.

A faulty card is left out and named; the others are read. A file is refused whole if it is
damaged, of a newer version, or holds more than 200,000 cards, 5,000 files or 200 MB.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from initquiz.errors import Problem, RefusedFileError
from initquiz.formats import bundle
from initquiz.formats.guarded_zip import Package, open_package
from initquiz.formats.pictures import kept_name, suffix_of
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.deck_format import canonical_tags, canonical_text, one_line
from initquiz.model.exchange import Importer, Reading
from initquiz.model.options import Options

MAX_CARDS = 200_000
MAX_JSON = 100_000_000  # bytes
MAX_TEXT = 64_000  # characters of one field
MAX_LIST = 100  # tags and accepted answers of a card
MAX_ID = 120
MAX_PROBLEMS = 1_000

_ASK = "Ask the deck's author to export it again."
_PICTURE = re.compile(r"media/[0-9a-f]{8,64}\.(?:png|jpg|gif|webp)")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RETENTION = (0.7, 0.99)
_MOST_A_DAY = 10_000


class _FaultError(Exception):
    """What is wrong with a card."""


def read(data: bytes, name: str) -> Reading:
    """Return what a bundle holds.

    Raises:
        RefusedFileError: The file is refused whole (see above).
    """
    package = open_package(data, name)
    if bundle.MAIN not in package.sizes:
        raise RefusedFileError(f"{name} is not a bundle of initquiz: it has no {bundle.MAIN}.")
    told = _json(package, name)
    problems: list[Problem] = []
    media = dict(_media(package, problems, name))
    decks = _decks(told, name, problems)
    removed = told.get("removed", [])
    if not isinstance(removed, list) or not all(isinstance(card, str) for card in removed):
        raise _damaged(name)
    options = _options(told.get("options"))
    if len(problems) > MAX_PROBLEMS:
        more = len(problems) - MAX_PROBLEMS
        problems[MAX_PROBLEMS:] = [Problem(name, f"there are {more:,} more faults.")]
    return Reading(
        decks,
        tuple(problems),
        media=media,
        guesses=() if options is None else (_recommended(options),),
        removed=tuple(removed),
        options=options,
    )


def _json(package: Package, name: str) -> dict[str, Any]:
    """Return the bundle's main part as an object of a version that is known."""
    try:
        told = json.loads(b"".join(package.chunks(bundle.MAIN, MAX_JSON)).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _damaged(name) from error
    if not isinstance(told, dict) or told.get("format") != bundle.FORMAT:
        raise RefusedFileError(f"{name} is not a bundle of initquiz.")
    version = told.get("version")
    if not isinstance(version, int) or version < 1:
        raise _damaged(name)
    if version > bundle.VERSION:
        raise RefusedFileError(
            f"{name} was made by a newer initquiz. Update this one to import it."
        )
    return told


def _media(package: Package, problems: list[Problem], name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that are what their names say."""
    for member in package.sizes:
        if member == bundle.MAIN:
            continue
        if not _PICTURE.fullmatch(member):
            raise RefusedFileError(f"{name} holds {member[:80]!r}, which is no part of a bundle.")
        data = b"".join(package.chunks(member))
        kind = suffix_of(data)
        if kind is None or bundle.MEDIA + kept_name(data, kind) != member:
            problems.append(Problem(f"{name}, {member}", "is not the picture it is named.", _ASK))
            continue
        yield member.removeprefix(bundle.MEDIA), data


def _decks(told: dict[str, Any], name: str, problems: list[Problem]) -> tuple[Deck, ...]:
    listed = told.get("decks")
    if not isinstance(listed, list):
        raise _damaged(name)
    decks, seen = [], set[str]()
    for number, deck in enumerate(listed, start=1):
        cards = deck.get("cards") if isinstance(deck, dict) else None
        title = one_line(str(deck.get("name", ""))) if isinstance(deck, dict) else ""
        if not isinstance(cards, list) or not title:
            raise RefusedFileError(f"{name}: deck {number} is damaged. {_ASK}")
        found = []
        for place, given in enumerate(cards, start=1):
            try:
                card = _card(given, seen)
            except _FaultError as fault:
                where = f"{name}, deck “{title[:60]}”, card {place}"
                problems.append(Problem(where, str(fault), _ASK))
                continue
            seen.add(card.id)
            found.append(card)
            if len(seen) > MAX_CARDS:
                raise RefusedFileError(f"{name} has more than {MAX_CARDS:,} cards; split the deck.")
        decks.append(Deck(title, tuple(found)))
    return tuple(decks)


def _card(given: object, seen: set[str]) -> Card:
    """Return a card; raise _FaultError where it is none, or has the id of one that was seen."""
    if not isinstance(given, dict):
        raise _FaultError("it is not an object.")
    key = given.get("id")
    if not isinstance(key, str) or not key.isprintable() or not 0 < len(key) <= MAX_ID:
        raise _FaultError(f"its id is missing, not printable or longer than {MAX_ID} characters.")
    if key in seen:
        raise _FaultError(f"the id {key} is another card's.")
    topic, tags = one_line(_text(given, "topic")), canonical_tags(_texts(given, "tags"))
    if "skill" in given:
        skill, level = _text(given, "skill"), _text(given, "level")
        if not _KEY.fullmatch(skill) or level not in set(Level):
            raise _FaultError(f"there is no question type “{skill[:60]}” at level “{level[:20]}”.")
        return Card(key, topic, Skill(skill, Level(level)), tags)
    names = ("question", "answer", "note", "source")
    question, answer, note, source = (canonical_text(_text(given, name)) for name in names)
    if not question or not answer:
        raise _FaultError("it lacks its question or answer.")
    accept = tuple(filter(None, map(one_line, _texts(given, "accept"))))
    return Card(key, topic, Fact(question, answer, note, source, accept), tags)


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise _FaultError(f"its {name} is not a text of at most {MAX_TEXT:,} characters.")
    return value


def _texts(given: dict[str, Any], name: str) -> list[str]:
    value = given.get(name, [])
    short = isinstance(value, list) and len(value) <= MAX_LIST
    if not short or not all(isinstance(each, str) and len(each) <= MAX_TEXT for each in value):
        raise _FaultError(f"its {name} are not a list of at most {MAX_LIST} texts.")
    return list(value)


def _options(given: object) -> Options | None:
    """Return the recommended options that make sense; None if there are none."""
    if not isinstance(given, dict):
        return None
    retention = given.get("desired_retention")
    low, high = _RETENTION
    if not isinstance(retention, float) or not low <= retention <= high:
        return None
    limits = [given.get("new_per_day"), given.get("reviews_per_day")]
    new, reviews = (
        each if isinstance(each, int) and 0 <= each < _MOST_A_DAY else -1 for each in limits
    )
    if min(new, reviews) < 0:
        return None
    return Options(desired_retention=retention, new_per_day=new, reviews_per_day=reviews)


def _recommended(options: Options) -> str:
    return (
        f"The author recommends a desired retention of {options.desired_retention:.0%},"
        f" {options.new_per_day} new cards and {options.reviews_per_day} reviews a day;"
        " your own settings stay."
    )


def _damaged(name: str) -> RefusedFileError:
    return RefusedFileError(f"{name} is damaged. {_ASK}")


IMPORTER = Importer("bundle", "initquiz bundle", (bundle.SUFFIX,), read, source="another initquiz")
