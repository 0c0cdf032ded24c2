"""Pairs to be matched, for programs that know no other way to arrange: an order is one too."""

from initquiz.model.arranging import Match, Order

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""What the places of an order are called."""


def pairs(field: Match | Order) -> tuple[tuple[str, int], ...]:
    """Return each item (Markdown) with the index of its option; an order's items are its places."""
    if isinstance(field, Match):
        items = field.items
    else:
        items = tuple(f"{name} ({field.first} first)" for name in PLACES[: len(field.options)])
    return tuple(zip(items, field.correct, strict=True))


def lessons(field: Match | Order) -> tuple[str, ...]:
    """Return, for each pair, what is to be learned where it is wrong (Markdown, may be empty)."""
    if isinstance(field, Order):
        return ("",) * len(field.options)
    return tuple(
        "\n\n".join(dict.fromkeys(each.lesson for at, _, each in field.mistakes if at == item))
        for item in range(len(field.items))
    )
