-- What the last look at all records worked out for the linkage, so that the next run need only look at what is new (see
-- sync.linkage.base). `mark` says what made it, `judged` up to which judgement people are concluded. Outside of the
-- journal, and gone when anybody is forgotten.
CREATE TABLE base (
    id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL, judged TEXT NOT NULL, data BLOB NOT NULL
) STRICT;
