-- What the last look at all records worked out for the linkage, so that the next run need only look at what is new (see
-- sync.linkage.base); `mark` says what made it. `concluded` tells up to which judgement people are concluded: apart, for a
-- row is written whole. Outside of the journal, and gone when anybody is forgotten.
CREATE TABLE base (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE concluded (id INTEGER PRIMARY KEY CHECK (id = 1), judged TEXT NOT NULL) STRICT;
-- The pairs of a record are found from both ends.
CREATE INDEX pair_other ON pair (b_source, b_key);
