-- The words one finds a person by leave the glance for an index of their own (FTS5 over an external content table). They
-- are folded and told apart by blanks before they come here: the tokenizer splits nowhere else. Which of a person's words
-- fits does not matter, so no places are kept. Whoever writes to `glance` tells the index: triggers would make it write
-- its pages after each row, at twenty times the cost.
DROP TABLE glance;
DELETE FROM derived WHERE name = 'roll';
CREATE TABLE glance (
    id INTEGER PRIMARY KEY, person TEXT NOT NULL UNIQUE, mark TEXT NOT NULL, told TEXT NOT NULL, words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE word USING fts5 (
    words, content = 'glance', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
