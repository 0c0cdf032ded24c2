"""What a learner mixes up, read from the log: He taken for LeCun, the variance for the std.

A confusion is logged as `truth>answer`, two keys of options, or as the key of a misconception
where a number was wrong.
"""

from collections import Counter
from collections.abc import Iterable

from initquiz.initializers.schemes import SCHEMES
from initquiz.model.question import Question
from initquiz.model.review import Event
from initquiz.model.verdict import Grade
from initquiz.schedule.replay import living

_RECENT = 10  # answers that tell what is mixed up now
_OVERCOME = 2  # right answers in a row after which it no longer is


def tally(events: Iterable[Event]) -> Counter[str]:
    """Count each confusion among the answers that still count."""
    attempts = (event.attempt for event in living(events))
    return Counter(attempt.confusion for attempt in attempts if attempt and attempt.confusion)


def leading(events: Iterable[Event]) -> str:
    """Return what the last answers mix up most, the latest among equals; "" if nothing.

    Two right answers in a row have overcome it.
    """
    recent = [event.attempt for event in living(events) if event.attempt][-_RECENT:]
    last = recent[-_OVERCOME:]
    if len(last) == _OVERCOME and all(attempt.grade == Grade.RIGHT for attempt in last):
        return ""
    found = [attempt.confusion for attempt in recent if attempt.confusion]
    # The list is read backwards, so that max keeps the latest of equals.
    return max(reversed(found), key=found.count, default="")


def shows(question: Question, confusion: str) -> bool:
    """Tell whether a question offers both sides of a confusion, or may show it anyway."""
    truth, _, answer = confusion.partition(">")
    options = getattr(question.answer, "options", ())
    return not answer or {truth, answer} <= {option.key for option in options}


def words(confusion: str) -> str:
    """Return a confusion as people say it: "LeCun normal taken for He normal"."""
    truth, _, answer = confusion.partition(">")
    if not answer:
        return _plain(truth)
    return f"{_name(truth)} taken for {_name(answer)}"


def _name(key: str) -> str:
    """Return a scheme's title, or a key's words as a quotation."""
    known = SCHEMES.get(key)
    return known.title if known else f"“{_plain(key)}”"


def _plain(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")
