-- No state goes back, and what was written down stays.
CREATE TRIGGER invoice_moves BEFORE UPDATE OF state ON invoice WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'invoice' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of invoice does not follow the one that it has'); END;
CREATE TRIGGER charge_moves BEFORE UPDATE OF state ON charge WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'charge' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of charge does not follow the one that it has'); END;
CREATE TRIGGER refund_moves BEFORE UPDATE OF state ON refund WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'refund' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of refund does not follow the one that it has'); END;
CREATE TRIGGER period_moves BEFORE UPDATE OF state ON period WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'period' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of period does not follow the one that it has'); END;
CREATE TRIGGER webhook_moves BEFORE UPDATE OF state ON webhook WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'webhook' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of webhook does not follow the one that it has'); END;
CREATE TRIGGER usage_log_moves BEFORE UPDATE OF state ON usage_log WHEN OLD.state <> NEW.state
  AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = 'usage_log' AND before = OLD.state AND after = NEW.state)
  BEGIN SELECT RAISE(ABORT, 'this state of usage_log does not follow the one that it has'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is not changed; write another row'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is not changed; write another row'); END;
CREATE TRIGGER credit_note_no_update BEFORE UPDATE ON credit_note BEGIN SELECT RAISE(ABORT, 'a credit note is not changed; write another document'); END;
CREATE TRIGGER credit_note_no_delete BEFORE DELETE ON credit_note BEGIN SELECT RAISE(ABORT, 'a credit note is not changed; write another document'); END;
CREATE TRIGGER reversal_no_update BEFORE UPDATE ON reversal BEGIN SELECT RAISE(ABORT, 'a reversal is not changed'); END;
CREATE TRIGGER reversal_no_delete BEFORE DELETE ON reversal BEGIN SELECT RAISE(ABORT, 'a reversal is not changed'); END;
CREATE TRIGGER invoice_document_stays BEFORE UPDATE OF number, net_micros, tax_micros, total_micros, document, document_sha256 ON invoice
  BEGIN SELECT RAISE(ABORT, 'an invoice is not changed; write a credit note'); END;
CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'an invoice is not changed; write a credit note'); END;
