"""Labels of figures as plain words."""

_MARKUP = frozenset("$`")


def spelled(label: str) -> str:
    """Return a label with its formulas and code, if it has any, written in a line of text."""
    if _MARKUP.isdisjoint(label):
        return label
    from initquiz.drawing.reading import plain_markdown  # noqa: PLC0415 - heavy, seldom needed

    return plain_markdown(label)
