"""The pictures of a collection: found by name, decoded once, never more than fit in memory."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageWriter

from initquiz.drawing import pictures
from initquiz.drawing.pictures import Pictures

pytestmark = pytest.mark.usefixtures("qapp")


def png(width: int = 100) -> bytes:
    """Return a black picture, 100 px high."""
    image = QImage(width, 100, QImage.Format.Format_RGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class Shelf(dict[str, bytes]):
    """Pictures by name; remembers which were asked for."""

    def __init__(self, **known: bytes) -> None:
        """Hold some."""
        super().__init__(known)
        self.asked: list[str] = []

    def find(self, name: str) -> bytes | None:
        """Return one."""
        self.asked.append(name)
        return self.get(name)


def test_only_names_of_media_are_looked_up() -> None:
    """Neither the disk nor the web is ever asked, nor the collection for what is not its own."""
    shelf = Shelf(a=png())
    found = Pictures(shelf.find)
    for address in ("a", "file:///a", "http://a", "data:image/png;base64,AA", "qrc:/a", "MEDIA:a"):
        assert found.find(address) is None
    assert shelf.asked == []
    assert found.find("media:a") is not None


def test_a_picture_is_decoded_once() -> None:
    """The next card that shows it does not wait; neither does one that shows a damaged one."""
    shelf = Shelf(a=png(), b=b"damaged")
    found = Pictures(shelf.find)
    for _ in range(3):
        assert found.find("media:a") is not None
        assert found.find("media:b") is None
    assert shelf.asked == ["a", "b"]


def test_a_missing_picture_may_come() -> None:
    """After an import that brings it, it is shown."""
    shelf = Shelf()
    found = Pictures(shelf.find)
    assert found.find("media:a") is None
    shelf["a"] = png()
    assert found.find("media:a") is not None


def test_the_oldest_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for longest ago goes first, and the last one always stays."""
    monkeypatch.setattr(pictures, "_MOST_BYTES", 100 * 100 * 4 * 2)
    shelf = Shelf(a=png(), b=png(), c=png(), huge=png(900))
    found = Pictures(shelf.find)
    for name in "abac":
        found.find(f"media:{name}")
    shelf.asked.clear()
    for name in "acb":
        found.find(f"media:{name}")
    assert shelf.asked == ["b"]
    assert found.find("media:huge") is found.find("media:huge")
