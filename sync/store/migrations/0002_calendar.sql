-- The calendar as others have seen it: housekeeping, outside the journal, so that no undo takes a SEQUENCE back.

-- What each event of a feed said last, by wording (privacy and language). `times` holds start, end and status.
CREATE TABLE event (
    feed TEXT NOT NULL,
    wording TEXT NOT NULL,
    uid TEXT NOT NULL,
    content TEXT NOT NULL,
    times TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    PRIMARY KEY (feed, wording, uid)
) STRICT, WITHOUT ROWID;

-- Where a feed goes besides the server: `kind` is folder, webdav or caldav.
CREATE TABLE outlet (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    feed TEXT NOT NULL,
    privacy TEXT NOT NULL DEFAULT '',
    user TEXT NOT NULL DEFAULT '',
    public TEXT NOT NULL DEFAULT '',
    settings TEXT NOT NULL DEFAULT '{}',
    etag TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    published_at TEXT NOT NULL DEFAULT ''
) STRICT;

-- What reseau put into a calendar of the user's account, one row an event. `seen` is JSON of what stands there;
-- `intent` is what is being written, so that a kill between the request and its note is told from the user's hand.
CREATE TABLE pushed (
    outlet INTEGER NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
    uid TEXT NOT NULL,
    href TEXT NOT NULL,
    etag TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    seen TEXT NOT NULL DEFAULT '',
    intent TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'there',
    PRIMARY KEY (outlet, uid)
) STRICT, WITHOUT ROWID;

-- An empty level means the one of the settings.
UPDATE feed SET privacy = '';
