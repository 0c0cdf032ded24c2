"""Importers with a fault each, by which the fuzzer shows that it finds faults."""

import time

from initquiz.errors import RefusedFileError
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.exchange import Importer, Reading

_GOOD = Reading((Deck("d", (Card("a", "", Fact("q", "a")),)),))
_HELD: list[bytearray] = []


def _sound(data: bytes, name: str) -> Reading:
    if not data:
        raise RefusedFileError(f"{name} is empty; choose another file.")
    return _GOOD


def _crash(data: bytes, _name: str) -> Reading:
    """Fail behind three steps that chance alone would hardly take together."""
    if data[:1] == b"Q" and data[1:2] == b"7" and data[2:3] == b"!":
        raise KeyError("planted")
    return _GOOD


def _hang(data: bytes, _name: str) -> Reading:
    end = time.process_time() + 60
    while data and time.process_time() < end:
        pass
    return _GOOD


def _hog(data: bytes, _name: str) -> Reading:
    if data:
        _HELD.append(bytearray(b"x") * (300 << 20))
    return _GOOD


def _twins(data: bytes, _name: str) -> Reading:
    card = Card("a", "", Fact("q", "a"))
    return Reading((Deck("d", (card, card)),)) if data else _GOOD


def _nothing(data: bytes, _name: str) -> Reading:
    return None if data else _GOOD  # type: ignore[return-value] # the fault


def _importer(read: object) -> Importer:
    return Importer("planted", "Planted", (".x",), read)  # type: ignore[arg-type] # as above


SOUND, CRASH, HANG, HOG, TWINS, NOTHING = map(
    _importer, (_sound, _crash, _hang, _hog, _twins, _nothing)
)
