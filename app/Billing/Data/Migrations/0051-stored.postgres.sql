CREATE TRIGGER usage_stored_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_stored
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was kept is not changed; write an adjustment');
