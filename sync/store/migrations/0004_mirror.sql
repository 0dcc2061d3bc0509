-- Two books that are each other's copy, and every write to a book: its intent before, its answer after.

CREATE TABLE mirror (
    id INTEGER PRIMARY KEY,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    confirmed_at TEXT,
    UNIQUE (a, b)
) STRICT;

-- One card in both books. A text is what that book was last seen to hold: the base of the next merge. An empty
-- href says that the card is not in that book, which refused the text of the other one.
CREATE TABLE twin (
    id INTEGER PRIMARY KEY,
    mirror INTEGER NOT NULL,
    uid TEXT NOT NULL,
    a_href TEXT NOT NULL,
    a_etag TEXT NOT NULL,
    a_text TEXT NOT NULL,
    b_href TEXT NOT NULL,
    b_etag TEXT NOT NULL,
    b_text TEXT NOT NULL
) STRICT;
CREATE INDEX twin_mirror ON twin (mirror);

-- A property that both sides changed: the value that stands, and the one that is kept here. `a_raw` and
-- `b_raw` are texts by hash: cards with that property alone. `choice` is the user's word: a, b, or empty.
CREATE TABLE clash (
    id INTEGER PRIMARY KEY,
    mirror INTEGER NOT NULL,
    uid TEXT NOT NULL,
    property TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    kept TEXT NOT NULL,
    a_raw TEXT NOT NULL,
    b_raw TEXT NOT NULL,
    at TEXT NOT NULL,
    choice TEXT NOT NULL DEFAULT '',
    settled_at TEXT
) STRICT;

-- Writes to books, outside the journal: what was done elsewhere is done. `state` is open, done or refused.
-- `before` and `after` are texts by hash, empty for none; `got` is what the book was seen to hold afterwards.
-- `other` is JSON of the copy the write was made for. A removed card lies in `before`: the trash.
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    book TEXT NOT NULL,
    mirror INTEGER NOT NULL DEFAULT 0,
    side TEXT NOT NULL DEFAULT '',
    twin INTEGER NOT NULL DEFAULT 0,
    uid TEXT NOT NULL,
    href TEXT NOT NULL,
    etag TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    other TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open',
    got_href TEXT NOT NULL DEFAULT '',
    got_etag TEXT NOT NULL DEFAULT '',
    got TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    journal INTEGER
) STRICT;
CREATE INDEX request_open ON request (book, journal);
