-- What is worked out of the facts and kept, so that it need not be worked out again. `mark` says what it was made of:
-- where that changed, it is made anew. No fact itself: outside of the journal, and gone when anybody is forgotten.
CREATE TABLE derived (name TEXT PRIMARY KEY, mark TEXT NOT NULL, told TEXT NOT NULL) STRICT;
CREATE TABLE glance (person TEXT PRIMARY KEY, mark TEXT NOT NULL, told TEXT NOT NULL) STRICT;
