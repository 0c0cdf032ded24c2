"""Changes inside archives: what is packed in a file is taken out, changed, and packed again.

Chance would hardly ever meet a checksum or a compressed stream; so each member of a zip, and
what it holds compressed, and the cells of an SQLite file in it, are changed in their plain form.
"""

import random
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO

import zstandard

Mutate = Callable[[bytes, int], bytes]
"""Changes bytes, to at most so many."""

_ZSTD = b"\x28\xb5\x2f\xfd"
_SQLITE = b"SQLite format 3\0"
_LARGEST = 1 << 20
_ODD = (None, 0, -1, 2**63 - 1, -(2**63), 1e308, "", "\0", "\x1f" * 9, b"\xff\xfe")


def mutated(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Return a file changed somewhere: within an archive twice in three times, if it is one."""
    chance = random.Random(seed)  # noqa: S311 - no secrets here
    if data.startswith(b"PK") and chance.random() < 0.7:
        changed = _in_zip(data, chance, mutate)
        if changed is not None and len(changed) <= most:
            return changed
    return mutate(data, most)


def _in_zip(data: bytes, chance: random.Random, mutate: Mutate) -> bytes | None:
    """Return an archive with one member changed; None if it is none, or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()[:50]
            if not members or sum(member.file_size for member in members) > _LARGEST:
                return None
            held = {member.filename: archive.read(member) for member in members}
    except Exception:  # noqa: BLE001 - a damaged archive makes it raise nearly anything
        return None
    name = chance.choice(list(held))
    held[name] = _in_member(held[name], chance, mutate)
    target = BytesIO()
    try:
        with zipfile.ZipFile(target, "w") as archive:
            for each, content in held.items():
                archive.writestr(zipfile.ZipInfo(each), content)
    except (ValueError, OSError, UnicodeError):
        return None
    return target.getvalue()


def _in_member(data: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    """Return a member changed in its plain form."""
    if data.startswith(_ZSTD) and chance.random() < 0.8:
        try:
            plain = zstandard.ZstdDecompressor().decompress(data, max_output_size=_LARGEST)
        except zstandard.ZstdError:
            return mutate(data, len(data) + 64)
        return zstandard.ZstdCompressor().compress(_in_member(plain, chance, mutate))
    if data.startswith(_SQLITE) and chance.random() < 0.8:
        return _in_table(data, chance, mutate)
    return mutate(data, len(data) + 64)


def _in_table(data: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    """Return an SQLite file with one cell changed, or the file changed blindly."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            table = chance.choice(tables.fetchall())[0]
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            column = chance.choice(columns)
            rows = connection.execute(f'SELECT rowid, "{column}" FROM "{table}" LIMIT 50')  # noqa: S608 - names of a file's own
            row, old = chance.choice(rows.fetchall())
            new = _odd(old, chance, mutate)
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, row))  # noqa: S608 - as above
            connection.commit()
            return connection.serialize()
    except (sqlite3.Error, IndexError, UnicodeError, OverflowError, MemoryError):
        return mutate(data, len(data) + 64)


def _odd(old: object, chance: random.Random, mutate: Mutate) -> object:
    """Return another value for a cell."""
    if isinstance(old, str) and chance.random() < 0.9:
        return mutate(old.encode("utf-8", "replace"), len(old) + 64).decode("utf-8", "replace")
    if isinstance(old, bytes) and chance.random() < 0.9:
        return mutate(old, len(old) + 64)
    if isinstance(old, int) and chance.random() < 0.5:
        return old + chance.choice((-1, 1, 1000, -1000))
    return chance.choice(_ODD)
