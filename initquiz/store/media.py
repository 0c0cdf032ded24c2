"""The pictures that cards name, each under its content hash with its suffix."""

from collections.abc import Iterable, Mapping

from initquiz.store.database import Database


class Media:
    """Reads and keeps pictures. A name stands for one content, so nothing is ever replaced."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def get(self, name: str) -> bytes | None:
        """Return a picture's bytes, or None."""
        rows = self._database.rows("SELECT data FROM media WHERE name = ?", name)
        return bytes(rows[0][0]) if rows else None

    def put(self, pictures: Mapping[str, bytes]) -> None:
        """Keep pictures, in one transaction."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO media (name, data) VALUES (?, ?)", pictures.items()
            )

    def known(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return those of some pictures that are kept, by name."""
        found = ((name, self.get(name)) for name in dict.fromkeys(names))
        return {name: data for name, data in found if data is not None}
