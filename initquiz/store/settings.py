"""Small values the program remembers: the device's id, the theme, the learner's options."""

import json
import os

from initquiz.model.options import Options
from initquiz.store.database import Database


class Settings:
    """A key-value table of JSON values."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """Return the text stored under `key`, or the default."""
        rows = self._database.rows("SELECT value FROM settings WHERE key = ?", key)
        value = json.loads(str(rows[0][0])) if rows else default
        return value if isinstance(value, str) else default

    def set(self, key: str, value: str) -> None:
        """Store a text under `key`."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value)),
            )

    def device(self) -> str:
        """Return this collection's device id, made at random when first asked for."""
        if known := self.get("device"):
            return known  # without a write, for which another program might have to be waited
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO settings (key, value) VALUES ('device', ?)",
                (json.dumps(os.urandom(8).hex()),),
            )
        return self.get("device")

    def options(self) -> Options:
        """Return the scheduling options."""
        return Options()
