-- The first schema. Facts are kept; conclusions are dropped and rebuilt (docs/architecture.md).
-- A record is named by (source, key) in every table, so that what the user said of a person survives
-- the undoing and the repeating of an import.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Raw text of records and their cards as JSON, by hash, so that snapshots share what did not change.
CREATE TABLE content (
    hash TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- journal ----------------------------------------------------------------------------------------
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL DEFAULT '{}',
    undoes INTEGER
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    journal INTEGER NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
    tab TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_journal ON change (journal);

-- facts ------------------------------------------------------------------------------------------
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    uuid TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    file TEXT NOT NULL,
    row INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    card TEXT NOT NULL,
    raw TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    gone_on TEXT,
    UNIQUE (source, key)
) STRICT;

-- One state of one export: which records it held, with which cards. `entries` is JSON [[key, card hash] …].
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    scope TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    read_at TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    entries TEXT NOT NULL,
    UNIQUE (source, scope, fingerprint)
) STRICT;

CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    file TEXT NOT NULL,
    row INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    date TEXT NOT NULL,
    end_at TEXT NOT NULL,
    direction TEXT NOT NULL,
    canned INTEGER NOT NULL,
    with_note INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    uid TEXT NOT NULL,
    summary TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- JSON [[source, key] …]: the records of those it was with
    parties TEXT NOT NULL,
    UNIQUE (source, key)
) STRICT;

-- What files tell of the owner: positions, companies followed, busy times. `vals` is a JSON object.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    vals TEXT NOT NULL,
    UNIQUE (source, kind, vals)
) STRICT;

CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    a_source TEXT NOT NULL,
    a_key TEXT NOT NULL,
    b_source TEXT NOT NULL,
    b_key TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX judgement_pair ON judgement (a_source, a_key, b_source, b_key);

-- What the user decided about a person, hung on one of their records: tier, cadence, hidden, …
CREATE TABLE attribute (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (source, key, name)
) STRICT;

-- Touchpoints that the user has seen; the others are conclusions. `uid` never changes its meaning.
CREATE TABLE touchpoint (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    series INTEGER NOT NULL,
    form TEXT NOT NULL,
    on_day TEXT NOT NULL,
    start TEXT NOT NULL DEFAULT '',
    tier TEXT NOT NULL,
    state TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]',
    window_from TEXT NOT NULL DEFAULT '',
    window_to TEXT NOT NULL DEFAULT '',
    slid INTEGER NOT NULL DEFAULT 0,
    sequence INTEGER NOT NULL DEFAULT 0,
    modified_at TEXT NOT NULL,
    settled_on TEXT
) STRICT;

-- address books ----------------------------------------------------------------------------------
CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    user TEXT NOT NULL DEFAULT '',
    push TEXT NOT NULL DEFAULT 'enrich',
    settings TEXT NOT NULL DEFAULT '{}',
    sync_token TEXT NOT NULL DEFAULT '',
    confirmed_at TEXT
) STRICT;

CREATE TABLE binding (
    id INTEGER PRIMARY KEY,
    book TEXT NOT NULL,
    href TEXT NOT NULL,
    uid TEXT NOT NULL,
    etag TEXT NOT NULL,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    base TEXT NOT NULL,
    UNIQUE (book, href)
) STRICT;

-- housekeeping, outside the journal ---------------------------------------------------------------
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    token_hash TEXT NOT NULL DEFAULT '',
    privacy TEXT NOT NULL DEFAULT 'names',
    body_hash TEXT NOT NULL DEFAULT '',
    modified_at TEXT NOT NULL DEFAULT '',
    fetched_at TEXT NOT NULL DEFAULT '',
    fetched_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE job (
    name TEXT PRIMARY KEY,
    last_start TEXT NOT NULL DEFAULT '',
    last_success TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT ''
) STRICT;

-- conclusions ------------------------------------------------------------------------------------
CREATE TABLE pair (
    a_source TEXT NOT NULL,
    a_key TEXT NOT NULL,
    b_source TEXT NOT NULL,
    b_key TEXT NOT NULL,
    probability REAL NOT NULL,
    decision TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (a_source, a_key, b_source, b_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_person ON membership (person);
