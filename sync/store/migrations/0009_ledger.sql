-- What happened with whom is kept gathered under the name `ledger`; its mark begins with the number of the last
-- interaction in it. Later ones are added when it is read; where an older one is changed, it is gathered anew.
CREATE TRIGGER ledger_insert AFTER INSERT ON interaction BEGIN
    DELETE FROM derived WHERE name = 'ledger' AND CAST(mark AS INTEGER) >= NEW.id;
END;
CREATE TRIGGER ledger_update AFTER UPDATE ON interaction BEGIN
    DELETE FROM derived WHERE name = 'ledger' AND CAST(mark AS INTEGER) >= OLD.id;
END;
CREATE TRIGGER ledger_delete AFTER DELETE ON interaction BEGIN
    DELETE FROM derived WHERE name = 'ledger' AND CAST(mark AS INTEGER) >= OLD.id;
END;
