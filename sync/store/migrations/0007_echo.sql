-- What reseau itself put into a card of a book: one row a value, with the record it came from. Such a value is no
-- evidence and no source. `key` is the key of the card's record, `form` the value as it is compared, field `card`
-- the card as a whole. `state` is there, or removed: the user took it out, and it is not put there again.
CREATE TABLE echo (
    id INTEGER PRIMARY KEY,
    book TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    form TEXT NOT NULL,
    origin_source TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'there',
    UNIQUE (book, key, field, form)
) STRICT;
