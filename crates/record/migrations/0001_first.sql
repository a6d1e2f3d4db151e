-- Version 1. Never edited after release: a change is a new file.
-- Times are UTC, ISO 8601 with six decimals, so that text order is time order.
-- Offsets are bytes into source.text, end exclusive.

CREATE TABLE source (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,      -- SHA-256 of text, lower-case hexadecimal
    title     TEXT,
    publisher TEXT,
    date      TEXT,
    address   TEXT,
    text      TEXT NOT NULL,
    regions   TEXT NOT NULL,             -- JSON: [{"start":0,"end":9}]
    kept_at   TEXT NOT NULL
) STRICT;

-- One row for each reading that differed from the one before it; the last one stands.
CREATE TABLE reading (
    seq      INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (seq),
    reader   TEXT NOT NULL,
    read_at  TEXT NOT NULL,
    date     TEXT,
    relevant INTEGER NOT NULL CHECK (relevant IN (0, 1)),
    digest   TEXT NOT NULL               -- SHA-256 of the reading as JSON
) STRICT;
CREATE INDEX reading_source ON reading (source);

-- Parties and people of the reading that stands.
CREATE TABLE party (
    source   INTEGER NOT NULL REFERENCES source (seq),
    ord      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    code     TEXT,
    aliases  TEXT NOT NULL,              -- JSON: ["Moscow"]
    mentions TEXT NOT NULL,              -- JSON: spans
    PRIMARY KEY (source, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    source   INTEGER NOT NULL REFERENCES source (seq),
    ord      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT,
    party    TEXT,
    aliases  TEXT NOT NULL,
    mentions TEXT NOT NULL,
    PRIMARY KEY (source, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
    seq          INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL REFERENCES source (seq),
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,          -- of the body that stands
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL,
    quote        TEXT NOT NULL,          -- source.text from start to end, word for word
    voice        TEXT NOT NULL,          -- JSON
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL,
    body_version INTEGER NOT NULL,
    body         TEXT NOT NULL,          -- JSON, as read; an edit never overwrites it
    reading      INTEGER NOT NULL REFERENCES reading (seq),  -- that first found it
    superseded   INTEGER REFERENCES reading (seq),           -- that no longer found it
    standing     TEXT NOT NULL DEFAULT 'unreviewed'
                 CHECK (standing IN ('unreviewed', 'accepted', 'rejected', 'edited')),
    edit         INTEGER REFERENCES review (seq),            -- whose body stands
    UNIQUE (source, id)
) STRICT;
CREATE INDEX statement_id ON statement (id);

CREATE TABLE argument (
    statement INTEGER NOT NULL REFERENCES statement (seq),
    ord       INTEGER NOT NULL,
    role      TEXT NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;

-- Names and parties of everybody in the body that stands, lower-cased, for filtering.
CREATE TABLE involved (
    name      TEXT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (seq),
    PRIMARY KEY (name, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX involved_statement ON involved (statement);

CREATE TABLE review (
    seq          INTEGER PRIMARY KEY,
    statement    INTEGER NOT NULL REFERENCES statement (seq),
    verdict      TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'edit')),
    body_version INTEGER,
    body         TEXT,                   -- JSON, for an edit
    reviewer     TEXT NOT NULL,
    at           TEXT NOT NULL,
    CHECK ((verdict = 'edit') = (body IS NOT NULL AND body_version IS NOT NULL))
) STRICT;
CREATE INDEX review_statement ON review (statement);

CREATE TABLE comment (
    seq       INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL REFERENCES statement (seq),
    author    TEXT NOT NULL,
    at        TEXT NOT NULL,
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX comment_statement ON comment (statement);

-- One row for each passage of a source (code 0), a statement (1) or a comment (2):
-- rowid = ((4 * seq + code) << 20) + number of the passage.
CREATE VIRTUAL TABLE search USING fts5 (
    title,
    words,
    tokenize = 'unicode61 remove_diacritics 2'
);
