"""Zip files and zstd streams from strangers, read within limits and never unpacked to disk.

What a file claims about itself is not believed: bytes are counted as they come out. Refused
whole are files with encrypted, doubled, overlapping or linked members, with more or larger
members than the limits allow, and anything that is not a plain zip of its time (several disks,
ZIP64, text before its start). Each refusal is a RefusedFileError with one sentence.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, NamedTuple

import zstandard

from initquiz.errors import RefusedFileError

_END, _END_FORMAT = b"PK\x05\x06", struct.Struct("<4s4H2LH")
_ZIP64 = b"PK\x06\x07"
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 1 << 16
_DIRECTORY = 1 << 9  # bytes a member's entry may take on the average
_CHUNK = 1 << 18
_ENCRYPTED = 0x2041  # encrypted, strongly encrypted, headers encrypted
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WINDOW = 1 << 27
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
           struct.error, zstandard.ZstdError, MemoryError)  # fmt: skip


class Limits(NamedTuple):
    """What a package may hold: members, bytes of one and of all, and how well they compress.

    A member may grow to `ratio` times its compressed size, or to `floor` bytes in any case.
    """

    members: int = 5_000
    member: int = 20_000_000
    total: int = 200_000_000
    ratio: int = 100
    floor: int = 1_000_000


LIMITS = Limits()


class Package:
    """An opened zip file: the names of its members, and their bytes within the limits."""

    def __init__(self, name: str, file: zipfile.ZipFile, limits: Limits) -> None:
        """Take a file that `open_package` has looked through."""
        self._name = name
        self._limits = limits
        self._file = file
        self._left = limits.total
        self.sizes: Mapping[str, int] = {info.filename: info.file_size for info in file.infolist()}
        """The members' names and the sizes they claim, in bytes."""

    def chunks(self, member: str, most: int | None = None) -> Iterator[bytes]:
        """Yield a member's bytes; `most` takes the place of the limit of one member.

        Raises:
            RefusedFileError: The member is damaged, or larger than the limits allow.
        """
        info = self._file.getinfo(member)
        limits = self._limits
        most = limits.member if most is None else most
        with _told(self._name, member), self._file.open(info) as stream:
            yield from self._counted(stream, member, most, info.compress_size)

    def unzstd(self, member: str, most: int | None = None) -> Iterator[bytes]:
        """Yield the bytes of a member that is one zstd stream; else as `chunks`."""
        limits = self._limits
        most = limits.member if most is None else most
        packed = io.BytesIO(b"".join(self.chunks(member, most)))
        decoder = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        size = len(packed.getbuffer())
        with _told(self._name, member), decoder.stream_reader(packed) as stream:
            yield from self._counted(stream, member, most, size)

    def _counted(
        self, stream: "IO[bytes] | zstandard.ZstdDecompressionReader",
        member: str, most: int, packed: int,
    ) -> Iterator[bytes]:  # fmt: skip
        limits, count = self._limits, 0
        while chunk := stream.read(_CHUNK):
            count += len(chunk)
            self._left -= len(chunk)
            if count > most:
                raise RefusedFileError(f"{self._name}: {member} is larger than {most:,} bytes.")
            if count > max(limits.floor, limits.ratio * packed):
                raise RefusedFileError(
                    f"{self._name}: {member} grows to more than {limits.ratio} times its size."
                )
            if self._left < 0:
                raise _too_large(self._name, limits)
            yield chunk


@contextmanager
def _told(name: str, member: str) -> Iterator[None]:
    """Turn every fault of a damaged member into one sentence."""
    try:
        yield
    except _FAULTS as error:
        raise RefusedFileError(
            f"{name}: {member} is damaged; save or download it again."
        ) from error


def open_package(data: bytes, name: str, limits: Limits = LIMITS) -> Package:
    """Look through a zip file and return it; `name` is what errors call it.

    Raises:
        RefusedFileError: It is no zip file, damaged, or beyond the limits (see above).
    """
    if len(data) > limits.total:
        raise _too_large(name, limits)
    directory, count = _directory(data, name, limits)
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise _damaged(name) from error
    infos = file.infolist()
    if len(infos) != count:
        raise _damaged(name)
    if sum(info.file_size for info in infos) > limits.total:
        raise _too_large(name, limits)
    seen: set[str] = set()
    for info in infos:
        _look_at(info, name)
        folded = info.filename.casefold()
        if folded in seen:
            raise RefusedFileError(f"{name} has two members named {info.filename[:80]!r}.")
        seen.add(folded)
    _look_for_overlaps(data, infos, directory, name)
    return Package(name, file, limits)


def _directory(data: bytes, name: str, limits: Limits) -> tuple[int, int]:
    """Return where the list of members begins and how many it has, before it is read."""
    start = len(data) - _END_FORMAT.size
    if start < 0 or data[start : start + 4] != _END or data[-2:] != b"\0\0":
        start = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT - _END_FORMAT.size))
    if start < 0 or len(data) < start + _END_FORMAT.size:
        raise RefusedFileError(f"{name} is not a zip file, or its end is missing.")
    _, disk, first, here, count, size, offset, _ = _END_FORMAT.unpack_from(data, start)
    if disk or first or here != count or data[max(0, start - 20) : start].startswith(_ZIP64):
        raise RefusedFileError(f"{name} is a zip file of several parts or of the kind ZIP64.")
    if count > limits.members or size > limits.members * _DIRECTORY:
        raise _too_many(name, limits)
    if offset + size != start:
        raise _damaged(name)
    return int(offset), int(count)


def _look_at(info: zipfile.ZipInfo, name: str) -> None:
    """Refuse a member that is encrypted, a link, or packed in a way nobody uses."""
    member = info.orig_filename[:80]
    if info.flag_bits & _ENCRYPTED:
        raise RefusedFileError(f"{name} is encrypted ({member!r}); save it without a password.")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise RefusedFileError(f"{name}: {member!r} is a link or a folder, not a file.")
    if info.compress_type not in _KINDS:
        raise RefusedFileError(f"{name}: {member!r} is packed in a way that is not read.")
    if info.filename != info.orig_filename:
        raise RefusedFileError(f"{name}: {member!r} cannot be the name of a member.")


def _look_for_overlaps(
    data: bytes, infos: list[zipfile.ZipInfo], directory: int, name: str
) -> None:
    """Refuse members that share bytes: a small file could hold the same bomb many times."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start < end or start + _LOCAL.size > directory:
            raise RefusedFileError(f"{name}: {info.filename[:80]!r} overlaps another member.")
        *_, of_name, of_extra = _LOCAL.unpack_from(data, start)
        end = start + _LOCAL.size + of_name + of_extra + info.compress_size
        if end > directory:
            raise RefusedFileError(f"{name}: {info.filename[:80]!r} overlaps another member.")


def _damaged(name: str) -> RefusedFileError:
    return RefusedFileError(f"{name} is damaged; save or download it again.")


def _too_many(name: str, limits: Limits) -> RefusedFileError:
    return RefusedFileError(f"{name} has more than {limits.members:,} members; split the deck.")


def _too_large(name: str, limits: Limits) -> RefusedFileError:
    return RefusedFileError(f"{name} holds more than {limits.total:,} bytes; split the deck.")
