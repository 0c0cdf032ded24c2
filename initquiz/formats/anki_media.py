"""The list of pictures and sounds in an Anki package: which member holds which file.

Older packages have JSON, `{"0": "plot.png"}`. Newer ones have the protobuf message
`MediaEntries` of Anki's `proto/anki/import_export.proto`: field 1 is repeated, one entry a
file, and its place is the member's name; in an entry field 1 is the file's name and field 255
another member's number. Names are only compared, never used as paths (see `pictures`).
"""

import json
from collections.abc import Iterable, Iterator

from initquiz.errors import RefusedFileError
from initquiz.formats.pictures import fault_of_name, plain_name

_ENTRY, _NAME, _NUMBER = 1, 1, 255
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_VARINT_BITS = 64
_LONGEST_NUMBER = 9
_LONGEST_PATH = 1_000

Listed = tuple[dict[str, str], dict[str, str]]
"""Members by the names of the files they hold, and what is wrong with each refused name."""


def from_json(data: bytes, name: str) -> Listed:
    """Read the older kind of list; `name` is what errors call the package.

    Raises:
        RefusedFileError: It is not an object of texts whose keys are whole numbers.
    """
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _damaged(name) from error
    if not isinstance(found, dict) or not all(isinstance(file, str) for file in found.values()):
        raise _damaged(name)
    return _checked(found.items(), name)


def from_protobuf(data: bytes, name: str) -> Listed:
    """Read the newer kind of list, unpacked; `name` is what errors call the package.

    Raises:
        RefusedFileError: It is not such a message.
    """
    entries: list[tuple[str, str]] = []
    try:
        for field, value in fields(data):
            if field == _ENTRY and isinstance(value, bytes):
                entry = dict(fields(value))
                file, number = entry.get(_NAME, b""), entry.get(_NUMBER, len(entries))
                if not isinstance(file, bytes) or not isinstance(number, int):
                    raise _damaged(name)
                entries.append((str(number), file.decode("utf-8")))
    except (ValueError, IndexError) as error:
        raise _damaged(name) from error
    return _checked(entries, name)


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a protobuf message: number, and bytes or a whole number.

    Raises:
        ValueError: The bytes are no such message (as `IndexError` where they end too early).
    """
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        else:
            size = {_EIGHT: 8, _FOUR: 4}.get(kind, -1)
        if size < 0 or at + size > len(data):
            raise ValueError("a field is cut off or of no known kind")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where the next thing begins."""
    value = 0
    for shift in range(0, _VARINT_BITS, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the bit that says another byte follows
            return value, at
    raise ValueError("a number is too long")


def _checked(entries: Iterable[tuple[str, str]], name: str) -> Listed:
    """Sort the usable names from the refused; members must be whole numbers."""
    members: dict[str, str] = {}
    refused: dict[str, str] = {}
    folded: dict[str, str] = {}
    for member, given in entries:
        if not (member.isascii() and member.isdecimal() and len(member) <= _LONGEST_NUMBER):
            raise _damaged(name)
        file = plain_name(given)
        if fault := fault_of_name(file):
            refused[file[:_LONGEST_PATH]] = fault
        elif file.casefold() in folded:
            refused[file] = f"it has the same name as {folded[file.casefold()]!r}"
        else:
            folded[file.casefold()] = file
            members[file] = member
    return members, refused


def _damaged(name: str) -> RefusedFileError:
    return RefusedFileError(f"{name}: its list of pictures is damaged; export the deck again.")
