-- Everybody in a few columns is kept under the name `roll`. It is true as long as it stands: whatever changes who is
-- who, or what the cards say, takes it away.
CREATE TRIGGER roll_record_insert AFTER INSERT ON record BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_record_update AFTER UPDATE ON record BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_record_delete AFTER DELETE ON record BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_membership_insert AFTER INSERT ON membership BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_membership_update AFTER UPDATE ON membership BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_membership_delete AFTER DELETE ON membership BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_snapshot_insert AFTER INSERT ON snapshot BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_snapshot_update AFTER UPDATE ON snapshot BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_snapshot_delete AFTER DELETE ON snapshot BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
-- A value that the user took off a card: the card says less.
CREATE TRIGGER roll_attribute_insert AFTER INSERT ON attribute WHEN NEW.name LIKE 'without:%' BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_attribute_update AFTER UPDATE ON attribute
WHEN OLD.name LIKE 'without:%' OR NEW.name LIKE 'without:%' BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
CREATE TRIGGER roll_attribute_delete AFTER DELETE ON attribute WHEN OLD.name LIKE 'without:%' BEGIN
    DELETE FROM derived WHERE name = 'roll';
END;
