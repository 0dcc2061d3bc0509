-- Favours: what the owner gave, received, owes, and what people look for and offer. Each hangs on a record.
CREATE TABLE favour (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('given', 'received', 'owed', 'seeks', 'offers')),
    what TEXT NOT NULL,
    on_day TEXT NOT NULL,
    due TEXT NOT NULL DEFAULT '',
    settled_on TEXT NOT NULL DEFAULT ''
) STRICT;
