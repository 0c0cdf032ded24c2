"""The list of an Anki package's pictures, older and newer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.formats.anki_media import fields, from_json, from_protobuf

NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6)


def varint(number: int) -> bytes:
    """Return a number as protobuf has it."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def field(number: int, data: bytes) -> bytes:
    """Return a protobuf field of bytes."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def entry(name: bytes, more: bytes = b"") -> bytes:
    """Return one file of the list, with its size and checksum."""
    return field(1, field(1, name) + b"\x10\x05" + field(3, bytes(20)) + more)


@given(names=NAMES)
def test_both_kinds_of_list_say_the_same(names: list[str]) -> None:
    """Which member holds which file, and which names cannot be used."""
    old = from_json(json.dumps({str(i): name for i, name in enumerate(names)}).encode(), "f")
    new = from_protobuf(b"".join(entry(name.encode()) for name in names), "f")
    assert old == new
    members, refused = old
    assert len(members) + len(refused) <= len(names)
    assert all(member in map(str, range(len(names))) for member in members.values())


def test_an_entry_may_name_its_member() -> None:
    """Field 255 takes the place of the entry's place."""
    data = entry(b"a.png", varint(255 << 3) + varint(300)) + entry(b"b.png")
    assert from_protobuf(data, "f")[0] == {"a.png": "300", "b.png": "1"}


def test_names_are_compared_without_case() -> None:
    """Two files whose names differ in case alone would be one on some machines."""
    members, refused = from_json(b'{"0": "a.png", "1": "A.PNG", "2": "../x"}', "f")
    assert members == {"a.png": "0"}
    assert "same name as 'a.png'" in refused["A.PNG"]
    assert refused["../x"] == "its name is a path"


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[]", b"3", b'{"0": 1}', b'{"x": "a"}', b'{"-1": "a"}',
             '{"٣": "a"}'.encode(), b'{"0000000000": "a"}', b"\xff", b"[" * 99_999]
)  # fmt: skip
def test_a_damaged_older_list_is_refused(data: bytes) -> None:
    """One sentence, never a traceback."""
    with pytest.raises(RefusedFileError, match="list of pictures is damaged"):
        from_json(data, "f")


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"\xff" * 20, b"\x0a\x05ab", b"\x0b\x01", entry(b"\xff"), field(1, b"\x08\x05"),
     field(1, field(1, b"a") + varint(255 << 3 | 2) + b"\x01x")],
)  # fmt: skip
def test_a_damaged_newer_list_is_refused(data: bytes) -> None:
    """Cut off, endless, of an unknown kind, or of wrong types."""
    with pytest.raises(RefusedFileError, match="list of pictures is damaged"):
        from_protobuf(data, "f")


def test_all_kinds_of_fields_are_passed() -> None:
    """Numbers, fixed ones of eight and four bytes, and bytes."""
    data = b"\x08\x96\x01" + b"\x11" + bytes(8) + b"\x1d" + bytes(4) + field(4, b"x")
    assert list(fields(data)) == [(1, 150), (2, bytes(8)), (3, bytes(4)), (4, b"x")]


@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else comes out."""
    for read in (from_json, from_protobuf):
        try:
            read(data, "f")
        except RefusedFileError:
            continue
