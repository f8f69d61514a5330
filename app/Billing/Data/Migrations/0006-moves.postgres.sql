-- No state goes back, and what was written down stays.
CREATE FUNCTION refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF OLD.state <> NEW.state AND NOT EXISTS (SELECT 1 FROM state_move WHERE kind = TG_TABLE_NAME AND before = OLD.state AND after = NEW.state) THEN
    RAISE EXCEPTION 'this state of % does not follow the one that it has', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_moves BEFORE UPDATE OF state ON invoice FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER charge_moves BEFORE UPDATE OF state ON charge FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER refund_moves BEFORE UPDATE OF state ON refund FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER period_moves BEFORE UPDATE OF state ON period FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER webhook_moves BEFORE UPDATE OF state ON webhook FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER usage_log_moves BEFORE UPDATE OF state ON usage_log FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the audit is not changed; write another row');
CREATE TRIGGER credit_note_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a credit note is not changed; write another document');
CREATE TRIGGER reversal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reversal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a reversal is not changed');
CREATE TRIGGER invoice_document_stays BEFORE UPDATE OF number, net_micros, tax_micros, total_micros, document, document_sha256 ON invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('an invoice is not changed; write a credit note');
CREATE TRIGGER invoice_no_delete BEFORE DELETE OR TRUNCATE ON invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('an invoice is not changed; write a credit note');
