"""Version 2 of a private space: reflections with the words they are found by, pictures, and letters."""

from __future__ import annotations

from typing import Final

from trustapp.storage.connection import Database

_TABLES: Final = (
    """CREATE TABLE reflection (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL,
        time TEXT NOT NULL,
        title TEXT NOT NULL,
        plain TEXT NOT NULL,
        marked TEXT,
        kind TEXT NOT NULL,
        mood TEXT NOT NULL,
        tags TEXT NOT NULL,
        pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
        prompt TEXT NOT NULL,
        made TEXT NOT NULL,
        changed TEXT NOT NULL,
        binned TEXT,
        source TEXT NOT NULL
    ) STRICT""",
    # Whatever a list is narrowed by is in its index: 50,000 texts are not walked through for it.
    """CREATE INDEX reflection_by_pin ON reflection
        (binned, pinned DESC, day DESC, time DESC, number DESC, kind, mood)""",
    """CREATE INDEX reflection_by_day ON reflection
        (binned, day DESC, time DESC, number DESC, pinned, kind, mood)""",
    "CREATE INDEX reflection_by_source ON reflection (source) WHERE source <> ''",
    """CREATE TABLE reflection_tag (
        tag TEXT NOT NULL,
        reflection INTEGER NOT NULL REFERENCES reflection (number) ON DELETE CASCADE,
        PRIMARY KEY (tag, reflection)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reflection_tag_of ON reflection_tag (reflection)",
    """CREATE VIRTUAL TABLE reflection_word USING fts5 (
        title, plain,
        content = 'reflection', content_rowid = 'number',
        tokenize = "unicode61 remove_diacritics 2", prefix = '1 2'
    )""",
    """CREATE TABLE picture (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        reflection INTEGER NOT NULL REFERENCES reflection (number) ON DELETE CASCADE,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        mime TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX picture_of ON picture (reflection, place)",
    """CREATE TABLE letter (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        made TEXT NOT NULL,
        changed TEXT NOT NULL,
        opens TEXT,
        sent TEXT
    ) STRICT""",
)

_SETTINGS: Final = (
    # A word that was taken out is taken out of the index at once, and not when pages are merged.
    ("secure-delete", 1),
    # A part of the index fits on a page of the file, of which the cipher and the row take their share.
    ("pgsz", 3_800),
)


def upgrade(database: Database) -> None:
    """Add the tables; nothing that is there changes."""
    for table in _TABLES:
        database.execute(table)
    for name, value in _SETTINGS:
        database.execute("INSERT INTO reflection_word (reflection_word, rank) VALUES (?, ?)", (name, value))
