"""Where exports went before, so that one click repeats one to the same file."""

import json
from pathlib import Path
from typing import NamedTuple

from initquiz.study.sharing import Order, Pick

_KEPT = 5


class Sent(NamedTuple):
    """An export that was done: what, and to which file."""

    order: Order
    target: Path


def remembered(text: str) -> tuple[Sent, ...]:
    """Return past exports from a remembered text, newest first; none from one that is spoilt."""
    try:
        entries = json.loads(text or "[]")
        return tuple(
            Sent(Order(Pick(*map(str, pick)), str(key), bool(along), int(count), int(seed)),
                 Path(target))
            for target, pick, key, along, count, seed in entries
        )  # fmt: skip
    except (ValueError, TypeError):
        return ()


def with_newest(text: str, sent: Sent) -> str:
    """Return the text to remember after an export; each file stands in it once."""
    others = [each for each in remembered(text) if each.target != sent.target]
    return json.dumps(
        [[str(each.target), *each.order] for each in (sent, *others)[:_KEPT]], ensure_ascii=False
    )


def proposed(order: Order, suffix: str) -> str:
    """Return a file name for an export: its deck's and its tag's, in small letters."""
    names = [part for part in (order.pick.deck or "initquiz", order.pick.tag) if part]
    kept = "".join(each if each.isalnum() else " " for each in " ".join(names).lower())
    return "-".join(kept.split())[:60] + suffix
