-- Who was forgotten, as salted hashes of what would name them: enough to keep them out, too little to name them.
-- Outside the journal: no undo brings anybody back.
CREATE TABLE forgotten (
    mark TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
