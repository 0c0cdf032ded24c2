"""Writes one Moodle file of compute-it cards with their plots, and says what took how long."""

import json
import sys
import time
from collections.abc import Sequence

from initquiz import wiring
from initquiz.cli.pictures import pictured
from initquiz.exporters.moodle_xml import EXPORTER
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Deck, Skill
from initquiz.model.exchange import Parcel
from tests.benchmarks.children.deck import peak


def main(kinds: str, count: str) -> None:
    """Write so many instances: of the `quick` types that show plots, or of `all` types."""
    known = wiring.plug_ins().questions
    picture_time = 0.0
    pictures = 0
    told: list[float] = []

    def picture(blocks: Sequence[Block]) -> bytes:
        nonlocal picture_time, pictures
        started = time.perf_counter()
        data = pictured(blocks)
        picture_time += time.perf_counter() - started
        pictures += 1
        return data

    cards = tuple(
        Card(f"{key}-{level}", key, Skill(key, level))
        for key, kind in known.items()
        for level in kind.levels
        if kinds == "all" or not kind.slow
    )
    each = -(-int(count) // len(cards))
    started = time.perf_counter()
    data = EXPORTER.write(
        Parcel(
            (Deck("All", cards),),
            questions=known,
            picture=picture,
            instances=each,
            told=lambda _: told.append(time.perf_counter()),
        )
    )
    wall = time.perf_counter() - started
    gaps = [after - before for before, after in zip([started, *told], told, strict=False)]
    json.dump(
        {
            "wall": wall,
            "instances": each * len(cards),
            "pictures": pictures,
            "picture_time": picture_time,
            "told": len(told),
            "longest": max(gaps),
            "size": len(data) / 2**20,
            "memory": peak(),
        },
        sys.stdout,
    )
