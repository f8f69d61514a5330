CREATE TRIGGER consent_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON consent
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the record of consents is not changed; write another row');
CREATE TRIGGER consent_text_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_text
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a text that was shown is not changed; add another version');
CREATE TRIGGER erasure_moves BEFORE UPDATE OF state ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_move();
CREATE TRIGGER notice_moves BEFORE UPDATE OF state ON notice FOR EACH ROW EXECUTE FUNCTION refuse_move();
