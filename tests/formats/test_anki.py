"""Anki's collection as we write it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from initquiz.formats.anki import (
    FIELDS,
    Standing,
    Writer,
    day_of,
    deck_name,
    id_of,
    stripped,
    tag_of,
)


def test_ids_follow_from_names_and_never_collide(tmp_path: Path) -> None:
    """The same guid always has the same id; two notes never share one."""
    assert id_of("a") == id_of("a") != id_of("b")
    fields = ("<b>f</b>", *[""] * (len(FIELDS) - 1))
    path = tmp_path / "c.anki2"
    with Writer({"D": 5}, 100) as writer:
        first, second = (
            writer.note("same", fields, ("a b",), deck=5, standing=Standing(0, 0, i))
            for i in range(2)
        )
        assert second == first + 1
        writer.reviews((77, first, 3, 1, 0, 0, 10, 0) for _ in range(2))
        path.write_bytes(writer.collection())
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT id FROM revlog").fetchall() == [(77,), (78,)]
        assert connection.execute("SELECT tags, sfld FROM notes").fetchone() == (" a_b ", "f")


def test_texts_as_anki_compares_them() -> None:
    """Without tags, entities read, spaces in tags joined; days are counted from 2020."""
    assert stripped("<p>a &lt; b</p> ") == "a < b"
    assert tag_of(" two  words ") == "two_words"
    assert deck_name(' Maths ::  "Linear  algebra" ::') == "Maths::'Linear algebra'"
    assert day_of(1_577_836_800_000_000 + 86_400_000_000 * 3) == 3
