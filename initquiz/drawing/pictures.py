"""The pictures cards may show: those of the collection, or of a sample, and no others."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

_MOST_BYTES = 64 << 20


class Pictures:
    """Gives pictures by their address, decoded once; the latest stay in memory, 64 MiB of them."""

    def __init__(self, lookup: "Callable[[str], bytes | None]") -> None:
        """Take what gives a picture's bytes by its name, None if there is no such picture."""
        self._lookup = lookup
        self._known: dict[str, QImage | None] = {}

    def find(self, address: str) -> "QImage | None":
        """Return a picture; None if the address is not of `media:`, or it is missing or damaged.

        A picture that is damaged stays so, for its name is that of its content; one that is
        missing may come.
        """
        from initquiz.model.exchange import MEDIA  # noqa: PLC0415 - not on the way to a card

        if not address.startswith(MEDIA):
            return None
        name = address.removeprefix(MEDIA)
        if name in self._known:
            self._known[name] = image = self._known.pop(name)
            return image
        data = self._lookup(name)
        if data is None:
            return None
        from initquiz.drawing.decoding import decoded  # noqa: PLC0415 - most cards have none

        self._known[name] = image = decoded(data)
        self._forget()
        return image

    def _forget(self) -> None:
        """Let go of what was not asked for longest, save the last."""
        held = sum(image.sizeInBytes() for image in self._known.values() if image)
        while held > _MOST_BYTES and len(self._known) > 1:
            oldest = self._known.pop(next(iter(self._known)))
            held -= oldest.sizeInBytes() if oldest else 0
