CREATE TRIGGER consent_no_update BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'the record of consents is not changed; write another row'); END;
CREATE TRIGGER consent_no_delete BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'the record of consents is not changed; write another row'); END;
CREATE TRIGGER consent_text_no_update BEFORE UPDATE ON consent_text BEGIN SELECT RAISE(ABORT, 'a text that was shown is not changed; add another version'); END;
CREATE TRIGGER consent_text_no_delete BEFORE DELETE ON consent_text BEGIN SELECT RAISE(ABORT, 'a text that was shown is not changed; add another version'); END;
CREATE TRIGGER erasure_moves BEFORE UPDATE OF state ON erasure WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'erasure' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of erasure does not follow the one that it has'); END;
CREATE TRIGGER notice_moves BEFORE UPDATE OF state ON notice WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'notice' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of notice does not follow the one that it has'); END;
