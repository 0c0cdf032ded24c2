"""Cards that are forgotten again and again: a leech is told, and what it is mixed up with."""

from collections.abc import Iterable

from initquiz.model.review import Event
from initquiz.model.schedule import Schedule
from initquiz.schedule.replay import living

THRESHOLD = 8
"""Lapses at which a card is called a leech, as in Anki; said again every four lapses."""

_AGAIN_EVERY = 4


def notice(before: Schedule, after: Schedule, events: Iterable[Event]) -> str:
    """Say that the answer between two schedules made a leech, and why; "" if it did not.

    `events` are the card's rows of the log.
    """
    beyond = after.lapses - THRESHOLD
    if after.lapses == before.lapses or beyond < 0 or beyond % _AGAIN_EVERY:
        return ""
    from initquiz.study import confusions  # noqa: PLC0415 - loads numpy; a leech is rare

    events = list(events)
    told = f"Leech: this card has lapsed {after.lapses} times."
    most = confusions.tally(events).most_common(1)
    if not most:
        return f"{told} Learn it apart from the others, or write it anew."
    (confusion, times), answers = most[0], len(living(events))
    often = "once" if times == 1 else f"{times} times"
    return (
        f"{told} What gets in the way: {confusions.words(confusion)}, {often} in {answers} answers."
    )
