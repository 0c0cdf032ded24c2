"""What the fuzzer begins with: the importers' own crafted files, and what our exporters write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from initquiz import resources, wiring
from initquiz.errors import InitQuizError
from initquiz.formats.pictures import kept_name
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.exchange import Importer, Parcel

_IMPORTERS = Path(__file__).parent.parent / "importers"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b49444154789c63"
    "fcff1f0003000201ff6b5d3c0000000049454e44ae426082"
)
_FACTS = 6
_SKILLS = 2


def seeds(importer: Importer) -> list[bytes]:
    """Return files for an importer, each once."""
    return list(dict.fromkeys([*_crafted(importer.key), *_exported(importer)]))


def _crafted(key: str) -> Iterator[bytes]:
    """Yield what `corpus()` of the importer's tests gives."""
    for made in corpora(key):
        found = made()
        yield from found.values() if isinstance(found, Mapping) else found


def corpora(key: str) -> "Iterator[Callable[[], Mapping[str, bytes] | Sequence[bytes]]]":
    """Yield the functions `corpus` of tests whose names begin as an importer's key does."""
    first = key.partition("-")[0]
    for path in sorted(_IMPORTERS.glob("*.py")):
        if path.stem.removeprefix("test_").partition("_")[0] == first:
            module = import_module(f"tests.importers.{path.stem}")
            made = getattr(module, "corpus", None)
            if made is not None and made.__module__ == module.__name__:
                yield made


def _exported(importer: Importer) -> Iterator[bytes]:
    """Yield the seeded deck, and a few cards of it, as our exporters write this format."""
    known = wiring.plug_ins()
    suffixes = {*importer.suffixes, *importer.also}
    deck_file = resources.data_file(wiring.SEEDED_DECK)
    if deck_file.suffix in suffixes:
        yield deck_file.read_bytes()
    decks = known.importers["markdown-deck"].read(deck_file.read_bytes(), deck_file.name).decks
    cards = [card for deck in decks for card in deck.cards]
    facts = [card for card in cards if isinstance(card.content, Fact)][:_FACTS]
    skills = [card for card in cards if isinstance(card.content, Skill)][:_SKILLS]
    name = kept_name(_PNG, "png")
    shown = Fact(f"What is ![it](media:{name})?", "It is $x^2$.", "a `note`", "He", ("it", "x"))
    own = (*facts, replace(facts[0], id="shown", content=shown), *skills)
    for exporter in known.exporters.values():
        if suffixes.isdisjoint(exporter.suffixes):
            continue
        for chosen in (own, own[-1 - _SKILLS : -_SKILLS], own[:1]):
            parcel = Parcel((_deck(chosen),), {name: _PNG}, known.questions, _drawn, 1, stamp=1)
            try:
                yield exporter.write(parcel)
            except InitQuizError:
                continue  # this format cannot carry these cards


def _deck(cards: Sequence[Card]) -> Deck:
    return Deck("Fuzz::Deck", tuple(cards))


def _drawn(_blocks: Sequence[Block]) -> bytes:
    return _PNG
