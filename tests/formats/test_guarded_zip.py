"""Zip files from strangers: what they claim is not believed."""

import io
import struct
import zipfile

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.formats.guarded_zip import LIMITS, Limits, open_package
from initquiz.formats.zipped import zipped

TINY = Limits(members=3, member=2_000, total=3_000, ratio=10, floor=500)


def whole(data: bytes, member: str, limits: Limits = LIMITS) -> bytes:
    """Return a member of a package."""
    return b"".join(open_package(data, "f.zip", limits).chunks(member))


@given(
    members=st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), st.binary(), max_size=5)
)
def test_a_sound_package_is_read_as_it_is(members: dict[str, bytes]) -> None:
    """Its members, their sizes and their bytes."""
    package = open_package(zipped(members), "f.zip")
    assert dict(package.sizes) == {name: len(data) for name, data in members.items()}
    for name, data in members.items():
        assert b"".join(package.chunks(name)) == data


def test_a_comment_at_the_end_does_no_harm() -> None:
    """Some programs leave one."""
    data = zipped({"a": b"x"})[:-2] + struct.pack("<H", 5) + b"hello"
    assert whole(data, "a") == b"x"


@pytest.mark.parametrize(
    ("members", "member", "why"),
    [
        ({"a": b"\1" * 2_001}, "a", "larger than 2,000 bytes|10 times"),
        ({"a": bytes(range(256)) * 8}, "a", "larger than 2,000 bytes"),
        ({"a": bytes(1_500)}, "a", "10 times its size"),
        ({"a": bytes(400)}, "a", ""),  # the floor: small members may be as empty as they like
        (dict.fromkeys("abcd", b""), "a", "more than 3 members"),
        (dict.fromkeys("ab", bytes(range(200)) * 8), "a", "more than 3,000 bytes"),
    ],
)
def test_the_limits_are_kept(members: dict[str, bytes], member: str, why: str) -> None:
    """Members, bytes of one and of all, and how well they compress."""
    data = zipped(members)
    if not why:
        assert whole(data, member, TINY) == members[member]
        return
    with pytest.raises(RefusedFileError, match=why):
        whole(data, member, TINY)


def test_members_together_are_counted_as_they_come_out() -> None:
    """Each of them may be within its limit, and read more than once."""
    package = open_package(zipped({"a": bytes(range(150)) * 10}), "f.zip", TINY)
    assert len(b"".join(package.chunks("a"))) == 1_500
    list(package.chunks("a"))
    with pytest.raises(RefusedFileError, match="more than 3,000 bytes"):
        list(package.chunks("a"))


def test_a_size_that_is_a_lie_is_found_out() -> None:
    """What comes out is counted, whatever the file says."""
    data = bytearray(zipped({"a": bytes(range(256)) * 100}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(sign) + offset, 10)
    with pytest.raises(RefusedFileError, match=r"f\.zip: a"):
        whole(bytes(data), "a", TINY)


def test_zstd_streams_are_unpacked_within_the_same_limits() -> None:
    """Frames that say no size, and bombs."""
    writer = zstandard.ZstdCompressor().compressobj()
    streamed = writer.compress(b"hello") + writer.flush()
    bomb = zstandard.compress(bytes(100_000))
    package = open_package(zipped({"a": streamed, "b": bomb, "c": b"no"}), "f.zip", TINY)
    assert b"".join(package.unzstd("a")) == b"hello"
    with pytest.raises(RefusedFileError, match=r"b is larger|b grows"):
        list(package.unzstd("b"))
    with pytest.raises(RefusedFileError, match="c is damaged"):
        list(open_package(zipped({"c": b"no"}), "f.zip").unzstd("c"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(method: int) -> None:
    """Nobody's exports use it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr("a", b"x" * 99)
    with pytest.raises(RefusedFileError, match="packed in a way"):
        open_package(out.getvalue(), "f.zip")


@pytest.mark.parametrize(
    "mode", [0o120777, 0o040755, 0o020644, 0o010644], ids=["link", "folder", "device", "pipe"]
)
def test_links_and_folders_are_refused(mode: int) -> None:
    """A member is a plain file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("a")
        info.external_attr = mode << 16
        file.writestr(info, b"/etc/passwd")
    with pytest.raises(RefusedFileError, match="is a link or a folder, not a file"):
        open_package(out.getvalue(), "f.zip")


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else comes out."""
    for given_bytes in (data, zipped({"a": data})[len(data) // 2 :], data + zipped({"a": b"x"})):
        try:
            package = open_package(given_bytes, "f.zip")
            for name in package.sizes:
                list(package.chunks(name))
        except RefusedFileError:
            continue


def changed(data: bytes, sign: bytes, offset: int, layout: str, value: int) -> bytes:
    """Return a zip file with a value changed in the last header that begins with a sign."""
    out = bytearray(data)
    struct.pack_into(layout, out, data.rfind(sign) + offset, value)
    return bytes(out)


TWO = zipped({"a": b"x" * 50, "b": b"y" * 50})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (changed(TWO, b"PK\x01\x02", 8, "<H", 0x1), "is encrypted"),
        (changed(TWO, b"PK\x01\x02", 8, "<H", 0x2000), "is encrypted"),
        (changed(TWO, b"PK\x01\x02", 42, "<L", 0), "overlaps another member"),
        (changed(TWO, b"PK\x01\x02", 42, "<L", len(TWO)), "overlaps another member"),
        (changed(TWO, b"PK\x01\x02", 20, "<L", 90), "overlaps another member"),
        (zipped({"media": b"", "Media": b""}), "two members named 'Media'"),
        (changed(TWO, b"PK\x05\x06", 8, "<H", 1), "several parts"),
        (changed(TWO, b"PK\x05\x06", 16, "<L", 9), "is damaged"),
        (TWO[:-30], "its end is missing"),
    ],
)
def test_tricks_of_the_directory_are_refused(data: bytes, why: str) -> None:
    """Passwords, members within members, equal names, lists that lie elsewhere."""
    with pytest.raises(RefusedFileError, match=why):
        open_package(data, "f.zip")
