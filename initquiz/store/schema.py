"""The collection's tables, as ordered, named steps that are never edited, only added to.

`user_version` counts the steps applied, so a program that knows fewer refuses the file.
"""

from sqlite3 import complete_statement

_TABLES = """
CREATE TABLE decks (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE cards (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    deck INTEGER NOT NULL REFERENCES decks (id),
    position INTEGER NOT NULL,
    topic TEXT NOT NULL,
    tags TEXT NOT NULL CHECK (json_valid(tags)),
    question TEXT,
    answer TEXT,
    note TEXT,
    source TEXT,
    accept TEXT CHECK (accept IS NULL OR json_valid(accept)),
    skill TEXT,
    level TEXT CHECK (level IN ('easy', 'medium', 'hard')),
    CHECK ((skill IS NULL) = (question IS NOT NULL AND answer IS NOT NULL)),
    CHECK ((skill IS NULL) = (level IS NULL))
) STRICT;
CREATE INDEX cards_in_order ON cards (deck, position);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    card TEXT NOT NULL REFERENCES cards (id),
    retracts TEXT REFERENCES reviews (id),
    rating INTEGER CHECK (rating BETWEEN 1 AND 4),
    grade TEXT,
    answer TEXT,
    response_ms INTEGER,
    confidence TEXT,
    hint INTEGER,
    seed INTEGER,
    level TEXT,
    version INTEGER,
    digest TEXT,
    UNIQUE (device, sequence),
    CHECK ((retracts IS NULL) = (rating IS NOT NULL))
) STRICT;
CREATE INDEX reviews_of_card ON reviews (card);
CREATE INDEX reviews_retracted ON reviews (retracts) WHERE retracts IS NOT NULL;
CREATE TRIGGER reviews_never_change BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER reviews_never_go BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;

CREATE VIEW answers AS
SELECT * FROM reviews AS answer
WHERE rating IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM reviews AS undo
    WHERE undo.retracts = answer.id
    AND NOT EXISTS (SELECT 1 FROM reviews AS redo WHERE redo.retracts = undo.id)
);

CREATE TABLE schedules (
    card TEXT PRIMARY KEY REFERENCES cards (id),
    state TEXT NOT NULL,
    step INTEGER NOT NULL,
    stability REAL,
    difficulty REAL,
    due_at INTEGER,
    due_day INTEGER,
    first_day INTEGER,
    last_day INTEGER,
    reps INTEGER NOT NULL,
    lapses INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
"""

_FORMULAS = """
CREATE TABLE formulas (
    key TEXT PRIMARY KEY,
    svg TEXT NOT NULL,
    width REAL NOT NULL,
    ascent REAL NOT NULL,
    descent REAL NOT NULL,
    spoken TEXT NOT NULL
) STRICT;
"""

_CONFUSIONS = """
ALTER TABLE reviews ADD COLUMN confusion TEXT;
"""

_EXCHANGE = """
CREATE TABLE media (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    data BLOB NOT NULL
) STRICT;

ALTER TABLE cards ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before))
) STRICT;
"""

STEPS: tuple[tuple[str, str], ...] = (
    ("0001_cards_reviews_schedules", _TABLES),
    ("0002_formula_cache", _FORMULAS),
    ("0003_confusions", _CONFUSIONS),
    ("0004_media_removal_imports", _EXCHANGE),
)
VERSION = len(STEPS)
# Marks the file as ours ("iqzc"), shown by file(1) and checked on opening.
APPLICATION_ID = 0x69717A63

# Where sqlite-utils notes the steps it applied; a new file is given the same notes.
SET = "initquiz"
RECORD = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)
RECORD_STEP = """
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES (?, ?, strftime('%Y-%m-%d %H:%M:%f000+00:00'))"""


def statements(script: str) -> list[str]:
    """Split a step into its statements, each begun on a line of its own; triggers stay whole."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
