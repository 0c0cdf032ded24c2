"""A first look at an export, made ready in a worker so that the window only has to show it."""

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.drawing.prefetch import prefetch
from initquiz.model.exchange import MEDIA, Part
from initquiz.ui.widgets.share_pictures import CancelledError

if TYPE_CHECKING:
    from initquiz.model.exchange import Picture
    from initquiz.study.looking import Look
    from initquiz.study.sharing import Order, Sharing
    from initquiz.ui.widgets.share_sample import Shown


def looked(
    sharing: "Sharing", order: "Order", picture: "Picture", stop: Event
) -> "tuple[Look, list[Shown]]":
    """Look, with formulas set and pictures decoded; to be called in a worker."""
    look = sharing.look(order, picture, partial(check, stop))
    items: list[Shown] = []
    for sample in look.samples:
        pictures = Pictures(sample.media.get)
        for name in sample.media:
            pictures.find(MEDIA + name)
        items.append((sample.parts, pictures))
    if not items and look.text:
        fence = "`" * max(3, _ticks(look.text) + 1)
        items = [((Part("first lines", f"{fence}\n{look.text}\n{fence}"),), None)]
    with sharing.formulas() as formulas:
        texts = (part.text for parts, _ in items for part in parts)
        prefetch(texts, Typesetter(formulas), stop)
    return look, items


def check(stop: Event) -> None:
    """Raise CancelledError if nobody wants it any more."""
    if stop.is_set():
        raise CancelledError


def _ticks(text: str) -> int:
    """Return the length of the longest run of backquotes."""
    longest = run = 0
    for letter in text:
        run = run + 1 if letter == "`" else 0
        longest = max(longest, run)
    return longest
