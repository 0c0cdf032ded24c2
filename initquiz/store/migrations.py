"""Brings an older collection up to date, one named step at a time, each all or nothing."""

import sqlite3
from collections.abc import Callable

from sqlite_utils import Database, Migrations

from initquiz.store import schema


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps a collection lacks, in order; a failing step leaves it as it was."""
    steps = Migrations(schema.SET)
    for number, (name, script) in enumerate(schema.STEPS, start=1):
        steps(name=name)(_step(number, script))
    database = Database(connection)
    # Foreign keys cannot be checked half-way through a change of tables.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        steps.apply(database)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _step(number: int, script: str) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in schema.statements(script):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {number}")

    return apply
