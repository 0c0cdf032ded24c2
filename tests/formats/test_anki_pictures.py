"""The pictures of an Anki package, read when a card asks for them."""

import pytest
import zstandard

from initquiz.errors import RefusedFileError
from initquiz.formats import anki_pictures
from initquiz.formats.anki_pictures import Pictures
from initquiz.formats.guarded_zip import LIMITS, open_package
from initquiz.formats.pictures import kept_name
from initquiz.formats.zipped import zipped

PNG, GIF = b"\x89PNG\r\n\x1a\n and so on", b"GIF89a and so on"


def pictures(members: dict[str, str], *files: bytes, packed: bool = False) -> Pictures:
    """Return the pictures of a package of files, listed as `members`."""
    made = {str(i): zstandard.compress(f) if packed else f for i, f in enumerate(files)}
    return Pictures(open_package(zipped(made), "f"), (members, {"../x": "its name is a path"}),
                    packed=packed)  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_only_what_is_asked_for_is_kept(*, packed: bool) -> None:
    """By the name of its content; the name in the file stays known."""
    found = pictures({"a b.png": "0", "b.gif": "1"}, PNG, GIF, packed=packed)
    assert (list(found), len(found)) == (["a b.png", "b.gif"], 2)
    kept = kept_name(PNG, "png")
    assert found["a b.png"] == found["a%20b.png"] == kept
    assert found.kept == {kept: PNG}
    assert found.named == {kept: "a b.png"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../x", "a path"),
        ("gone.png", "does not hold it"),
        ("unlisted.png", "does not hold it"),
        ("a/b.png", "a path"),
        ("https://a.example/x.png", "from elsewhere"),
        ("FILE:///etc/passwd", "from elsewhere"),
        ("//host/share", "from elsewhere"),
        ("page.png", "not a PNG"),
    ],
)
def test_what_cannot_be_used_is_missing_and_says_why(name: str, why: str) -> None:
    """In the words that the cleaner has for it."""
    found = pictures({"gone.png": "7", "page.png": "0"}, b"<svg/>")
    assert found.get(name) is None
    assert why in found.why(f"the picture {name!r}")
    assert found.kept == {}


def test_pictures_have_a_limit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes beyond is left out, and no more is unpacked."""
    monkeypatch.setattr(anki_pictures, "MOST", 50)
    found = pictures({"a.png": "0", "b.gif": "1", "c.png": "2"}, PNG, GIF * 5, PNG)
    assert "a.png" in found
    assert "b.gif" not in found
    assert "c.png" not in found
    assert "together are larger" in found.why("the picture 'c.png'")


def test_a_picture_beyond_its_own_limit_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so before it is unpacked; one that lies about its size refuses the file."""
    bomb = pictures({"a.png": "0"}, PNG + bytes(2_000_000), packed=True)
    with pytest.raises(RefusedFileError, match="grows"):
        bomb.get("a.png")
    monkeypatch.setattr(anki_pictures, "LIMITS", LIMITS._replace(member=10))
    found = pictures({"a.png": "0"}, PNG)
    assert "a.png" not in found
    assert "larger than 10 bytes" in found.why("the picture 'a.png'")
