"""The pictures of an Anki package by the names its cards use, read when first asked for."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from initquiz.formats.anki_media import Listed
from initquiz.formats.guarded_zip import LIMITS, Package
from initquiz.formats.pictures import fault_of_name, kept_name, plain_name, suffix_of

MOST = 100_000_000
"""Bytes of all pictures that are kept."""

_TOO_MUCH = f"the pictures together are larger than {MOST:,} bytes"
_ADDRESS = ("http:", "https:", "file:", "data:", "ftp:", "//", "blob:", "javascript:")


class Pictures(Mapping[str, str]):
    """From a picture's name on a card to the name it is kept under.

    A name that cannot be used is missing; `why` says why. `kept` are the pictures that were
    asked for, by the names they are kept under, `named` the names in the file of these.
    """

    def __init__(self, package: Package, listed: Listed, *, packed: bool) -> None:
        """Take the package and its list; `packed` if each member is a zstd stream."""
        self._package = package
        self._members, self._refused = listed
        self._packed = packed
        self._known: dict[str, str] = {}
        self._why: dict[str, str] = {}
        self._left = MOST
        self._missing: set[str] = set()
        self.kept: dict[str, bytes] = {}
        self.named: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return the name a picture is kept under; KeyError if it cannot be used."""
        if name not in self._known and name not in self._missing:
            self._find(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names the package lists."""
        return iter(self._members)

    def __len__(self) -> int:
        """Return how many files the package lists."""
        return len(self._members)

    def why(self, dropped: str) -> str:
        """Return why a picture was left out, by the words `clean.to_markdown` has for it."""
        return self._why.get(dropped, "")

    def _find(self, name: str) -> None:
        """Read a picture, or note what is wrong with it."""
        plain = plain_name(name)
        if plain not in self._members and plain not in self._refused:
            plain = plain_name(unquote(name))
        fault = self._fault_before(plain)
        if not fault:
            read = self._package.unzstd if self._packed else self._package.chunks
            data = b"".join(read(self._members[plain]))
            self._left -= len(data)
            if self._left < 0:
                fault = _TOO_MUCH
            elif suffix := suffix_of(data):
                self._known[name] = kept = kept_name(data, suffix)
                self.kept[kept] = data
                self.named.setdefault(kept, name)
                return
            else:
                fault = "it is not a PNG, JPEG, GIF or WebP picture"
        self._missing.add(name)
        self._why[f"the picture {name[:60]!r}"] = fault

    def _fault_before(self, name: str) -> str:
        """Return what is wrong with a name, or with its member as far as the package tells."""
        if name.lower().startswith(_ADDRESS):
            return "nothing is loaded from elsewhere"
        if name in self._refused:
            return self._refused[name]
        member = self._members.get(name, "")
        if member not in self._package.sizes:
            return (not member and fault_of_name(name)) or "the file does not hold it"
        if self._left < 0:
            return _TOO_MUCH
        if self._package.sizes[member] > LIMITS.member:
            return f"it is larger than {LIMITS.member:,} bytes"
        return ""
