"""Anki packages made by code: good ones, and ones that a stranger might send.

`corpus` is what a fuzzer begins with.
"""

import json
import random
import sqlite3
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache
from io import BytesIO
from typing import Any

import zstandard

BASIC, CLOZE = 1001, 1002
MODELS: dict[str, Any] = {
    str(BASIC): {"name": "Basic", "type": 0, "flds": [{"name": "Front"}, {"name": "Back"}]},
    str(CLOZE): {"name": "Cloze", "type": 1, "flds": [{"name": "Text"}, {"name": "Extra"}]},
}
DECKS = {"1": {"name": "Default"}, "7": {"name": "Maths::Matrices"}}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)
_TABLES = """
CREATE TABLE col (id integer, models text, decks text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, type integer,
  due integer, odid integer, odue integer);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, ivl integer,
  factor integer, time integer, type integer);
"""

NoteRow = tuple[int, Any, int, Any, Any]
Build = Callable[..., bytes]


def note(
    number: int = 1, *fields: str, guid: str = "", kind: int = BASIC, tags: str = ""
) -> NoteRow:
    """Return a note's row; its guid is `guid-NUMBER` unless given."""
    return number, guid or f"guid-{number}", kind, tags, "\x1f".join(fields or ("Why?", "So."))


def collection(
    notes: Sequence[NoteRow] = (),
    cards: Sequence[tuple[int, ...]] = (),
    reviews: Sequence[tuple[int, ...]] = (),
    models: Mapping[str, Any] | str = MODELS,
    sql: str = "",
) -> bytes:
    """Return a collection of schema 11 as far as a reader needs it; `sql` is run at its end."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_TABLES)
        told = models if isinstance(models, str) else json.dumps(models)
        connection.execute("INSERT INTO col VALUES (1, ?, ?)", (told, json.dumps(DECKS)))
        rows = cards or [(row[0] * 10, row[0], 7, 0, 0, i, 0, 0) for i, row in enumerate(notes)]
        for table, many in (("notes", notes), ("cards", rows), ("revlog", reviews)):
            for row in many:
                marks = ",".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
        connection.commit()
        connection.executescript(sql)
        return connection.serialize()


def package(
    notes: Sequence[NoteRow] = (note(),),
    media: Mapping[str, str] | bytes | None = None,
    files: Mapping[str, bytes] | None = None,
    data: bytes | None = None,
    name: str = "collection.anki2",
    **more: Any,  # noqa: ANN401 - handed on to `collection`
) -> bytes:
    """Return a package; `data` takes the place of its collection."""
    listed = media if isinstance(media, bytes) else json.dumps(media or {}).encode()
    held = {name: collection(notes, **more) if data is None else data, "media": listed}
    return zipped([*held.items(), *(files or {}).items()])


def zipped(members: Sequence[tuple[str, bytes]], mode: int = 0o100644) -> bytes:
    """Return a zip file of members, of which two may have one name."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for member, data in members:
            info = zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0))
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()


def entries(*names: bytes) -> bytes:
    """Return a modern list of media, before it is packed."""
    each = (b"\x0a" + bytes([len(name)]) + name for name in names)
    return b"".join(b"\x0a" + bytes([len(entry)]) + entry for entry in each)


def modern(data: bytes, listed: bytes = b"", **files: bytes) -> bytes:
    """Return a modern package of a collection, with the dummy older one it also holds."""
    pack = zstandard.ZstdCompressor().compress
    dummy = collection([note(1, "Please update", "this")])
    members = [("collection.anki21b", pack(data)), ("collection.anki2", dummy)]
    members += [("media", pack(listed)), *((name, pack(file)) for name, file in files.items())]
    return zipped([("meta", b"\x08\x03"), *members])


def _flags(data: bytes, flag: int) -> bytes:
    """Return a zip file with a flag set in every header."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            changed[at + offset] |= flag
            at = data.find(sign, at + 4)
    return bytes(changed)


def _overlapping() -> bytes:
    """Return a zip file whose second member lies within the first."""
    data = bytearray(zipped([("0", b"x" * 50), ("1", b"x" * 50)]))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 3)
    return bytes(data)


def _lying() -> bytes:
    """Return a package whose collection says that it is small."""
    data = bytearray(package(data=b"SQLite format 3\0" + bytes(90_000_000)))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(sign) + offset, 9_000)
    return bytes(data)


def _without_tables() -> bytes:
    """Return a database in which nothing is."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE t (a); DROP TABLE t")
        return connection.serialize()


def _with_end(**fields: int) -> bytes:
    """Return a package whose end says something else: its fields are named as in `struct`."""
    data = bytearray(package())
    places = {"disk": 4, "here": 8, "count": 10}
    for name, value in fields.items():
        struct.pack_into("<H", data, len(data) - 22 + places[name], value)
    return bytes(data)


def _wide_window() -> bytes:
    """Return a modern package whose stream wants 2 GiB to look back at."""
    settings = zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=False)
    packed = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    data = packed.compress(collection([note()])) + packed.flush()
    return zipped([("collection.anki21b", data), ("media", b"")])


def _many_pictures() -> bytes:
    """Return a small package with pictures of 15 MB each, 120 MB together."""
    row = note(1, "".join(f'<img src="{i}.png">' for i in range(8)), "x")
    dice = random.Random(1)  # noqa: S311 - to be the same each time
    large = b"".join(dice.randbytes(3_000) + bytes(97_000) for i in range(150))
    files = {str(i): PNG + bytes([i]) + large for i in range(8)}
    return package([row], {str(i): f"{i}.png" for i in range(8)}, files)


def _many_rows(table: str, row: str, count: int) -> bytes:
    """Return a package with so many rows of a table; `row` are their values, `i` the number."""
    return package(
        sql=f"{ENDLESS} INSERT INTO {table} SELECT {row} FROM n WHERE i > 100 LIMIT {count}"  # noqa: S608
    )


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"hello" * 100,
    "truncated": lambda: package()[:-40],
    "only an end": lambda: b"PK\x05\x06" + b"\0" * 18,
    "a path among the members": lambda: package(files={"../evil": b"x"}),
    "an absolute path": lambda: package(files={"/etc/passwd": b"x"}),
    "a backslash": lambda: package(files={"..\\evil": b"x"}),
    "an unexpected member": lambda: package(files={"run.sh": b"x"}),
    "NUL in a member": lambda: package(files={"01": b"x"}).replace(b"01", b"0\0"),
    "doubled members": lambda: zipped([("media", b"{}"), ("media", b"{}")]),
    "encrypted": lambda: _flags(package(), 1),
    "a link": lambda: zipped([("collection.anki2", collection()), ("0", b"/etc/passwd")], 0o120777),
    "overlapping members": _overlapping,
    "too many members": lambda: package(files={str(i): b"" for i in range(5_000)}),
    "210 MB of zeros": lambda: package(files={"0": bytes(210_000_000)}),
    "a bomb of 90 MB": lambda: package(data=b"SQLite format 3\0" + bytes(90_000_000)),
    "a bomb among the pictures": lambda: package(
        [note(1, '<img src="a.png">', "x")], {"0": "a.png"}, {"0": PNG + bytes(19_000_000)}
    ),
    "a collection that lies about its size": _lying,
    "several disks": lambda: _with_end(disk=1),
    "a count that is too small": lambda: _with_end(here=1, count=1),
    "text before the start": lambda: b"#!/bin/sh\n" + package(),
    "a list of pictures of 3 MB": lambda: package(media=b"{" + b" " * 3_000_000 + b"}"),
    "a zstd stream that looks back far": _wide_window,
    "half a zstd stream": lambda: zipped(
        [("collection.anki21b", zstandard.compress(collection([note()]))[:-30]), ("media", b"")]
    ),
    "a collection without tables": lambda: package(data=_without_tables()),
    "no collection": lambda: zipped([("media", b"{}")]),
    "no database": lambda: package(data=b"not a database"),
    "an empty database": lambda: package(data=b""),
    "a truncated database": lambda: package(data=collection([note()])[:9_000]),
    "tables without rows of col": lambda: package(sql="DELETE FROM col"),
    "no notes": lambda: package(sql="DROP TABLE notes"),
    "a field of 60 MB": lambda: package([note(1, "Q", "ab" * 30_000_000)]),
    "a view": lambda: package(sql="CREATE VIEW v AS SELECT 1"),
    "a trigger": lambda: package(
        sql="CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"
    ),
    "notes as an endless view": lambda: package(
        sql="DROP TABLE notes; CREATE VIEW notes(id, mid, guid, tags, flds) AS WITH RECURSIVE"
        " n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 'g', '', 'a' FROM n"
    ),
    "a view behind many tables": lambda: package(
        sql="".join(f"CREATE TABLE t{i} (a);" for i in range(300)) + "CREATE VIEW v AS SELECT 1"
    ),
    "a virtual table": lambda: package(sql="CREATE VIRTUAL TABLE v USING fts4(a)"),
    "computed columns": lambda: package(
        sql="CREATE TABLE x (a, b TEXT AS (printf('%100000000s', a)))"
    ),
    "note types that are no JSON": lambda: package(models="{"),
    "note types of another shape": lambda: package(models="[[1]]"),
    "note types that nest deeply": lambda: package(models="[" * 900_000),
    "pictures that are no object": lambda: package(media=b"[1]"),
    "pictures that nest deeply": lambda: package(media=b"[" * 900_000),
    "pictures with a path for a member": lambda: package(media=b'{"../0": "a.png"}'),
    "a zstd bomb": lambda: modern(b"SQLite format 3\0" + bytes(90_000_000)),
    "no zstd": lambda: zipped([("collection.anki21b", b"x" * 99), ("media", b"")]),
    "a damaged modern list": lambda: modern(collection([note()]), b"\x0a\xff\xff\xff\xff\x0f"),
    "a list with an endless number": lambda: modern(collection([note()]), b"\xff" * 99),
}
"""Files that are refused whole, by what is wrong with them."""

_ROWS = [
    note(1, 'Q <img src="a.png"> \\(x\\)', "A", tags="b"),
    note(2, "{{c1::a::b}}", "c", kind=CLOZE),
]
CLEANED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a script": (lambda: package([note(1, "Q<script>alert(1)</script>", "A")]), "<script>"),
    "an event": (lambda: package([note(1, "Q<p onclick=x>x</p>", "A")]), "an event of <p>"),
    "a frame": (lambda: package([note(1, "Q<iframe src=x></iframe>", "A")]), "<iframe>"),
    "a picture of the web": (
        lambda: package([note(1, 'Q<img src="https://a.example/x.png">', "A")]),
        "nothing is loaded from elsewhere",
    ),
    "a drawing in the text": (
        lambda: package([note(1, "Q<svg onload=alert(1)><g></svg>", "A")]), "<svg>",
    ),
    "an error that runs": (
        lambda: package([note(1, "Q<img src=x onerror=alert(1)>", "A")]), "picture 'x'",
    ),
    "an address that runs": (
        lambda: package([note(1, "Q<a href='javascript:alert(1)'>x</a><object>", "A")]), "<object>",
    ),
    "a page in a page": (
        lambda: package([note(1, "Q<embed src=x><form><button>x</button></form>", "A")]), "<form>",
    ),
    "a local file as picture": (
        lambda: package([note(1, 'Q<img src="file:///etc/passwd">', "A")]), "from elsewhere",
    ),
    "embedded data": (
        lambda: package([note(1, f'Q<img src="data:image/png;base64,{"A" * 9_000}">', "A")]),
        "from elsewhere",
    ),
    "pictures of 120 MB": (_many_pictures, "larger than"),
    "gaps that multiply": (
        lambda: package(
            [
                note(i, "".join(f"{{{{c{j}::{i * j * 7919}}}}} <b>{j}" for j in range(1, 999))
                     + "y" * 40_000, "z", kind=CLOZE)
                for i in range(1, 16)
            ]
        ),
        "998 gaps, of which 3 are read",
    ),
    "tags without end": (
        lambda: package([note(1, tags=" ".join(map(str, range(9_000)))), note(2, tags="x" * 900)]),
        "only 100 tags",
    ),
    "a hundred fields": (
        lambda: package(
            [note(1), note(2, *"x" * 60, kind=9)],
            models={**MODELS, "9": {"name": "60", "flds": [{"name": "x"}] * 60}},
        ),
        "60 fields",
    ),
    "tables in tables": (
        lambda: package([note(1, "<table><tr><td>" * 4_000 + "Q", "A<svg>")]), "<svg>",
    ),
    "lists in lists": (
        lambda: package([note(1, "Q" + "<ul><li>" * 7_000, "A<svg>")]), "<svg>",
    ),
    "tags that end nothing": (
        lambda: package([note(1, "Q" + "</b></td></x>" * 5_000, "<a b='" * 9_000 + "A<svg>x")]), "",
    ),
    "names that are half a character": (
        lambda: package(
            [note(1), note(2, "a", kind=8)],
            models=json.dumps(MODELS)[:-1] + ', "8": {"name": "\\ud800", "flds": []}}',
        ),
        "1 fields",
    ),
    "a sound": (lambda: package([note(1, "Q", "[sound:--script=x.mp3]")]), "--script=x.mp3"),
    "bad UTF-8": (
        lambda: package([note(1), note(2, "x")], sql="UPDATE notes SET flds = X'61FF' WHERE id=2"),
        "not UTF-8",
    ),
    "a wrong number of fields": (lambda: package([note(1), note(2, "a", "b", "c")]), "3 fields"),
    "an unknown note type": (lambda: package([note(1), note(2, kind=99)]), "note type (99)"),
    "an empty first field": (lambda: package([note(1), note(2, " ", "b")]), "field is empty"),
    "no answer": (lambda: package([note(1), note(2, "a", "")]), "no answer"),
    "equal guids": (
        lambda: package([note(1, "One", "a", guid="g"), note(2, "Two", "b", guid="g")]),
        "the same guid as the note “One”",
    ),
    "no gaps": (lambda: package([note(1), note(2, "x", "y", kind=CLOZE)]), "no gaps"),
    "a thousand gaps": (
        lambda: package([note(1, "".join(f"{{{{c{i}::x}}}}" for i in range(999)), "", kind=CLOZE)]),
        "998 gaps",
    ),
    "hidden parts of a picture": (
        lambda: package([note(1), note(2, "{{c1::image-occlusion:rect}}", "y", kind=CLOZE)]),
        "parts of a picture",
    ),
    "formulas that never end": (
        lambda: package([note(1, "\\(" * 30_000, "[$]" * 20_000 + "[latex]" * 9_000)]),
        "after 65,536",
    ),
    "declarations that crash parsers": (
        lambda: package([note(1, "Q<![<!a<?x<!--" * 4_000, "A<script>")]), "<script>",
    ),
    "many wrong notes": (
        lambda: package([note(1), *(note(i, "") for i in range(2, 3000))]), "more faults",
    ),
    **{
        f"a picture named {name[:20]!r}": (
            lambda name=name: package(  # type: ignore[misc]
                [note(1, f'Q<img src="{name}">', "A")], {"0": name}, {"0": PNG}
            ),
            why,
        )
        for name, why in {
            "../evil.png": "a path",
            "/etc/x.png": "a path",
            "..\\evil.png": "a path",
            "C:x.png": "a path",
            "a\u202egnp.exe": "cannot be seen",
            "-rf.png": "a dash",
            ".hidden.png": "a dot",
            "con.png": "a device",
            "d/" * 70 + "x.png": "longer than 120 bytes",
        }.items()
    },
    "a member that is missing": (
        lambda: package([note(1, 'Q<img src="a.png">', "A")], {"0": "a.png"}), "does not hold it",
    ),
    "a picture that is a drawing": (
        lambda: package([note(1, 'Q<img src="a.png">', "A")], {"0": "a.png"}, {"0": b"<svg/>"}),
        "not a PNG",
    ),
    "two pictures of one name": (
        lambda: package(
            [note(1, 'Q<img src="A.png">', "A")],
            {"0": "a.png", "1": "A.png"},
            {"0": PNG, "1": PNG},
        ),
        "the same name",
    ),
}  # fmt: skip
"""Files whose sound notes are read, and what the problem says of the rest."""


LARGE: dict[str, Callable[[], bytes]] = {
    "more notes than are read": lambda: _many_rows("notes", "i, 'g' || i, 1001, '', 'a'", 200_001),
    "more reviews than are read": lambda: _many_rows("revlog", "i, 10, 3, 1, 2500, 9, 1", 600_000),
}
"""Files of many rows, slow to make."""


@cache
def made(name: str) -> bytes:
    """Return a hostile package by what is wrong with it."""
    makers = {**REFUSED, **LARGE}
    return makers[name]() if name in makers else CLEANED[name][0]()


def corpus() -> dict[str, bytes]:
    """Return every hostile package by what is wrong with it, and two that are sound."""
    hostile = {name: made(name) for name in (*REFUSED, *CLEANED, *LARGE)}
    return hostile | {"sound and old": sound_and_old(), "sound and new": sound_and_new()}


def sound_and_old() -> bytes:
    """Return a package of schema 11 with all that is read."""
    return package(
        _ROWS, {"0": "a.png"}, {"0": PNG}, reviews=[(1_764_000_000_000, 10, 3, 4, 0, 9, 0)]
    )


def sound_and_new() -> bytes:
    """Return the same package as a present Anki writes it, but for its tables."""
    return modern(collection(_ROWS), entries(b"a.png"), **{"0": PNG})
