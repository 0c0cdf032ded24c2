"""Anki's review log as the answers of our cards."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from initquiz.formats.anki_collection import Review
from initquiz.model.exchange import Answered
from initquiz.model.review import Attempt, Rating

MOST_OF_A_CARD = 1_000
MOST = 500_000
"""Reviews that are kept at most: the newest of a card, the first of a file."""

_RATINGS = (Rating.AGAIN, *Rating)  # by Anki's number
_MANUAL = (4, 5)  # a due date that was set by hand, or computed anew
_FILTERED = 3  # in a filtered deck; without a factor it was only a preview, no review
_LATEST = 4_102_444_800_000  # milliseconds: the year 2100
_LONGEST = 24 * 3_600_000  # milliseconds one answer may have taken
_MOST_DAYS = 36_500


def answered(
    log: Iterable[Review], ids: Mapping[int, str]
) -> tuple[dict[str, tuple[Answered, ...]], int]:
    """Return the answers by our cards' ids, oldest first, and how many were left out.

    `ids` are our ids by Anki's; reviews of other cards, and what was no review, are passed
    over and not counted.
    """
    found: dict[str, list[Answered]] = {}
    kept = over = 0
    for at, number, rating, interval, factor, milliseconds, kind in log:
        card = ids.get(number)
        if card is None or rating < 1 or kind in _MANUAL or (kind == _FILTERED and not factor):
            continue
        if not 0 < at < _LATEST or kept == MOST:
            over += 1
            continue
        kept += 1
        given = _RATINGS[rating] if rating < len(_RATINGS) else Rating.EASY
        attempt = Attempt(card, given, "", "", _within(milliseconds, _LONGEST))
        answer = Answered(at * 1000, attempt, _within(interval, _MOST_DAYS))
        if card in found:
            found[card].append(answer)
        else:
            found[card] = [answer]
    for answers in found.values():
        answers.sort(key=attrgetter("at"))
        if len(answers) > MOST_OF_A_CARD:
            over += len(answers) - MOST_OF_A_CARD
            del answers[:-MOST_OF_A_CARD]
    return {card: tuple(answers) for card, answers in found.items()}, over


def _within(value: int, most: int) -> int:
    """Return a number, or the nearest from 0 to `most`."""
    return most if value > most else max(0, value)
