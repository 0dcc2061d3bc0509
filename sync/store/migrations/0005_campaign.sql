-- Campaigns: the year-end cards and others. Who is in one hangs on a record, as every fact about a person.
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('cards', 'announcement', 'thanks', 'invitation')),
    form TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL
) STRICT;

CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    campaign INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    on_day TEXT NOT NULL,
    replied_on TEXT NOT NULL DEFAULT '',
    returned_on TEXT NOT NULL DEFAULT '',
    UNIQUE (campaign, source, key)
) STRICT;
