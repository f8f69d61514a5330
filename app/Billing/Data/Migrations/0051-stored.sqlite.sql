CREATE TRIGGER usage_stored_no_update BEFORE UPDATE ON usage_stored BEGIN SELECT RAISE(ABORT, 'what was kept is not changed; write an adjustment'); END;
CREATE TRIGGER usage_stored_no_delete BEFORE DELETE ON usage_stored BEGIN SELECT RAISE(ABORT, 'what was kept is not changed; write an adjustment'); END;
