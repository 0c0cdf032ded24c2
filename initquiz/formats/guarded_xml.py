"""XML from strangers, read child by child within limits.

Refused whole: what is not UTF-8 or says so of itself, any DOCTYPE (before the parser sees it,
for entities are declared there), elements that nest deeply, a root of too many children, a child
of too many elements, and what is not well formed, with line and column. Nothing is ever loaded.

Pictures make files large and little else does, so their bytes are counted apart from the rest.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from initquiz.errors import RefusedFileError

_BOM, _NEWLINE = b"\xef\xbb\xbf", b"\n"
_CHUNK = 1 << 16
_BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([!-~]{1,40}?)[\"']")
_UTF_8 = (b"utf-8", b"utf8", b"us-ascii")
_EXPECTED = "Save or export it again as UTF-8."


class Limits(NamedTuple):
    """What a file may have: bytes in all and without pictures, levels, children and elements.

    `pictures` are the tags whose text counts only in all; a child keeps `held` characters of it.
    """

    whole: int = 150_000_000
    size: int = 20_000_000
    depth: int = 40
    children: int = 50_000
    elements: int = 20_000
    pictures: frozenset[str] = frozenset()
    held: int = 28_000_000


LIMITS = Limits()


def children(data: bytes, name: str, root: str, limits: Limits = LIMITS) -> Iterator[Element]:
    """Yield the root's children one after the other; `name` is what errors call the file.

    Raises:
        RefusedFileError: see above; also if the root has another tag. What was yielded before
            is of a file that is refused, so nothing of it may be kept.
    """
    _check_text(data, name, limits)
    target = _Target(name, root, limits)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            if start - target.aside > limits.size:
                raise _too_large(name, limits.size)
            yield from target.taken()
        parser.close()
    except SyntaxError as error:
        line, column = getattr(error, "position", (0, 0))
        reason = str(error).partition(":")[0]
        raise RefusedFileError(
            f"{name}, line {line}, column {column + 1}: this is not well-formed XML ({reason}). "
            "Mend it there, or export the file again."
        ) from error
    except DefusedXmlException as error:
        raise _with_doctype(name) from error
    except (LookupError, ValueError) as error:  # an encoding Python does not know
        raise RefusedFileError(f"{name} says that it is not UTF-8. {_EXPECTED}") from error
    if len(data) - target.aside > limits.size:
        raise _too_large(name, limits.size)
    yield from target.taken()


def _check_text(data: bytes, name: str, limits: Limits) -> None:
    """Refuse what is too large, not UTF-8, or has a DOCTYPE."""
    if len(data) > limits.whole:
        raise _too_large(name, limits.whole)
    if fault := _fault_of_text(data):
        raise RefusedFileError(f"{name}, line {fault} is not UTF-8. {_EXPECTED}")
    said = _ENCODING.match(data.removeprefix(_BOM))
    if said and said[1].lower() not in _UTF_8:
        shown = said[1].decode()
        raise RefusedFileError(f"{name} says that it is {shown!r}, not UTF-8. {_EXPECTED}")
    at = len(_BOM) * data.startswith(_BOM)
    while found := _BEFORE_ROOT.match(data, at):
        at = found.end()
    if data.startswith(b"<!", at):
        raise _with_doctype(name)


def _fault_of_text(data: bytes) -> int:
    """Return the line of the first byte that is not UTF-8; 0 if all is."""
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            # What the decoder had kept of the chunk before is part of what it complains of.
            return 1 + data.count(_NEWLINE, 0, start) + error.object.count(_NEWLINE, 0, error.start)
    return 0


def _too_large(name: str, most: int) -> RefusedFileError:
    return RefusedFileError(
        f"{name} has more than {most:,} bytes; split it, or export it again with fewer questions."
    )


def _with_doctype(name: str) -> RefusedFileError:
    return RefusedFileError(
        f"{name} has a DOCTYPE, which no question file needs and an attack may hide in; "
        "delete that line if you trust the file."
    )


class _Target:
    """Builds the children of the root while the parser goes by, and counts."""

    def __init__(self, name: str, root: str, limits: Limits) -> None:
        self._name, self._root, self._limits = name, root, limits
        self._open: list[Element] = []
        self._last: Element | None = None  # the element that ended last
        self._text: list[str] = []
        self._count = self._children = self._held = 0
        self._ready: list[Element] = []
        self.aside = 0
        """Characters of pictures so far."""

    def taken(self) -> list[Element]:
        """Return the children that have ended since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._flush()
        if not self._open and tag != self._root:
            raise RefusedFileError(
                f"{self._name} is of another kind: it begins with <{tag[:40]}>, not <{self._root}>."
            )
        element = Element(tag, attributes)
        if len(self._open) > 1:
            self._open[-1].append(element)
        self._open.append(element)
        self._count += 1
        if len(self._open) > self._limits.depth:
            raise RefusedFileError(
                f"{self._name} nests elements more than {self._limits.depth} deep."
            )
        if self._count > self._limits.elements:
            raise RefusedFileError(
                f"{self._name} has more than {self._limits.elements:,} elements in one question."
            )

    def end(self, _tag: str) -> None:
        """End an element; a child of the root is ready then."""
        self._flush()
        self._last = self._open.pop()
        if len(self._open) == 1:
            self._ready.append(self._last)
            self._last, self._count, self._held = None, 0, 0
            self._children += 1
            if self._children > self._limits.children:
                raise RefusedFileError(
                    f"{self._name} has more than {self._limits.children:,} questions; split it."
                )

    def data(self, text: str) -> None:
        """Take text; of pictures no more than one child may hold."""
        if self._open and self._open[-1].tag in self._limits.pictures:
            self.aside += len(text)
            self._held += len(text)
            if self._held > self._limits.held:
                return
        self._text.append(text)

    def close(self) -> None:
        """End the file."""

    def _flush(self) -> None:
        """Give the text so far to the element it stands in or after."""
        text, self._text = "".join(self._text), []
        if self._last is not None:
            self._last.tail = text
        elif self._open:
            self._open[-1].text = text
        self._last = None
