"""Anki's collection, schema 11: its tables and the one row that describes them.

As Anki's source has it (`pylib/anki`, `rslib/src/storage/schema11.sql`), checked by having the
real program import what is written here.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from operator import itemgetter
from typing import Any, NamedTuple, Self

FIELDS = ("Front", "Back", "Note", "Source", "Id", "Spare 1", "Spare 2", "Spare 3")
"""The note type's fields. Never change them: Anki would take no update any more."""

SHOWN = 4
"""How many of the fields a card shows: these are HTML, the others plain text."""

NOTE_TYPE = 1_764_000_000_001
"""The note type's id in every Anki; another one would be another note type."""

DEFAULT_DECK = {"Default": 1}
"""The deck that every collection has."""

EPOCH = 1_577_836_800  # 2020-01-01 UTC: the collection's day 0, and where ids begin
_SPAN = 10**11  # ids are spread over so many milliseconds
LEARNING = 1
LEFT = 1001
"""One step is to come, and one of them today."""

_TAG = re.compile(r"<[^>]*>")

_CSS = """.card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 42em;
  margin: 0 auto; padding: 12px; }
img { max-width: 100%; height: auto; }
.note, .source { color: #646b73; font-size: 16px; }
table { border-collapse: collapse; } td, th { border: 1px solid #bbb; padding: 4px 8px; }
pre { background: rgba(128, 128, 128, 0.12); padding: 8px; overflow-x: auto; }"""
_FRONT = "{{Front}}"
_BACK = """{{FrontSide}}<hr id="answer">{{Back}}
{{#Note}}<div class="note">{{Note}}</div>{{/Note}}
{{#Source}}<div class="source">{{Source}}</div>{{/Source}}"""

_TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_INDEXES = """
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
_INSERT_NOTE = f"INSERT INTO notes VALUES (?,?,{NOTE_TYPE},STAMP,-1,?,?,?,?,0,'')"  # noqa: S608 - ours
_INSERT_CARD = "INSERT INTO cards VALUES (?1,?1,?2,0,STAMP,-1,?3,?4,?5,?6,?7,?8,?9,?10,0,0,0,?11)"
_INSERT_REVIEW = "INSERT INTO revlog VALUES (?,?,-1,?,?,?,?,?,?)"


class Writer:
    """Writes notes, their cards and reviews into a fresh collection in memory.

    A context: at its end all that was written is gone, but for the bytes of `collection`.
    """

    def __init__(self, decks: Mapping[str, int], stamp: int) -> None:
        """Take the decks' ids by name, and the time of writing in seconds since 1970."""
        self._used: set[int] = set()
        self._times: set[int] = set()
        self._notes: list[tuple[Any, ...]] = []
        self._cards: list[tuple[Any, ...]] = []
        self._reviews: list[tuple[Any, ...]] = []
        # Many rows that differ in a few values: what is always the same is part of the statement.
        self._note, self._card = (
            text.replace("STAMP", f"{stamp:d}") for text in (_INSERT_NOTE, _INSERT_CARD)
        )
        self._connection = sqlite3.connect(":memory:")
        self._connection.executescript(_TABLES)
        row = _described(decks, stamp)
        self._connection.execute(f"INSERT INTO col VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - ours

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, *_: object) -> None:
        """Free the memory."""
        self._connection.close()

    def note(
        self,
        guid: str,
        fields: Sequence[str],
        tags: Sequence[str],
        *,
        deck: int,
        standing: "Standing",
    ) -> int:
        """Add a note and its one card; return the id of both.

        It follows from the guid, unless another note has it.
        """
        number = _free(id_of(guid), self._used)
        front = stripped(fields[0])
        check = hashlib.sha1(front.encode(), usedforsecurity=False).digest()[:4]
        listed = f" {' '.join(map(tag_of, tags))} " if tags else ""
        text = "\x1f".join(fields)
        self._notes.append((number, guid, listed, text, front, int.from_bytes(check)))
        self._cards.append((number, deck, *standing))
        return number

    def reviews(self, rows: Iterable[tuple[int, ...]]) -> None:
        """Add reviews.

        A row is milliseconds since 1970, card, rating, interval, interval before (days, or
        seconds below 0), factor, milliseconds taken and kind (0 learning, 1 review, 2 relearning).
        """
        times, kept = self._times, self._reviews
        for row in rows:
            at = row[0]
            if at in times:
                at = _free(at, times)
                kept.append((at, *row[1:]))
            else:
                times.add(at)
                kept.append(row)

    def collection(self) -> bytes:
        """Return the collection's bytes, once all is written."""
        for statement, rows in (
            (self._note, self._notes),
            (self._card, self._cards),
            (_INSERT_REVIEW, self._reviews),
        ):
            # In the order of their ids, or SQLite would tear its pages apart again and again.
            rows.sort(key=itemgetter(0))
            self._connection.executemany(statement, rows)
            rows.clear()
        self._connection.executescript(_INDEXES)
        self._connection.commit()
        return self._connection.serialize()


class Standing(NamedTuple):
    """A card's row: its queue, when it is due, and what it remembers.

    `kind` and `queue` are 0 new, 1 learning, 2 review, 3 relearning; `due` is a place among the
    new, an instant in seconds, or a day since the collection's first; `interval` is in days,
    `factor` the difficulty from 100 to 1100, `left` counts the steps to come (see `LEFT`),
    `memory` is FSRS' state as JSON.
    """

    kind: int
    queue: int
    due: int
    interval: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    memory: str = ""


def day_of(at: int) -> int:
    """Return the day of an instant (microseconds since 1970), from the collection's first."""
    return (at // 10**6 - EPOCH) // 86_400


def _described(decks: Mapping[str, int], stamp: int) -> tuple[object, ...]:
    """Return the one row that describes the collection."""
    model = {
        "id": NOTE_TYPE, "name": "initquiz", "type": 0, "mod": stamp, "usn": -1, "sortf": 0,
        "did": None, "css": _CSS, "latexPre": "", "latexPost": "", "latexsvg": False,
        "req": [[0, "any", [0]]], "tags": [], "vers": [],
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "bqfmt": "",
                   "bafmt": "", "did": None, "bfont": "", "bsize": 0}],
        "flds": [{"name": name, "ord": i, "sticky": False, "rtl": False, "font": "Arial",
                  "size": 20, "media": []} for i, name in enumerate(FIELDS)],
    }  # fmt: skip
    known = {
        str(number): {
            "id": number, "name": name, "mod": stamp, "usn": -1, "collapsed": False,
            "browserCollapsed": False, "desc": "", "dyn": 0, "conf": 1, "extendNew": 0,
            "extendRev": 0, "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0],
            "timeToday": [0, 0],
        }
        for name, number in {**DEFAULT_DECK, **decks}.items()
    }  # fmt: skip
    conf = {"nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld",
            "timeLim": 0, "sortBackwards": False, "addToCur": True, "curDeck": 1, "newBury": True,
            "newSpread": 0, "dueCounts": True, "curModel": str(NOTE_TYPE), "collapseTime": 1200,
            "schedVer": 2}  # fmt: skip
    options = {"1": {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True,
        "timer": 0, "replayq": True, "dyn": False,
        "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1,
                "perDay": 20, "bury": False, "separate": True},
        "rev": {"perDay": 200, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1,
                "maxIvl": 36500, "bury": False, "hardFactor": 1.2},
        "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
    }}  # fmt: skip
    texts = (json.dumps(part, sort_keys=True) for part in (conf, {str(NOTE_TYPE): model}, known))
    return (1, EPOCH, stamp * 1000, stamp * 1000, 11, 0, 0, 0, *texts, json.dumps(options), "{}")


def id_of(name: str) -> int:
    """Return an id that follows from a name, in milliseconds like Anki's own."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return EPOCH * 1000 + int.from_bytes(digest) % _SPAN


def _free(number: int, used: set[int]) -> int:
    """Return the next number that is not used yet, and use it."""
    while number in used:
        number += 1
    used.add(number)
    return number


def stripped(html: str) -> str:
    """Return a field as Anki sorts and compares it: without tags."""
    if html.startswith("<p>") and html.find("<", 3) == len(html) - 4:
        text = html[3:-4]
    else:
        text = _TAG.sub("", html)
    return (unescape(text) if "&" in text else text).strip()


def deck_name(name: str) -> str:
    """Return a deck's name as Anki has it: its parents before it, without spaces around `::`."""
    parts = (" ".join(part.split()) for part in name.replace('"', "'").split("::"))
    return "::".join(part for part in parts if part) or "Deck"


def tag_of(tag: str) -> str:
    """Return a tag without spaces, which part tags in Anki."""
    return "_".join(tag.split())
