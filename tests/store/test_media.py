"""Pictures are kept under their content's name, once."""

from contextlib import closing

from initquiz.store.database import IN_MEMORY, Database
from initquiz.store.media import Media


def test_pictures_come_out_as_they_went_in() -> None:
    """Bytes of any kind; a name that is not kept is None, or left out of many."""
    with closing(Database(IN_MEMORY)) as database:
        media = Media(database)
        media.put({"a.png": b"\x00\xff", "b.gif": b""})
        assert media.get("a.png") == b"\x00\xff"
        assert media.get("c.png") is None
        assert media.known(["b.gif", "a.png", "c.png", "a.png"]) == {
            "b.gif": b"",
            "a.png": b"\x00\xff",
        }


def test_a_name_stands_for_one_content() -> None:
    """The name is made from the content, so the first is never replaced."""
    with closing(Database(IN_MEMORY)) as database:
        media = Media(database)
        media.put({"a.png": b"first"})
        media.put({"a.png": b"second"})
        assert media.get("a.png") == b"first"
